import { get, getBeta, type GraphCall } from './graphCall.ts';

const readRoles = 'RoleManagement.Read.Directory';

/** Roles of the whole tenant as the app itself reads them: names, settings, who holds them, what was logged. */
export const tenantRoleCalls = {
  roleDefinitionsBeta: {
    ...getBeta,
    path: '/roleManagement/directory/roleDefinitions',
    leastApplication: readRoles,
    usedFor: 'names of roles, and which of them are privileged',
  },
  roleDefinitions: {
    ...get,
    path: '/roleManagement/directory/roleDefinitions',
    leastApplication: readRoles,
    usedFor: 'names of roles, where beta does not answer',
  },
  roleDefinition: {
    ...get,
    path: '/roleManagement/directory/roleDefinitions/{roleDefinitionId}',
    leastApplication: readRoles,
    usedFor: 'the name of a role that is younger than the list',
  },
  roleSettings: {
    ...get,
    path: '/policies/roleManagementPolicyAssignments',
    leastApplication: 'RoleManagementPolicy.Read.Directory',
    usedFor:
      'what a role asks for: duration, justification, ticket, multifactor authentication, approval; and all of its settings for the audit report',
  },
  eligibilities: {
    ...get,
    path: '/roleManagement/directory/roleEligibilityScheduleInstances',
    leastApplication: 'RoleEligibilitySchedule.Read.Directory',
    usedFor:
      'the daily digest, when nobody is signed in: what ends soon, for everybody at once; the audit report: who may activate what',
  },
  activeRoles: {
    ...get,
    path: '/roleManagement/directory/roleAssignmentScheduleInstances',
    leastApplication: 'RoleAssignmentSchedule.Read.Directory',
    usedFor:
      'who holds a role now: default approvers, the roles a requestor holds already, and everybody’s for the daily digest, the audit report and the house rules',
  },
  directoryAudits: {
    ...get,
    path: '/auditLogs/directoryAudits',
    leastApplication: 'AuditLog.Read.All',
    usedFor:
      'what was asked for, decided or ended outside Latchkey, what went round house rules, and the activations of the audit report; asks for Directory.Read.All too',
  },
  roleAlerts: {
    ...getBeta,
    path: '/identityGovernance/roleManagementAlerts/alerts',
    leastApplication: 'RoleManagementAlert.Read.Directory',
    usedFor: 'the audit report: PIM’s own alerts, and when a role was last activated as they know it',
  },
  groupEligibilities: {
    ...get,
    path: '/identityGovernance/privilegedAccess/group/eligibilitySchedules',
    leastApplication: 'PrivilegedEligibilitySchedule.Read.AzureADGroup',
    usedFor: 'the audit report: whether membership of a group that holds a role is just in time too',
  },
} as const satisfies Readonly<Record<string, GraphCall>>;
