/**
 * Everything that Latchkey may ask of Graph, written by hand from what it is for, and not taken from its own table: the
 * suite's second opinion. Whoever adds a call adds it here too, with a reason to give.
 */

import { type AllowedChange, type CountedKind } from './egressKinds.ts';
import {
  administrationScopes,
  administratorChanges,
  administratorReads,
  alertPaths,
  dismissals,
  settingChanges,
} from './egressListOfAdministration.ts';
import { reviewChanges, reviewerReads, reviewReads, reviewScopes } from './egressListOfReviews.ts';

const directory = '/roleManagement/directory';
const requests = `${directory}/roleAssignmentScheduleRequests`;
const approvals = `${directory}/roleAssignmentApprovals/{id}`;

/** Reads with a person's own token. */
const personReads: readonly string[] = [
  `/graph/v1.0${directory}/roleEligibilityScheduleInstances/filterByCurrentUser(on='principal')`,
  `/graph/v1.0${directory}/roleAssignmentScheduleInstances/filterByCurrentUser(on='principal')`,
  `/graph/v1.0${directory}/roleEligibilityScheduleRequests/filterByCurrentUser(on='principal')`,
  `/graph/v1.0${requests}/filterByCurrentUser(on='principal')`,
  `/graph/v1.0${requests}/filterByCurrentUser(on='approver')`,
  `/graph/v1.0${requests}/{id}`,
  `/graph/beta${approvals}`,
  `/graph/beta${approvals}/steps`,
];

/** Reads with the app's own token: whose permissions change nothing. */
const appReads: readonly string[] = [
  `/graph/v1.0${directory}/roleEligibilityScheduleInstances`,
  `/graph/v1.0${directory}/roleAssignmentScheduleInstances`,
  `/graph/v1.0${directory}/roleDefinitions`,
  `/graph/v1.0${directory}/roleDefinitions/{id}`,
  `/graph/beta${directory}/roleDefinitions`,
  `/graph/beta${approvals}`,
  `/graph/beta${approvals}/steps`,
  '/graph/v1.0/policies/roleManagementPolicyAssignments',
  '/graph/v1.0/auditLogs/directoryAudits',
  '/graph/v1.0/users',
  '/graph/v1.0/users/{id}',
  '/graph/v1.0/users/{id}/manager',
  '/graph/v1.0/users/{id}/transitiveMemberOf/microsoft.graph.group',
  '/graph/v1.0/groups',
  '/graph/v1.0/groups/{id}',
  // The audit report: who is in a group itself; v1.0 leaves apps out.
  '/graph/beta/groups/{id}/members',
  // The audit report: PIM's own alerts, and whether a group's membership is just in time too.
  '/graph/beta/identityGovernance/roleManagementAlerts/alerts',
  '/graph/v1.0/identityGovernance/privilegedAccess/group/eligibilitySchedules',
  '/graph/v1.0/groups/{id}/transitiveMembers',
  '/graph/v1.0/groups/{id}/transitiveMembers/microsoft.graph.user',
  '/graph/v1.0/directory/administrativeUnits/{id}',
  '/graph/v1.0/appCatalogs/teamsApps',
  // What an operator has looked up: whether the organization consented to what people are asked for.
  "/graph/v1.0/servicePrincipals(appId='{id}')/oauth2PermissionGrants",
];

const readOptions: ReadonlySet<string> = new Set([
  '$filter',
  '$select',
  '$expand',
  '$top',
  '$count',
  '$skip',
  '$orderby',
  '$skiptoken',
]);

const target = ['directoryScopeId', 'principalId', 'roleDefinitionId'];

const changes: readonly AllowedChange[] = [
  {
    by: 'person',
    method: 'POST',
    path: `/graph/v1.0${requests}`,
    action: 'selfActivate',
    isOwn: true,
    members: [
      'action',
      ...target,
      'justification',
      'scheduleInfo.expiration.duration',
      'scheduleInfo.expiration.type',
    ],
    optionalMembers: [
      'isValidationOnly',
      'scheduleInfo.startDateTime',
      'ticketInfo.ticketNumber',
      'ticketInfo.ticketSystem',
    ],
  },
  {
    by: 'person',
    method: 'POST',
    path: `/graph/v1.0${requests}`,
    action: 'selfDeactivate',
    isOwn: true,
    members: ['action', ...target],
  },
  {
    by: 'person',
    method: 'POST',
    path: `/graph/v1.0${requests}/{id}/cancel`,
    action: null,
    isOwn: null,
    members: [],
  },
  {
    by: 'person',
    method: 'POST',
    path: `/graph/v1.0${directory}/roleEligibilityScheduleRequests`,
    action: 'selfExtend',
    isOwn: true,
    members: [
      'action',
      ...target,
      'justification',
      'scheduleInfo.expiration.endDateTime',
      'scheduleInfo.expiration.type',
    ],
  },
  ...(['Approve', 'Deny'] as const).map((action) => ({
    by: 'person' as const,
    method: 'PATCH' as const,
    path: `/graph/beta${approvals}/steps/{id}`,
    action,
    isOwn: null,
    members: ['justification', 'reviewResult'],
  })),
  {
    by: 'app',
    method: 'POST',
    path: '/graph/v1.0/users/{id}/teamwork/installedApps',
    action: null,
    isOwn: null,
    members: ['teamsApp@odata.bind'],
  },
];

