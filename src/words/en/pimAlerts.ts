import { type PimAlertName } from '../../pim/alerts/pimAlerts.ts';
import { type PimAlertWords } from '../alertWords.ts';
import { counted } from './people.ts';

const accounts = (count: number): string => counted(count, 'account', 'accounts');

/** PIM's own alerts, in our words. */
export const pimAlerts: Readonly<Record<PimAlertName, PimAlertWords>> = {
  TooManyGlobalAdminsAssignedToTenantAlert: {
    title: 'Too many Global Administrators, says Entra PIM',
    evidence: (count) => `Entra PIM counts ${accounts(count)} with Global Administrator.`,
    why: 'A Global Administrator can do everything, and each of them is a way in.',
    mend: 'Give most of them the smaller role that their work needs, and make the others eligible.',
  },
  RolesAssignedOutsidePimAlert: {
    title: 'Roles given outside PIM, says Entra PIM',
    evidence: (count) => `Entra PIM counts ${counted(count, 'assignment', 'assignments')} made past it.`,
    why: 'What is given past PIM has no end, no reason and no approval.',
    mend: 'Ask who gave it. Take it away, or make it eligible in PIM.',
  },
  NoMfaOnRoleActivationAlert: {
    title: 'Activation without a second factor, says Entra PIM',
    evidence: (count) => `Entra PIM counts ${counted(count, 'role', 'roles')} without one.`,
    why: 'Whoever steals a password can activate the role.',
    mend: 'Ask for multifactor authentication, or for an authentication context, in the settings of each role.',
  },
  StaleSignInAlert: {
    title: 'Administrators who do not sign in, says Entra PIM',
    evidence: (count) => `Entra PIM counts ${accounts(count)} without a sign-in for long.`,
    why: 'An account that nobody uses is an account that nobody misses when somebody else does.',
    mend: 'Take the role away, or find out who uses the account and for what.',
  },
  RedundantAssignmentAlert: {
    title: 'Eligibilities that nobody uses, says Entra PIM',
    evidence: (count) =>
      `Entra PIM counts ${counted(count, 'eligibility', 'eligibilities')} without an activation for long.`,
    why: 'A role that is not used is a risk without a use.',
    mend: 'Ask whether it is still needed, and remove the eligibility where it is not.',
  },
  SequentialActivationRenewalsAlert: {
    title: 'A role activated again and again, says Entra PIM',
    evidence: (count) => `Entra PIM counts ${accounts(count)} that activated a role several times in a row.`,
    why: 'It is either work for which the activation is too short, or somebody else at the account.',
    mend: 'Ask the person. Where the work takes longer, let the activation last longer.',
  },
  InvalidLicenseAlert: {
    title: 'The licence for PIM, says Entra PIM',
    evidence: () => 'Entra PIM says that the tenant has no Microsoft Entra ID P2 or ID Governance licence.',
    why: 'Without the licence PIM stops working: eligible people cannot activate.',
    mend: 'Renew the licence, or plan how roles are given without PIM before it ends.',
  },
};
