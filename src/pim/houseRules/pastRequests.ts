import { type Person } from '../ids.ts';
import { type Clock } from '../ports.ts';
import { type FollowedRequest, type FollowedRequests, type Operations } from '../records.ts';
import { phaseOf } from '../requests.ts';
import { type PastRequest } from './circumstances.ts';

const DAY_MS = 86_400_000;
/** A pause lasts a week at the most; what it counts from may have been asked for some time before. */
const PAUSES_DAYS = 30;

/** What of a person's past rules look at. */
export interface PastWanted {
  readonly pauses: boolean;
  readonly emergencies: boolean;
}

/**
 * What a person asked for before, as far as rules look at it. Emergencies count from the moment in which they are under
 * way, so that many at once get nobody past their number.
 * @param own the operation that is asking
 */
export async function pastRequestsOf(
  deps: {
    readonly requests: Pick<FollowedRequests, 'madeSince'>;
    readonly operations: Pick<Operations, 'activationsSince'>;
    readonly clock: Clock;
  },
  person: Person,
  wanted: PastWanted,
  own: string | undefined,
): Promise<readonly PastRequest[]> {
  const daysAgo = (days: number): Date => new Date(deps.clock.now().getTime() - days * DAY_MS);
  const [made, activations] = await Promise.all([
    wanted.pauses ? deps.requests.madeSince(person, daysAgo(PAUSES_DAYS)) : [],
    wanted.emergencies ? deps.operations.activationsSince(person, daysAgo(1)) : [],
  ]);
  return [
    ...made.map((request) => ({
      roleDefinitionId: request.roleDefinitionId,
      requestedAt: request.createdAt,
      endedAt: endedAt(request),
      wasEmergency: false,
    })),
    ...activations
      .filter(({ operationId, isEmergency }) => isEmergency && operationId !== own)
      .map(({ roleDefinitionId, at }) => ({
        roleDefinitionId,
        requestedAt: at,
        endedAt: undefined,
        wasEmergency: true,
      })),
  ];
}

/** When an activation ended (or will), or when it was denied. */
function endedAt(request: FollowedRequest): Date | undefined {
  const { status, decision, decidedAt, readAt } = request;
  if (decision === 'Deny' || phaseOf(status) === 'denied') return decidedAt ?? readAt;
  return earlyEndOf(request) ?? request.endAt;
}

/** When it was seen that an activation was over before its time; `undefined` where it was not, or is not known any more. */
export function earlyEndOf({
  createdAt,
  endAt,
  readAt,
  isOpen,
}: Pick<FollowedRequest, 'createdAt' | 'endAt' | 'readAt' | 'isOpen'>): Date | undefined {
  // One that somebody wished to have read anew was read at no time at all.
  const isEarly = !isOpen && endAt !== undefined && readAt < endAt && readAt >= createdAt;
  return isEarly ? readAt : undefined;
}