/** The audit report asks what and who up to a thousand ids are: Graph takes that as a POST, which changes nothing. */
const lookUp = {
  by: 'app',
  method: 'POST',
  path: '/graph/v1.0/directoryObjects/getByIds',
  members: 'ids,types',
  options: ['', '$select'],
} as const;

/** Batches hold reads alone; each part is a call of the journal too, and judged for itself. */
const batches: ReadonlySet<string> = new Set(['/graph/v1.0/$batch', '/graph/beta/$batch']);

/** Scopes that a person's token may carry. */
const delegatedScopes: ReadonlySet<string> = new Set([
  'User.Read',
  'RoleEligibilitySchedule.Read.Directory',
  'RoleAssignmentSchedule.ReadWrite.Directory',
  'RoleEligibilitySchedule.ReadWrite.Directory',
  'PrivilegedAccess.ReadWrite.AzureAD',
]);

/** What is switched on; nothing unless it is said. */
export interface EgressSwitches {
  /** Administrators may change what others hold. */
  readonly mayAdminister?: boolean;
  /** Access reviews are set up and decided. */
  readonly mayReview?: boolean;
}

/** A sentence for each kind of call that is not on the list. */
export function egressFaults(
  kinds: readonly CountedKind[],
  switches: EgressSwitches = {},
): readonly string[] {
  return kinds
    .map((kind) => ({ kind, fault: faultOf(kind, switches) }))
    .filter(({ fault }) => fault !== undefined)
    .map(({ kind, fault = '' }) => `${fault}: ${JSON.stringify(kind)}`);
}

function faultOf(kind: CountedKind, switches: EgressSwitches): string | undefined {
  const { mayAdminister = false, mayReview = false } = switches;
  // The keys may lie in a vault, which takes the app's own token and nobody else's.
  const isVault =
    kind.area === 'azure' && kind.method === 'GET' && kind.path.startsWith('/keyvault/secrets/');
  if (isVault && kind.by === 'app') return undefined;
  if (kind.area !== 'graph') return 'a token where none belongs';
  if (kind.by === 'nobody') return 'a call without a token';
  const isScope = (scope: string): boolean =>
    delegatedScopes.has(scope) ||
    (mayAdminister && administrationScopes.includes(scope)) ||
    (mayReview && reviewScopes.includes(scope));
  if (kind.by === 'person' && !kind.scopes.every(isScope)) return 'a scope';
  if (kind.method === 'GET') return isAllowedRead(kind, switches) ? undefined : 'a read';
  if (kind.isPartOfBatch) return 'a change in a batch';
  if (kind.path === lookUp.path) return isLookUp(kind) ? undefined : 'a look-up';
  if (kind.options.length > 0) return 'a change with query options';
  if (batches.has(kind.path)) {
    return kind.method === 'POST' && kind.members.join() === 'requests' ? undefined : 'a batch';
  }
  const may = [
    ...changes,
    ...(mayAdminister ? [...administratorChanges, ...settingChanges, ...dismissals] : []),
    ...(mayReview ? reviewChanges : []),
  ];
  return may.some((change) => isThisChange(kind, change)) ? undefined : 'a change';
}

const isLookUp = ({ by, method, members, options }: CountedKind): boolean =>
  by === lookUp.by &&
  method === lookUp.method &&
  members.join() === lookUp.members &&
  lookUp.options.some((option) => option === options.join());

function isAllowedRead(
  { by, path, options, members }: CountedKind,
  { mayAdminister = false, mayReview = false }: EgressSwitches,
): boolean {
  const ofPeople = [
    ...personReads,
    ...(mayAdminister ? [...administratorReads, ...alertPaths] : []),
    ...(mayReview ? reviewerReads : []),
  ];
  const paths = by === 'person' ? ofPeople : [...appReads, ...(mayReview ? reviewReads : [])];
  return paths.includes(path) && members.length === 0 && options.every((option) => readOptions.has(option));
}

function isThisChange(kind: CountedKind, change: AllowedChange): boolean {
  const may = new Set([...change.members, ...(change.optionalMembers ?? [])]);
  return (
    kind.by === change.by &&
    kind.method === change.method &&
    kind.path === change.path &&
    kind.action === change.action &&
    (change.isOwn === 'either' ? kind.isOwn !== null : kind.isOwn === change.isOwn) &&
    change.members.every((member) => kind.members.includes(member)) &&
    kind.members.every((member) => may.has(member))
  );
}
