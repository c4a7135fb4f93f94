import { type User } from '../world.ts';
import { type BotAnswer } from './botChannel.ts';
import { type Chat, type Message, type SignInState } from './chats.ts';
import { type ClientParts, type ClientSide } from './clientSide.ts';
import { objectAt, stringAt, type Json } from './json.ts';
import { oauthCardOf } from './sending.ts';

/** What a client does with a sign-in card: gets a token silently and offers it to the bot, or shows the button. */
export class SignOn {
  readonly #parts: ClientParts;
  readonly #clientSide: ClientSide;

  constructor(parts: ClientParts, clientSide: ClientSide) {
    this.#parts = parts;
    this.#clientSide = clientSide;
  }

  /** Answers a sign-in card without being asked; where no token can be had, the button stays. */
  async answerSilently(chat: Chat, person: User, message: Message): Promise<void> {
    try {
      await this.answer(chat, person, message);
    } catch (error) {
      this.#settle(chat, message.id, 'button');
      this.#parts.world.journal.add({
        kind: 'activity',
        summary: `${person.displayName}'s Teams got no token: ${String(error)}`,
        actor: person.displayName,
        status: undefined,
        wire: undefined,
      });
    }
  }

  /**
   * Answers a sign-in card once per client that the person has open, each with the exchange id of the card, as
   * `settings.sso` says. `undefined` when the message is no such card.
   */
  async answer(chat: Chat, person: User, message: Message): Promise<BotAnswer | undefined> {
    const card = oauthCardOf(message.attachments ?? []);
    if (card === undefined) return undefined;
    const invokes = await Promise.all(
      Array.from({ length: chat.settings.clients }, () => this.#invoke(chat, person, message, card)),
    );
    const isFailure = chat.settings.sso.startsWith('fail:');
    const summary = `${person.displayName}'s Teams ${isFailure ? 'could not sign on' : 'signs on silently'}`;
    const answers = await Promise.all(
      invokes.map((invoke) => this.#clientSide.deliver(invoke, person, summary)),
    );
    const accepted = answers.find(({ botStatus }) => botStatus === 200);
    this.#settle(chat, message.id, accepted !== undefined && !isFailure ? 'done' : 'button');
    return accepted ?? answers[0];
  }

  /** What a client posts when the sign-in page has closed with a code. */
  async verify(chat: Chat, person: User, state: string): Promise<BotAnswer> {
    const invoke = this.#parts.activities.invoke(chat, person, 'signin/verifyState', { state });
    return this.#clientSide.deliver(invoke, person, `${person.displayName} came back from signing in`);
  }

  async #invoke(chat: Chat, person: User, message: Message, card: Json): Promise<Json> {
    const [sso = '', detail = ''] = chat.settings.sso.split(/:(.*)/s);
    if (sso === 'fail') {
      const value = { code: detail, message: `The client could not sign on: ${detail}` };
      return this.#parts.activities.invoke(chat, person, 'signin/failure', value, message.id);
    }
    const token = await this.#parts.world.tokens.teamsSignOnToken(
      sso === 'wrong-person' ? detail : person.id,
    );
    const value = {
      id: stringAt(objectAt(card, 'tokenExchangeResource'), 'id'),
      connectionName: stringAt(card, 'connectionName'),
      token,
    };
    return this.#parts.activities.invoke(chat, person, 'signin/tokenExchange', value, message.id);
  }

  #settle(chat: Chat, id: string, signIn: SignInState): void {
    const { chats, events } = this.#parts;
    const isThere = chat.messages.some((message) => message.id === id && message.isDeleted !== true);
    const message = isThere ? chats.change(chat, id, (old) => ({ ...old, signIn })) : undefined;
    if (message !== undefined) events.emit('update', chat.key, { chat: chat.key, message });
  }
}
