import { type PrincipalId } from '../ids.ts';
import { GLOBAL_ADMINISTRATOR } from '../roles.ts';
import { byName, byRole } from './heads.ts';
import { type Conversion } from './judgements.ts';
import { type Held, type Posture } from './posture.ts';
import { isServiceAccount } from './serviceAccounts.ts';
import { type SnapshotAssignment, type SnapshotRole } from './snapshot.ts';

type HeldPermanently = Held<SnapshotAssignment>;

const WHOLE_TENANT = '/';

/**
 * What should become of each permanent assignment, by role and holder. What is said of a guest or of a scope beside
 * `makeEligible` is to be known before: the eligibility takes the same scope, and a guest may need no role at all.
 * Whoever follows all of it still has a permanent Global Administrator: a break-glass account, or else the first by name.
 */
export function conversionsOf(posture: Posture): readonly Conversion[] {
  const permanent = posture.standing.filter(({ row }) => row.endAt === null).sort(byRoleAndHolder);
  const eligible = eligibleAmong(posture, permanent);
  const lastGlobalAdministrator = lastOf(posture, permanent);
  return permanent.map((held) => ({ held, ...adviceFor(posture, held, eligible, lastGlobalAdministrator) }));
}

function adviceFor(
  posture: Posture,
  held: HeldPermanently,
  eligible: ReadonlySet<string>,
  lastGlobalAdministrator: PrincipalId | undefined,
): Omit<Conversion, 'held'> {
  const { holder, role, row } = held;
  if (posture.isBreakGlass(holder.id)) return { advice: 'keep', reason: 'breakGlass' };
  if (holder.kind === 'app') return { advice: 'keep', reason: 'app' };
  const obstacle = obstacleTo(posture, held);
  if (obstacle !== undefined) return { advice: 'byHand', reason: obstacle };
  if (role.id === GLOBAL_ADMINISTRATOR && holder.id === lastGlobalAdministrator) {
    return { advice: 'keep', reason: 'lastGlobalAdministrator' };
  }
  if (eligible.has(keyOf(held))) return { advice: 'alreadyEligible', reason: undefined };
  if (holder.isGuest) return { advice: 'makeEligible', reason: 'guest' };
  return { advice: 'makeEligible', reason: row.scopeId === WHOLE_TENANT ? undefined : 'scoped' };
}

/** Why nobody should change an assignment without having looked at it. */
function obstacleTo({ yardstick }: Posture, { holder, path }: HeldPermanently): Conversion['reason'] {
  if (path.length > 0 || holder.kind === 'group') return 'throughGroup';
  if (holder.kind === 'missing' || holder.isEnabled === false) return 'disabledOrMissing';
  return isServiceAccount(holder, yardstick) ? 'serviceAccount' : undefined;
}

/** The Global Administrator who has to stay one permanently because no break-glass account is. */
function lastOf(posture: Posture, permanent: readonly HeldPermanently[]): PrincipalId | undefined {
  const held = byRole(permanent).get(GLOBAL_ADMINISTRATOR) ?? [];
  const isCovered = held.some(
    ({ holder }) => posture.isBreakGlass(holder.id) && holder.kind === 'person' && holder.isEnabled !== false,
  );
  if (isCovered) return undefined;
  return held.find((one) => one.holder.kind === 'person' && obstacleTo(posture, one) === undefined)?.holder
    .id;
}

/** What is permanent and can be activated too. Only those who hold something of their own are looked for: they are few. */
function eligibleAmong(posture: Posture, permanent: readonly HeldPermanently[]): ReadonlySet<string> {
  const holders = new Set(permanent.flatMap(({ holder, path }) => (path.length === 0 ? [holder.id] : [])));
  return new Set(posture.eligible.filter(({ holder }) => holders.has(holder.id)).map(keyOf));
}

const keyOf = ({ holder, role, row }: Held<SnapshotAssignment> | Posture['eligible'][number]): string =>
  `${holder.id} ${role.id} ${row.scopeId.toLowerCase()}`;

const byRoleAndHolder = (a: HeldPermanently, b: HeldPermanently): number =>
  (a.role === b.role ? 0 : byRoleName(a.role, b.role)) ||
  (a.holder === b.holder ? 0 : byName(a.holder, b.holder)) ||
  compared(a.row.scopeId, b.row.scopeId) ||
  compared(a.row.id, b.row.id);

const byRoleName = (a: SnapshotRole, b: SnapshotRole): number =>
  a.displayName.localeCompare(b.displayName, 'en') || compared(a.id, b.id);

const compared = (a: string, b: string): number => (a < b ? -1 : Number(a > b));
