import { waitsFor } from '../houseRules/votings/choices.ts';
import { lapseOf } from '../houseRules/votings/lapseOf.ts';
import { type HouseVoting } from '../houseRules/votings/houseVoting.ts';
import { type Person } from '../ids.ts';
import { type CardRecord, type FollowedRequest } from '../records.ts';
import { isWaitingForApproval, lapsesAt } from '../requests.ts';
import { type OperationDeps } from './deps.ts';

/** A request that waits for a person, and that person's card of it with the running number. */
export interface PendingApproval {
  readonly request: FollowedRequest;
  readonly card: CardRecord;
  readonly lapsesAt: Date;
}

/** What the person can still decide: not decided, not lapsed, not their own. */
export async function waitingFor(
  deps: Pick<OperationDeps, 'requests' | 'cards' | 'votings' | 'clock'>,
  person: Person,
): Promise<readonly PendingApproval[]> {
  const cards = await deps.cards.openOf(person, 'approval');
  const now = deps.clock.now();
  const asked = await Promise.all(
    cards.map(async (card) => {
      const [request, voting] = await Promise.all([
        deps.requests.of(person.tenantId, card.requestId),
        deps.votings.of(person.tenantId, card.requestId),
      ]);
      return { card, request, voting };
    }),
  );
  return asked.flatMap(({ card, request, voting }) =>
    request !== undefined && isWaitedFor(request, voting, person, now)
      ? [{ card, request, lapsesAt: lapseOf(request, voting?.standing.on) }]
      : [],
  );
}

/** Whether a request waits for this very person's decision. */
export const isWaitedFor = (
  request: FollowedRequest,
  voting: HouseVoting | undefined,
  { id }: Person,
  now: Date,
): boolean =>
  isUndecided(request, now) && request.requestor !== id && (voting === undefined || waitsFor(voting, id));

/** Whether a request still waits for anybody's decision; PIM's time ends also what was not read since. */
export const isUndecided = (request: FollowedRequest, now: Date): boolean =>
  isWaitingForApproval(request) && (request.isHeld === true || lapsesAt(request.createdAt) > now);
