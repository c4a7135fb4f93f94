import { type Person } from '../ids.ts';
import { type CardRecord } from '../records.ts';
import { isWaitingForApproval } from '../requests.ts';
import { type OperationDeps } from './deps.ts';
import { enqueue } from './enqueueCards.ts';

type Deps = Pick<OperationDeps, 'cards' | 'reviewCards' | 'requests' | 'outbox' | 'random'>;

/**
 * Somebody can be reached who could not be before: the requests that still wait for them come now, and cards that lie in
 * their chat show what became of theirs. Safe to call again.
 * @returns how many cards were queued
 */
export async function askNewlyReachable(deps: Deps, person: Person): Promise<number> {
  let queued = 0;
  for (const card of await deps.cards.refusedOf(person)) {
    if (await isMissed(deps, card)) await deps.cards.setReceipt(card.id, 'queued');
    else if (card.activityId === undefined) continue;
    await enqueue(deps, person, { kind: 'card', cardId: card.id });
    queued += 1;
  }
  for (const { id: cardId } of await deps.reviewCards.refusedOf(person)) {
    await enqueue(deps, person, { kind: 'reviewCard', cardId });
    queued += 1;
  }
  return queued;
}

/** It never came, or stands where only another card was seen, and is still waited for. */
async function isMissed(
  { requests }: Deps,
  { kind, receipt, activityId, inPlaceOf, person, requestId }: CardRecord,
): Promise<boolean> {
  const isSeen = receipt !== 'refused' || (activityId !== undefined && inPlaceOf === undefined);
  if (kind !== 'approval' || isSeen) return false;
  const request = await requests.of(person.tenantId, requestId);
  return request !== undefined && isWaitingForApproval(request);
}
