import { principalId, type PrincipalId, roleDefinitionId } from '../ids.ts';
import { type ApproverReference } from '../policy.ts';
import { type GrantSettings, type SnapshotNotification, type SnapshotSettings } from './snapshot.ts';

/** A role's settings without the id of the policy, which another tenant has another of. */
export type ComparableSettings = Omit<SnapshotSettings, 'policyId'>;

/** One thing that can be set about a role. */
export type SettingName =
  | 'activationMinutes'
  | 'activationJustification'
  | 'activationTicket'
  | 'activationMultifactor'
  | 'authenticationContext'
  | 'approval'
  | 'approverJustification'
  | 'approvers'
  | 'eligibilityMustEnd'
  | 'eligibilityMinutes'
  | 'eligibilityJustification'
  | 'eligibilityMultifactor'
  | 'assignmentMustEnd'
  | 'assignmentMinutes'
  | 'assignmentJustification'
  | 'assignmentMultifactor'
  | 'notificationLevel'
  | 'notificationDefaultRecipients'
  | 'notificationRecipients';

/** Minutes, whether, a level, a context, or a list of approvers (`approverKey`) or addresses; `null`: none. */
export type SettingValue = boolean | number | string | null | readonly string[];

/** One fact of a role's settings, and the rule of the policy that holds it (Graph: `unifiedRoleManagementPolicyRule`). */
export interface SettingFact {
  readonly ruleId: string;
  readonly setting: SettingName;
  readonly value: SettingValue;
}

const NOTIFIED = ['Admin', 'Requestor', 'Approver'] as const;
const NOTIFIED_OF = ['Admin_Eligibility', 'Admin_Assignment', 'EndUser_Assignment'] as const;

/** The nine notification rules that every policy has (Graph). */
export const notificationRules: readonly string[] = NOTIFIED_OF.flatMap((target) =>
  NOTIFIED.map((recipient) => `Notification_${recipient}_${target}`),
);

const LEVELS = ['None', 'Critical', 'All'];

/** Manager, person or group in one word, for instance `group:…`; the same whatever casing an id came in. */
const approverKey = (one: ApproverReference): string =>
  one.kind === 'requestorManager' ? one.kind : `${one.kind}:${one.id.toLowerCase()}`;

/** The person or group that an approver's key names; `undefined` for the requestor's manager. */
export function approverIdIn(key: string): PrincipalId | undefined {
  const [, id] = key.split(':');
  return id === undefined ? undefined : principalId(id);
}

/** What a list holds; nothing for everything else. */
export const listIn = (value: SettingValue): readonly string[] =>
  typeof value === 'object' && value !== null ? value : [];

/** A list with other words for what is in it; everything else as it is. */
export const listTold = (value: SettingValue, tell: (one: string) => string): SettingValue =>
  typeof value === 'object' && value !== null ? value.map(tell) : value;

/**
 * Settings in the one form that can be compared: ids and addresses in lower case, names as Graph spells them, lists in
 * order and without doubles, and for a notification rule that is not there what PIM starts with.
 */
export function canonicalSettings(settings: ComparableSettings): ComparableSettings {
  const { activation, eligibility, assignment, notifications } = settings;
  const context = activation.authenticationContext?.trim().toLowerCase() ?? '';
  return {
    roleDefinitionId: roleDefinitionId(settings.roleDefinitionId),
    activation: {
      maximumMinutes: activation.maximumMinutes,
      isJustificationRequired: activation.isJustificationRequired,
      isTicketRequired: activation.isTicketRequired,
      isMultifactorRequired: activation.isMultifactorRequired,
      authenticationContext: context === '' ? null : context,
      isApprovalRequired: activation.isApprovalRequired,
      isApproverJustificationRequired: activation.isApproverJustificationRequired,
      approvers: canonicalApprovers(activation.approvers),
    },
    eligibility: canonicalGrant(eligibility),
    assignment: canonicalGrant(assignment),
    notifications: canonicalNotifications(notifications),
  };
}

function canonicalApprovers(approvers: readonly ApproverReference[]): readonly ApproverReference[] {
  const byKey = new Map(
    approvers.map((one): readonly [string, ApproverReference] => [
      approverKey(one),
      one.kind === 'requestorManager' ? { kind: one.kind } : { kind: one.kind, id: principalId(one.id) },
    ]),
  );
  return [...byKey].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, one]) => one);
}

