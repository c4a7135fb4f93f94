import { enqueue } from '../pim/operations/enqueueCards.ts';
import { type OperationDeps } from '../pim/operations/deps.ts';
import { type CardRecord } from '../pim/records.ts';
import { type ApprovalOverride } from './cardViews.ts';
import { type Chat } from './chat.ts';
import { drawnAsItIs, whatIsKnown } from './drawnAsItIs.ts';
import { type Session } from './sessions.ts';

/** What drawing a card again takes. */
export interface RedrawCardDeps extends OperationDeps {
  readonly chatOf: (session: Session) => Chat;
}

/**
 * Draws a card again where it lies, if it lies anywhere, past the outbox. What the outbox delivered while Teams took this
 * drawing may be covered by it: where the request has changed meanwhile, the outbox draws the card once more.
 */
export async function redrawCard(
  deps: RedrawCardDeps,
  session: Session,
  card: CardRecord,
  override: ApprovalOverride | undefined,
): Promise<void> {
  if (card.activityId === undefined) return;
  const before = await whatIsKnown(deps, card);
  const drawn = await drawnAsItIs(deps, card, session.card, override);
  if (drawn === undefined) return;
  try {
    await deps.chatOf(session).updateCard(card.activityId, drawn);
  } finally {
    // Also where Teams did not say whether it took it: it may still do so.
    const isOutdated = (await whatIsKnown(deps, card)) !== before;
    if (isOutdated) await enqueue(deps, card.person, { kind: 'card', cardId: card.id });
  }
}
