import { PimError } from '../../errors.ts';
import { keptRulingOf } from '../../houseRules/keptRuling.ts';
import { type HouseVoting, type VotingEnd } from '../../houseRules/votings/houseVoting.ts';
import { type FollowedRequest, type Intent, type Operation } from '../../records.ts';
import { isWaitingForApproval } from '../../requests.ts';
import { isSameRole } from '../../roles.ts';
import { afterWriting } from '../afterWriting.ts';
import { askApprovers } from '../askApprovers.ts';
import { type OperationDeps } from '../deps.ts';
import { redrawings } from '../enqueueCards.ts';
import { askHouseRules, houseRefusal } from '../houseRules/askHouseRules.ts';
import { tellOwnersOfEmergency } from '../houseRules/tellOwnersOfEmergency.ts';
import { openRequestCard } from '../openRequestCard.ts';
import { closedByVotes } from './closedByVotes.ts';

type ActivateIntent = Extract<Intent, { kind: 'activate' }>;

/** A request of the person's own that is put to the vote. */
interface VotedRequest {
  readonly voting: HouseVoting;
  readonly followed: FollowedRequest;
}

/** The person's own open requests of this role that are, or were until now, put to the vote. */
async function votedRequests(
  { requests, votings }: Pick<OperationDeps, 'requests' | 'votings'>,
  { person }: Pick<Operation, 'person'>,
  intent: ActivateIntent,
): Promise<readonly VotedRequest[]> {
  const same = (await requests.openOf(person)).filter((request) => isSameRole(request, intent));
  const found = await Promise.all(
    same.map(async (followed) => ({ followed, voting: await votings.of(followed.tenantId, followed.id) })),
  );
  return found.flatMap(({ followed, voting }) => (voting === undefined ? [] : [{ followed, voting }]));
}

/** This very operation went past it, and was broken off afterwards. */
const isEndedBy = ({ end }: HouseVoting, { id }: Pick<Operation, 'id'>): boolean =>
  end?.how === 'emergency' && end.operationId === id;

/**
 * The request that PIM has of this role and that waits for votes, for an emergency to go past these. What PIM itself asks
 * for, no emergency goes past: the request stays PIM's.
 * @throws PimError `votes_there` where the votes are there already, so that there is nothing to go past
 */
export async function requestToGoPast(
  deps: Pick<OperationDeps, 'requests' | 'votings'>,
  operation: Pick<Operation, 'id' | 'person'>,
  intent: ActivateIntent,
): Promise<VotedRequest | undefined> {
  const all = await votedRequests(deps, operation, intent);
  const complete = all.find(
    ({ voting }) =>
      voting.end === undefined && voting.standing.state === 'approved' && !voting.standing.isHeldUp,
  );
  if (complete !== undefined)
    throw new PimError('votes_there', `The votes on ${complete.voting.id} are there`);
  return all.find(
    ({ voting, followed }) =>
      voting.way === 'approval' &&
      isWaitingForApproval(followed) &&
      (voting.end === undefined || isEndedBy(voting, operation)),
  );
}

/**
 * Has an emergency go past the votes on a request that PIM has: nobody votes on it any more, PIM's approvers decide on it
 * as on any other, and the owners of the rules are told at once. PIM is asked nothing. Safe to call again.
 * @throws PimError `house_rules` where the rules do not let this person go past them; `votes_there`, `voting_over` where
 *   the vote came to its end in the same moment
 */
export async function goPastVotes(
  deps: OperationDeps,
  operation: Operation,
  intent: ActivateIntent,
  { voting, followed }: VotedRequest,
): Promise<FollowedRequest> {
  const { startAt } = followed;
  const { ruling } = await askHouseRules(deps, operation, intent, {
    durationMinutes: followed.durationMinutes ?? intent.durationMinutes,
    justification: intent.justification,
    ticketNumber: followed.ticketNumber,
    ticketSystem: followed.ticketSystem,
    startAt: startAt !== undefined && startAt > deps.clock.now() ? startAt : undefined,
  });
  if (ruling?.verdict === 'refused') throw houseRefusal(ruling);
  if (ruling?.verdict !== 'emergency')
    throw new PimError('request_pending_already', `Request ${followed.id} of the same role waits`);
  const houseRuling = keptRulingOf(ruling);
  const request = { ...followed, ...(houseRuling === undefined ? {} : { houseRuling }) };
  const redrawn = await redrawings(deps, voting.tenantId, voting.id);
  const after = await deps.votings.change(voting.tenantId, voting.id, (stored) =>
    stored.end === undefined && stored.standing.state === 'waiting'
      ? {
          ...closedByVotes(deps, stored, passed(stored, deps, operation, intent), request, redrawn),
          request,
        }
      : undefined,
  );
  if (after === undefined || !isEndedBy(after, operation))
    throw new PimError(after?.end === undefined ? 'votes_there' : 'voting_over', 'The vote came to its end');
  return afterWriting(async () => {
    await askApprovers(deps, request);
    await openRequestCard(deps, operation, request);
    await tellOwnersOfEmergency(deps, request, ruling.owners.emergency);
    return request;
  });
}

/** Takes back what was kept here for votes, once an emergency has made it PIM's own request. Safe to call again. */
export async function takeBackHeld(
  deps: Pick<OperationDeps, 'requests' | 'votings' | 'cards' | 'random' | 'clock'>,
  operation: Operation,
  intent: ActivateIntent,
): Promise<void> {
  for (const { voting, followed } of await votedRequests(deps, operation, intent)) {
    if (followed.isHeld !== true) continue;
    const redrawn = await redrawings(deps, voting.tenantId, voting.id);
    await deps.votings.change(voting.tenantId, voting.id, (stored) =>
      stored.end === undefined
        ? closedByVotes(deps, stored, passed(stored, deps, operation, intent), followed, redrawn)
        : undefined,
    );
  }
}

function passed(
  stored: HouseVoting,
  { clock }: Pick<OperationDeps, 'clock'>,
  { id: operationId, person }: Operation,
  { justification: reason }: ActivateIntent,
): HouseVoting {
  const end: VotingEnd = { how: 'emergency', at: clock.now(), by: person.id, operationId, reason };
  return { ...stored, end, standing: { ...stored.standing, asked: [] }, lookAt: undefined };
}
