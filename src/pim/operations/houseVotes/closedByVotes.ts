import { type HouseVoting, type VotingStep } from '../../houseRules/votings/houseVoting.ts';
import { type FollowedRequest, type OutboxAddition } from '../../records.ts';
import { type OperationDeps } from '../deps.ts';
import { noticeOf, requestorOf } from '../enqueueCards.ts';
import { notesOf } from './votingEntry.ts';

/**
 * What goes with a change of a voting in one commit: the cards drawn again, the trail, and where it ended who is told. A
 * request that is kept here ends with its vote; one that PIM has is PIM's to end.
 * @param redrawn what has every card of it drawn again
 */
export function closedByVotes(
  deps: Pick<OperationDeps, 'random'>,
  before: HouseVoting,
  after: HouseVoting,
  followed: FollowedRequest,
  redrawn: readonly OutboxAddition[],
): VotingStep {
  const request =
    after.way === 'activation' && after.end !== undefined && before.end === undefined
      ? ended(followed, after, after.end)
      : undefined;
  return {
    voting: after,
    request,
    announcement: {
      messages: [...redrawn, ...noticesOf(deps, before, after, followed)],
      audit: notesOf(before, after),
    },
  };
}

function ended(
  followed: FollowedRequest,
  { votes }: HouseVoting,
  end: NonNullable<HouseVoting['end']>,
): FollowedRequest {
  const over = { ...followed, isOpen: false, readAt: end.at };
  if (end.how === 'canceled' || end.how === 'emergency') return { ...over, status: 'Canceled' };
  if (end.how !== 'denied') return { ...over, status: 'TimedOut' };
  const denial = votes.find(({ decision }) => decision === 'deny');
  return {
    ...over,
    status: 'Denied',
    decision: 'Deny',
    decidedBy: end.by,
    decidedByName: denial?.byName,
    decisionComment: denial?.comment === '' ? undefined : denial?.comment,
    decidedAt: end.at,
  };
}

/** The requestor hears how it ended; where PIM denies or takes it back as well, that is told with PIM's own answer. */
function noticesOf(
  deps: Pick<OperationDeps, 'random'>,
  before: HouseVoting,
  { end, way, tenantId, id: requestId }: HouseVoting,
  followed: FollowedRequest,
): readonly OutboxAddition[] {
  if (end === undefined || before.end !== undefined) return [];
  if (end.how !== 'denied' && end.how !== 'lapsed') return [];
  const isOver = way === 'activation' && end.how === 'denied';
  const notice = isOver ? 'requestDecided' : 'votesOver';
  const onceKey = isOver
    ? `told/${tenantId}/${requestId}/decision`
    : `told/${tenantId}/${requestId}/votes/${end.how}`;
  return [noticeOf(deps, requestorOf(followed), { notice, requestId, onceKey })];
}
