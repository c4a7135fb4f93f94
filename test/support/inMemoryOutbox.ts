import { type Person, personKey } from '../../src/pim/ids.ts';
import { type Clock } from '../../src/pim/ports.ts';
import { type Claims, type Outbox, type OutboxEntry, type OutboxLine } from '../../src/pim/records.ts';

interface StoredEntry {
  entry: OutboxEntry;
  leaseUntil: number;
}

/** Nobody has taken it up, or whoever did has handed it back. */
const NOBODYS = 0;

const lineOf = ({ message: { kind } }: OutboxEntry): OutboxLine =>
  kind === 'digest' || kind === 'administratorsDigest' ? 'digests' : 'others';

/** The outbox in memory: an entry blocks every later one of its person's line. */
export class InMemoryOutbox implements Outbox {
  #entries: StoredEntry[] = [];
  readonly #clock: Clock;

  readonly #claims: Pick<Claims, 'claim'>;

  constructor(clock: Clock, claims: Pick<Claims, 'claim'>) {
    this.#clock = clock;
    this.#claims = claims;
  }

  /** Everything that waits, in order. */
  get waiting(): readonly OutboxEntry[] {
    return this.#entries.map(({ entry }) => entry);
  }

  /** `notice` or kind of everything that waits for a person, in order. */
  waitingFor({ id }: Person): readonly string[] {
    return this.waiting
      .filter(({ person }) => person.id === id)
      .map(({ message }) => (message.kind === 'notice' ? message.notice : message.kind));
  }

  /** The same without cards: what notifies the person. */
  toldTo(person: Person): readonly string[] {
    return this.waitingFor(person).filter((kind) => kind !== 'card');
  }

  /** Everything has been sent. */
  clear(): void {
    this.#entries = [];
  }

  async add(entries: Parameters<Outbox['add']>[0]): Promise<void> {
    const createdAt = this.#clock.now();
    for (const { id, person, message, dueAt = createdAt, onceKey } of entries) {
      if (onceKey !== undefined && !(await this.#claims.claim(onceKey))) continue;
      if (message.kind === 'card' && this.#isQueued(message.cardId)) continue;
      const entry: OutboxEntry = {
        id,
        person,
        message,
        dueAt,
        createdAt,
        attempts: 0,
        fence: 0,
        isBegun: false,
      };
      this.#entries.push({ entry, leaseUntil: NOBODYS });
    }
    this.#entries.sort((a, b) => (a.entry.id < b.entry.id ? -1 : 1));
    return Promise.resolve();
  }

  /** Nobody is drawing it, nor is anybody whose lease has run out: whatever changed before now will be on it. */
  #isQueued(cardId: string): boolean {
    return this.#entries.some(
      ({ entry: { message }, leaseUntil }) =>
        message.kind === 'card' && message.cardId === cardId && leaseUntil === NOBODYS,
    );
  }

  /** The first entry of each person and line. */
  #firsts(): readonly StoredEntry[] {
    const first = new Map<string, StoredEntry>();
    for (const stored of this.#entries) {
      const key = `${lineOf(stored.entry)}/${personKey(stored.entry.person)}`;
      if (!first.has(key)) first.set(key, stored);
    }
    return [...first.values()];
  }

  async claim(limit: number, leaseSeconds: number, line?: OutboxLine): Promise<readonly OutboxEntry[]> {
    const now = this.#clock.now();
    const due = this.#firsts()
      .filter(({ entry }) => line === undefined || lineOf(entry) === line)
      .filter(({ entry, leaseUntil }) => entry.dueAt <= now && leaseUntil <= now.getTime())
      .slice(0, limit);
    for (const stored of due) {
      stored.entry = { ...stored.entry, fence: stored.entry.fence + 1 };
      stored.leaseUntil = now.getTime() + leaseSeconds * 1000;
    }
    return Promise.resolve(due.map(({ entry }) => entry));
  }

  async begin({ id, fence }: OutboxEntry): Promise<boolean> {
    const stored = this.#entries.find(({ entry }) => entry.id === id && entry.fence === fence);
    if (stored !== undefined) stored.entry = { ...stored.entry, isBegun: true };
    return Promise.resolve(stored !== undefined);
  }

  async remove({ id, fence }: OutboxEntry): Promise<boolean> {
    const before = this.#entries.length;
    this.#entries = this.#entries.filter(({ entry }) => entry.id !== id || entry.fence !== fence);
    return Promise.resolve(this.#entries.length < before);
  }

  async postpone({ id, fence }: OutboxEntry, dueAt: Date, newId = id): Promise<boolean> {
    const stored = this.#entries.find(({ entry }) => entry.id === id && entry.fence === fence);
    if (stored === undefined) return Promise.resolve(false);
    stored.entry = { ...stored.entry, id: newId, dueAt, isBegun: false, attempts: stored.entry.attempts + 1 };
    stored.leaseUntil = NOBODYS;
    this.#entries.sort((a, b) => (a.entry.id < b.entry.id ? -1 : 1));
    return Promise.resolve(true);
  }

  async depth(): Promise<number> {
    return Promise.resolve(this.#entries.length);
  }

  async standstillSince(): Promise<Date | undefined> {
    const now = this.#clock.now();
    const isAtWork = this.#entries.some(({ leaseUntil }) => leaseUntil > now.getTime());
    const due = this.#firsts()
      .map(({ entry }) => entry.dueAt)
      .filter((dueAt) => dueAt <= now)
      .sort((a, b) => a.getTime() - b.getTime());
    return Promise.resolve(isAtWork ? undefined : due[0]);
  }
}
