import { type PrincipalId } from '../ids.ts';
import { GLOBAL_ADMINISTRATOR } from '../roles.ts';
import { byName, isHead, type AnyHeld } from './heads.ts';
import { type OverPrivileged, type OverPrivilegedReason } from './judgements.ts';
import { type Posture } from './posture.ts';
import { type SnapshotPrincipal, type SnapshotRole } from './snapshot.ts';

/** Accounts with privileged roles that stand and should not, or not all of them; break-glass accounts left out. By name. */
export function overPrivilegedIn(posture: Posture): readonly OverPrivileged[] {
  const holders = new Map<PrincipalId, Holder>();
  for (const { holder, role, row } of posture.standing) {
    if (!isHead(holder) || posture.isBreakGlass(holder.id) || !posture.isPrivileged(role.id)) continue;
    const known = holders.get(holder.id) ?? {
      holder,
      roles: new Map(),
      held: new Set(),
      isAlsoEligible: false,
    };
    known.roles.set(role.id, role);
    known.held.add(roleAtScope(row));
    holders.set(holder.id, known);
  }
  for (const { holder, row } of posture.eligible) {
    const known = holders.get(holder.id);
    if (known?.held.has(roleAtScope(row)) === true) known.isAlsoEligible = true;
  }
  return [...holders.values()]
    .flatMap((one) => {
      const reasons = reasonsFor(posture, one);
      const roles = [...one.roles.values()].sort(byRoleName);
      return reasons.length === 0 ? [] : [{ holder: one.holder, reasons, roles }];
    })
    .sort((a, b) => byName(a.holder, b.holder));
}

interface Holder {
  readonly holder: SnapshotPrincipal;
  readonly roles: Map<string, SnapshotRole>;
  readonly held: Set<string>;
  isAlsoEligible: boolean;
}

function reasonsFor(
  { yardstick }: Posture,
  { holder, roles, isAlsoEligible }: Holder,
): readonly OverPrivilegedReason[] {
  const isTrue: Readonly<Record<OverPrivilegedReason, boolean>> = {
    manyPrivilegedRoles: roles.size >= yardstick.thresholds.privilegedRolesPerPerson,
    globalAdministratorAndMore: roles.has(GLOBAL_ADMINISTRATOR) && roles.size > 1,
    standingAndEligible: isAlsoEligible,
    guest: holder.isGuest,
    disabled: holder.kind === 'missing' || holder.isEnabled === false,
    app: holder.kind === 'app',
  };
  return (Object.keys(isTrue) as OverPrivilegedReason[]).filter((reason) => isTrue[reason]);
}

const roleAtScope = ({ roleDefinitionId, scopeId }: AnyHeld['row']): string =>
  `${roleDefinitionId} ${scopeId.toLowerCase()}`;

const byRoleName = (a: SnapshotRole, b: SnapshotRole): number =>
  a.displayName.localeCompare(b.displayName, 'en') || (a.id < b.id ? -1 : 1);
