import { z } from 'zod';
import { type PrincipalId } from '../pim/ids.ts';

/**
 * `self`: a person's own roles. `approve`: approvals. `read`: everything that changes nothing. `install`: our own app in an
 * approver's Teams, only where that is switched on.
 */
export type EgressGroup = 'self' | 'approve' | 'read' | 'install';

/** Graph's two versions that are used here. */
export type GraphVersion = 'v1.0' | 'beta';

/** One call to Graph that Latchkey makes. A call that is not in the table cannot be made. */
export interface GraphCall {
  readonly method: 'GET' | 'POST' | 'PATCH';
  readonly version: GraphVersion;
  /** Below the version; `{…}` stands for one GUID. */
  readonly path: string;
  readonly group: EgressGroup;
  /** Least privileged delegated scope; without one the call is not made with a person's token. */
  readonly leastDelegated?: string;
  /** Least privileged application permission; without one the call is not made with the app's own token. */
  readonly leastApplication?: string;
  /** What for, in words for the administrator who grants it. */
  readonly usedFor: string;
  /** Carries other calls of this table, all of them reads; each is checked, and permitted, for itself. */
  readonly isBatch?: true;
  /** What the body of a person's change must look like, exactly; without it there is none. */
  readonly body?: (owner: PrincipalId) => z.ZodType;
  /** The same of a change that the app itself makes, which names things by their address. */
  readonly appBody?: (graphUrl: string) => z.ZodType;
}

