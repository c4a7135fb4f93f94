import { type Approver } from './records.ts';

/** Graph: unifiedRoleManagementPolicyRuleTarget, as every rule carries it. */
interface Target {
  readonly caller: 'Admin' | 'EndUser';
  readonly operations: readonly string[];
  readonly level: 'Eligibility' | 'Assignment';
  readonly inheritableSettings: readonly string[];
  readonly enforcedSettings: readonly string[];
}

/** What may be demanded of a person at activation or assignment. */
type EnabledRule = 'MultiFactorAuthentication' | 'Justification' | 'Ticketing';

/** A rule as it goes on the wire (Graph: unifiedRoleManagementPolicyRule and its derived types). */
export interface Rule {
  readonly '@odata.type': string;
  readonly id: string;
  readonly target: Target;
  readonly [field: string]: unknown;
}

/** The settings of one role (Graph: unifiedRoleManagementPolicy). */
export interface Policy {
  readonly id: string;
  readonly roleDefinitionId: string;
  rules: readonly Rule[];
  lastModifiedAt: Date | null;
  lastModifiedBy: { readonly id: string; readonly displayName: string } | null;
}

/** What a tenant changes about a role; what is left out is Entra's default. */
export interface RoleSettings {
  readonly maximumDuration?: string;
  readonly enabledRules?: readonly EnabledRule[];
  /** Approval is required; an empty list: nobody is named. */
  readonly approvers?: readonly Approver[];
  /** The authentication context that activation demands, `c1` to `c99`. */
  readonly authenticationContext?: string;
  readonly permanentEligibilityAllowed?: boolean;
  readonly permanentAssignmentAllowed?: boolean;
  readonly adminEnabledRules?: readonly EnabledRule[];
  /** The longest eligibility and the longest standing assignment, where they have to end. */
  readonly eligibilityDuration?: string;
  readonly assignmentDuration?: string;
  /** Mails of PIM that differ from the default, by the id of their rule. */
  readonly notifications?: Readonly<Record<string, NotificationSettings>>;
}

/** One of PIM's mails. */
interface NotificationSettings {
  readonly notificationLevel?: 'None' | 'Critical' | 'All';
  readonly isDefaultRecipientsEnabled?: boolean;
  readonly notificationRecipients?: readonly string[];
}

const typeOf = (name: string): string => `#microsoft.graph.unifiedRoleManagementPolicy${name}Rule`;

const targets = {
  Admin_Eligibility: ['Admin', 'Eligibility'],
  Admin_Assignment: ['Admin', 'Assignment'],
  EndUser_Assignment: ['EndUser', 'Assignment'],
} as const;
type TargetName = keyof typeof targets;

function target(name: TargetName): Target {
  const [caller, level] = targets[name];
  return { caller, operations: ['all'], level, inheritableSettings: [], enforcedSettings: [] };
}

const expiration = (name: TargetName, isExpirationRequired: boolean, maximumDuration: string): Rule => ({
  '@odata.type': typeOf('Expiration'),
  id: `Expiration_${name}`,
  isExpirationRequired,
  maximumDuration,
  target: target(name),
});

const enablement = (name: TargetName, enabledRules: readonly EnabledRule[]): Rule => ({
  '@odata.type': typeOf('Enablement'),
  id: `Enablement_${name}`,
  enabledRules,
  target: target(name),
});

const notifications = (name: TargetName, settings: RoleSettings): Rule[] =>
  (['Admin', 'Requestor', 'Approver'] as const).map((recipientType) => ({
    '@odata.type': typeOf('Notification'),
    id: `Notification_${recipientType}_${name}`,
    notificationType: 'Email',
    recipientType,
    notificationLevel: 'All',
    isDefaultRecipientsEnabled: true,
    notificationRecipients: [],
    ...settings.notifications?.[`Notification_${recipientType}_${name}`],
    target: target(name),
  }));

const approverOnWire = (approver: Approver): Record<string, unknown> =>
  approver.kind === 'user'
    ? { '@odata.type': '#microsoft.graph.singleUser', userId: approver.id, description: null }
    : { '@odata.type': '#microsoft.graph.groupMembers', groupId: approver.id, description: null };

