import { type CardRecord, type Receipt } from '../records.ts';
import { type OperationDeps } from './deps.ts';
import { enqueue } from './enqueueCards.ts';
import { tellAdministratorsOfEmergency } from './houseRules/tellOwnersOfEmergency.ts';
import { tellNobodyReached } from './tellNobodyReached.ts';

type Deps = Pick<
  OperationDeps,
  'administrators' | 'cards' | 'outbox' | 'conversations' | 'random' | 'requests' | 'logger'
>;

/** What Teams did with a card, or with an update of it. */
export type CardDelivery =
  | {
      readonly receipt: Extract<Receipt, 'sent'>;
      readonly conversationId: string;
      readonly activityId: string;
      /** A message that was there shows it now. */
      readonly isUpdate?: true;
    }
  | { readonly receipt: Extract<Receipt, 'refused'>; readonly code: string };

/**
 * Keeps the receipt of a card. The first time that an approver's card is delivered or refused, the requestor's own card
 * is drawn again, since it says who was reached; with nobody reached at all the requestor and the administrators are told.
 * Whoever has the card has it, whatever becomes of its updates.
 * @returns `false`, and nothing is kept, where it was drawn in a message in which it does not lie any more
 */
export async function recordReceipt(deps: Deps, cardId: string, delivery: CardDelivery): Promise<boolean> {
  const before = await deps.cards.of(cardId);
  if (before === undefined) return true;
  if (delivery.receipt === 'refused') {
    await deps.cards.setRefused(cardId, delivery.code);
  } else if (delivery.isUpdate === true) {
    if (!(await deps.cards.setUpdated(cardId, delivery.activityId))) return false;
  } else {
    await deps.cards.setSent(cardId, delivery.conversationId, delivery.activityId);
  }
  const isReachedAfterAll = before.receipt === 'refused' && delivery.receipt === 'sent';
  const isNews = before.receipt === 'queued' || isReachedAfterAll;
  if (before.kind === 'approval' && isNews) await tellRequestor(deps, before);
  if (before.kind === 'emergency' && delivery.receipt === 'refused') await tellOthers(deps, before);
  return true;
}

/** An emergency of which no owner could be told. */
async function tellOthers(deps: Deps, { person, requestId }: CardRecord): Promise<void> {
  const cards = await deps.cards.ofRequest(person.tenantId, requestId);
  const told = cards.filter(({ kind }) => kind === 'emergency');
  if (!told.every(({ receipt }) => receipt === 'refused')) return;
  const request = await deps.requests.of(person.tenantId, requestId);
  if (request !== undefined) await tellAdministratorsOfEmergency(deps, request);
}

async function tellRequestor(deps: Deps, { id: cardId, person, requestId }: CardRecord): Promise<void> {
  const cards = await deps.cards.ofRequest(person.tenantId, requestId);
  const approvals = cards.filter(({ kind }) => kind === 'approval');
  // One update when the last approver has theirs says as much as one for each; a refusal is told at once.
  const isWorthTelling =
    approvals.every(({ receipt }) => receipt !== 'queued') ||
    approvals.some(({ id, receipt }) => id === cardId && receipt === 'refused');
  const own = cards.find(({ kind }) => kind === 'request');
  if (own !== undefined && isWorthTelling) await enqueue(deps, own.person, { kind: 'card', cardId: own.id });
  if (!approvals.every(({ receipt }) => receipt === 'refused')) return;
  const request = await deps.requests.of(person.tenantId, requestId);
  if (request !== undefined) await tellNobodyReached(deps, request);
}
