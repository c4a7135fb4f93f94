import { type Caller } from '../authorisation.ts';
import { notInAllowedRoles, tooManyRequests } from '../graphError.ts';
import { type EntitySet } from '../odata/entitySet.ts';
import { type Filter } from '../odata/filter.ts';
import { lazily } from '../odata/lazyEntities.ts';
import { type Query } from '../odata/query.ts';
import { arrivedRows } from '../pim/arrivedRows.ts';
import { type Pim } from '../pim/pim.ts';
import { holdsRole, readerRoles, wellKnownRoles } from '../pim/principals.ts';
import { permissions } from './permissions.ts';
import { collection } from './replies.ts';
import { type GraphRequest, type Reply, type Route } from './route.ts';

const identity = ['eq'] as const;

const auditSet: EntitySet = {
  typeName: 'directoryAudit',
  contextPath: 'auditLogs/directoryAudits',
  properties: [
    ...[
      'id',
      'category',
      'correlationId',
      'result',
      'resultReason',
      'activityDisplayName',
      'activityDateTime',
    ],
    ...['loggedByService', 'operationType', 'initiatedBy', 'targetResources', 'additionalDetails'],
  ],
  filters: {
    activityDateTime: ['eq', 'ge', 'le', 'gt', 'lt'],
    activityDisplayName: ['eq', 'startswith'],
    category: ['eq'],
    correlationId: ['eq'],
    id: ['eq'],
    loggedByService: ['eq'],
    'initiatedBy/user/id': identity,
    'initiatedBy/user/displayName': identity,
    'initiatedBy/user/userPrincipalName': ['eq', 'startswith'],
    'initiatedBy/app/appId': identity,
    'initiatedBy/app/displayName': identity,
    targetResources: ['any'],
    'targetResources/id': identity,
    'targetResources/displayName': ['eq', 'startswith'],
  },
  takesOr: true,
  sortable: ['activityDateTime'],
  navigation: {},
  maximumTop: 1000,
  options: ['$orderby'],
};

/** What one app may read of one tenant's log, whoever is signed in to it. */
const readLimit = [{ calls: 5, seconds: 10 }] as const;

/** Throws the 429 of an app that reads too often; a refused read does not count. */
function countRead({ state, world }: Pim, { claims }: Caller): void {
  const app = String(claims['appid'] ?? claims['azp']);
  const seconds = state.auditReads.take(app, readLimit, world.clock.now().getTime());
  if (seconds !== undefined) throw tooManyRequests(seconds);
}

function listAudits(pim: Pim, request: GraphRequest): Reply {
  const { caller } = request;
  const allowed = [...readerRoles, wellKnownRoles.reportsReader];
  if (caller.kind === 'user' && !holdsRole(pim, caller.id, allowed)) throw notInAllowedRoles();
  countRead(pim, caller);
  const rows = arrivedRows(pim, spanOf(request.query.filter));
  const isOldestFirst = isSortedByTime(request.query) && request.query.orderBy[0]?.isDescending === false;
  const entities = lazily(isOldestFirst ? rows.toReversed() : rows, (row) => row.wire);
  const isSorted = isSortedByTime(request.query);
  return collection(pim, request, auditSet, entities, { summary: 'read the audit log', isSorted });
}

const isSortedByTime = ({ orderBy }: Query): boolean =>
  orderBy.length === 1 && orderBy[0]?.path.toLowerCase() === 'activitydatetime';

/** The span of time outside of which the filter lets nothing through, in milliseconds. */
function spanOf(filter: Filter | undefined): { readonly from?: number; readonly until?: number } {
  if (filter?.kind === 'and') return { ...spanOf(filter.left), ...spanOf(filter.right) };
  if (filter?.kind !== 'compare' || filter.path.toLowerCase() !== 'activitydatetime') return {};
  const at = Date.parse(String(filter.value));
  if (Number.isNaN(at)) return {};
  if (filter.operator === 'ge' || filter.operator === 'gt') return { from: at };
  return filter.operator === 'le' || filter.operator === 'lt' ? { until: at } : {};
}

/** The directory's audit log, as far as role management writes it; the newest come first. */
export const auditRoutes: readonly Route[] = [
  {
    method: 'GET',
    path: '/auditLogs/directoryAudits',
    permission: permissions.audit,
    answer: listAudits,
  },
];
