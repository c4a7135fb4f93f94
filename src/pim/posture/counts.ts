import { type PrincipalId, type RoleDefinitionId } from '../ids.ts';
import { GLOBAL_ADMINISTRATOR } from '../roles.ts';
import { type AnyHeld, byRole, isHead } from './heads.ts';
import { type PostureCounts, type RoleCount } from './judgements.ts';
import { type Posture } from './posture.ts';

const headsOf = (held: readonly AnyHeld[] = []): ReadonlySet<PrincipalId> =>
  new Set(held.flatMap(({ holder }) => (isHead(holder) ? [holder.id] : [])));

/**
 * The tenant in figures. Heads are counted: a group is opened, and one without members, or whose members could not be
 * read, counts as nobody. An activation stands in its own column and in no other.
 */
export function countsOf(posture: Posture): PostureCounts {
  const { standing, activated, eligible, isPrivileged, isBreakGlass } = posture;
  const permanent = standing.filter(({ row }) => row.endAt === null);
  const columns = {
    permanent: byRole(permanent),
    timeBound: byRole(standing.filter(({ row }) => row.endAt !== null)),
    eligible: byRole(eligible),
    activeNow: byRole(activated),
  };
  const activations = activationsOf(posture);
  const roles = new Set(Object.values(columns).flatMap((column) => [...column.keys()]));
  const counts = [...roles].map((id): RoleCount => ({
    role: posture.role(id),
    isPrivileged: isPrivileged(id),
    permanent: headsOf(columns.permanent.get(id)).size,
    timeBound: headsOf(columns.timeBound.get(id)).size,
    eligible: headsOf(columns.eligible.get(id)).size,
    activeNow: headsOf(columns.activeNow.get(id)).size,
    activations: activations.get(id) ?? 0,
  }));
  const sum = (of: (count: RoleCount) => number): number =>
    counts.reduce((total, count) => total + of(count), 0);
  const globalAdministrators = [...headsOf(columns.permanent.get(GLOBAL_ADMINISTRATOR))];
  return {
    byRole: counts.sort(mostPermanentFirst),
    total: {
      permanent: sum((one) => one.permanent),
      timeBound: sum((one) => one.timeBound),
      eligible: sum((one) => one.eligible),
      activeNow: sum((one) => one.activeNow),
      activations: sum((one) => one.activations),
    },
    standingPrivilegedHeads: headsOf(standing.filter(({ role }) => isPrivileged(role.id))).size,
    globalAdministrators: globalAdministrators.filter((id) => !isBreakGlass(id)).length,
    breakGlassGlobalAdministrators: globalAdministrators.filter((id) => isBreakGlass(id)).length,
  };
}

const mostPermanentFirst = (a: RoleCount, b: RoleCount): number =>
  b.permanent - a.permanent ||
  a.role.displayName.localeCompare(b.role.displayName, 'en') ||
  (a.role.id < b.role.id ? -1 : 1);

function activationsOf({ snapshot }: Posture): ReadonlyMap<RoleDefinitionId, number> {
  const found = new Map<RoleDefinitionId, number>();
  for (const { roleDefinitionId, outcome } of snapshot.activations) {
    if (outcome === 'activated') found.set(roleDefinitionId, (found.get(roleDefinitionId) ?? 0) + 1);
  }
  return found;
}
