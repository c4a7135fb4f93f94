import { z } from 'zod';
import { PimError } from '../pim/errors.ts';
import { isGuid, principalId, roleDefinitionId, type RoleDefinitionId } from '../pim/ids.ts';
import { type ApprovalSettings, type ApproverReference, type RoleSettings } from '../pim/policy.ts';
import { minutesOfDuration } from './durations.ts';
import { text } from './graphValues.ts';

const approver = z.object({ '@odata.type': text, userId: text, groupId: text, id: text });

const stage = z.object({
  isApproverJustificationRequired: z.boolean().nullish(),
  primaryApprovers: z.array(approver).nullish(),
});

const setting = z.object({
  isApprovalRequired: z.boolean().nullish(),
  approvalStages: z.array(stage).nullish(),
});

const rule = z.object({
  id: z.string(),
  maximumDuration: text,
  enabledRules: z.array(z.string()).nullish(),
  isEnabled: z.boolean().nullish(),
  claimValue: text,
  setting: setting.nullish(),
});

const assignment = z.object({
  roleDefinitionId: text,
  policy: z.object({ rules: z.array(rule) }),
});

type Rule = z.infer<typeof rule>;
type Assignment = z.infer<typeof assignment>;

/** What PIM itself starts with (Entra: "Activation maximum duration (hours)"). */
const DEFAULT_MAXIMUM_MINUTES = 8 * 60;

function approverOf({
  '@odata.type': type,
  userId,
  groupId,
  id,
}: z.infer<typeof approver>): ApproverReference[] {
  if (/requestorManager/i.test(type)) return [{ kind: 'requestorManager' }];
  const isGroup = /group/i.test(type) || (type === '' && groupId !== '');
  const reference = (isGroup ? groupId : userId) || id;
  return isGuid(reference) ? [{ kind: isGroup ? 'group' : 'person', id: principalId(reference) }] : [];
}

function approvalOf(found: Rule | undefined): ApprovalSettings {
  const stages = found?.setting?.approvalStages ?? [];
  return {
    // A stage is there even where no approval is required: only the switch counts.
    isRequired: found?.setting?.isApprovalRequired ?? false,
    isApproverJustificationRequired: stages[0]?.isApproverJustificationRequired ?? true,
    approvers: stages.flatMap(({ primaryApprovers }) => (primaryApprovers ?? []).flatMap(approverOf)),
  };
}

/**
 * What a role asks of an activation, from its policy assignment with expanded rules (Graph:
 * `unifiedRoleManagementPolicyAssignment`). A list without that role's assignment is `role_not_found`.
 */
export function readRoleSettings(values: readonly unknown[], id: RoleDefinitionId): RoleSettings {
  const own = readAssignments(values).find(({ roleDefinitionId: of }) => of.toLowerCase() === id);
  if (own === undefined) {
    const code = values.length === 0 ? 'role_not_found' : 'unexpected_answer';
    throw new PimError(code, 'Graph has no settings for the role');
  }
  return settingsIn(own, id);
}

/** The settings of every role that a list of policy assignments names; see `readRoleSettings`. */
export const readSettingsOfAll = (values: readonly unknown[]): readonly RoleSettings[] =>
  readAssignments(values).flatMap((one) =>
    isGuid(one.roleDefinitionId) ? [settingsIn(one, roleDefinitionId(one.roleDefinitionId))] : [],
  );

const readAssignments = (values: readonly unknown[]): readonly Assignment[] =>
  values.flatMap((value) => {
    const parsed = assignment.safeParse(value);
    return parsed.success ? [parsed.data] : [];
  });

function settingsIn(own: Assignment, id: RoleDefinitionId): RoleSettings {
  const find = (name: string): Rule | undefined =>
    own.policy.rules.find((one) => one.id.toLowerCase() === `${name}_EndUser_Assignment`.toLowerCase());
  const enabled = new Set((find('Enablement')?.enabledRules ?? []).map((name) => name.toLowerCase()));
  const context = find('AuthenticationContext');
  return {
    roleDefinitionId: id,
    maximumDurationMinutes:
      minutesOfDuration(find('Expiration')?.maximumDuration ?? '') ?? DEFAULT_MAXIMUM_MINUTES,
    isJustificationRequired: enabled.has('justification'),
    isTicketRequired: enabled.has('ticketing'),
    isMultifactorRequired: enabled.has('multifactorauthentication'),
    authenticationContext:
      context?.isEnabled === true && context.claimValue !== '' ? context.claimValue : undefined,
    approval: approvalOf(find('Approval')),
  };
}
