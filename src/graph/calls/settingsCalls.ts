import { z } from 'zod';
import { type GraphCall } from './graphCall.ts';

const type = (name: string) => z.literal(`#microsoft.graph.unifiedRoleManagementPolicy${name}Rule`);

const list = <T extends z.ZodType>(of: T) => z.array(of).max(100);

const target = z.strictObject({
  caller: z.enum(['Admin', 'EndUser']),
  operations: z.tuple([z.literal('all')]),
  level: z.enum(['Eligibility', 'Assignment']),
  inheritableSettings: z.tuple([]),
  enforcedSettings: z.tuple([]),
});

const expiration = (): z.ZodType =>
  z.strictObject({
    '@odata.type': type('Expiration'),
    id: z.string(),
    target,
    isExpirationRequired: z.boolean(),
    maximumDuration: z.string().regex(/^P(?:\d+D)?(?:T(?:\d+H)?(?:\d+M)?)?$/),
  });

const enablement = (): z.ZodType =>
  z.strictObject({
    '@odata.type': type('Enablement'),
    id: z.string(),
    target,
    enabledRules: list(z.enum(['MultiFactorAuthentication', 'Justification', 'Ticketing'])),
  });

const context = (): z.ZodType =>
  z.strictObject({
    '@odata.type': type('AuthenticationContext'),
    id: z.string(),
    target,
    isEnabled: z.boolean(),
    claimValue: z
      .string()
      .regex(/^c\d{1,2}$/)
      .nullable(),
  });

const described = { description: z.string().optional() };
const approver = z.discriminatedUnion('@odata.type', [
  z.strictObject({ '@odata.type': z.literal('#microsoft.graph.singleUser'), userId: z.guid(), ...described }),
  z.strictObject({
    '@odata.type': z.literal('#microsoft.graph.groupMembers'),
    groupId: z.guid(),
    ...described,
  }),
  z.strictObject({ '@odata.type': z.literal('#microsoft.graph.requestorManager'), managerLevel: z.int() }),
]);

const approval = (): z.ZodType =>
  z.strictObject({
    '@odata.type': type('Approval'),
    id: z.string(),
    target,
    setting: z.strictObject({
      isApprovalRequired: z.boolean(),
      isApprovalRequiredForExtension: z.boolean(),
      isRequestorJustificationRequired: z.boolean(),
      approvalMode: z.enum(['SingleStage', 'Serial', 'Parallel', 'NoApproval']),
      approvalStages: list(
        z.strictObject({
          approvalStageTimeOutInDays: z.int(),
          isApproverJustificationRequired: z.boolean(),
          escalationTimeInMinutes: z.int(),
          isEscalationEnabled: z.boolean(),
          primaryApprovers: list(approver),
          escalationApprovers: list(approver),
        }),
      ),
    }),
  });

const notification = (): z.ZodType =>
  z.strictObject({
    '@odata.type': type('Notification'),
    id: z.string(),
    target,
    notificationType: z.literal('Email'),
    recipientType: z.enum(['Admin', 'Requestor', 'Approver']),
    notificationLevel: z.enum(['None', 'Critical', 'All']),
    isDefaultRecipientsEnabled: z.boolean(),
    notificationRecipients: list(z.string()),
  });

const ENDS = '(?:EndUser_Assignment|Admin_Eligibility|Admin_Assignment)';

/** One kind of rule: which rules there are of it, and what one looks like. */
const change = (ruleId: string, usedFor: string, body: () => z.ZodType) =>
  ({
    version: 'v1.0',
    method: 'PATCH',
    group: 'administer',
    path: '/policies/roleManagementPolicies/{policyId}/rules/{ruleId}',
    segments: { policyId: 'DirectoryRole_GUID_GUID', ruleId },
    leastDelegated: 'RoleManagementPolicy.ReadWrite.Directory',
    usedFor: `${usedFor}; with \`administration.changes\` only`,
    body,
  }) as const satisfies GraphCall;

/** What administrators change of how a role is set, one rule at a time, with their own token, where that is switched on. */
export const settingsCalls = {
  changeExpirationRule: change(
    `Expiration_${ENDS}`,
    'settings of a role: how long at the most, and whether there is an end',
    expiration,
  ),
  changeEnablementRule: change(
    `Enablement_${ENDS}`,
    'settings of a role: justification, ticket and multifactor authentication',
    enablement,
  ),
  changeContextRule: change(
    'AuthenticationContext_EndUser_Assignment',
    'settings of a role: the authentication context',
    context,
  ),
  changeApprovalRule: change('Approval_EndUser_Assignment', 'settings of a role: approval', approval),
  changeNotificationRule: change(
    `Notification_(?:Admin|Requestor|Approver)_${ENDS}`,
    'settings of a role: whom PIM’s own mail tells',
    notification,
  ),
} as const satisfies Readonly<Record<string, GraphCall>>;
