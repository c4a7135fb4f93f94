import { type FollowedRequest, type Operation } from '../records.ts';
import { type OperationDeps } from './deps.ts';
import { enqueue, requestorOf } from './enqueueCards.ts';

/**
 * Opens the requestor's own card of a request: in place of the form that asked for it, or of the card on which it waited
 * for votes, where there was one. Safe to call again, since whoever goes on with an operation after a sudden end does.
 */
export async function openRequestCard(
  deps: Pick<OperationDeps, 'cards' | 'conversations' | 'outbox' | 'random'>,
  { cardActivityId, intent }: Operation,
  request: FollowedRequest,
): Promise<void> {
  const person = requestorOf(request);
  const wanted = { id: deps.random.ulid(), person, nonce: deps.random.secret() };
  const { card } = await deps.cards.open(
    { ...wanted, kind: 'request', requestId: request.id },
    intent.kind === 'activate' && intent.heldId !== undefined ? [intent.heldId] : [],
  );
  if (card.activityId === undefined && cardActivityId !== undefined) {
    const conversation = await deps.conversations.of(person);
    if (conversation !== undefined)
      await deps.cards.setSent(card.id, conversation.conversationId, cardActivityId);
  }
  await enqueue(deps, person, { kind: 'card', cardId: card.id });
}
