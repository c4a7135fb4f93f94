import { badRequest, unsupportedQuery } from '../graphError.ts';
import { type Comparison, type Filter, type FilterFunction } from './filter.ts';
import { type Entity } from './matches.ts';
import { type Expansion, type Query } from './query.ts';

/** A way to compare that a property is documented to take. `any` is for collections. */
export type Operator = Comparison | FilterFunction | 'in' | 'any';

/** A navigation property: how it is filled, and what may be asked of it. */
export interface Navigation {
  expand(entity: Entity): unknown;
  /** Properties that a nested `$select` may name; absent: any. */
  readonly selectable?: readonly string[];
  /** Navigation properties of the expanded thing. */
  readonly navigation?: Readonly<Record<string, Navigation>>;
}

/** What Graph documents of one collection: names, what may be filtered, sorted and expanded. */
export interface EntitySet {
  /** Without `microsoft.graph.`. */
  readonly typeName: string;
  /** As in `$metadata#…`. */
  readonly contextPath: string;
  readonly properties: readonly string[];
  /** What comes without `$select`; absent: everything. */
  readonly unasked?: readonly string[];
  readonly filters: Readonly<Record<string, readonly Operator[]>>;
  readonly takesOr: boolean;
  readonly sortable: readonly string[];
  readonly navigation: Readonly<Record<string, Navigation>>;
  /** `$top` above this is refused. */
  readonly maximumTop: number;
  /** The most values that `in (…)` takes; absent: any number. */
  readonly mostInList?: number;
  /** The query options it takes besides `$filter`, `$select`, `$expand`, `$top` and paging. */
  readonly options: readonly ('$orderby' | '$count' | '$search' | '$skip')[];
}

const always = new Set(['$filter', '$select', '$expand', '$top', '$skiptoken', '$format']);

/** Throws the 400 for whatever the query asks that this entity set does not take. */
export function checkQuery(set: EntitySet, query: Query): void {
  for (const option of query.given) {
    if (!always.has(option) && !set.options.some((known) => known === option)) throw optionNotAllowed(option);
  }
  if (query.filter !== undefined) checkFilter(set, query.filter);
  for (const { path } of query.orderBy) {
    if (!knows(set.sortable, path)) throw unsupportedQuery(`Sorting by '${path}' is not supported.`);
  }
  if (query.top !== undefined && query.top > set.maximumTop)
    throw badRequest(
      `The limit of '${set.maximumTop}' for Top query has been exceeded. The value from the incoming request is '${query.top}'.`,
    );
  checkSelect(set.properties, query.select, set.typeName);
  checkExpand(set.navigation, query.expand, set.typeName);
}

/** Takes no `$filter` and the like: for one item. */
export function checkItemQuery(set: EntitySet, query: Query): void {
  for (const option of query.given) {
    if (option !== '$select' && option !== '$expand' && option !== '$format') throw optionNotAllowed(option);
  }
  checkSelect(set.properties, query.select, set.typeName);
  checkExpand(set.navigation, query.expand, set.typeName);
}

/** The 400 of an option that a collection does not take, as the OData library words it. */
export function optionNotAllowed(option: string): Error {
  const name = {
    $orderby: 'OrderBy',
    $count: 'Count',
    $search: 'Search',
    $skip: 'Skip',
    $top: 'Top',
    $filter: 'Filter',
  }[option];
  return badRequest(
    `The query specified in the URI is not valid. Query option '${name ?? option}' is not allowed.`,
  );
}

const knows = (names: readonly string[], name: string): boolean =>
  names.some((known) => known.toLowerCase() === name.toLowerCase());

function checkFilter(set: EntitySet, filter: Filter, inside = ''): void {
  switch (filter.kind) {
    case 'or':
      if (!set.takesOr) throw unsupportedQuery('Or operator not supported for this entity set.');
      checkFilter(set, filter.left, inside);
      checkFilter(set, filter.right, inside);
      return;
    case 'and':
      checkFilter(set, filter.left, inside);
      checkFilter(set, filter.right, inside);
      return;
    case 'not':
      throw unsupportedQuery('Not operator not supported for this entity set.');
    case 'any':
      checkProperty(set, filter.path, 'any');
      checkFilter(set, filter.body, `${filter.path}/`);
      return;
    case 'compare':
      checkProperty(set, inside + withoutVariable(filter.path, inside), filter.operator);
      return;
    case 'in':
      checkProperty(set, inside + withoutVariable(filter.path, inside), 'in');
      if (filter.values.length > (set.mostInList ?? Infinity))
        throw tooManyClauses(filter.values.length, set);
      return;
    case 'call':
      checkProperty(set, inside + withoutVariable(filter.path, inside), filter.name);
  }
}

const tooManyClauses = (count: number, { mostInList }: EntitySet): Error =>
  unsupportedQuery(
    `Too many child clauses specified in search filter expression containing 'OR' operators: ${count}. Max allowed: ${mostInList ?? count}.`,
  );

/** Inside a lambda a path starts with the variable. */
const withoutVariable = (path: string, inside: string): string =>
  inside === '' ? path : path.split('/').slice(1).join('/');

function checkProperty(set: EntitySet, path: string, operator: Operator): void {
  const entry = Object.entries(set.filters).find(([name]) => name.toLowerCase() === path.toLowerCase());
  if (entry === undefined) {
    const [name = ''] = path.split('/');
    if (!knows(set.properties, name))
      throw badRequest(
        `Could not find a property named '${name}' on type 'microsoft.graph.${set.typeName}'.`,
      );
    throw unsupportedQuery(`Filtering by '${path}' is not supported.`);
  }
  if (!entry[1].includes(operator))
    throw unsupportedQuery(`Operator '${operator}' is not supported for '${path}'.`);
}

function checkSelect(
  properties: readonly string[],
  select: readonly string[] | undefined,
  typeName: string,
): void {
  for (const name of select ?? []) {
    if (!knows(properties, name) && name !== '*')
      throw badRequest(
        `Parsing OData Select and Expand failed: Could not find a property named '${name}' on type 'microsoft.graph.${typeName}'.`,
      );
  }
}

function checkExpand(
  navigation: Readonly<Record<string, Navigation>>,
  expand: readonly Expansion[],
  typeName: string,
): void {
  for (const { name, select, expand: nested } of expand) {
    const known = navigation[name];
    if (known === undefined)
      throw badRequest(
        `Parsing OData Select and Expand failed: Could not find a property named '${name}' on type 'microsoft.graph.${typeName}'.`,
      );
    if (known.selectable !== undefined) checkSelect(known.selectable, select, name);
    checkExpand(known.navigation ?? {}, nested, name);
  }
}
