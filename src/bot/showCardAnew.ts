import { isDeepStrictEqual } from 'node:util';
import { enqueue } from '../pim/operations/enqueueCards.ts';
import { type OperationDeps } from '../pim/operations/deps.ts';
import { type CardRecord } from '../pim/records.ts';
import { drawRecordedCard } from './cardViews.ts';
import { type Chat } from './chat.ts';
import { type Session } from './sessions.ts';

/** What showing a card anew needs. */
export interface ShowCardAnewDeps extends OperationDeps {
  readonly chatOf: (session: Session) => Chat;
}

/** Puts a card where the person is looking: at the end of the chat, and nowhere else. */
export async function showCardAnew(
  deps: ShowCardAnewDeps,
  session: Session,
  card: CardRecord,
): Promise<void> {
  // It is on its way to them; a copy would stay behind when it arrives.
  if (card.activityId === undefined && card.receipt === 'queued') return;
  const drawn = await drawRecordedCard(deps, card, session.card);
  if (drawn === undefined) return;
  const chat = deps.chatOf(session);
  const activityId = await chat.sendCard(drawn);
  // Asked of the store: the message it was read with may be another card's by now.
  const earlier = await deps.cards.setSent(card.id, session.conversation.conversationId, activityId);
  // What has happened since this copy was drawn was shown in the message before, if at all.
  const drawnNow = await drawRecordedCard(deps, card, session.card);
  if (!isDeepStrictEqual(drawnNow, drawn))
    await enqueue(deps, card.person, { kind: 'card', cardId: card.id });
  if (earlier === undefined) return;
  await chat.remove(earlier).catch((error: unknown) => {
    deps.logger.info({ err: error }, 'An older copy of a card could not be removed');
  });
}
