import { z } from 'zod';
import { PimError } from '../../pim/errors.ts';
import { type RoleDefinitionId } from '../../pim/ids.ts';
import { type ApproverReference } from '../../pim/policy.ts';
import { type ComparableSettings } from '../../pim/posture/settingFacts.ts';
import { durationOfMinutes } from '../durations.ts';
import { type GraphCall, graphCalls } from '../egress.ts';
import { settingsOf } from '../snapshot/roleSettings.ts';

/** How one role is set, and the rules that say so. */
interface RoleRules {
  readonly policyId: string;
  readonly settings: ComparableSettings;
  /** As Graph gave it. */
  readonly ruleNamed: (ruleId: string) => unknown;
}

const assignment = z.object({
  policy: z.object({ rules: z.array(z.looseObject({ id: z.string() })) }),
});

/** Reads a list that has the policy assignment of one role. @throws PimError `role_not_found`, `unexpected_answer` */
export function readRoleRules(values: readonly unknown[], id: RoleDefinitionId): RoleRules {
  const [row] = values;
  if (row === undefined) throw new PimError('role_not_found', 'Graph has no settings for the role');
  const [read, rows] = [settingsOf(row), assignment.safeParse(row)];
  if (read?.roleDefinitionId !== id || !rows.success) {
    throw new PimError('unexpected_answer', 'The settings of the role cannot be read');
  }
  const { policyId, ...settings } = read;
  const ruleNamed = (ruleId: string): unknown =>
    rows.data.policy.rules.find((rule) => rule.id.toLowerCase() === ruleId.toLowerCase());
  return { policyId, settings, ruleNamed };
}

/** What makes one rule as it is in settings: the call, and the whole rule. What the settings do not name stays as it was. */
export function ruleChange(
  ruleId: string,
  settings: ComparableSettings,
  now: unknown,
): { readonly call: GraphCall; readonly body: object } {
  const [kind = '', caller, level] = /^([A-Za-z]+?)(?:_(?:Admin|Requestor|Approver))?_(Admin|EndUser)_(\w+)$/
    .exec(ruleId)
    ?.slice(1) ?? [undefined];
  const made = ofKind(kind, ruleId, settings, now);
  if (made === undefined) throw new PimError('invalid_input', 'No rule of role settings that I know');
  const target = { caller, operations: ['all'], level, inheritableSettings: [], enforcedSettings: [] };
  const type = `#microsoft.graph.unifiedRoleManagementPolicy${kind}Rule`;
  return { call: made.call, body: { '@odata.type': type, id: ruleId, target, ...made.fields } };
}

interface Made {
  readonly call: GraphCall;
  readonly fields: object;
}

function ofKind(kind: string, ruleId: string, settings: ComparableSettings, now: unknown): Made | undefined {
  switch (kind) {
    case 'Expiration':
      return { call: graphCalls.changeExpirationRule, fields: expirationOf(ruleId, settings) };
    case 'Enablement':
      return { call: graphCalls.changeEnablementRule, fields: { enabledRules: enabledOf(ruleId, settings) } };
    case 'AuthenticationContext': {
      const { authenticationContext: claimValue } = settings.activation;
      return { call: graphCalls.changeContextRule, fields: { isEnabled: claimValue !== null, claimValue } };
    }
    case 'Approval':
      return { call: graphCalls.changeApprovalRule, fields: { setting: approvalOf(settings, now) } };
    case 'Notification':
      return { call: graphCalls.changeNotificationRule, fields: notificationOf(ruleId, settings) };
    default:
      return undefined;
  }
}

const MINUTES_OF_DAY = 1_440;

/** Activations always end; their length is in hours, that of grants in days where it is whole ones. */
function expirationOf(ruleId: string, { activation, eligibility, assignment: standing }: ComparableSettings) {
  if (ruleId === 'Expiration_EndUser_Assignment') {
    return { isExpirationRequired: true, maximumDuration: durationOfMinutes(activation.maximumMinutes) };
  }
  const { isExpirationRequired, maximumMinutes } = ruleId.endsWith('_Eligibility') ? eligibility : standing;
  const isDays = maximumMinutes >= MINUTES_OF_DAY && maximumMinutes % MINUTES_OF_DAY === 0;
  return {
    isExpirationRequired,
    maximumDuration: isDays
      ? `P${String(maximumMinutes / MINUTES_OF_DAY)}D`
      : durationOfMinutes(maximumMinutes),
  };
}

