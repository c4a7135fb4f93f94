import { checkItemQuery, checkQuery, type EntitySet } from '../odata/entitySet.ts';
import { type Entity, matches, valueAt } from '../odata/matches.ts';
import { skipToken, type SortKey } from '../odata/query.ts';
import { contextSuffix, shape } from '../odata/shape.ts';
import { type Pim } from '../pim/pim.ts';
import { type GraphRequest, type Reply } from './route.ts';

/** What a list needs besides its items. */
interface Listing {
  readonly summary: string;
  /** Result of a function: the context names a collection of the type, and items carry their type. */
  readonly isFunction?: boolean;
}

const tip = 'Use $select to ask for only the properties you need; answers get smaller and faster.';

/** One page of a collection: filtered, sorted, cut, shaped. Throws Graph's 400 for a query it does not take. */
export function collection(
  pim: Pim,
  request: GraphRequest,
  set: EntitySet,
  entities: readonly Entity[],
  listing: Listing,
): Reply {
  const { query } = request;
  checkQuery(set, query);
  const { filter } = query;
  const found = entities.filter((entity) => filter === undefined || matches(filter, entity));
  const sorted = query.orderBy.length === 0 ? found : found.toSorted((a, b) => compare(query.orderBy, a, b));
  const pageSize = query.top ?? pim.world.tenant.wire.pageSize;
  const until = query.skipped + pageSize;
  const page = sorted.slice(query.skipped, until);
  const typeName = `#microsoft.graph.${set.typeName}`;
  const name = listing.isFunction === true ? `Collection(${set.typeName})` : set.contextPath;
  return {
    status: 200,
    summary: listing.summary,
    body: {
      '@odata.context': `${metadata(pim, request)}#${name}${contextSuffix(query.select, query.expand)}`,
      ...(query.wantsCount && { '@odata.count': found.length }),
      ...(sorted.length > until && { '@odata.nextLink': nextLink(pim, request, until) }),
      ...tips(request),
      value: page.map((entity) => ({
        ...(listing.isFunction === true && { '@odata.type': typeName }),
        ...shape(set, query, entity),
      })),
    },
  };
}

/** One entity. */
export function item(
  pim: Pim,
  request: GraphRequest,
  set: EntitySet,
  entity: Entity,
  summary: string,
): Reply {
  checkItemQuery(set, request.query);
  return {
    status: 200,
    summary,
    body: {
      '@odata.context': `${metadata(pim, request)}#${set.contextPath}${contextSuffix(request.query.select, request.query.expand)}/$entity`,
      ...tips(request),
      ...shape(set, request.query, entity),
    },
  };
}

/** `…/graph/v1.0/$metadata`. */
export const metadata = (pim: Pim, { version }: GraphRequest): string =>
  `${pim.world.baseUrl}/graph/${version}/$metadata`;

/** Graph gives unasked advice on some answers without `$select`: here on every third call. */
export const tips = ({ query, call }: GraphRequest): Entity =>
  query.select === undefined && call.id % 3 === 0 ? { '@microsoft.graph.tips': tip } : {};

/** The same address with a token for the rest, on the same base. */
function nextLink(pim: Pim, { call }: GraphRequest, skipped: number): string {
  const kept = call.rawQuery.split('&').filter((part) => part !== '' && !/^(%24|\$)?skiptoken=/i.test(part));
  return `${pim.world.baseUrl}${call.path}?${[...kept, `$skiptoken=${skipToken(skipped)}`].join('&')}`;
}

function compare(keys: readonly SortKey[], one: Entity, other: Entity): number {
  for (const { path, isDescending } of keys) {
    const [a, b] = [one, other].map((entity) => JSON.stringify(valueAt(entity, path) ?? '').toLowerCase());
    if (a === undefined || b === undefined || a === b) continue;
    return (a < b ? -1 : 1) * (isDescending ? -1 : 1);
  }
  return 0;
}
