import { type Caller } from '../authorisation.ts';
import { badRequest, GraphError, resourceNotFound, unauthorizedAccess } from '../graphError.ts';
import { durationMs } from '../instants.ts';
import { auditPim } from './audit.ts';
import { settingsActivity } from './auditWords.ts';
import { type Pim } from './pim.ts';
import { type Policy, type Rule, ruleOf } from './policy.ts';
import { administratorRoles, holdsRole } from './principals.ts';

type Json = Readonly<Record<string, unknown>>;

const isObject = (value: unknown): value is Json => typeof value === 'object' && value !== null;
const asObject = (value: unknown): Json => (isObject(value) ? value : {});

const enabledRules: readonly unknown[] = ['MultiFactorAuthentication', 'Justification', 'Ticketing'];

const isFlag = (value: unknown): boolean => typeof value === 'boolean';

/** What a field of a rule may be changed to; fields that are not here are taken as they come. */
const fits: Readonly<Record<string, (value: unknown) => boolean>> = {
  enabledRules: (value) => Array.isArray(value) && value.every((rule) => enabledRules.includes(rule)),
  maximumDuration: (value) => typeof value === 'string' && durationMs(value) !== undefined,
  isExpirationRequired: isFlag,
  isEnabled: isFlag,
  claimValue: (value) => value === null || (typeof value === 'string' && /^c[1-9]\d?$/.test(value)),
  setting: isApprovalSetting,
};

function isApprovalSetting(value: unknown): boolean {
  const stages = asObject(value)['approvalStages'] ?? [];
  return (
    isObject(value) &&
    Array.isArray(stages) &&
    stages.every((stage: unknown) => {
      const approvers = asObject(stage)['primaryApprovers'] ?? [];
      return Array.isArray(approvers) && approvers.every(isObject);
    })
  );
}

function refuseWrongValues(patch: Json): void {
  for (const [field, value] of Object.entries(patch)) {
    if (fits[field]?.(value) === false) throw badRequest(`The value of the property '${field}' is invalid.`);
  }
}

/** Addresses of one's own on a rule about mail to approvers: no rule can be changed any more, as was seen. */
function refuseLocked({ rules }: Policy): void {
  const isLocked = rules.some(({ id, notificationRecipients }) => {
    const recipients: unknown = notificationRecipients;
    return /^Notification_Approver_/i.test(id) && Array.isArray(recipients) && recipients.length > 0;
  });
  if (isLocked)
    throw new GraphError(400, 'ActivationCustomApproversNotEmpty', 'Custom approvers must be empty.');
}

/** Multifactor authentication and an authentication context exclude each other. */
function refuseBoth(policy: Policy, ruleId: string, patch: Json): void {
  const valueOf = (id: string, field: string): unknown =>
    ruleId.toLowerCase() === id.toLowerCase() && field in patch ? patch[field] : ruleOf(policy, id)?.[field];
  const enabled = valueOf('Enablement_EndUser_Assignment', 'enabledRules');
  const hasContext = valueOf('AuthenticationContext_EndUser_Assignment', 'isEnabled') === true;
  const hadContext = ruleOf(policy, 'AuthenticationContext_EndUser_Assignment')?.['isEnabled'] === true;
  const had = ruleOf(policy, 'Enablement_EndUser_Assignment')?.['enabledRules'];
  const asks = (rules: unknown): boolean =>
    Array.isArray(rules) && rules.includes('MultiFactorAuthentication');
  if (asks(enabled) && hasContext && !(asks(had) && hadContext)) {
    throw badRequest('Multifactor authentication and an authentication context exclude each other.');
  }
}

/** Changes one rule of a role's settings. Throws 403 for anybody but an administrator, 404 for an unknown rule. */
export function changeRule(pim: Pim, caller: Caller, policy: Policy, ruleId: string, patch: Json): Rule {
  if (caller.kind === 'user' && !holdsRole(pim, caller.id, administratorRoles)) throw unauthorizedAccess();
  const rule = ruleOf(policy, ruleId);
  if (rule === undefined) throw resourceNotFound(ruleId);
  refuseWrongValues(patch);
  refuseLocked(policy);
  refuseBoth(policy, ruleId, patch);
  for (const field of Object.keys(patch)) {
    if (!(field in rule))
      throw badRequest(`The property '${field}' does not exist on type '${rule['@odata.type'].slice(1)}'.`);
  }
  // Of the nested setting of approvals only what is named changes.
  const setting = isObject(patch['setting'])
    ? { ...asObject(rule['setting']), ...patch['setting'] }
    : undefined;
  const kept = { '@odata.type': rule['@odata.type'], id: rule.id, target: rule.target };
  const changed: Rule = { ...rule, ...patch, ...(setting !== undefined && { setting }), ...kept };
  policy.rules = policy.rules.map((one) => (one === rule ? changed : one));
  policy.lastModifiedAt = pim.world.clock.now();
  policy.lastModifiedBy = { id: caller.id, displayName: caller.name };
  auditPim(pim, {
    activity: settingsActivity,
    operation: 'Update',
    by: { kind: caller.kind, id: caller.id },
    subject: {
      principalId: undefined,
      roleDefinitionId: policy.roleDefinitionId,
      directoryScopeId: '/',
      requestId: pim.world.newId(),
      startAt: null,
      endAt: null,
    },
    reason: null,
  });
  return changed;
}
