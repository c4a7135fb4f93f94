import { type World } from '../world.ts';
import { ADAPTIVE_CARD } from './activityRules.ts';
import { type Chat, type Message } from './chats.ts';
import { type ClientSide } from './clientSide.ts';
import { personMri } from './identities.ts';
import { arrayAt, objectAt, stringAt, type Json } from './json.ts';

/** A client asks again for a card it shows when the last answer is older than this. */
const FRESH_FOR_MS = 60_000;
/** Messages that are in view when a chat is opened. */
const IN_VIEW = 20;

/**
 * What a client does with a card that has a `refresh` (Adaptive Cards: universal action model): it asks the bot for the
 * person's own view when it shows the card. Only chats that somebody has opened are shown.
 */
export class CardRefresh {
  readonly #world: World;
  readonly #clientSide: ClientSide;
  #askedAt = new Map<string, number>();
  #open = new Set<string>();

  constructor(world: World, clientSide: ClientSide) {
    this.#world = world;
    this.#clientSide = clientSide;
  }

  reset(): void {
    this.#askedAt = new Map();
    this.#open = new Set();
  }

  /** The person looks at the chat, and from now on sees what comes. */
  opened(chat: Chat): void {
    this.#open.add(chat.key);
    for (const message of chat.messages.slice(-IN_VIEW)) this.#show(chat, message, false);
  }

  /** A message came or changed; a change is asked for even when the last answer is young. */
  arrived(chat: Chat, message: Message, isChange: boolean): void {
    if (this.#open.has(chat.key)) this.#show(chat, message, isChange);
  }

  #show(chat: Chat, message: Message, isChange: boolean): void {
    const { person } = chat;
    const action = person === undefined ? undefined : refreshFor(message, personMri(person.id));
    if (person === undefined || action === undefined || chat.isBlocked || !chat.isInstalled) return;
    const now = this.#world.clock.now().getTime();
    const askedAt = this.#askedAt.get(message.id) ?? -Infinity;
    if (!isChange && now - askedAt < FRESH_FOR_MS) return;
    this.#askedAt.set(message.id, now);
    const button = { activityId: message.id, action, inputs: {}, trigger: 'automatic' };
    setImmediate(() => void this.#clientSide.press(chat, person, button));
  }
}

/** The action with which this person's client refreshes a message, or `undefined` when it does not. */
function refreshFor(message: Message, mri: string): Json | undefined {
  const card = message.attachments?.find(({ contentType }) => contentType === ADAPTIVE_CARD)?.content;
  const refresh = objectAt(card ?? {}, 'refresh');
  const action = objectAt(refresh, 'action');
  const isMeant = refresh['userIds'] === undefined || arrayAt(refresh, 'userIds').includes(mri);
  return isMeant && stringAt(action, 'type') === 'Action.Execute' ? action : undefined;
}
