import { PimError } from '../../errors.ts';
import { type HouseVoting } from '../../houseRules/votings/houseVoting.ts';
import { instantOf, reassessed } from '../../houseRules/votings/withVote.ts';
import { type PimGateway } from '../../ports.ts';
import { type FollowedRequest, type Intent, type Operation } from '../../records.ts';
import { isWaitingForApproval } from '../../requests.ts';
import { afterWriting } from '../afterWriting.ts';
import { decideAgain, decideRequest, findDecision } from '../decideRequest.ts';
import { type OperationDeps } from '../deps.ts';
import { redrawings } from '../enqueueCards.ts';
import { findApprovers } from '../findApprovers.ts';
import { houseRefusal } from '../houseRules/askHouseRules.ts';
import { askToDeny } from './askNewVoters.ts';
import { castVote, type CastResult } from './castVote.ts';
import { concludeByPim } from './concludeByPim.ts';

type DecideIntent = Extract<Intent, { kind: 'decide' }>;

/** A decision on a request that is put to the vote. */
interface VotedOn {
  readonly operation: Operation;
  readonly intent: DecideIntent;
  readonly voting: HouseVoting;
  readonly followed: FollowedRequest;
  /** An earlier run may have asked PIM already. */
  readonly isSecondRun: boolean;
}

/**
 * Takes a press of "Approve" or "Deny" for the vote that it is, and has PIM do what the votes came to: with the proof of
 * the very person who completed them where PIM takes their word, else with that of the next of PIM's approvers who
 * presses. A denial is PIM's at once where PIM takes it.
 * @throws PimError `self_approval`, `not_asked`, `votes_missing`, `voting_over`, and what PIM refuses
 */
export async function decideWithVotes(
  deps: OperationDeps,
  pim: PimGateway,
  votedOn: VotedOn,
): Promise<FollowedRequest> {
  const { operation, intent, voting, followed, isSecondRun } = votedOn;
  const { person } = operation;
  if (followed.requestor === person.id)
    throw new PimError('self_approval', 'Nobody decides their own request');
  if (voting.end?.how === 'emergency' && voting.way === 'approval') return decideAsEver(deps, pim, votedOn);
  if (isSecondRun && voting.relay?.operationId === operation.id && voting.way === 'approval') {
    const earlier = await afterWriting(() => findDecision(deps, pim, followed, intent.decision));
    if (earlier !== undefined) return concludeByPim(deps, voting, earlier);
  }
  if (!isWaitingForApproval(followed)) throw new PimError('request_not_pending', 'It waits no longer');
  const cast = await castVote(deps, operation, intent, { voting, followed });
  return cast.voting.way === 'activation'
    ? afterVoteHere(deps, followed, cast)
    : afterVoteForPim(deps, pim, votedOn, cast);
}

/** An emergency went past the votes: PIM's approvers decide, and PIM says who they are. */
async function decideAsEver(
  deps: OperationDeps,
  pim: PimGateway,
  { intent, followed, isSecondRun }: VotedOn,
): Promise<FollowedRequest> {
  return (isSecondRun ? decideAgain : decideRequest)(deps, pim, followed, intent);
}

/** Whoever looks after votes takes it to PIM as soon as they are there. */
async function afterVoteHere(
  deps: OperationDeps,
  followed: FollowedRequest,
  { voting, hasVoted }: CastResult,
): Promise<FollowedRequest> {
  if (!hasVoted) throw notAsked(voting);
  if (voting.standing.state === 'approved') await deps.votings.markDue(voting.tenantId, voting.id);
  return (await deps.requests.of(followed.tenantId, followed.id)) ?? followed;
}

const notAsked = ({ id, end }: HouseVoting): PimError =>
  end === undefined
    ? new PimError('not_asked', `The rules do not ask this person about ${id}`)
    : new PimError('voting_over', `The vote on ${id} is over`);

async function afterVoteForPim(
  deps: OperationDeps,
  pim: PimGateway,
  votedOn: VotedOn,
  cast: CastResult,
): Promise<FollowedRequest> {
  const { intent, followed, operation } = votedOn;
  const isOfPim = await isPimApprover(deps, followed, operation);
  if (intent.decision === 'Deny') {
    if (isOfPim) return relay(deps, pim, votedOn);
    if (!cast.hasVoted) throw notAsked(cast.voting);
    await askToDeny(deps, cast.voting);
    return followed;
  }
  const isGood = (await countedNow(deps, cast)) && cast.fresh.hindrances.length === 0;
  if (!isGood) {
    if (cast.hasVoted) return followed;
    if (isOfPim && cast.fresh.hindrances.length > 0) throw houseRefusal(cast.fresh.ruling);
    throw cast.voting.end === undefined && isOfPim
      ? new PimError('votes_missing', `The votes on ${followed.id} are not there`)
      : notAsked(cast.voting);
  }
  if (isOfPim) return relay(deps, pim, votedOn);
  if (!cast.hasVoted) throw notAsked(cast.voting);
  return followed;
}

/** Whether the votes are there at this moment; somebody who counted may have left since they were. */
async function countedNow(deps: OperationDeps, { voting, fresh, hasVoted }: CastResult): Promise<boolean> {
  if (voting.end !== undefined) return false;
  if (hasVoted) return voting.standing.state === 'approved' && !voting.standing.isHeldUp;
  const redrawn = await redrawings(deps, voting.tenantId, voting.id);
  const after = await deps.votings.change(voting.tenantId, voting.id, (stored) => {
    if (stored.end !== undefined) return undefined;
    const next = reassessed(stored, fresh, instantOf(stored, deps.clock));
    const isToBeEnded = next.voting.end !== undefined;
    // What ends by itself is ended by whoever looks after votes, who tells everybody.
    return isToBeEnded || !next.isNews
      ? undefined
      : { voting: next.voting, announcement: { messages: redrawn, audit: [] } };
  });
  const now = after && reassessed(after, fresh, instantOf(after, deps.clock));
  return after?.end === undefined && now?.state.state === 'approved' && !fresh.isHeldUp;
}

/** Whether PIM's own settings name somebody; where they cannot be read PIM is asked. */
async function isPimApprover(
  deps: OperationDeps,
  { roleDefinitionId, requestor }: FollowedRequest,
  { person }: Operation,
): Promise<boolean> {
  const settings = await deps.directory.settingsOf(roleDefinitionId);
  const { people } = await findApprovers(deps, settings.approval, requestor);
  return people.some(({ id }) => id === person.id);
}

/** Has PIM decide, by the authority of the very person who pressed. Who set out for it is kept before PIM is asked. */
async function relay(
  deps: OperationDeps,
  pim: PimGateway,
  { operation, intent, voting, followed, isSecondRun }: VotedOn,
): Promise<FollowedRequest> {
  await deps.votings.change(voting.tenantId, voting.id, (stored) => ({
    voting: {
      ...stored,
      relay: {
        by: operation.person.id,
        decision: intent.decision,
        operationId: operation.id,
        at: deps.clock.now(),
      },
    },
    announcement: { messages: [], audit: [] },
  }));
  const decided = await (isSecondRun ? decideAgain : decideRequest)(deps, pim, followed, intent);
  return concludeByPim(deps, voting, decided);
}
