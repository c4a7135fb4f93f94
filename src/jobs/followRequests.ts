import { isPimError } from '../pim/errors.ts';
import { type OperationDeps } from '../pim/operations/deps.ts';
import { requestorOf } from '../pim/operations/enqueueCards.ts';
import { lookForBypass } from '../pim/operations/houseBypasses/lookForBypass.ts';
import { refreshRequest, withReading } from '../pim/operations/refreshRequest.ts';
import { type FollowedRequest } from '../pim/records.ts';
import { phaseOf } from '../pim/requests.ts';
import { sideBySide } from './sideBySide.ts';

/** So many requests are claimed, and read with as few calls as that takes, at a time. */
const AT_A_TIME = 200;
/** So many people's own readings are under way beside each other. */
const SIDE_BY_SIDE = 8;
/** Longer than reading them takes, with every call at its deadline. */
const LEASE_SECONDS = 60;

/** How long a reading stays good enough, by what can happen next. Seconds. */
export interface FollowIntervals {
  readonly waitingSeconds: number;
  readonly provisioningSeconds: number;
  readonly activeSeconds: number;
}

/** When a request has to be read again. An activation that ends is read at its end, not a minute later. */
export function nextReadingAt(request: FollowedRequest, intervals: FollowIntervals): Date {
  const after = (seconds: number): Date => new Date(request.readAt.getTime() + seconds * 1000);
  if (request.endAt !== undefined) {
    const regular = after(intervals.activeSeconds);
    return request.endAt < regular && request.endAt > request.readAt ? request.endAt : regular;
  }
  switch (phaseOf(request.status)) {
    case 'waitingForApproval':
    case 'waitingForAdministrator':
      return after(intervals.waitingSeconds);
    case 'scheduled':
      return request.startAt !== undefined && request.startAt > request.readAt
        ? new Date(Math.min(request.startAt.getTime(), after(intervals.activeSeconds).getTime()))
        : after(intervals.provisioningSeconds);
    default:
      return after(isSlow(request) ? intervals.waitingSeconds : intervals.provisioningSeconds);
  }
}

/** PIM gives a role within seconds, as a rule; what takes longer than this is asked for less often. */
const PROVISIONING_MINUTES = 5;

const isSlow = ({ readAt, decidedAt, createdAt }: FollowedRequest): boolean =>
  readAt.getTime() - (decidedAt ?? createdAt).getTime() > PROVISIONING_MINUTES * 60_000;

/** What following needs. */
export interface FollowDeps extends OperationDeps {
  readonly intervals: FollowIntervals;
}

/**
 * Reads open requests again as they become due, so that every card tells what PIM tells, wherever it was decided. Those
 * whose requestor is signed in are read as that person, who sees most; the others by the app itself, many to a call.
 */
export async function followRequests(deps: FollowDeps, signal?: AbortSignal): Promise<void> {
  while (signal?.aborted !== true) {
    const claimed = await deps.requests.claimDue(AT_A_TIME, LEASE_SECONDS);
    if (claimed.requests.length === 0) return;
    const now = deps.clock.now();
    const due = claimed.requests.filter((request) => nextReadingAt(request, deps.intervals) <= now);
    const read = await readAll(deps, due);
    const unchanged = claimed.requests.flatMap((request) => {
      const outcome = read.get(request.id);
      if (outcome === 'changed') return [];
      const readAt = outcome === 'unchanged' ? now : request.readAt;
      // One that could not be read waits for its turn like the others, and stays unread.
      const tried = outcome === undefined ? request : { ...request, readAt: now };
      return [{ id: request.id, readAt, nextReadingAt: nextReadingAt(tried, deps.intervals) }];
    });
    await deps.requests.putOff(claimed, unchanged);
    if (claimed.requests.length < AT_A_TIME) return;
  }
}

type ReadOutcome = 'changed' | 'unchanged' | 'failed';
type Read = ReadonlyMap<FollowedRequest['id'], ReadOutcome>;

async function readAll(deps: FollowDeps, due: readonly FollowedRequest[]): Promise<Read> {
  const people = due.map(({ tenantId, requestor }) => ({ tenantId, id: requestor }));
  const signedIn = new Set((await deps.tokens.holdersAmong(people)).map(({ id }) => id));
  const [own, others] = await Promise.all([
    sideBySide(
      due.filter(({ requestor }) => signedIn.has(requestor)),
      SIDE_BY_SIDE,
      (request) => guarded(deps, request, () => refreshRequest(deps, request)),
    ),
    readByApp(
      deps,
      due.filter(({ requestor }) => !signedIn.has(requestor)),
    ),
  ]);
  return new Map([...own, ...others]);
}

async function readByApp(
  deps: FollowDeps,
  requests: readonly FollowedRequest[],
): Promise<readonly Awaited<ReturnType<typeof guarded>>[]> {
  if (requests.length === 0) return [];
  const standings = await deps.directory.standingsOf(requests).catch((error: unknown) => {
    if (!isPimError(error)) throw error;
    return requests.map(() => error);
  });
  const asked = requests.map((request, index) => ({ request, standing: standings[index] }));
  return sideBySide(asked, SIDE_BY_SIDE, ({ request, standing }) =>
    guarded(deps, request, async () => {
      if (standing === undefined || isPimError(standing))
        throw standing ?? new Error('A standing is missing');
      return withReading(deps, request, { status: undefined, ...standing });
    }),
  );
}

/** One unreadable request never stops the others; it is read again when its turn comes. */
async function guarded(
  deps: FollowDeps,
  request: FollowedRequest,
  read: () => Promise<FollowedRequest>,
): Promise<readonly [FollowedRequest['id'], ReadOutcome]> {
  try {
    const updated = await read();
    if (updated === request) return [request.id, 'unchanged'];
    await lookAtActivation(deps, request, updated);
    return [request.id, 'changed'];
  } catch (error) {
    deps.logger.warn({ err: error, requestId: request.id }, 'A request could not be read');
    return [request.id, 'failed'];
  }
}

/** The audit log comes minutes later and is looked at as well: who approved may stand nowhere else. */
async function lookAtActivation(
  deps: FollowDeps,
  before: FollowedRequest,
  after: FollowedRequest,
): Promise<void> {
  const isActiveNow = before.endAt === undefined && after.endAt !== undefined;
  const isApproverKnown = after.approvalId === undefined || after.decidedBy !== undefined;
  if (!isActiveNow || !isApproverKnown) return;
  const { id: requestId, roleDefinitionId, isMadeHere, startAt, endAt, readAt: at } = after;
  const news = { requestId, requestor: requestorOf(after), roleDefinitionId, at, startAt, endAt, isMadeHere };
  await lookForBypass(deps, news, after);
}