function enabledOf(ruleId: string, settings: ComparableSettings): readonly string[] {
  const { activation, eligibility, assignment: standing } = settings;
  const isActivation = ruleId === 'Enablement_EndUser_Assignment';
  const grant = ruleId.endsWith('_Eligibility') ? eligibility : standing;
  const { isMultifactorRequired, isJustificationRequired } = isActivation ? activation : grant;
  return [
    ...(isMultifactorRequired ? ['MultiFactorAuthentication'] : []),
    ...(isJustificationRequired ? ['Justification'] : []),
    ...(isActivation && activation.isTicketRequired ? ['Ticketing'] : []),
  ];
}

function notificationOf(ruleId: string, { notifications }: ComparableSettings): object {
  const own = notifications.find((one) => one.ruleId === ruleId);
  if (own === undefined)
    throw new PimError('invalid_input', 'A rule about mail that is not among the settings');
  return {
    notificationType: 'Email',
    recipientType: ruleId.split('_')[1],
    notificationLevel: own.level,
    isDefaultRecipientsEnabled: own.isDefaultRecipientsEnabled,
    notificationRecipients: own.recipients,
  };
}

const described = { description: z.string().optional().catch(undefined) };
const approver = z.union([
  z.object({ '@odata.type': z.literal('#microsoft.graph.singleUser'), userId: z.guid(), ...described }),
  z.object({ '@odata.type': z.literal('#microsoft.graph.groupMembers'), groupId: z.guid(), ...described }),
  z.object({ '@odata.type': z.literal('#microsoft.graph.requestorManager'), managerLevel: z.int() }),
]);
type Approver = z.infer<typeof approver>;
const approvers = z.array(approver).default([]);

const stage = z.object({
  approvalStageTimeOutInDays: z.int().default(1),
  isApproverJustificationRequired: z.boolean().default(true),
  escalationTimeInMinutes: z.int().default(0),
  isEscalationEnabled: z.boolean().default(false),
  primaryApprovers: approvers,
  escalationApprovers: approvers,
});

const approvalRule = z.object({
  setting: z.object({
    isApprovalRequiredForExtension: z.boolean().default(false),
    isRequestorJustificationRequired: z.boolean().default(true),
    approvalMode: z.enum(['SingleStage', 'Serial', 'Parallel', 'NoApproval']).default('SingleStage'),
    approvalStages: z.array(stage).default([]),
  }),
});

/** Only what is known of the setting goes out again; where it cannot be read whole, nothing does. */
function approvalOf({ activation }: ComparableSettings, now: unknown): object {
  const read = approvalRule.safeParse(now);
  if (!read.success) throw new PimError('unexpected_answer', 'The rule about approval cannot be read');
  const { approvalStages, approvalMode, ...kept } = read.data.setting;
  const [first = stage.parse({}), ...more] = approvalStages;
  // Who approves at a later stage is counted among the approvers, and cannot be told from the others.
  if (more.length > 0) throw new PimError('unexpected_answer', 'An approval in several stages');
  return {
    ...kept,
    isApprovalRequired: activation.isApprovalRequired,
    approvalMode:
      activation.isApprovalRequired && approvalMode === 'NoApproval' ? 'SingleStage' : approvalMode,
    approvalStages: [
      {
        ...first,
        isApproverJustificationRequired: activation.isApproverJustificationRequired,
        primaryApprovers: activation.approvers.map(
          (one) => first.primaryApprovers.find((known) => isSame(known, one)) ?? approverOf(one),
        ),
      },
    ],
  };
}

function isSame(known: Approver, one: ApproverReference): boolean {
  if ('userId' in known) return one.kind === 'person' && one.id === known.userId.toLowerCase();
  if ('groupId' in known) return one.kind === 'group' && one.id === known.groupId.toLowerCase();
  return one.kind === 'requestorManager';
}

function approverOf(one: ApproverReference): Approver {
  switch (one.kind) {
    case 'person':
      return { '@odata.type': '#microsoft.graph.singleUser', userId: one.id };
    case 'group':
      return { '@odata.type': '#microsoft.graph.groupMembers', groupId: one.id };
    case 'requestorManager':
      return { '@odata.type': '#microsoft.graph.requestorManager', managerLevel: 1 };
  }
}
