import { type Card } from '../cards/card.ts';
import { type Chat } from './chat.ts';

/**
 * Draws a card on the message on which its person pressed, or as a new one at the end of the chat where there was none: a
 * command was typed, or the press did not say where it was. Throws `SendError`.
 */
export async function putCard(
  chat: Pick<Chat, 'sendCard' | 'updateCard'>,
  card: Card,
  activityId: string | undefined,
): Promise<void> {
  if (activityId === undefined) await chat.sendCard(card);
  else await chat.updateCard(activityId, card);
}
