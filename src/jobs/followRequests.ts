import { type Logger } from '../pim/logger.ts';
import { type OperationDeps } from '../pim/operations/deps.ts';
import { refreshRequest } from '../pim/operations/refreshRequest.ts';
import { type FollowedRequest } from '../pim/records.ts';
import { phaseOf } from '../pim/requests.ts';

/** At most so many requests are read again in one sweep. */
const MOST_AT_ONCE = 100;

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

/** Reads open requests again as they become due, so that every card tells what PIM tells, wherever it was decided. */
export async function followRequests(
  deps: OperationDeps & { readonly intervals: FollowIntervals; readonly logger: Logger },
): Promise<void> {
  const now = deps.clock.now();
  const { waitingSeconds, provisioningSeconds, activeSeconds } = deps.intervals;
  const shortest = Math.min(waitingSeconds, provisioningSeconds, activeSeconds);
  const candidates = await deps.requests.open(new Date(now.getTime() - shortest * 1000), MOST_AT_ONCE);
  const due = candidates.filter((request) => nextReadingAt(request, deps.intervals) <= now);
  await Promise.all(
    due.map(async (request) => {
      try {
        await refreshRequest(deps, request);
      } catch (error) {
        // One unreadable request never stops the others; it is read again in the next sweep.
        deps.logger.warn({ err: error, requestId: request.id }, 'A request could not be read');
        await deps.requests.save({ ...request, readAt: now });
      }
    }),
  );
}
