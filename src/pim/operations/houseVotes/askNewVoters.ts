import { choicesOf } from '../../houseRules/votings/choices.ts';
import { type HouseVoting } from '../../houseRules/votings/houseVoting.ts';
import { type CardRecord, type FollowedRequest } from '../../records.ts';
import { askApprovers } from '../askApprovers.ts';
import { type OperationDeps } from '../deps.ts';
import { noticeOf } from '../enqueueCards.ts';

type Deps = Parameters<typeof askApprovers>[0] & Pick<OperationDeps, 'cards' | 'outbox' | 'random'>;

/**
 * Asks whoever is asked from now on: because a stage has opened, or it escalated, or the rules ask for more. Whoever has
 * the card already, and could not answer before, is told beside it, once. Safe to call again.
 */
export async function askNewVoters(
  deps: Deps,
  voting: HouseVoting,
  followed: FollowedRequest,
): Promise<void> {
  const { tenantId, id } = voting;
  const cards = (await deps.cards.ofRequest(tenantId, id)).filter(({ kind }) => kind === 'approval');
  const known = new Set<string>(cards.map(({ person }) => person.id));
  const isSomebodyNew = voting.standing.asked.some((person) => !known.has(person));
  if (voting.end === undefined && isSomebodyNew) await askApprovers(deps, followed);
  await tellWhoMayNow(deps, voting, cards);
}

/** The vote was denied by somebody whose word PIM does not take: PIM's approvers are asked to deny it there, once. */
export async function askToDeny(
  deps: Pick<OperationDeps, 'cards' | 'outbox' | 'random'>,
  { tenantId, id: requestId, end, way, pimApprovers }: HouseVoting,
): Promise<void> {
  if (end?.how !== 'denied' || way !== 'approval') return;
  const cards = await deps.cards.ofRequest(tenantId, requestId);
  const ofPim = cards.filter(
    ({ kind, person }) => kind === 'approval' && pimApprovers.includes(person.id) && person.id !== end.by,
  );
  await deps.outbox.add(
    ofPim.map(({ person }) => {
      const onceKey = `told/${tenantId}/${requestId}/votes/deny/${person.id}`;
      return noticeOf(deps, person, { notice: 'votesOver', requestId, onceKey });
    }),
  );
}

/** A card that is redrawn in place rings nobody's phone. */
async function tellWhoMayNow(deps: Deps, voting: HouseVoting, cards: readonly CardRecord[]): Promise<void> {
  const { tenantId, id: requestId, votes, standing, end } = voting;
  if (end !== undefined) return;
  const answered = new Set<string>(votes.map(({ by }) => by));
  const later = cards.filter(({ person, receipt }) => {
    if (!choicesOf(voting, person.id).approve) return false;
    return receipt === 'acted' || (receipt === 'sent' && standing.state === 'approved');
  });
  for (const { id, person, receipt, refusal } of later) {
    if (receipt === 'acted') await deps.cards.setReceipt(id, 'sent', refusal);
    const times = answered.has(person.id) ? votes.filter(({ by }) => by === person.id).length : 0;
    const onceKey = `told/${tenantId}/${requestId}/votes/${standing.state}/${person.id}/${times}`;
    await deps.outbox.add([noticeOf(deps, person, { notice: 'votesComplete', requestId, onceKey })]);
  }
}
