import { type RoleDefinitionId } from '../ids.ts';
import { type Held } from './posture.ts';
import { type SnapshotAssignment, type SnapshotEligibility, type SnapshotPrincipal } from './snapshot.ts';

/** A role as somebody has it, in whichever way. */
export type AnyHeld = Held<SnapshotAssignment | SnapshotEligibility>;

/** Whether something counts as a head: people, apps, and what is gone from the directory; never a group. */
export const isHead = ({ kind }: SnapshotPrincipal): boolean => kind !== 'group';

/** By name, and by id where names are the same. */
export const byName = (a: SnapshotPrincipal, b: SnapshotPrincipal): number =>
  a.displayName.localeCompare(b.displayName, 'en') || (a.id < b.id ? -1 : Number(a.id > b.id));

/** Each holder once, by name. */
export const holdersByName = (held: readonly AnyHeld[]): readonly SnapshotPrincipal[] =>
  [...new Map(held.map(({ holder }) => [holder.id, holder])).values()].sort(byName);

/** Rows by their roles. */
export function byRole<One extends AnyHeld>(
  held: readonly One[],
): ReadonlyMap<RoleDefinitionId, readonly One[]> {
  const found = new Map<RoleDefinitionId, One[]>();
  for (const one of held) {
    const known = found.get(one.role.id);
    if (known === undefined) found.set(one.role.id, [one]);
    else known.push(one);
  }
  return found;
}
