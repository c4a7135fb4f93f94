import { endByPim } from '../../houseRules/votings/choices.ts';
import { type HouseVoting } from '../../houseRules/votings/houseVoting.ts';
import { instantOf, reassessed } from '../../houseRules/votings/withVote.ts';
import { type PrincipalId } from '../../ids.ts';
import { type FollowedRequest, type Operation } from '../../records.ts';
import { lapsesAt } from '../../requests.ts';
import { type OperationDeps } from '../deps.ts';
import { notify, redrawings, requestorOf } from '../enqueueCards.ts';
import { askNewVoters, askToDeny } from './askNewVoters.ts';
import { closedByVotes } from './closedByVotes.ts';
import { concludeByPim } from './concludeByPim.ts';
import { readForVoting } from './readForVoting.ts';

/** What is to be done after a look. */
export interface VotingLooked {
  readonly voting: HouseVoting;
  readonly followed: FollowedRequest;
  /** Who is due to be reminded, by the rules. */
  readonly toRemind: readonly PrincipalId[];
  /** The votes are there, and nobody has taken it to PIM yet. */
  readonly isToBeRelayed: boolean;
}

/** PIM has it, or may have it. */
const isOnItsWay = (operation: Operation | undefined): boolean =>
  operation !== undefined && ['RUNNING', 'UNKNOWN'].includes(operation.state);

/**
 * Looks at a voting as time passes: who has left a group counts no more, rules may ask for more, stages escalate and lapse,
 * PIM may have its own answer. Whoever is asked from now on gets the card.
 * @returns `undefined` where it is over
 */
export async function lookAtVoting(
  deps: OperationDeps,
  claimed: HouseVoting,
): Promise<VotingLooked | undefined> {
  const { tenantId, id } = claimed;
  const followed = await deps.requests.of(tenantId, id);
  if (followed === undefined) return leave(deps, claimed);
  if (endByPim(claimed, followed) !== undefined) {
    await concludeByPim(deps, claimed, followed);
    return undefined;
  }
  if (claimed.end !== undefined) {
    await askToDeny(deps, claimed);
    return undefined;
  }
  const fresh = await readForVoting(deps, claimed, followed, 'lately');
  const redrawn = await redrawings(deps, tenantId, id);
  const relay = claimed.relay && (await deps.operations.of(claimed.relay.operationId));
  let remindedBefore: HouseVoting['standing'] | undefined;
  const voting = await deps.votings.change(tenantId, id, (stored) => {
    if (stored.end !== undefined) return undefined;
    remindedBefore = stored.standing;
    const next = reassessed(stored, fresh, instantOf(stored, deps.clock));
    // What PIM is being asked for has not gone unused.
    if (next.voting.end?.how === 'lapsed' && isOnItsWay(relay)) return undefined;
    return closedByVotes(deps, stored, next.voting, followed, next.isNews ? redrawn : []);
  });
  if (voting === undefined || voting.end !== undefined) return undefined;
  await askNewVoters(deps, voting, followed);
  const isComplete = voting.standing.state === 'approved' && !voting.standing.isHeldUp;
  return {
    voting,
    followed,
    toRemind: remindedBefore === undefined ? [] : dueReminders(deps, remindedBefore, voting),
    isToBeRelayed: isComplete && voting.way === 'activation' && voting.relay === undefined,
  };
}

/** PIM waits for a day at the most; a vote whose request never came to be followed is looked at no longer. */
async function leave(
  { votings, clock }: Pick<OperationDeps, 'votings' | 'clock'>,
  { tenantId, id, requestedAt }: HouseVoting,
): Promise<undefined> {
  if (clock.now() < lapsesAt(requestedAt)) return;
  await votings.change(tenantId, id, (stored) => ({
    voting: { ...stored, lookAt: undefined },
    announcement: { messages: [], audit: [] },
  }));
}

/** Whoever is still asked, where a stage's time for a reminder has come since the last look. */
function dueReminders(
  { clock }: Pick<OperationDeps, 'clock'>,
  before: HouseVoting['standing'],
  { standing }: HouseVoting,
): readonly PrincipalId[] {
  const now = clock.now();
  const isDue = before.on.some(
    ({ rule, stage, remindAt }) =>
      remindAt !== undefined &&
      remindAt <= now &&
      standing.on.some((open) => open.rule === rule && open.stage === stage),
  );
  return isDue ? standing.asked : [];
}

/** The requestor has to press: nobody is signed in for them. Told once. */
export async function tellToActivate(
  deps: Pick<OperationDeps, 'outbox' | 'random'>,
  { voting, followed }: Pick<VotingLooked, 'voting' | 'followed'>,
): Promise<void> {
  const completeAt = voting.standing.completeAt?.toISOString() ?? '';
  const onceKey = `told/${voting.tenantId}/${voting.id}/votes/complete/${completeAt}`;
  await notify(deps, requestorOf(followed), 'votesComplete', voting.id, onceKey);
}
