import { type Person, personKey } from '../../src/pim/ids.ts';
import {
  type AuditEntry,
  type AuditTrail,
  type CardRecord,
  type Cards,
  type ChainedAuditEntry,
  type Conversation,
  type Conversations,
  type Receipt,
} from '../../src/pim/records.ts';
import { type Clock } from '../../src/pim/ports.ts';

/** An audit trail without its chain. */
export class InMemoryAudit implements AuditTrail {
  readonly entries: AuditEntry[] = [];

  readonly #keys = new Set<string>();

  async append(entry: AuditEntry, onceKey?: string): Promise<void> {
    if (onceKey === undefined || !this.#keys.has(onceKey)) this.entries.push(entry);
    if (onceKey !== undefined) this.#keys.add(onceKey);
    return Promise.resolve();
  }

  /** Names of the events so far, in order. */
  get events(): readonly string[] {
    return this.entries.map(({ event }) => event);
  }

  async rows(after: number, limit: number): Promise<readonly ChainedAuditEntry[]> {
    const at = new Date(0);
    const chained = this.entries.map((entry, index) => ({
      ...entry,
      sequence: index + 1,
      at,
      previousHash: '',
      hash: '',
    }));
    return Promise.resolve(chained.slice(after, after + limit));
  }
}

const openReceipts: readonly Receipt[] = ['queued', 'sent', 'refused'];

/** Cards in memory. Numbers are never used again. */
export class InMemoryCards implements Cards {
  readonly all: CardRecord[] = [];
  readonly #clock: Clock;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  async open(
    card: Parameters<Cards['open']>[0],
    inPlaceOf: Parameters<Cards['open']>[1] = [],
  ): Promise<{ readonly card: CardRecord; readonly isNew: boolean }> {
    const mine = this.all.filter(({ person, kind }) => person.id === card.person.id && kind === card.kind);
    const earlier = mine.find(({ requestId }) => requestId === card.requestId);
    if (earlier !== undefined) return Promise.resolve({ card: earlier, isNew: false });
    const replaced = mine.findLast(
      ({ requestId, receipt, refusal, activityId, replacedBy }) =>
        inPlaceOf.includes(requestId) &&
        receipt === 'sent' &&
        refusal === undefined &&
        activityId !== undefined &&
        replacedBy === undefined,
    );
    if (replaced !== undefined) {
      const nowhere = { receipt: 'stale', conversationId: undefined, activityId: undefined } as const;
      for (const { id, replacedBy } of mine) {
        if (id === replaced.id || replacedBy === replaced.id) {
          this.#change(id, (one) => ({ ...one, ...nowhere, replacedBy: card.id }));
        }
      }
    }
    const made: CardRecord = {
      ...card,
      number: card.kind === 'approval' ? mine.length + 1 : undefined,
      conversationId: replaced?.conversationId,
      activityId: replaced?.activityId,
      receipt: 'queued',
      refusal: undefined,
      createdAt: this.#clock.now(),
      replacedBy: undefined,
      inPlaceOf: replaced?.id,
    };
    this.all.push(made);
    return Promise.resolve({ card: made, isNew: true });
  }

  async of(id: string): Promise<CardRecord | undefined> {
    return Promise.resolve(this.all.find((card) => card.id === id));
  }

  async ofRequest(_tenantId: unknown, requestId: CardRecord['requestId']): Promise<readonly CardRecord[]> {
    return Promise.resolve(this.all.filter((card) => card.requestId === requestId));
  }

  async numbered({ id }: Person, number: number): Promise<CardRecord | undefined> {
    return Promise.resolve(this.all.findLast((card) => card.person.id === id && card.number === number));
  }

  async openOf({ id }: Person, kind: CardRecord['kind']): Promise<readonly CardRecord[]> {
    const open = this.all.filter(
      (card) => card.person.id === id && card.kind === kind && openReceipts.includes(card.receipt),
    );
    return Promise.resolve(open.reverse());
  }

  async lastAnswered(people: readonly Person[], kind: CardRecord['kind']): Promise<readonly CardRecord[]> {
    const answered = this.all.filter(
      (card) => card.kind === kind && ['sent', 'acted', 'refused'].includes(card.receipt),
    );
    return Promise.resolve(
      people.flatMap(({ id }) => answered.findLast(({ person }) => person.id === id) ?? []),
    );
  }

