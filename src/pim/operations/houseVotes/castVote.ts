import { PimError } from '../../errors.ts';
import { type HouseVoting } from '../../houseRules/votings/houseVoting.ts';
import { instantOf, withVote } from '../../houseRules/votings/withVote.ts';
import { type PrincipalId } from '../../ids.ts';
import { type FollowedRequest, type Intent, type Operation } from '../../records.ts';
import { type OperationDeps } from '../deps.ts';
import { redrawings } from '../enqueueCards.ts';
import { askNewVoters } from './askNewVoters.ts';
import { closedByVotes } from './closedByVotes.ts';
import { type ReadForVoting, readForVoting } from './readForVoting.ts';

type DecideIntent = Extract<Intent, { kind: 'decide' }>;

/** What came of a wish to vote. */
export interface CastResult {
  readonly voting: HouseVoting;
  readonly fresh: ReadForVoting;
  /** `false`: this person had nothing to answer, and nothing was changed. */
  readonly hasVoted: boolean;
}

/**
 * Takes a vote, where the person who gives it is asked at this very moment. It is counted and stored in one commit, while
 * nobody else can change the voting; the same operation gives one vote, however often it runs.
 */
export async function castVote(
  deps: OperationDeps,
  { id: operationId, person }: Pick<Operation, 'id' | 'person'>,
  { decision, comment }: DecideIntent,
  { voting, followed }: { readonly voting: HouseVoting; readonly followed: FollowedRequest },
): Promise<CastResult> {
  const { tenantId, id } = voting;
  const [fresh, voter, redrawn] = await Promise.all([
    readForVoting(deps, voting, followed, 'now'),
    deps.directory.person(person.id),
    redrawings(deps, tenantId, id),
  ]);
  const vote = {
    by: person.id,
    decision: decision === 'Approve' ? ('approve' as const) : ('deny' as const),
    operationId,
    byName: voter?.displayName ?? '',
    comment,
  };
  const outcome = { hasVoted: false };
  const after = await deps.votings.change(tenantId, id, (stored) => {
    outcome.hasVoted = stored.votes.some((one) => one.operationId === operationId);
    if (outcome.hasVoted || stored.end !== undefined) return undefined;
    const next = withVote(stored, vote, fresh, instantOf(stored, deps.clock));
    if (next === undefined) return undefined;
    outcome.hasVoted = true;
    return closedByVotes(deps, stored, next.voting, followed, redrawn);
  });
  if (after === undefined) throw new PimError('request_not_found', `There is no vote on ${id}`);
  if (outcome.hasVoted) await noteVoter(deps, after, person.id);
  await askNewVoters(deps, after, followed);
  return { voting: after, fresh, hasVoted: outcome.hasVoted };
}

/** Whoever has answered is reminded of it no more. */
async function noteVoter(
  { cards }: Pick<OperationDeps, 'cards'>,
  { tenantId, id }: HouseVoting,
  voter: PrincipalId,
): Promise<void> {
  const own = (await cards.ofRequest(tenantId, id)).find(
    ({ kind, person }) => kind === 'approval' && person.id === voter,
  );
  if (own?.receipt === 'sent') await cards.setReceipt(own.id, 'acted', own.refusal);
}
