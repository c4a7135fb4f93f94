import { type Person } from '../../src/pim/ids.ts';
import {
  type AuditEntry,
  type Operation,
  type Operations,
  type RecentActivation,
} from '../../src/pim/records.ts';
import { type Clock } from '../../src/pim/ports.ts';
import { type InMemoryAudit } from './inMemoryRecords.ts';

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
    if (stored?.operation.state !== 'RUNNING' || stored.operation.fence !== fence)
      return Promise.resolve(false);
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