  async refusedOf({ id }: Person): Promise<readonly CardRecord[]> {
    return Promise.resolve(
      this.all.filter(
        ({ person, refusal, replacedBy }) =>
          person.id === id && refusal !== undefined && replacedBy === undefined,
      ),
    );
  }

  async takenBetween(
    kind: CardRecord['kind'],
    from: Date,
    until: Date,
    limit: number,
  ): Promise<readonly CardRecord[]> {
    const taken = this.all.filter(
      (card) =>
        card.kind === kind &&
        card.createdAt > from &&
        card.createdAt <= until &&
        ['sent', 'acted'].includes(card.receipt),
    );
    return Promise.resolve(taken.slice(0, limit));
  }

  async setSent(id: string, conversationId: string, activityId: string): Promise<string | undefined> {
    const before = this.all.find((card) => card.id === id && card.replacedBy === undefined);
    if (before === undefined) return Promise.resolve(undefined);
    this.#change(id, (card) => ({
      ...card,
      conversationId,
      activityId,
      refusal: undefined,
      receipt: card.receipt === 'acted' || card.receipt === 'stale' ? card.receipt : 'sent',
    }));
    return Promise.resolve(before.activityId);
  }

  async setUpdated(id: string, activityId: string): Promise<boolean> {
    const card = this.all.find((one) => one.id === id);
    if (card?.activityId !== activityId || card.conversationId === undefined) return Promise.resolve(false);
    return (await this.setSent(id, card.conversationId, activityId)) !== undefined;
  }

  async setRefused(id: string, refusal: string): Promise<void> {
    const { receipt } = this.all.find((card) => card.id === id) ?? {};
    await this.setReceipt(id, receipt === 'sent' || receipt === 'acted' ? receipt : 'refused', refusal);
  }

  async setReceipt(id: string, receipt: Receipt, refusal?: string): Promise<void> {
    this.#change(id, (card) => (card.replacedBy === undefined ? { ...card, receipt, refusal } : card));
    return Promise.resolve();
  }

  #change(id: string, change: (card: CardRecord) => CardRecord): void {
    const index = this.all.findIndex((card) => card.id === id);
    const card = this.all[index];
    if (card !== undefined) this.all[index] = change(card);
  }
}

/** A person's chat, as Teams last said. */
export const aConversation = (person: Person, changes: Partial<Conversation> = {}): Conversation => ({
  person,
  conversationId: `a:${person.id}`,
  serviceUrl: 'https://smba.example.com/teams/',
  userId: `29:${person.id}`,
  botId: '28:latchkey',
  name: 'Somebody',
  locale: 'en-GB',
  timeZone: 'Europe/Oslo',
  isInstalled: true,
  ...changes,
});

/** Conversations in memory. */
export class InMemoryConversations implements Conversations {
  readonly #byPerson = new Map<string, Conversation>();

  async remember(conversation: Conversation): Promise<void> {
    this.#byPerson.set(personKey(conversation.person), conversation);
    return Promise.resolve();
  }

  async of(person: Person): Promise<Conversation | undefined> {
    return Promise.resolve(this.#byPerson.get(personKey(person)));
  }

  async ofMany(people: readonly Person[]): Promise<readonly Conversation[]> {
    return Promise.resolve(people.flatMap((person) => this.#byPerson.get(personKey(person)) ?? []));
  }

  async markUninstalled(person: Person): Promise<void> {
    const known = this.#byPerson.get(personKey(person));
    if (known !== undefined) await this.remember({ ...known, isInstalled: false });
  }

  async installed(
    ...[tenant, after, limit]: Parameters<Conversations['installed']>
  ): Promise<readonly Conversation[]> {
    const found = [...this.#byPerson.values()]
      .filter(({ person, isInstalled }) => isInstalled && person.tenantId === tenant)
      .filter(({ person }) => after === undefined || person.id > after)
      .sort((a, b) => (a.person.id < b.person.id ? -1 : 1));
    return Promise.resolve(found.slice(0, limit));
  }
}
