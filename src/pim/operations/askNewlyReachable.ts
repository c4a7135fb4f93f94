import { type Person } from '../ids.ts';
import { isWaitingForApproval } from '../requests.ts';
import { type OperationDeps } from './deps.ts';
import { enqueue } from './enqueueCards.ts';

/**
 * Somebody can be reached who could not be before: the requests that still wait for them come now. Safe to call again.
 * @returns how many cards were queued
 */
export async function askNewlyReachable(
  deps: Pick<OperationDeps, 'cards' | 'requests' | 'outbox' | 'random'>,
  person: Person,
): Promise<number> {
  const open = await deps.cards.openOf(person, 'approval');
  const missed = open.filter(
    ({ receipt, activityId, inPlaceOf }) =>
      receipt === 'refused' && (activityId === undefined || inPlaceOf !== undefined),
  );
  let queued = 0;
  for (const card of missed) {
    const request = await deps.requests.of(person.tenantId, card.requestId);
    if (request === undefined || !isWaitingForApproval(request)) continue;
    await deps.cards.setReceipt(card.id, 'queued');
    await enqueue(deps, person, { kind: 'card', cardId: card.id });
    queued += 1;
  }
  return queued;
}
