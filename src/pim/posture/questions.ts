import { type PrincipalId, type RoleDefinitionId } from '../ids.ts';
import { type Held, type Posture } from './posture.ts';
import {
  type SnapshotActivation,
  type SnapshotAssignment,
  type SnapshotEligibility,
  type SnapshotPrincipal,
  type SnapshotRole,
} from './snapshot.ts';

/** How somebody has a role, or could. */
export type Having = 'permanent' | 'timeBound' | 'activated' | 'eligible';

/** One person or app, and one way to a role. */
export interface HavingLine {
  readonly holder: SnapshotPrincipal;
  /** The groups in between, the one next to the holder first. */
  readonly path: readonly SnapshotPrincipal[];
  readonly scopeId: string;
  readonly having: Having;
  /** `undefined`: without end. */
  readonly endAt: Date | undefined;
}

const dateOf = (instant: string | null): Date | undefined =>
  instant === null ? undefined : new Date(instant);

const byName = (a: HavingLine, b: HavingLine): number =>
  a.holder.displayName.localeCompare(b.holder.displayName, 'en') || a.holder.id.localeCompare(b.holder.id);

const lineOf = (
  { holder, path, row }: Held<SnapshotAssignment | SnapshotEligibility>,
  having: Having,
): HavingLine => ({ holder, path, scopeId: row.scopeId, having, endAt: dateOf(row.endAt) });

/** Who has a role now: what stands first, then what is activated, each by name. */
export function holdersOf({ standing, activated }: Posture, id: RoleDefinitionId): readonly HavingLine[] {
  const ofRole = ({ role }: { readonly role: SnapshotRole }): boolean => role.id === id;
  return [
    ...standing
      .filter(ofRole)
      .map((held) => lineOf(held, held.row.endAt === null ? 'permanent' : 'timeBound'))
      .sort(byName),
    ...activated
      .filter(ofRole)
      .map((held) => lineOf(held, 'activated'))
      .sort(byName),
  ];
}

/** Who could make a role active, by name; through groups too. */
export const candidatesFor = ({ eligible }: Posture, id: RoleDefinitionId): readonly HavingLine[] =>
  eligible
    .filter(({ role }) => role.id === id)
    .map((held) => lineOf(held, 'eligible'))
    .sort(byName);

/** Whose or which role's activations are wanted, since when. */
export interface HistoryAsk {
  readonly principalId?: PrincipalId | undefined;
  readonly roleDefinitionId?: RoleDefinitionId | undefined;
  readonly since: Date;
}

/** Requests to activate, the latest first. */
export const historyOf = (
  { snapshot }: Posture,
  { principalId, roleDefinitionId, since }: HistoryAsk,
): readonly SnapshotActivation[] =>
  snapshot.activations
    .filter(
      (one) =>
        (principalId === undefined || one.principalId === principalId) &&
        (roleDefinitionId === undefined || one.roleDefinitionId === roleDefinitionId) &&
        new Date(one.requestedAt).getTime() >= since.getTime(),
    )
    .toReversed();

/** How often something was, by name. */
export interface Tally {
  readonly id: string;
  readonly name: string;
  readonly count: number;
}

/** What became of the requests of a time. */
export interface ActivationStats {
  readonly since: Date;
  readonly requests: number;
  readonly activated: number;
  readonly denied: number;
  readonly lapsedOrCanceled: number;
  readonly waiting: number;
  /** Of those that ended or have an end: the middle one, whole minutes. */
  readonly medianMinutes: number | undefined;
  readonly byRole: readonly Tally[];
  readonly byPerson: readonly Tally[];
  readonly byDecider: readonly Tally[];
  /** Every day of the time, the oldest first, days in UTC. */
  readonly byDay: readonly { readonly day: string; readonly count: number }[];
}

const DAY_MS = 86_400_000;

/** The activations since a time in figures. */
export function activationStats(posture: Posture, since: Date): ActivationStats {
  const all = historyOf(posture, { since });
  const activated = all.filter(({ outcome }) => outcome === 'activated');
  const outcomes = (...names: readonly SnapshotActivation['outcome'][]): number =>
    all.filter(({ outcome }) => names.includes(outcome)).length;
  return {
    since,
    requests: all.length,
    activated: activated.length,
    denied: outcomes('denied'),
    lapsedOrCanceled: outcomes('lapsed', 'canceled'),
    waiting: outcomes('waiting'),
    medianMinutes: median(activated.flatMap(minutesOf)),
    byRole: tallied(activated, ({ roleDefinitionId: id }) => ({ id, name: posture.role(id).displayName })),
    byPerson: tallied(activated, ({ principalId: id }) => ({ id, name: posture.principal(id).displayName })),
    byDecider: tallied(all, ({ decidedBy: id }) =>
      id === null ? undefined : { id, name: posture.principal(id).displayName },
    ),
    byDay: days(activated, since, posture.at),
  };
}

const minutesOf = ({ activatedAt, endAt }: SnapshotActivation): readonly number[] =>
  activatedAt === null || endAt === null
    ? []
    : [Math.round((new Date(endAt).getTime() - new Date(activatedAt).getTime()) / 60_000)];

function median(values: readonly number[]): number | undefined {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor((sorted.length - 1) / 2)];
}

function tallied(
  rows: readonly SnapshotActivation[],
  of: (row: SnapshotActivation) => { readonly id: string; readonly name: string } | undefined,
): readonly Tally[] {
  const found = new Map<string, { readonly id: string; readonly name: string; count: number }>();
  for (const row of rows) {
    const key = of(row);
    if (key === undefined) continue;
    const known = found.get(key.id);
    if (known === undefined) found.set(key.id, { ...key, count: 1 });
    else known.count += 1;
  }
  return [...found.values()].sort((a, b) => b.count - a.count || a.name.localeCompare(b.name, 'en'));
}

const dayOf = (time: Date): string => time.toISOString().slice(0, 10);

function days(
  rows: readonly SnapshotActivation[],
  since: Date,
  until: Date,
): readonly { readonly day: string; readonly count: number }[] {
  const counts = new Map<string, number>();
  for (let at = since.getTime(); at <= until.getTime(); at += DAY_MS) counts.set(dayOf(new Date(at)), 0);
  counts.set(dayOf(until), 0);
  for (const { activatedAt, requestedAt } of rows) {
    const day = dayOf(new Date(activatedAt ?? requestedAt));
    counts.set(day, (counts.get(day) ?? 0) + 1);
  }
  return [...counts].map(([day, count]) => ({ day, count })).sort((a, b) => a.day.localeCompare(b.day));
}
