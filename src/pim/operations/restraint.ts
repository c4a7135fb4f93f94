import { PimError } from '../errors.ts';
import { type Person } from '../ids.ts';
import { type RecentActivation } from '../records.ts';
import { mayAskAgainAt, waitUntil } from '../requestLimits.ts';
import { APPROVAL_WINDOW_MINUTES } from '../requests.ts';
import { isSameRole, type RoleAtScope } from '../roles.ts';
import { type OperationDeps } from './deps.ts';

type Deps = Pick<OperationDeps, 'operations' | 'requests' | 'limits' | 'clock'>;

const HOUR = 3_600_000;

/**
 * Why a person may not ask for a role just now, before PIM is asked: it was denied a short while ago, or they have asked
 * too often. `own`: the operation that is asking, which does not count against itself.
 * @returns `denied_lately`, `quota_reached`, or `undefined` where nothing stands against it
 */
export async function restraintOn(
  deps: Deps,
  person: Person,
  role: RoleAtScope,
  own?: string,
): Promise<PimError | undefined> {
  const until = await coolDownUntil(deps, person, role);
  return until === undefined
    ? quota(deps, person, role, own)
    : new PimError(
        'denied_lately',
        'The role was denied a short while ago',
        waitUntil(until, deps.clock.now()),
      );
}

/** From when on a person may ask again for a role that was denied them too often; `undefined`: they may now. */
export async function coolDownUntil(
  { requests, limits, clock }: Pick<Deps, 'requests' | 'limits' | 'clock'>,
  person: Person,
  role: RoleAtScope,
): Promise<Date | undefined> {
  if (limits.coolDownAfterDenialMinutes === 0) return undefined;
  const now = clock.now();
  // A denial that still counts may be of a request that waited as long as PIM lets it.
  const minutes = APPROVAL_WINDOW_MINUTES + 60 + limits.coolDownAfterDenialMinutes;
  const since = new Date(now.getTime() - minutes * 60_000);
  const countedFrom = now.getTime() - HOUR + limits.coolDownAfterDenialMinutes * 60_000;
  const ends = (await requests.madeSince(person, since))
    .filter((request) => isSameRole(request, role))
    .flatMap((request) => mayAskAgainAt(request, limits) ?? [])
    .filter((again) => again > now || again.getTime() > countedFrom)
    .toSorted((a, b) => b.getTime() - a.getTime());
  const [latest] = ends;
  return latest !== undefined && latest > now && ends.length > limits.denialsWithoutCoolDown
    ? latest
    : undefined;
}

/** Counted with those that run at this moment, so that asking for many at once gets nobody past it. */
async function quota(
  { operations, limits, clock }: Deps,
  person: Person,
  role: RoleAtScope,
  own: string | undefined,
): Promise<PimError | undefined> {
  const now = clock.now();
  const made = await operations.activationsSince(person, new Date(now.getTime() - HOUR));
  const others = made.filter(({ operationId }) => operationId !== own);
  const ofRole = others.filter((other) => isSameRole(other, role));
  const ends = [
    freeAgainAt(others, limits.requests.perHour),
    freeAgainAt(ofRole, limits.requests.perHourAndRole),
  ].filter((end) => end !== undefined);
  if (ends.length === 0) return undefined;
  const last = new Date(Math.max(...ends));
  return new PimError('quota_reached', 'The person has asked too often', waitUntil(last, now));
}

/** When so many have left the hour that one more fits into it. */
function freeAgainAt(made: readonly RecentActivation[], most: number): number | undefined {
  const lastInTheWay = made.at(-most);
  return lastInTheWay === undefined ? undefined : lastInTheWay.at.getTime() + HOUR;
}
