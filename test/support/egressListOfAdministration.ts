import { type AllowedChange } from './egressKinds.ts';

/** What is on the list only where administrators may change what others hold. */

const directory = '/roleManagement/directory';
const requests = `${directory}/roleAssignmentScheduleRequests`;
const target = ['directoryScopeId', 'principalId', 'roleDefinitionId'];

/** What administrators read of others with their own token, where they may change that. */
export const administratorReads: readonly string[] = [
  `/graph/v1.0${directory}/roleEligibilityScheduleInstances`,
  `/graph/v1.0${directory}/roleAssignmentScheduleInstances`,
  `/graph/v1.0${directory}/roleEligibilityScheduleRequests`,
  `/graph/v1.0${requests}`,
];

/** What administrators change of others, with the same kind of token; only where that is switched on. */
export const administratorChanges: readonly AllowedChange[] = [
  `/graph/v1.0${directory}/roleEligibilityScheduleRequests`,
  `/graph/v1.0${requests}`,
].flatMap((path) => {
  const change = { by: 'person', method: 'POST', path, isOwn: 'either' } as const;
  const named = ['action', ...target, 'justification'];
  const begun = [...named, 'scheduleInfo.expiration.type', 'scheduleInfo.startDateTime'];
  const end = 'scheduleInfo.expiration.endDateTime';
  return [
    { ...change, action: 'adminAssign', members: begun, optionalMembers: [end, 'isValidationOnly'] },
    { ...change, action: 'adminExtend', members: [...begun, end] },
    { ...change, action: 'adminUpdate', members: begun, optionalMembers: [end] },
    { ...change, action: 'adminRemove', members: named },
  ];
});

/** How a role is set: one rule at a time, whole, by its name; with the same kind of token and the same switch. */
export const settingChanges: readonly AllowedChange[] = Object.entries({
  'Expiration_{end}': ['isExpirationRequired', 'maximumDuration'],
  'Enablement_{end}': ['enabledRules'],
  AuthenticationContext_EndUser_Assignment: ['claimValue', 'isEnabled'],
  Approval_EndUser_Assignment: [
    'setting.approvalMode',
    'setting.approvalStages',
    'setting.isApprovalRequired',
    'setting.isApprovalRequiredForExtension',
    'setting.isRequestorJustificationRequired',
  ],
  ...Object.fromEntries(
    ['Admin', 'Requestor', 'Approver'].map((whom) => [
      `Notification_${whom}_{end}`,
      [
        'isDefaultRecipientsEnabled',
        'notificationLevel',
        'notificationRecipients',
        'notificationType',
        'recipientType',
      ],
    ]),
  ),
}).flatMap(([rule, members]) =>
  ['EndUser_Assignment', 'Admin_Eligibility', 'Admin_Assignment'].map((end) => ({
    by: 'person' as const,
    method: 'PATCH' as const,
    path: `/graph/v1.0/policies/roleManagementPolicies/DirectoryRole_{id}_{id}/rules/${rule.replace('{end}', end)}`,
    action: null,
    isOwn: null,
    members: [
      '@odata.type',
      'id',
      ...['caller', 'enforcedSettings', 'inheritableSettings', 'level', 'operations'].map(
        (name) => `target.${name}`,
      ),
      ...members,
    ],
  })),
);

/** Scopes that a person's token may carry besides. */
export const administrationScopes: readonly string[] = [
  'RoleManagementPolicy.ReadWrite.Directory',
  'RoleManagementAlert.ReadWrite.Directory',
];

/** PIM's own alerts, of which administrators may dismiss one and see that it is; mending what they are about is not here. */
export const alertPaths: readonly string[] = [
  'TooManyGlobalAdminsAssignedToTenantAlert',
  'RolesAssignedOutsidePimAlert',
  'NoMfaOnRoleActivationAlert',
  'StaleSignInAlert',
  'RedundantAssignmentAlert',
  'SequentialActivationRenewalsAlert',
  'InvalidLicenseAlert',
].map((name) => `/graph/beta/identityGovernance/roleManagementAlerts/alerts/DirectoryRole_{id}_${name}`);
export const dismissals: readonly AllowedChange[] = alertPaths.map((path) => ({
  by: 'person',
  method: 'PATCH',
  path,
  action: null,
  isOwn: null,
  members: ['isActive'],
}));