const approval = (approvers: readonly Approver[] | undefined): Rule => ({
  '@odata.type': typeOf('Approval'),
  id: 'Approval_EndUser_Assignment',
  target: target('EndUser_Assignment'),
  setting: {
    isApprovalRequired: approvers !== undefined,
    isApprovalRequiredForExtension: false,
    isRequestorJustificationRequired: true,
    approvalMode: 'SingleStage',
    // A stage is there even where no approval is required.
    approvalStages: [
      {
        approvalStageTimeOutInDays: 1,
        isApproverJustificationRequired: true,
        escalationTimeInMinutes: 0,
        isEscalationEnabled: false,
        primaryApprovers: (approvers ?? []).map(approverOnWire),
        escalationApprovers: [],
      },
    ],
  },
});

const authenticationContext = (claimValue: string | undefined): Rule => ({
  '@odata.type': typeOf('AuthenticationContext'),
  id: 'AuthenticationContext_EndUser_Assignment',
  isEnabled: claimValue !== undefined,
  claimValue: claimValue ?? null,
  target: target('EndUser_Assignment'),
});

/** The seventeen rules of a role, in the order the service lists them. */
export function rulesFor(settings: RoleSettings): readonly Rule[] {
  const defaults = ['MultiFactorAuthentication', 'Justification'] as const;
  return [
    expiration(
      'Admin_Eligibility',
      settings.permanentEligibilityAllowed === false,
      settings.eligibilityDuration ?? 'P365D',
    ),
    enablement('Admin_Eligibility', []),
    ...notifications('Admin_Eligibility', settings),
    expiration(
      'Admin_Assignment',
      settings.permanentAssignmentAllowed === false,
      settings.assignmentDuration ?? 'P180D',
    ),
    enablement('Admin_Assignment', settings.adminEnabledRules ?? ['Justification']),
    ...notifications('Admin_Assignment', settings),
    expiration('EndUser_Assignment', true, settings.maximumDuration ?? 'PT8H'),
    enablement('EndUser_Assignment', settings.enabledRules ?? defaults),
    approval(settings.approvers),
    authenticationContext(settings.authenticationContext),
    ...notifications('EndUser_Assignment', settings),
  ];
}

/** What the rules for one kind of call demand, read from the wire form so that a changed rule counts at once. */
export interface Demands {
  readonly enabledRules: readonly string[];
  readonly isExpirationRequired: boolean;
  readonly maximumDuration: string;
}

/** The demands on a person who activates, or on an administrator who assigns. */
export function demandsOf(policy: Policy, name: TargetName): Demands {
  const enabled = ruleOf(policy, `Enablement_${name}`)?.['enabledRules'];
  const expiry = ruleOf(policy, `Expiration_${name}`);
  return {
    enabledRules: Array.isArray(enabled) ? enabled.map(String) : [],
    isExpirationRequired: expiry?.['isExpirationRequired'] === true,
    maximumDuration: typeof expiry?.['maximumDuration'] === 'string' ? expiry['maximumDuration'] : 'PT8H',
  };
}

/** The authentication context that activation demands, if any. */
export function contextOf(policy: Policy): string | undefined {
  const rule = ruleOf(policy, 'AuthenticationContext_EndUser_Assignment');
  const value = rule?.['claimValue'];
  return rule?.['isEnabled'] === true && typeof value === 'string' ? value : undefined;
}

interface ApprovalSetting {
  readonly isApprovalRequired?: boolean;
  readonly approvalStages?: readonly {
    readonly isApproverJustificationRequired?: boolean;
    readonly primaryApprovers?: readonly { readonly userId?: string; readonly groupId?: string }[];
  }[];
}

/** Who decides about activations, or `undefined` when nobody has to. */
export function approvalOf(
  policy: Policy,
): { approvers: Approver[]; isJustificationRequired: boolean } | undefined {
  const setting = ruleOf(policy, 'Approval_EndUser_Assignment')?.['setting'] as ApprovalSetting | undefined;
  if (setting?.isApprovalRequired !== true) return undefined;
  const stage = setting.approvalStages?.[0];
  const approvers = (stage?.primaryApprovers ?? []).flatMap(({ userId, groupId }): Approver[] => {
    if (userId !== undefined) return [{ kind: 'user', id: userId.toLowerCase() }];
    return groupId === undefined ? [] : [{ kind: 'group', id: groupId.toLowerCase() }];
  });
  return { approvers, isJustificationRequired: stage?.isApproverJustificationRequired !== false };
}

/** A rule by its fixed id. */
export const ruleOf = (policy: Policy, id: string): Rule | undefined =>
  policy.rules.find((rule) => rule.id.toLowerCase() === id.toLowerCase());
