import { type User, type World } from '../world.ts';
import { channelConversationId, personalConversationId } from './identities.ts';
import { type Json } from './json.ts';
import { hasBlockedBotInSeed } from './seed.ts';

/** An attachment as the bot sent it. */
export interface Attachment {
  readonly contentType: string;
  readonly content?: Json;
  readonly contentUrl?: string;
  readonly name?: string;
}

/** Where the silent sign-on of an OAuth card stands; `button` means that the person has to press it. */
export type SignInState = 'trying' | 'done' | 'button';

/** One message of a chat, as a Teams client shows it. A message is replaced, never changed in place. */
export interface Message {
  readonly id: string;
  readonly from: 'bot' | 'person';
  readonly at: string;
  readonly text?: string;
  readonly textFormat?: string;
  readonly attachments?: readonly Attachment[];
  readonly suggestedActions?: Json;
  readonly summary?: string;
  readonly replyToId?: string;
  readonly isDeleted?: boolean;
  readonly updatedAt?: string;
  /** Counts the changes; a first version is 1. */
  readonly version: number;
  /** A line that Teams itself writes: "Ana Ruiz added Latchkey". */
  readonly notice?: string;
  readonly signIn?: SignInState;
  /** What the person answered to a card that asks to take a file. */
  readonly fileConsent?: 'accepted' | 'declined' | undefined;
  /** What the bot answered the last time somebody pressed a button of this card. */
  readonly invokeResult?: Json;
}

/** How a person's Teams clients behave. */
export interface ClientSettings {
  /** `silent`, `off`, `fail:<code>` or `wrong-person:<oid>`. */
  readonly sso: string;
  /** How many clients the person has open; each does the silent sign-on with the same exchange id. */
  readonly clients: number;
}

/** One conversation with the bot: somebody's personal chat, or the channel (`team`). */
export interface Chat {
  /** The person's object id, or `team`. */
  readonly key: string;
  readonly conversationId: string;
  readonly person: User | undefined;
  isInstalled: boolean;
  isBlocked: boolean;
  /** Whether the bot can know the conversation: the app was installed at some time. */
  exists: boolean;
  settings: ClientSettings;
  unread: number;
  messages: readonly Message[];
  /** What this client shows instead of the stored attachments, by message: cards answered to an invoke. */
  readonly views: Map<string, readonly Attachment[]>;
}

/** The key of the channel among the chats. */
export const TEAM = 'team';
/** Messages that a chat keeps; the oldest go first. */
const HISTORY = 500;

/** All conversations with the bot. */
export class Chats {
  readonly #world: World;
  #chats = new Map<string, Chat>();
  #lastId = 0;

  constructor(world: World) {
    this.#world = world;
    this.reset();
  }

  /** Back to the seed: chats are empty, whoever had the app has it again. */
  reset(): void {
    const { tenant } = this.#world;
    const personal = tenant.users.map((person) => ({
      ...emptyChat(person.id, personalConversationId(tenant.registration.appId, person.id)),
      person,
      isInstalled: person.hasAppInstalled,
      isBlocked: hasBlockedBotInSeed(person.id),
      exists: person.hasAppInstalled,
    }));
    const channel: Chat = { ...emptyChat(TEAM, channelConversationId(tenant.id)), person: undefined };
    this.#chats = new Map([...personal, channel].map((chat) => [chat.key, chat]));
  }

  /** The chat of a person by object id, or the channel by `team`. */
  byKey(key: string): Chat | undefined {
    return this.#chats.get(key.toLowerCase());
  }

  /** The chat behind a conversation id; a thread of the channel (`…;messageid=…`) is the channel. */
  byConversation(conversationId: string): Chat | undefined {
    const [thread] = conversationId.split(';');
    return [...this.#chats.values()].find((chat) => chat.conversationId === thread && chat.exists);
  }

  /** Everybody's personal chats, in the order of the tenant. */
  personal(): readonly (Chat & { readonly person: User })[] {
    return [...this.#chats.values()].filter(
      (chat): chat is Chat & { readonly person: User } => chat.person !== undefined,
    );
  }

  /** A new activity id: milliseconds since 1970 as Teams gives them, never twice the same. */
  newActivityId(): string {
    this.#lastId = Math.max(this.#lastId + 1, this.#world.clock.now().getTime());
    return String(this.#lastId);
  }

  /** Appends a message to a chat. */
  add(chat: Chat, message: Omit<Message, 'at' | 'version'>): Message {
    const added: Message = { ...message, at: this.#now(), version: 1 };
    chat.messages = [...chat.messages, added].slice(-HISTORY);
    if (added.from === 'bot' && added.notice === undefined) chat.unread += 1;
    return added;
  }

  /** Replaces a message by a changed one; views of single clients are gone with it. */
  change(
    chat: Chat,
    id: string,
    change: (message: Message) => Omit<Message, 'version'>,
  ): Message | undefined {
    const old = chat.messages.find((message) => message.id === id);
    if (old === undefined) return undefined;
    const changed: Message = { ...change(old), version: old.version + 1 };
    chat.messages = chat.messages.map((message) => (message.id === id ? changed : message));
    return changed;
  }

  /** A message as this chat's client shows it. */
  shown(chat: Chat, message: Message): Message {
    const attachments = chat.views.get(message.id);
    return attachments === undefined ? message : { ...message, attachments };
  }

  #now(): string {
    return this.#world.clock.now().toISOString();
  }
}

function emptyChat(key: string, conversationId: string): Omit<Chat, 'person'> {
  return {
    key,
    conversationId,
    isInstalled: false,
    isBlocked: false,
    exists: false,
    settings: { sso: 'silent', clients: 1 },
    unread: 0,
    messages: [],
    views: new Map(),
  };
}
