import { type Answer, type World } from '../world.ts';
import { hasText, OAUTH_CARD } from './activityRules.ts';
import { type Attachment, type Chat, type Chats, type Message, type SignInState } from './chats.ts';
import { type Events } from './events.ts';
import { arrayAt, isObject, objectAt, stringAt, type Json } from './json.ts';
import { refusals } from './refusals.ts';

/** What happens to the bot's activities once the connector has let them in: stored, shown, changed, taken away. */
export class Sending {
  /** Told of each message that a client shows, and whether it is a change of one that was there. */
  onShown: (chat: Chat, message: Message, isChange: boolean) => void = () => undefined;
  readonly #world: World;
  readonly #chats: Chats;
  readonly #events: Events;

  constructor(world: World, chats: Chats, events: Events) {
    this.#world = world;
    this.#chats = chats;
    this.#events = events;
  }

  /** Delivers an activity. Text with an attachment becomes two messages, and then no id comes back, as in Teams. */
  send(chat: Chat, activity: Json, replyToId?: string): Answer {
    if (stringAt(activity, 'type') === 'typing') {
      this.#events.emit('typing', chat.key, { chat: chat.key });
      return { status: 201, body: { id: this.#chats.newActivityId() } };
    }
    const attachments = attachmentsOf(activity);
    if (!hasText(activity) || attachments.length === 0) {
      const message = this.#append(chat, activity, contentOf(activity), replyToId);
      return { status: 201, body: { id: message.id } };
    }
    const { text, textFormat } = contentOf(activity);
    this.#append(chat, activity, { text, textFormat }, replyToId);
    this.#append(chat, activity, { attachments }, replyToId);
    return { status: 201, body: {} };
  }

  /** Replaces the content of one of the bot's messages. */
  update(chat: Chat, activityId: string, activity: Json): Answer {
    const refusal = refusalOfChange(chat, activityId);
    if (refusal !== undefined) return refusal;
    chat.views.delete(activityId);
    const updatedAt = this.#world.clock.now().toISOString();
    const changed = this.#chats.change(chat, activityId, ({ id, from, at, replyToId }) => ({
      id,
      from,
      at,
      replyToId,
      updatedAt,
      ...contentOf(activity),
      signIn: signInOf(chat, attachmentsOf(activity)),
    }));
    if (changed !== undefined) this.#show('update', chat, changed);
    return { status: 200, body: { id: activityId } };
  }

  /** Takes one of the bot's messages away; its place in the chat stays, empty. */
  remove(chat: Chat, activityId: string): Answer {
    const refusal = refusalOfChange(chat, activityId);
    if (refusal !== undefined) return refusal;
    chat.views.delete(activityId);
    const removed = this.#chats.change(chat, activityId, ({ id, from, at }) => ({
      id,
      from,
      at,
      updatedAt: this.#world.clock.now().toISOString(),
      isDeleted: true,
    }));
    if (removed !== undefined) this.#events.emit('delete', chat.key, { chat: chat.key, message: removed });
    return { status: 200 };
  }

  #append(chat: Chat, activity: Json, content: Partial<Message>, replyToId: string | undefined): Message {
    const message = this.#chats.add(chat, {
      id: this.#chats.newActivityId(),
      from: 'bot',
      summary: stringAt(activity, 'summary'),
      replyToId,
      ...content,
      signIn: signInOf(chat, content.attachments ?? []),
    });
    this.#show('message', chat, message);
    return message;
  }

  #show(name: 'message' | 'update', chat: Chat, message: Message): void {
    this.#events.emit(name, chat.key, { chat: chat.key, message, unread: chat.unread });
    this.onShown(chat, message, name === 'update');
  }
}

function refusalOfChange(chat: Chat, activityId: string): Answer | undefined {
  const message = chat.messages.find(({ id }) => id === activityId);
  if (message === undefined || message.isDeleted === true) return refusals.activityNotFound();
  const isOwn = message.from === 'bot' && message.notice === undefined;
  return isOwn ? undefined : refusals.forbidden('A bot can change its own messages only.');
}

function contentOf(activity: Json): Partial<Message> {
  const attachments = attachmentsOf(activity);
  const { suggestedActions } = activity;
  return {
    ...(hasText(activity) && {
      text: stringAt(activity, 'text'),
      textFormat: stringAt(activity, 'textFormat') ?? 'markdown',
    }),
    ...(attachments.length > 0 && { attachments }),
    ...(isObject(suggestedActions) && { suggestedActions }),
    summary: stringAt(activity, 'summary'),
  };
}

const attachmentsOf = (activity: Json): readonly Attachment[] =>
  arrayAt(activity, 'attachments').filter(isObject) as readonly unknown[] as readonly Attachment[];

/** The OAuth card of a message, or `undefined`. */
export const oauthCardOf = (attachments: readonly Attachment[]): Json | undefined =>
  attachments.find(({ contentType }) => contentType === OAUTH_CARD)?.content;

/** A client signs on silently in personal chats only, and only when the card names a token exchange. */
function signInOf(chat: Chat, attachments: readonly Attachment[]): SignInState | undefined {
  const card = oauthCardOf(attachments);
  if (card === undefined) return undefined;
  const hasExchange = stringAt(objectAt(card, 'tokenExchangeResource'), 'id') !== undefined;
  return hasExchange && chat.person !== undefined && chat.settings.sso !== 'off' ? 'trying' : 'button';
}
