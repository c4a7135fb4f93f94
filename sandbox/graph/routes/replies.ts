import { checkItemQuery, checkQuery, type EntitySet } from '../odata/entitySet.ts';
import { candidates, lazily, type LazyEntities } from '../odata/lazyEntities.ts';
import { type Entity, matches, valueAt } from '../odata/matches.ts';
import { type Query, skipToken, type SortKey } from '../odata/query.ts';
import { contextSuffix, shape } from '../odata/shape.ts';
import { type Pim } from '../pim/pim.ts';
import { type GraphRequest, type Reply } from './route.ts';

/** What a list needs besides its items. */
interface Listing {
  readonly summary: string;
  /** Result of a function: the context names a collection of the type, and items carry their type. */
  readonly isFunction?: boolean;
  /** The items come in the order that `$orderby` asks for. */
  readonly isSorted?: boolean;
  /** The number of items on the page stands there unasked. */
  readonly countsPage?: boolean;
  /** A page is never longer, whatever `$top` asks. */
  readonly longestPage?: number;
}

const tip = 'Use $select to ask for only the properties you need; answers get smaller and faster.';

/** One page of a collection: filtered, sorted, cut, shaped. Throws Graph's 400 for a query it does not take. */
export function collection(
  pim: Pim,
  request: GraphRequest,
  set: EntitySet,
  entities: readonly Entity[] | LazyEntities,
  listing: Listing,
): Reply {
  const { query } = request;
  checkQuery(set, query);
  const pageSize = Math.min(query.top ?? pim.world.tenant.wire.pageSize, listing.longestPage ?? Infinity);
  const { page, next, count } = pageOf(entities, query, pageSize, listing.isSorted === true);
  const typeName = `#microsoft.graph.${set.typeName}`;
  const name = listing.isFunction === true ? `Collection(${set.typeName})` : set.contextPath;
  return {
    status: 200,
    summary: listing.summary,
    body: {
      '@odata.context': `${metadata(pim, request)}#${name}${contextSuffix(query.select, query.expand)}`,
      ...(count !== undefined && { '@odata.count': count }),
      ...(count === undefined && listing.countsPage === true && { '@odata.count': page.length }),
      ...(next !== undefined && { '@odata.nextLink': nextLink(pim, request, next) }),
      ...tips(request),
      value: page.map((entity) => ({
        ...(listing.isFunction === true && { '@odata.type': typeName }),
        ...shape(set, query, entity),
      })),
    },
  };
}

interface Page {
  readonly page: readonly Entity[];
  /** Where the next one begins; undefined: this is the last. */
  readonly next: number | undefined;
  readonly count: number | undefined;
}

/** Without counting or sorting a page looks no further than its own end. */
function pageOf(
  given: readonly Entity[] | LazyEntities,
  query: Query,
  pageSize: number,
  isSorted: boolean,
): Page {
  const { filter, orderBy, skip, skipped, wantsCount } = query;
  const all = 'every' in given ? lazily(given, (entity) => entity) : given;
  const entities = candidates(all, filter);
  const fits = (entity: Entity): boolean => filter === undefined || matches(filter, entity);
  const isWhole = wantsCount || (orderBy.length > 0 && !isSorted);
  if (!isWhole) return nextPage(entities, skipped, skip, pageSize, fits);
  const found = Array.from({ length: entities.length }, (_, index) => entities.at(index)).filter(fits);
  const sorted = isSorted ? found : found.toSorted((a, b) => compare(orderBy, a, b));
  const from = skipped + skip;
  const until = from + pageSize;
  return {
    page: sorted.slice(from, until),
    next: sorted.length > until ? until : undefined,
    count: wantsCount ? found.length : undefined,
  };
}

/** From an item on, without the first so many of those that fit. */
function nextPage(
  entities: LazyEntities,
  from: number,
  skip: number,
  pageSize: number,
  fits: (entity: Entity) => boolean,
): Page {
  const page: Entity[] = [];
  let left = skip;
  for (let index = from; index < entities.length; index += 1) {
    const entity = entities.at(index);
    if (!fits(entity)) continue;
    if (page.length === pageSize) return { page, next: index, count: undefined };
    if (left > 0) left -= 1;
    else page.push(entity);
  }
  return { page, next: undefined, count: undefined };
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

/** The same address with a token for the rest, on the same base; what was to be skipped lies before it. */
function nextLink(pim: Pim, { call }: GraphRequest, from: number): string {
  const kept = call.rawQuery
    .split('&')
    .filter((part) => part !== '' && !/^(%24|\$)?skip(token)?=/i.test(part));
  return `${pim.world.baseUrl}${call.path}?${[...kept, `$skiptoken=${skipToken(from)}`].join('&')}`;
}

function compare(keys: readonly SortKey[], one: Entity, other: Entity): number {
  for (const { path, isDescending } of keys) {
    const [a, b] = [one, other].map((entity) => JSON.stringify(valueAt(entity, path) ?? '').toLowerCase());
    if (a === undefined || b === undefined || a === b) continue;
    return (a < b ? -1 : 1) * (isDescending ? -1 : 1);
  }
  return 0;
}
