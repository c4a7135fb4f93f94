import { type Clock } from '../../pim/ports.ts';
import { type Conversation, type Conversations } from '../../pim/records.ts';

/** How long what was written counts as known, and of how many people. */
const KNOWN_FOR_MS = 60_000;
const MOST_PEOPLE = 10_000;

interface Known {
  readonly facts: string;
  readonly writtenAt: number;
}

/** Remembers conversations without writing on every turn what this process has written within the last minute. */
export class LatelyRemembered {
  readonly #conversations: Pick<Conversations, 'remember'>;
  readonly #clock: Clock;
  readonly #known = new Map<string, Known>();

  constructor(conversations: Pick<Conversations, 'remember'>, clock: Clock) {
    this.#conversations = conversations;
    this.#clock = clock;
  }

  /** Writes the conversation, unless it was just written as it is. */
  async remember(conversation: Conversation): Promise<void> {
    const { tenantId, id } = conversation.person;
    const facts = JSON.stringify(conversation);
    const known = this.#known.get(`${tenantId}/${id}`);
    if (known?.facts === facts && Math.abs(this.#now() - known.writtenAt) < KNOWN_FOR_MS) return;
    await this.rememberAnew(conversation);
  }

  /** Writes the conversation in any case: another process may have marked it since. */
  async rememberAnew(conversation: Conversation): Promise<void> {
    const { tenantId, id } = conversation.person;
    const writtenAt = this.#now();
    await this.#conversations.remember(conversation);
    if (this.#known.size >= MOST_PEOPLE) this.#known.clear();
    this.#known.set(`${tenantId}/${id}`, { facts: JSON.stringify(conversation), writtenAt });
  }

  /** What was written of a person no longer holds. */
  forget({ tenantId, id }: Conversation['person']): void {
    this.#known.delete(`${tenantId}/${id}`);
  }

  #now(): number {
    return this.#clock.now().getTime();
  }
}
