import { type LaterBreach } from '../../src/pim/houseRules/plannedStarts/laterBreach.ts';
import { type LaterBreaches } from '../../src/pim/houseRules/plannedStarts/laterBreaches.ts';
import { type Announcement, type AuditTrail, type Claims, type Outbox } from '../../src/pim/records.ts';

/** Planned activations that rules did not allow any more, in memory. */
export class InMemoryLaterBreaches implements LaterBreaches {
  readonly all: LaterBreach[] = [];
  readonly #beside: { readonly outbox: Outbox; readonly audit: AuditTrail; readonly claims: Claims };

  constructor(beside: { readonly outbox: Outbox; readonly audit: AuditTrail; readonly claims: Claims }) {
    this.#beside = beside;
  }

  async record(breach: LaterBreach, { messages, audit }: Announcement): Promise<boolean> {
    if (this.all.some(({ requestId }) => requestId === breach.requestId)) return false;
    this.all.push(breach);
    await this.#beside.outbox.add(messages);
    for (const { onceKey, entry } of audit) {
      if (await this.#beside.claims.claim(onceKey)) await this.#beside.audit.append(entry);
    }
    return true;
  }

  async of(id: LaterBreach['requestId']): Promise<LaterBreach | undefined> {
    return Promise.resolve(this.all.find(({ requestId }) => requestId === id));
  }

  async found(from: Date): Promise<readonly LaterBreach[]> {
    return Promise.resolve(this.all.filter(({ foundAt }) => foundAt >= from).toReversed());
  }

  async sweep(): Promise<void> {
    return Promise.resolve();
  }
}
