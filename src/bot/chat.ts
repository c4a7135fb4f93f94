import { ActivityTypes, type Activity, type Attachment } from 'botbuilder';
import { type Card } from '../cards/card.ts';
import { type Conversation } from '../pim/records.ts';
import { setTimeout as pause } from 'node:timers/promises';
import { type Connector } from './connector.ts';
import { SendError } from './sendError.ts';

/** Content type of an Adaptive Card in an activity. */
export const ADAPTIVE_CARD = 'application/vnd.microsoft.card.adaptive';

/**
 * An activity with this card alone. Text beside a card would be split off by Teams into a message of its own, and the
 * answer would carry no id to update; the notification's line goes into `summary`.
 */
const cardActivity = (card: Card): Partial<Activity> => ({
  type: ActivityTypes.Message,
  summary: card.summary,
  attachments: [{ contentType: ADAPTIVE_CARD, content: card.content }],
});

/** An activity with this text as it is: `plain` keeps Teams from reading Markdown in it. */
const textActivity = (text: string): Partial<Activity> => ({
  type: ActivityTypes.Message,
  text,
  textFormat: 'plain',
});

/** One person's chat with the bot, outside of a turn. Every method throws `SendError`. */
export interface Chat {
  sendCard(card: Card): Promise<string>;
  sendText(text: string): Promise<string>;
  sendAttachment(attachment: Attachment): Promise<string>;
  updateCard(activityId: string, card: Card): Promise<void>;
  remove(activityId: string): Promise<void>;
  typing(): Promise<void>;
}

/** Opens a person's chat through the connector. */
export function openChat(connector: Connector, conversation: Conversation): Chat {
  const { botId, userId } = conversation;
  const send = async (activity: Partial<Activity>): Promise<string> =>
    (await whenTeamsHasTime(() => connector.send(conversation, addressed(activity)))).id;
  const addressed = (activity: Partial<Activity>): Partial<Activity> => ({
    ...activity,
    from: { id: botId, name: 'Latchkey' },
    recipient: { id: userId, name: conversation.name },
    conversation: { id: conversation.conversationId, isGroup: false, conversationType: 'personal', name: '' },
  });
  return {
    sendCard: (card) => send(cardActivity(card)),
    sendText: (text) => send(textActivity(text)),
    sendAttachment: (attachment) => send({ type: ActivityTypes.Message, attachments: [attachment] }),
    updateCard: (activityId, card) =>
      connector.update(conversation, activityId, addressed(cardActivity(card))),
    remove: (activityId) => connector.remove(conversation, activityId),
    typing: async () => {
      await send({ type: ActivityTypes.Typing });
    },
  };
}

/** How often a message that Teams put off is sent again, and how long at most is waited each time. Seconds. */
const MOST_TRIES = 4;
const LONGEST_WAIT = 10;

/** Sends again what Teams surely did not take (429, 412): an answer to a person must not be lost because of a crowd. */
async function whenTeamsHasTime<T>(send: () => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await send();
    } catch (error) {
      const isPutOff = error instanceof SendError && error.kind === 'throttled';
      if (!isPutOff || attempt === MOST_TRIES) throw error;
      await pause(Math.min(error.retryAfterSeconds ?? 2 ** (attempt - 1), LONGEST_WAIT) * 1000);
    }
  }
}
