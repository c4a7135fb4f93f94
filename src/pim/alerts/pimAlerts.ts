import { type FindingRuleId, type Severity } from '../findings/finding.ts';

/** PIM's own alerts for directory roles, by what follows the tenant in their ids. */
export const pimAlertNames = [
  'TooManyGlobalAdminsAssignedToTenantAlert',
  'RolesAssignedOutsidePimAlert',
  'NoMfaOnRoleActivationAlert',
  'StaleSignInAlert',
  'RedundantAssignmentAlert',
  'SequentialActivationRenewalsAlert',
  'InvalidLicenseAlert',
] as const;

/** One of PIM's own alerts that is documented. */
export type PimAlertName = (typeof pimAlertNames)[number];

/** Whether it is an alert that we have words for. */
export const isPimAlertName = (name: string): name is PimAlertName =>
  (pimAlertNames as readonly string[]).includes(name);

/** As their definitions say (Graph beta: `severityLevel`). */
const severityOf: Readonly<Record<PimAlertName, Severity>> = {
  TooManyGlobalAdminsAssignedToTenantAlert: 'low',
  RolesAssignedOutsidePimAlert: 'high',
  NoMfaOnRoleActivationAlert: 'low',
  StaleSignInAlert: 'medium',
  RedundantAssignmentAlert: 'low',
  SequentialActivationRenewalsAlert: 'low',
  InvalidLicenseAlert: 'low',
};

/** How bad PIM calls one of its alerts; one that is new to us is in the middle. */
export const severityOfPimAlert = (name: string): Severity =>
  isPimAlertName(name) ? severityOf[name] : 'medium';

/** PIM's alerts beside the rule of ours that looks for the same; each has thresholds of its own. */
export const counterparts: Readonly<Partial<Record<PimAlertName, FindingRuleId>>> = {
  TooManyGlobalAdminsAssignedToTenantAlert: 'too-many-global-administrators',
  RolesAssignedOutsidePimAlert: 'assigned-outside-pim',
  NoMfaOnRoleActivationAlert: 'no-strong-authentication',
  StaleSignInAlert: 'stale-sign-in',
  RedundantAssignmentAlert: 'stale-eligibility',
  InvalidLicenseAlert: 'licence',
};
