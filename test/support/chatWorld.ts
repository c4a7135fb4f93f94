import { type Attachment } from 'botbuilder';
import { type Chat } from '../../src/bot/chat.ts';
import { type Session } from '../../src/bot/sessions.ts';
import { type Card } from '../../src/cards/card.ts';
import { type Person } from '../../src/pim/ids.ts';
import { type Clock } from '../../src/pim/ports.ts';
import { aConversation } from './inMemoryRecords.ts';

/** A chat that remembers what was put into it. */
export class RecordingChat implements Chat {
  readonly sent: { readonly kind: 'card' | 'text' | 'attachment'; readonly content: unknown }[] = [];
  readonly updated: string[] = [];
  /** What messages were made to show, in order. */
  readonly redrawn: Card[] = [];
  readonly removed: string[] = [];
  /** Called before anything is sent; may throw. */
  beforeSending: () => void | Promise<void> = () => undefined;

  async #send(kind: 'card' | 'text' | 'attachment', content: unknown): Promise<string> {
    await this.beforeSending();
    this.sent.push({ kind, content });
    return `activity-${this.sent.length}`;
  }

  sendCard(card: Card): Promise<string> {
    return this.#send('card', card);
  }

  sendText(text: string): Promise<string> {
    return this.#send('text', text);
  }

  sendAttachment(attachment: Attachment): Promise<string> {
    return this.#send('attachment', attachment);
  }

  async updateCard(activityId: string, card: Card): Promise<void> {
    await this.beforeSending();
    this.updated.push(activityId);
    this.redrawn.push(card);
  }

  async remove(activityId: string): Promise<void> {
    await this.beforeSending();
    this.removed.push(activityId);
  }

  typing(): Promise<void> {
    return Promise.resolve();
  }
}

/** A person's turn. */
export const aSession = (person: Person, clock: Clock): Session => ({
  person,
  conversation: aConversation(person),
  card: {
    now: clock.now(),
    timeZone: 'Europe/Oslo',
    locale: 'en-GB',
    actions: 'execute',
    portalUrl: 'https://entra.example.com',
  },
});
