import { type Alert } from '../alerts/alert.ts';
import { type Severity } from '../findings/finding.ts';
import { type BypassLine, type HouseBypass } from '../houseRules/bypass.ts';
import { type LaterBreach, type LaterBreachLine } from '../houseRules/plannedStarts/laterBreach.ts';
import { isPimError } from '../errors.ts';
import { type PrincipalId } from '../ids.ts';
import { approverIdIn, listIn, listTold } from '../posture/settingFacts.ts';
import { type RoleDifference, type SettingChange } from '../posture/settingsDiff.ts';
import { type AuditEntry, type FollowedRequest, type Lookback } from '../records.ts';
import { APPROVAL_WINDOW_MINUTES, hasLapsed, isWaitingForApproval, phaseOf } from '../requests.ts';
import { type RunningReviews, type SharedRunningReviews } from '../reviews/runningReviews.ts';
import { type OperationDeps } from './deps.ts';
import { settingsDrift } from './keepSettings.ts';
import { standingChanges, standingOf } from './keepStanding.ts';
import { type NamedHolding, type Names, namesFor, type Place } from './namesInDigest.ts';
import { type SharedHoldings } from './sharedHoldings.ts';
import { type SharedSettings } from './sharedSettings.ts';

/** How often something of a name happened. */
export interface NamedCount {
  readonly name: string;
  readonly count: number;
}

/** One thing that is set otherwise than it was. Approvers in it are names as the directory has them. */
export interface NamedSettingChange extends SettingChange {
  readonly role: string;
}

/** An activation that went round rules of the house, and what of them was not met. Names as the directory has them. */
export interface NamedBypass extends NamedHolding {
  readonly unmet: readonly BypassLine['thing'][];
}

/** A planned activation that rules did not allow any more as it began. Names as the directory has them. */
export interface NamedLaterBreach extends NamedHolding {
  readonly unmet: readonly LaterBreachLine['thing'][];
}

/** What administrators should know of the time since the last digest. Empty parts are not shown. */
export interface AdministratorsDigest {
  readonly since: Date;
  /** By role, each activation once: those through Latchkey, those past it, and those that went round house rules. */
  readonly activations: readonly NamedCount[];
  readonly approvers: readonly NamedCount[];
  /** Activations that did not go through Latchkey, those that house rules are about left out. */
  readonly bypasses: readonly NamedHolding[];
  /** Activations that went round house rules, the newest first; absent where there are none. */
  readonly houseBypasses?: readonly NamedBypass[] | undefined;
  /** Planned activations that house rules did not allow any more, the newest first; absent where there are none. */
  readonly laterBreaches?: readonly NamedLaterBreach[] | undefined;
  /** Cards that Teams did not take, by its code. */
  readonly refusals: readonly NamedCount[];
  /** Requests that nobody decided within PIM's 24 hours. */
  readonly lapsed: readonly FollowedRequest[];
  /** `undefined`: there is nothing to compare with yet. */
  readonly standing:
    { readonly added: readonly NamedHolding[]; readonly removed: readonly NamedHolding[] } | undefined;
  /** How roles are set otherwise than the day before; empty as well where there is nothing to compare with. */
  readonly settings: readonly NamedSettingChange[];
  /** Roles that are there and were not the day before, and the other way round. What is gone may have no name any more. */
  readonly roles: { readonly came: readonly string[]; readonly went: readonly string[] };
  /** What stands wrong, by how bad it is, and how much of it is new since then. */
  readonly alerts: { readonly open: Readonly<Record<Severity, number>>; readonly raised: number };
  /** Access reviews that run; absent where none does, and where they are not switched on or cannot be read. */
  readonly reviews?: RunningReviews | undefined;
}

/** What composing needs. */
export interface AdministratorsDigestDeps extends Pick<
  OperationDeps,
  'directory' | 'alerts' | 'houseBypasses' | 'laterBreaches' | 'clock' | 'logger'
> {
  readonly lookback: Lookback;
  readonly holdings: SharedHoldings;
  readonly roleSettings: SharedSettings;
  /** Absent where access reviews are not switched on. */
  readonly runningReviews?: SharedRunningReviews | undefined;
}

const ACTIVATED = 'activation.activated';
const BYPASSED = 'activation.bypassed';

