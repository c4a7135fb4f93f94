import { type PrincipalId } from '../../ids.ts';
import { type FollowedRequest } from '../../records.ts';
import { phaseOf } from '../../requests.ts';
import { type HouseVoting, type VotingEnd } from './houseVoting.ts';

/** What somebody can still say of a request that is put to the vote. */
export interface Choices {
  readonly approve: boolean;
  readonly deny: boolean;
}

/**
 * What a person can answer as things stood at the last look; whoever presses is judged again. Who only approves in PIM can
 * approve once the votes are there or an emergency went past them, and deny at any time: a denial takes nothing from the rules.
 */
export function choicesOf(
  voting: Pick<HouseVoting, 'requestor' | 'way' | 'standing' | 'pimApprovers' | 'end'>,
  person: PrincipalId,
): Choices {
  const { requestor, way, standing, pimApprovers, end } = voting;
  if (person === requestor) return { approve: false, deny: false };
  const isAsked = end === undefined && standing.asked.includes(person);
  const isOfPim = way === 'approval' && pimApprovers.includes(person);
  const isComplete =
    end?.how === 'emergency' || (end === undefined && standing.state === 'approved' && !standing.isHeldUp);
  return { approve: isAsked || (isOfPim && isComplete), deny: isAsked || isOfPim };
}

/** Whether something waits for this very person. */
export function waitsFor(
  voting: Parameters<typeof choicesOf>[0] & Pick<HouseVoting, 'end'>,
  person: PrincipalId,
): boolean {
  const { approve, deny } = choicesOf(voting, person);
  return approve || (deny && voting.end?.how === 'denied');
}

/**
 * How a voting ended by what PIM says of its request; `undefined` while PIM waits, too. PIM's word always wins: an
 * approval that the votes did not give was given outside the rules, even where the votes had ended before.
 */
export function endByPim(
  { way, relay, standing, end }: Pick<HouseVoting, 'way' | 'relay' | 'standing' | 'end'>,
  request: Pick<FollowedRequest, 'status' | 'decision' | 'decidedBy' | 'decidedAt' | 'readAt'>,
): VotingEnd | undefined {
  // PIM's answer to what an emergency went past is PIM's alone.
  if (way === 'activation' || end?.how === 'emergency') return undefined;
  const { decision, decidedBy: by, decidedAt, readAt } = request;
  const at = decidedAt ?? readAt;
  const phase = phaseOf(request.status);
  const isGiven = decision === 'Approve' || ['provisioning', 'scheduled', 'active'].includes(phase);
  if (isGiven) {
    const isByVotes = standing.state === 'approved' || (relay?.decision === 'Approve' && relay.by === by);
    const isOver = end !== undefined && end.how !== 'approved';
    return { how: isByVotes && !isOver ? 'approved' : 'outside', at, by };
  }
  if (decision === 'Deny' || phase === 'denied') return { how: 'denied', at, by };
  switch (phase) {
    case 'canceled':
      return { how: 'canceled', at: readAt };
    case 'ended':
      return { how: 'lapsed', at: readAt, why: 'limit' };
    case 'failed':
      return { how: 'failed', at: readAt };
    default:
      return undefined;
  }
}
