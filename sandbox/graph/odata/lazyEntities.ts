import { positionOf } from '../../entries.ts';
import { type Filter } from './filter.ts';
import { type Entity } from './matches.ts';

/** A list whose items become entities only where an answer looks at them: a tenant may be large. */
export interface LazyEntities {
  readonly length: number;
  at(index: number): Entity;
  /** Where the item with this id stands; absent where that is not known without looking. */
  positionOf?(id: string): number | undefined;
}

/** Items, each made into an entity when it is wanted. */
export const lazily = <T>(items: readonly T[], entityOf: (item: T) => Entity): LazyEntities => ({
  length: items.length,
  // The index is one of the list's own.
  at: (index) => entityOf(items[index] as T),
});

/** As `lazily`, for items whose id is the entity's: a filter by id looks at no others. */
export const lazilyKeyed = <T extends { readonly id: string }>(
  items: readonly T[],
  entityOf: (item: T) => Entity,
): LazyEntities => ({ ...lazily(items, entityOf), positionOf: (id) => positionOf(items, id) });

/** Only those that a filter by id can match; all of them where it leaves the id open. */
export function candidates(entities: LazyEntities, filter: Filter | undefined): LazyEntities {
  const ids = filter === undefined || entities.positionOf === undefined ? undefined : idsIn(filter);
  if (ids === undefined) return entities;
  const found = ids.flatMap((id) => entities.positionOf?.(id.toLowerCase()) ?? []);
  const positions = [...new Set(found)].sort((one, other) => one - other);
  return lazily(positions, (position) => entities.at(position));
}

/** The ids of which one must be an entity's, or `undefined` where the filter leaves that open. */
function idsIn(filter: Filter): readonly string[] | undefined {
  if (filter.kind === 'and') return idsIn(filter.left) ?? idsIn(filter.right);
  if (!('path' in filter) || filter.path.toLowerCase() !== 'id') return undefined;
  if (filter.kind === 'in') return filter.values.map(String);
  return filter.kind === 'compare' && filter.operator === 'eq' ? [String(filter.value)] : undefined;
}
