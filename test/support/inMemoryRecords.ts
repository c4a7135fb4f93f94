import { type Person, personKey } from '../../src/pim/ids.ts';
import {
  type AuditEntry,
  type AuditTrail,
  type CardRecord,
  type Cards,
  type ChainedAuditEntry,
  type Conversation,
  type Conversations,
  type Operation,
  type Operations,
  type Receipt,
  type RecentActivation,
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

interface StoredOperation {
  operation: Operation;
  uniqueKey: string | undefined;
  leaseUntil: number;
  updatedAt: Date;
  isHandedBack?: boolean;
}

/** Intents, leases and outcomes in memory. */
export class InMemoryOperations implements Operations {
  readonly #stored = new Map<string, StoredOperation>();
  readonly #clock: Clock;
  readonly #audit: InMemoryAudit;

  constructor(clock: Clock, audit: InMemoryAudit) {
    this.#clock = clock;
    this.#audit = audit;
  }

  /** Every operation as it stands. */
  get all(): readonly Operation[] {
    return [...this.#stored.values()].map(({ operation }) => operation);
  }

  async open(
    { id, person, intent, uniqueKey, cardActivityId }: Parameters<Operations['open']>[0],
    audit: AuditEntry,
  ): Promise<{ readonly operation: Operation; readonly isNew: boolean }> {
    const earlier = [...this.#stored.values()].find(
      (one) => uniqueKey !== undefined && one.uniqueKey === uniqueKey,
    );
    if (earlier !== undefined) return { operation: earlier.operation, isNew: false };
    if (this.#stored.has(id)) throw new Error(`Operation ${id} is there already`);
    const createdAt = this.#clock.now();
    const operation: Operation = {
      id,
      person,
      intent,
      state: 'INTENT',
      cardActivityId,
      fence: 0,
      outcome: {},
      createdAt,
    };
    this.#stored.set(id, { operation, uniqueKey, leaseUntil: 0, updatedAt: createdAt });
    await this.#audit.append(audit);
    return { operation, isNew: true };
  }

  async handBack(id: string): Promise<void> {
    const stored = this.#stored.get(id);
    if (stored?.operation.state === 'INTENT') stored.isHandedBack = true;
    return Promise.resolve();
  }

  async of(id: string): Promise<Operation | undefined> {
    return Promise.resolve(this.#stored.get(id)?.operation);
  }

  async claim(id: string, leaseSeconds: number): Promise<Operation | undefined> {
    const stored = this.#stored.get(id);
    const now = this.#clock.now().getTime();
    if (stored === undefined || !this.#mayBeClaimed(stored, now)) return Promise.resolve(undefined);
    stored.operation = { ...stored.operation, state: 'RUNNING', fence: stored.operation.fence + 1 };
    stored.leaseUntil = now + leaseSeconds * 1000;
    stored.updatedAt = new Date(now);
    return Promise.resolve(stored.operation);
  }

  async keep({ id, fence }: Operation, leaseSeconds: number): Promise<boolean> {
    const stored = this.#stored.get(id);
    if (stored?.operation.state !== 'RUNNING' || stored.operation.fence !== fence) return Promise.resolve(false);
    stored.leaseUntil = this.#clock.now().getTime() + leaseSeconds * 1000;
    return Promise.resolve(true);
  }

  #mayBeClaimed({ operation, leaseUntil }: StoredOperation, now: number): boolean {
    return (
      ['INTENT', 'NEEDS_USER', 'UNKNOWN'].includes(operation.state) ||
      (operation.state === 'RUNNING' && leaseUntil <= now)
    );
  }

  async settle(
    { id, fence }: Operation,
    state: Parameters<Operations['settle']>[1],
    outcome: Parameters<Operations['settle']>[2],
    audit: AuditEntry,
  ): Promise<boolean> {
    const stored = this.#stored.get(id);
    if (stored?.operation.state !== 'RUNNING' || stored.operation.fence !== fence) return false;
    stored.operation = { ...stored.operation, state, outcome };
    stored.updatedAt = this.#clock.now();
    await this.#audit.append(audit);
    return true;
  }

  async activationsSince(person: Person, since: Date): Promise<readonly RecentActivation[]> {
    const found = [...this.#stored.values()].flatMap(({ operation, updatedAt }) => {
      const { id, intent, state } = operation;
      const isCounted =
        operation.person.id === person.id &&
        updatedAt >= since &&
        ['RUNNING', 'DONE', 'UNKNOWN'].includes(state);
      if (!isCounted || intent.kind !== 'activate') return [];
      const { roleDefinitionId, scopeId, isEmergency = false } = intent;
      return [{ operationId: id, roleDefinitionId, scopeId, at: updatedAt, isEmergency }];
    });
    return Promise.resolve(found.sort((a, b) => a.at.getTime() - b.at.getTime()));
  }

  async unsettled(limit: number): Promise<readonly Operation[]> {
    const now = this.#clock.now().getTime();
    const found = [...this.#stored.values()].filter(
      ({ operation: { state, createdAt }, leaseUntil, isHandedBack }) =>
        state === 'UNKNOWN' ||
        (state === 'RUNNING' && leaseUntil <= now) ||
        (state === 'INTENT' && (isHandedBack === true || createdAt.getTime() <= now - 60_000)),
    );
    return Promise.resolve(found.slice(0, limit).map(({ operation }) => operation));
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