const guid = z.guid();
const scopeId = z.union([
  z.literal('/'),
  z.string().regex(/^\/(administrativeUnits\/)?[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i),
]);
const selfTarget = (owner: PrincipalId) => ({
  principalId: z.literal(owner),
  roleDefinitionId: guid,
  directoryScopeId: scopeId,
});

const selfAction = (owner: PrincipalId): z.ZodType =>
  z.discriminatedUnion('action', [
    z.strictObject({
      action: z.literal('selfActivate'),
      ...selfTarget(owner),
      justification: z.string(),
      isValidationOnly: z.boolean().optional(),
      ticketInfo: z.strictObject({ ticketNumber: z.string(), ticketSystem: z.string() }).optional(),
      scheduleInfo: z.strictObject({
        startDateTime: z.iso.datetime().optional(),
        expiration: z.strictObject({
          type: z.literal('AfterDuration'),
          duration: z.string().regex(/^P(\d+D)?(T(\d+H)?(\d+M)?)?$/),
        }),
      }),
    }),
    z.strictObject({ action: z.literal('selfDeactivate'), ...selfTarget(owner) }),
  ]);

const eligibilityExtension = (owner: PrincipalId): z.ZodType =>
  z.strictObject({
    action: z.literal('selfExtend'),
    ...selfTarget(owner),
    justification: z.string(),
    scheduleInfo: z.strictObject({
      expiration: z.strictObject({ type: z.literal('AfterDateTime'), endDateTime: z.iso.datetime() }),
    }),
  });

const stepDecision = (): z.ZodType =>
  z.strictObject({ reviewResult: z.enum(['Approve', 'Deny']), justification: z.string() });

const appInstallation = (graphUrl: string): z.ZodType => {
  const catalogue = `${graphUrl}/v1.0/appCatalogs/teamsApps/`;
  const address = z
    .string()
    .refine((url) => url.startsWith(catalogue) && guid.safeParse(url.slice(catalogue.length)).success);
  return z.strictObject({ 'teamsApp@odata.bind': address });
};

const requests = '/roleManagement/directory/roleAssignmentScheduleRequests';
const eligibilityRequests = '/roleManagement/directory/roleEligibilityScheduleRequests';
const eligibilities = '/roleManagement/directory/roleEligibilityScheduleInstances';
const assignments = '/roleManagement/directory/roleAssignmentScheduleInstances';
const approvals = '/roleManagement/directory/roleAssignmentApprovals';

const v1 = { version: 'v1.0' } as const;
const beta = { version: 'beta' } as const;
const get = { method: 'GET', group: 'read', ...v1 } as const;
const readEligibilities = 'RoleEligibilitySchedule.Read.Directory';
const readAssignments = 'RoleAssignmentSchedule.Read.Directory';
const writeAssignments = 'RoleAssignmentSchedule.ReadWrite.Directory';
const writeEligibilities = 'RoleEligibilitySchedule.ReadWrite.Directory';
const decide = 'PrivilegedAccess.ReadWrite.AzureAD';
const readApprovals = 'PrivilegedAccess.Read.AzureAD';
const readRoles = 'RoleManagement.Read.Directory';
const readGroups = 'GroupMember.Read.All';

/** Every call to Graph, with the least permission for it: the source of docs/permissions.md and of the egress check. */
export const graphCalls = {
  myEligibilities: {
    ...get,
    path: `${eligibilities}/filterByCurrentUser(on='principal')`,
    leastDelegated: readEligibilities,
    usedFor: 'showing people the roles they may activate',
  },
  myActiveRoles: {
    ...get,
    path: `${assignments}/filterByCurrentUser(on='principal')`,
    leastDelegated: readAssignments,
    usedFor: 'showing people the roles they hold now',
  },
  myRequests: {
    ...get,
    path: `${requests}/filterByCurrentUser(on='principal')`,
    leastDelegated: writeAssignments,
    usedFor: 'showing people their own requests and finding a request whose answer was lost',
  },
  requestsToApprove: {
    ...get,
    path: `${requests}/filterByCurrentUser(on='approver')`,
    leastDelegated: writeAssignments,
    usedFor: 'showing approvers what waits for them',
  },
  request: {
    ...get,
    path: `${requests}/{requestId}`,
    leastDelegated: writeAssignments,
    usedFor: 'reading a request again before and after every change',
  },
  selfAction: {
    ...v1,
    method: 'POST',
    group: 'self',
    path: requests,
    leastDelegated: writeAssignments,
    usedFor: 'activating and deactivating one’s own role, and the dry run of an activation',
    body: selfAction,
  },
  cancel: {
    ...v1,
    method: 'POST',
    group: 'self',
    path: `${requests}/{requestId}/cancel`,
    leastDelegated: writeAssignments,
    usedFor: 'taking one’s own waiting request back',
  },
  extendEligibility: {
    ...v1,
    method: 'POST',
    group: 'self',
    path: eligibilityRequests,
    leastDelegated: writeEligibilities,
    usedFor: 'asking administrators for more time with one’s own eligibility, on the person’s wish only',
    body: eligibilityExtension,
  },
  myEligibilityRequests: {
    ...get,
    path: `${eligibilityRequests}/filterByCurrentUser(on='principal')`,
    leastDelegated: readEligibilities,
    usedFor: 'finding such a request whose answer was lost',
  },
  approval: {
    ...beta,
    method: 'GET',
    group: 'approve',
    path: `${approvals}/{approvalId}`,
    leastDelegated: decide,
    leastApplication: readApprovals,
    usedFor: 'reading an approval before and after a decision; app-only where it is granted, for reminders',
  },
  approvalSteps: {
    ...beta,
    method: 'GET',
    group: 'approve',
    path: `${approvals}/{approvalId}/steps`,
    leastDelegated: decide,
    leastApplication: readApprovals,
    usedFor: 'the same, where Graph does not expand the steps',
  },
  decideStep: {
    ...beta,
    method: 'PATCH',
    group: 'approve',
    path: `${approvals}/{approvalId}/steps/{stepId}`,
    leastDelegated: decide,
    usedFor: 'recording an approver’s decision',
    body: stepDecision,
  },
  roleDefinitionsBeta: {
    ...get,
    ...beta,
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
    usedFor: 'what a role asks for: duration, justification, ticket, multifactor authentication, approval',
  },
  eligibilities: {
    ...get,
    path: eligibilities,
    leastApplication: readEligibilities,
    usedFor: 'the daily digest, when nobody is signed in: what ends soon, for everybody at once',
  },
  activeRoles: {
    ...get,
    path: assignments,
    leastApplication: readAssignments,
    usedFor:
      'who holds a role now: default approvers, the roles a requestor holds already, and everybody’s for the daily digest',
  },
  directoryAudits: {
    ...get,
    path: '/auditLogs/directoryAudits',
    leastApplication: 'AuditLog.Read.All',
    usedFor: 'what was asked for, decided or ended outside Latchkey; asks for Directory.Read.All too',
  },
  batch: {
    ...v1,
    method: 'POST',
    group: 'read',
    path: '/$batch',
    isBatch: true,
    usedFor: 'reading where many requests stand in one call',
  },
  batchBeta: {
    ...beta,
    method: 'POST',
    group: 'read',
    path: '/$batch',
    isBatch: true,
    usedFor: 'the same, for approvals',
  },
  person: {
    ...get,
    path: '/users/{userId}',
    leastApplication: 'User.Read.All',
    usedFor: 'names of people, and whether Entra still knows them: what is kept of those who left is deleted',
  },
  people: {
    ...get,
    path: '/users',
    leastApplication: 'User.Read.All',
    usedFor: 'the same of several people at once',
  },
  roleGroups: {
    ...get,
    path: '/groups',
    leastApplication: readGroups,
    usedFor: 'which groups can hold roles, for the daily digest',
  },
  group: {
    ...get,
    path: '/groups/{groupId}',
    leastApplication: readGroups,
    usedFor: 'names of approver groups',
  },
  groupMembers: {
    ...get,
    path: '/groups/{groupId}/transitiveMembers/microsoft.graph.user',
    leastApplication: readGroups,
    usedFor:
      'whom to ask when a group approves, who has a role through a group, who belongs to the administrators',
  },
  groupMembersOfAnyKind: {
    ...get,
    path: '/groups/{groupId}/transitiveMembers',
    leastApplication: readGroups,
    usedFor: 'the same, where Graph does not take the cast',
  },
  groupsOfPerson: {
    ...get,
    path: '/users/{userId}/transitiveMemberOf/microsoft.graph.group',
    leastApplication: readGroups,
    usedFor: 'roles that a person has through a group',
  },
  administrativeUnit: {
    ...get,
    path: '/directory/administrativeUnits/{administrativeUnitId}',
    leastApplication: 'AdministrativeUnit.Read.All',
    usedFor: 'names of administrative units; shown by their id where it is not granted',
  },
  catalogueApps: {
    ...get,
    group: 'install',
    path: '/appCatalogs/teamsApps',
    leastApplication: 'AppCatalog.Read.All',
    usedFor: 'finding Latchkey in the organization’s app catalogue; with `delivery.installForApprovers` only',
  },
  installApp: {
    ...v1,
    method: 'POST',
    group: 'install',
    path: '/users/{userId}/teamwork/installedApps',
    leastApplication: 'TeamsAppInstallation.ReadWriteSelfForUser.All',
    usedFor:
      'installing Latchkey, and no other app, for an approver who never had it; with `delivery.installForApprovers` only',
    appBody: appInstallation,
  },
} as const satisfies Readonly<Record<string, GraphCall>>;
