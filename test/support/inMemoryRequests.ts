import { type Person } from '../../src/pim/ids.ts';
import { type Clock } from '../../src/pim/ports.ts';
import {
  type Announcement,
  type AuditTrail,
  type Claims,
  type DueRequests,
  type FollowedRequest,
  type FollowedRequests,
  type Outbox,
  type Reading,
} from '../../src/pim/records.ts';

/** Followed requests in memory. */
export class InMemoryRequests implements FollowedRequests {
  readonly saved = new Map<string, FollowedRequest>();
  /** When each is to be read again, and until when somebody is reading it. */
  readonly #plans = new Map<string, { nextReadingAt: number; leaseUntil: number }>();
  readonly #clock: Clock;
  readonly #beside: { readonly outbox: Outbox; readonly audit: AuditTrail; readonly claims: Claims };

  constructor(
    clock: Clock,
    beside: { readonly outbox: Outbox; readonly audit: AuditTrail; readonly claims: Claims },
  ) {
    this.#clock = clock;
    this.#beside = beside;
  }

  async save(request: FollowedRequest, announcement?: Announcement): Promise<void> {
    const { outbox, audit, claims } = this.#beside;
    this.saved.set(request.id, request);
    this.#plans.delete(request.id);
    if (announcement === undefined) return;
    await outbox.add(announcement.messages);
    for (const { onceKey, entry } of announcement.audit) {
      if (await claims.claim(onceKey)) await audit.append(entry);
    }
  }

  async of(
    _tenantId: FollowedRequest['tenantId'],
    id: FollowedRequest['id'],
  ): Promise<FollowedRequest | undefined> {
    return Promise.resolve(this.saved.get(id));
  }

  async claimDue(limit: number, leaseSeconds: number): Promise<DueRequests> {
    const now = this.#clock.now().getTime();
    const leaseUntil = new Date(now + leaseSeconds * 1000);
    const requests = [...this.saved.values()]
      .filter(({ id, isOpen }) => {
        const plan = this.#plans.get(id);
        return isOpen && (plan === undefined || (plan.nextReadingAt <= now && plan.leaseUntil <= now));
      })
      .slice(0, limit);
    for (const { id } of requests) {
      this.#plans.set(id, { nextReadingAt: 0, leaseUntil: leaseUntil.getTime() });
    }
    return Promise.resolve({ requests, leaseUntil });
  }

  async putOff({ leaseUntil }: DueRequests, readings: readonly Reading[]): Promise<void> {
    for (const { id, readAt, nextReadingAt } of readings) {
      const request = this.saved.get(id);
      if (request === undefined || this.#plans.get(id)?.leaseUntil !== leaseUntil.getTime()) continue;
      this.saved.set(id, { ...request, readAt });
      this.#plans.set(id, { nextReadingAt: nextReadingAt.getTime(), leaseUntil: 0 });
    }
    return Promise.resolve();
  }

  async markDue(_tenantId: FollowedRequest['tenantId'], id: FollowedRequest['id']): Promise<void> {
    const request = this.saved.get(id);
    if (request !== undefined) await this.save({ ...request, readAt: new Date(0) });
  }

  async openOf(requestor: Person): Promise<readonly FollowedRequest[]> {
    return Promise.resolve(this.#of(requestor).filter(({ isOpen }) => isOpen));
  }

  async lastOf(requestor: Person, limit: number): Promise<readonly FollowedRequest[]> {
    return Promise.resolve(this.#of(requestor).slice(0, limit));
  }

  async madeSince(requestor: Person, since: Date): Promise<readonly FollowedRequest[]> {
    return Promise.resolve(this.#of(requestor).filter(({ createdAt }) => createdAt >= since));
  }

  #of({ id }: Person): FollowedRequest[] {
    return [...this.saved.values()]
      .filter(({ requestor }) => requestor === id)
      .sort((a, b) => b.createdAt.getTime() - a.createdAt.getTime());
  }
}