/** What is kept lies a little after the time of a digest, when it was sent. */
const KEPT_WITHIN_MS = 2 * 3_600_000;

/** Puts together what happened in the tenant since a time, from our own rows and one reading of who holds what and how roles are set. */
export async function composeAdministratorsDigest(
  deps: AdministratorsDigestDeps,
  since: Date,
): Promise<AdministratorsDigest> {
  const read = await readSince(deps, since);
  const { events, approvals, refusals, undecided, kept, keptSettings, standing, wentRound, outgrown } = read;
  const activated = eachOnce([...wentRound, ...events]);
  const bypassed = events
    .filter(({ event }) => event === BYPASSED)
    .filter(isNoneOf(wentRound))
    .map(holdingOf);
  const changes =
    kept === undefined
      ? undefined
      : standingChanges(kept, (await deps.holdings.current()).standing.map(standingOf));
  const drift = await settingsDrift(deps, keptSettings);
  const names = await namesFor(deps, [
    ...drift.flatMap(placesIn),
    ...bypassed,
    ...wentRound,
    ...outgrown,
    ...(changes?.added ?? []),
    ...(changes?.removed ?? []),
    ...activated,
    ...approvals.map(({ by }) => ({ principalId: by })),
  ]);
  return {
    since,
    activations: counted(activated.map(({ roleDefinitionId }) => names.role(roleDefinitionId))),
    approvers: approvals.map(({ by, count }) => ({ name: names.holder(by), count })).sort(mostFirst),
    bypasses: bypassed.map(names.holding),
    houseBypasses: housePart(names, wentRound),
    laterBreaches:
      outgrown.length === 0
        ? undefined
        : outgrown.map((one) => ({ ...names.holding(one), unmet: outgrownIn(one) })),
    refusals: refusals.map(({ code, count }) => ({ name: code, count })),
    lapsed: undecided.filter(
      (request) => isWaitingForApproval(request) || phaseOf(request.status) === 'ended' || hasLapsed(request),
    ),
    standing:
      changes === undefined
        ? undefined
        : { added: changes.added.map(names.holding), removed: changes.removed.map(names.holding) },
    settings: drift.flatMap((one) => namedIn(names, one)),
    roles: { came: rolesOnlyIn(names, drift, 'after'), went: rolesOnlyIn(names, drift, 'before') },
    alerts: countedAlerts(standing, since),
    reviews: await reviewsNow(deps),
  };
}

/** Everything that our own rows have of that time. */
async function readSince(deps: AdministratorsDigestDeps, since: Date) {
  const now = deps.clock.now();
  const dayAgo = (time: Date): Date => new Date(time.getTime() - APPROVAL_WINDOW_MINUTES * 60_000);
  const keptUntil = new Date(since.getTime() + KEPT_WITHIN_MS);
  const [events, approvals, refusals, undecided, kept, keptSettings, standing, wentRound, outgrown] =
    await Promise.all([
      deps.lookback.events(since, [ACTIVATED, BYPASSED]),
      deps.lookback.approvals(since),
      deps.lookback.refusals(since),
      deps.lookback.undecided(dayAgo(since), dayAgo(now)),
      deps.lookback.standingAt(keptUntil),
      deps.lookback.settingsAt(keptUntil),
      deps.alerts.standing(),
      deps.houseBypasses?.found(since) ?? [],
      deps.laterBreaches?.found(since) ?? [],
    ]);
  return { events, approvals, refusals, undecided, kept, keptSettings, standing, wentRound, outgrown };
}

type NotedActivation = Pick<AuditEntry, 'requestId' | 'roleDefinitionId'>;

/** A request of the portal is noted as past Latchkey, once more as it is seen active, and again by the house rules. */
function eachOnce(noted: readonly NotedActivation[]): readonly Place[] {
  const byRequest = new Map<unknown, Place>();
  for (const one of noted) {
    // What says no request is counted for itself.
    const key = one.requestId ?? one;
    if (!byRequest.has(key)) byRequest.set(key, { roleDefinitionId: one.roleDefinitionId });
  }
  return [...byRequest.values()];
}

