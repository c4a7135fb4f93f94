/** One list that is read from Graph: where it is, and what Microsoft calls what is in it. */
export interface Reading {
  readonly name: string;
  readonly version: 'v1.0' | 'beta';
  readonly path: string;
  /** Who reads: the app itself, or a person by given name. */
  readonly as: 'app' | 'Ana' | 'Ben' | 'Eli';
  /** `unifiedRoleDefinition`, as the description of Graph calls the entity. */
  readonly entity: string;
}

/** Entities as they came, with what they are. */
export interface Read {
  readonly reading: Reading;
  readonly entities: readonly Readonly<Record<string, unknown>>[];
}

const directory = '/roleManagement/directory';

/** Everything about roles that the bot reads, each by a path that its own adapter or an administrator's tool uses. */
export const readings: readonly Reading[] = [
  {
    name: 'assignment requests',
    version: 'v1.0',
    path: `${directory}/roleAssignmentScheduleRequests`,
    as: 'Eli',
    entity: 'unifiedRoleAssignmentScheduleRequest',
  },
  {
    name: 'assignment requests, with principal and role',
    version: 'v1.0',
    path: `${directory}/roleAssignmentScheduleRequests?$expand=principal,roleDefinition`,
    as: 'Eli',
    entity: 'unifiedRoleAssignmentScheduleRequest',
  },
  {
    name: 'eligibility schedules',
    version: 'v1.0',
    path: `${directory}/roleEligibilitySchedules`,
    as: 'app',
    entity: 'unifiedRoleEligibilitySchedule',
  },
  {
    name: 'eligibility instances',
    version: 'v1.0',
    path: `${directory}/roleEligibilityScheduleInstances?$expand=principal,roleDefinition`,
    as: 'app',
    entity: 'unifiedRoleEligibilityScheduleInstance',
  },
  {
    name: 'assignment schedules',
    version: 'v1.0',
    path: `${directory}/roleAssignmentSchedules`,
    as: 'app',
    entity: 'unifiedRoleAssignmentSchedule',
  },
  {
    name: 'assignment instances',
    version: 'v1.0',
    path: `${directory}/roleAssignmentScheduleInstances`,
    as: 'app',
    entity: 'unifiedRoleAssignmentScheduleInstance',
  },
  {
    name: 'role definitions',
    version: 'v1.0',
    path: `${directory}/roleDefinitions`,
    as: 'app',
    entity: 'unifiedRoleDefinition',
  },
  {
    name: 'role assignments',
    version: 'v1.0',
    path: `${directory}/roleAssignments?$expand=principal`,
    as: 'app',
    entity: 'unifiedRoleAssignment',
  },
  {
    name: 'policies with their rules',
    version: 'v1.0',
    path: `/policies/roleManagementPolicyAssignments?$filter=scopeId eq '/' and scopeType eq 'DirectoryRole'&$expand=policy($expand=rules)`,
    as: 'app',
    entity: 'unifiedRoleManagementPolicyAssignment',
  },
  {
    name: 'approvals',
    version: 'beta',
    path: `${directory}/roleAssignmentApprovals/{approvalId}?$expand=steps`,
    as: 'Ben',
    entity: 'approval',
  },
  {
    name: 'audit log',
    version: 'v1.0',
    path: `/auditLogs/directoryAudits?$filter=loggedByService eq 'PIM'&$top=50`,
    as: 'app',
    entity: 'directoryAudit',
  },
  {
    name: 'access reviews',
    version: 'v1.0',
    path: '/identityGovernance/accessReviews/definitions',
    as: 'app',
    entity: 'accessReviewScheduleDefinition',
  },
  { name: 'people', version: 'v1.0', path: '/users', as: 'app', entity: 'user' },
  { name: 'groups', version: 'v1.0', path: '/groups', as: 'app', entity: 'group' },
];
