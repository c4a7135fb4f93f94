import { type User } from '../world.ts';
import { type BotAnswer } from './botChannel.ts';
import { type Chat, type Message } from './chats.ts';
import { type ClientParts, type ClientSide } from './clientSide.ts';
import { consentCardOf } from './fileCards.ts';
import { type Files } from './files.ts';
import { objectAt } from './json.ts';

/** What a client does with a card that asks to take a file: it makes a place for it, and tells the bot where. */
export class FileConsent {
  readonly #parts: ClientParts;
  readonly #clientSide: ClientSide;
  readonly #files: Files;

  constructor(parts: ClientParts, clientSide: ClientSide, files: Files) {
    this.#parts = parts;
    this.#clientSide = clientSide;
    this.#files = files;
  }

  /** Takes or declines; `undefined` where the message asks nothing, or has its answer. Once the bot has heard it, that is the end of the card. */
  async answer(
    chat: Chat,
    person: User,
    message: Message,
    action: 'accept' | 'decline',
  ): Promise<BotAnswer | undefined> {
    const card = consentCardOf(message.attachments);
    if (card === undefined || message.fileConsent !== undefined) return undefined;
    const name = card.name ?? '';
    const { acceptContext, declineContext } = objectAt({ ...card }, 'content');
    const isAccepted = action === 'accept';
    const value = {
      type: 'fileUpload',
      action,
      context: isAccepted ? acceptContext : declineContext,
      ...(isAccepted && { uploadInfo: this.#files.open(person.id, name) }),
    };
    this.#note(chat, message.id, isAccepted ? 'accepted' : 'declined');
    const invoke = this.#parts.activities.invoke(chat, person, 'fileConsent/invoke', value, message.id);
    const did = isAccepted ? 'took' : 'declined';
    const answer = await this.#clientSide.deliver(invoke, person, `${person.displayName} ${did} ${name}`);
    const wasTaken = answer.botStatus !== null && answer.botStatus < 300;
    if (!wasTaken) this.#note(chat, message.id, undefined);
    return answer;
  }

  #note(chat: Chat, id: string, fileConsent: Message['fileConsent']): void {
    const { chats, events } = this.#parts;
    const changed = chats.change(chat, id, (old) => ({ ...old, fileConsent }));
    if (changed !== undefined)
      events.emit('update', chat.key, { chat: chat.key, message: chats.shown(chat, changed) });
  }
}