const canonicalGrant = (grant: GrantSettings): GrantSettings => ({
  isExpirationRequired: grant.isExpirationRequired,
  maximumMinutes: grant.maximumMinutes,
  isJustificationRequired: grant.isJustificationRequired,
  isMultifactorRequired: grant.isMultifactorRequired,
});

const spelt = (name: string, known: readonly string[]): string =>
  known.find((one) => one.toLowerCase() === name.trim().toLowerCase()) ?? name.trim().toLowerCase();

const untouched = (ruleId: string): SnapshotNotification => ({
  ruleId,
  level: 'All',
  isDefaultRecipientsEnabled: true,
  recipients: [],
});

function canonicalNotifications(rules: readonly SnapshotNotification[]): readonly SnapshotNotification[] {
  const found = rules.map(({ ruleId, level, isDefaultRecipientsEnabled, recipients }) => ({
    ruleId: spelt(ruleId, notificationRules),
    level: level.trim() === '' ? 'All' : spelt(level, LEVELS),
    isDefaultRecipientsEnabled,
    recipients: [...new Set(recipients.map((one) => one.trim().toLowerCase()))].sort(),
  }));
  const inOrder = [...notificationRules.map(untouched), ...found.sort(byWords)];
  const byRule = new Map(inOrder.map((one) => [one.ruleId, one]));
  const others = [...byRule.keys()].filter((ruleId) => !notificationRules.includes(ruleId)).sort();
  return [...notificationRules, ...others].flatMap((ruleId) => byRule.get(ruleId) ?? []);
}

/** Any order that does not depend on the one that Graph gave. */
const byWords = (a: object, b: object): number => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1);

/** Everything that is set about a role, in the order of the portal's page; settings in canonical form. */
export const settingFacts = (settings: ComparableSettings): readonly SettingFact[] => [
  ...activationFacts(settings.activation),
  ...grantFacts('Eligibility', settings.eligibility),
  ...grantFacts('Assignment', settings.assignment),
  ...settings.notifications.flatMap(notificationFacts),
];

const fact = (ruleId: string, setting: SettingName, value: SettingValue): SettingFact => ({
  ruleId,
  setting,
  value,
});

function activationFacts(activation: SnapshotSettings['activation']): readonly SettingFact[] {
  const rule = (name: string): string => `${name}_EndUser_Assignment`;
  return [
    fact(rule('Expiration'), 'activationMinutes', activation.maximumMinutes),
    fact(rule('Enablement'), 'activationMultifactor', activation.isMultifactorRequired),
    fact(rule('AuthenticationContext'), 'authenticationContext', activation.authenticationContext),
    fact(rule('Enablement'), 'activationJustification', activation.isJustificationRequired),
    fact(rule('Enablement'), 'activationTicket', activation.isTicketRequired),
    fact(rule('Approval'), 'approval', activation.isApprovalRequired),
    fact(rule('Approval'), 'approvers', activation.approvers.map(approverKey)),
    fact(rule('Approval'), 'approverJustification', activation.isApproverJustificationRequired),
  ];
}

function grantFacts(level: 'Eligibility' | 'Assignment', grant: GrantSettings): readonly SettingFact[] {
  const [expiration, enablement] = [`Expiration_Admin_${level}`, `Enablement_Admin_${level}`];
  const prefix = level === 'Eligibility' ? 'eligibility' : 'assignment';
  return [
    fact(expiration, `${prefix}MustEnd`, grant.isExpirationRequired),
    fact(expiration, `${prefix}Minutes`, grant.maximumMinutes),
    fact(enablement, `${prefix}Multifactor`, grant.isMultifactorRequired),
    fact(enablement, `${prefix}Justification`, grant.isJustificationRequired),
  ];
}

const notificationFacts = (one: SnapshotNotification): readonly SettingFact[] => [
  fact(one.ruleId, 'notificationLevel', one.level),
  fact(one.ruleId, 'notificationDefaultRecipients', one.isDefaultRecipientsEnabled),
  fact(one.ruleId, 'notificationRecipients', one.recipients),
];