/** What is told with the house rules is not told once more as something past Latchkey. */
function isNoneOf(wentRound: readonly HouseBypass[]): (entry: AuditEntry) => boolean {
  const ruled = new Set<string | undefined>(wentRound.map(({ requestId }) => requestId));
  return ({ requestId }) => !ruled.has(requestId);
}

const housePart = (names: Names, wentRound: readonly HouseBypass[]): AdministratorsDigest['houseBypasses'] =>
  wentRound.length === 0
    ? undefined
    : wentRound.map((one) => ({ ...names.holding(one), unmet: thingsIn(one) }));

/** Whether there is anything to say at all. */
export const isEmptyAdministratorsDigest = (digest: AdministratorsDigest): boolean =>
  [
    digest.activations,
    digest.approvers,
    digest.bypasses,
    digest.houseBypasses ?? [],
    digest.laterBreaches ?? [],
    digest.refusals,
    digest.lapsed,
    digest.settings,
    digest.roles.came,
    digest.roles.went,
  ].every(({ length }) => length === 0) &&
  (digest.standing?.added.length ?? 0) + (digest.standing?.removed.length ?? 0) + digest.alerts.raised ===
    0 &&
  digest.reviews === undefined;

/** A digest is told without what cannot be read now. */
async function reviewsNow({
  runningReviews,
  logger,
}: AdministratorsDigestDeps): Promise<RunningReviews | undefined> {
  try {
    const running = await runningReviews?.current();
    return running?.count === 0 ? undefined : running;
  } catch (error) {
    if (!isPimError(error)) throw error;
    logger.warn({ event: 'reviews.unreadable', err: error }, 'The digest is told without access reviews');
    return undefined;
  }
}

function countedAlerts(standing: readonly Alert[], since: Date): AdministratorsDigest['alerts'] {
  const open: Record<Severity, number> = { high: 0, medium: 0, low: 0, information: 0 };
  for (const { severity } of standing) open[severity] += 1;
  return { open, raised: standing.filter((alert) => alert.since > since).length };
}

const thingsIn = ({ lines }: HouseBypass): readonly BypassLine['thing'][] => [
  ...new Set(lines.map(({ thing }) => thing)),
];

const outgrownIn = ({ lines }: LaterBreach): readonly LaterBreachLine['thing'][] => [
  ...new Set(lines.map(({ thing }) => thing)),
];

const holdingOf = ({ roleDefinitionId, facts }: AuditEntry): Place => {
  const principal = facts?.['principal'];
  return {
    roleDefinitionId,
    principalId: typeof principal === 'string' ? (principal as PrincipalId) : undefined,
  };
};

const approversIn = ({ setting, before, after }: SettingChange): readonly PrincipalId[] =>
  setting === 'approvers'
    ? [...listIn(before), ...listIn(after)].flatMap((key) => approverIdIn(key) ?? [])
    : [];

const placesIn = ({ roleDefinitionId, changes }: RoleDifference): readonly Place[] => [
  { roleDefinitionId },
  ...changes.flatMap(approversIn).map((id) => ({ principalId: id })),
];

function namedIn(names: Names, { roleDefinitionId, changes }: RoleDifference): readonly NamedSettingChange[] {
  const nameOf = (key: string): string => {
    const id = approverIdIn(key);
    return id === undefined ? key : names.holder(id);
  };
  return changes.map((change) => ({
    ...change,
    role: names.role(roleDefinitionId),
    ...(change.setting === 'approvers' && {
      before: listTold(change.before, nameOf),
      after: listTold(change.after, nameOf),
    }),
  }));
}

const rolesOnlyIn = (
  names: Names,
  drift: readonly RoleDifference[],
  side: 'before' | 'after',
): readonly string[] =>
  drift
    .filter(({ onlyIn }) => onlyIn === side)
    .map(({ roleDefinitionId }) => names.role(roleDefinitionId))
    .sort();

const mostFirst = (a: NamedCount, b: NamedCount): number => b.count - a.count || (a.name < b.name ? -1 : 1);

/** Each name with how often it came, most often first. */
function counted(names: readonly string[]): readonly NamedCount[] {
  const counts = new Map<string, number>();
  for (const name of names) counts.set(name, (counts.get(name) ?? 0) + 1);
  return [...counts].map(([name, count]) => ({ name, count })).sort(mostFirst);
}
