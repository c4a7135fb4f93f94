import {
  type HouseVoting,
  type HouseVotings,
  type VotingStep,
} from '../../src/pim/houseRules/votings/houseVoting.ts';
import { type RequestId, type TenantId } from '../../src/pim/ids.ts';
import { type Announcement, type FollowedRequests, type Outbox } from '../../src/pim/records.ts';
import { type Clock } from '../../src/pim/ports.ts';
import { type InMemoryAudit } from './inMemoryRecords.ts';

/** Votings in memory; nothing comes between two steps of a change. */
export class InMemoryVotings implements HouseVotings {
  readonly all = new Map<RequestId, HouseVoting>();
  readonly #clock: Clock;
  readonly #beside: {
    readonly requests: Pick<FollowedRequests, 'save'>;
    readonly outbox: Pick<Outbox, 'add'>;
    readonly audit: InMemoryAudit;
  };

  constructor(
    clock: Clock,
    beside: {
      readonly requests: Pick<FollowedRequests, 'save'>;
      readonly outbox: Pick<Outbox, 'add'>;
      readonly audit: InMemoryAudit;
    },
  ) {
    this.#clock = clock;
    this.#beside = beside;
  }

  async open(step: VotingStep): Promise<{ readonly voting: HouseVoting; readonly isNew: boolean }> {
    const { voting, request } = step;
    const isOther = (one: HouseVoting): boolean =>
      one.way === 'activation' &&
      one.end === undefined &&
      one.requestor === voting.requestor &&
      one.role.id === voting.role.id &&
      one.scopeId.toLowerCase() === voting.scopeId.toLowerCase();
    const earlier =
      this.all.get(voting.id) ?? (request === undefined ? undefined : [...this.all.values()].find(isOther));
    if (earlier !== undefined) return { voting: earlier, isNew: false };
    await this.#keep(step);
    return { voting: step.voting, isNew: true };
  }

  of(_tenantId: TenantId, id: RequestId): Promise<HouseVoting | undefined> {
    return Promise.resolve(this.all.get(id));
  }

  ofPimRequest(_tenantId: TenantId, pimRequestId: RequestId): Promise<HouseVoting | undefined> {
    return Promise.resolve(
      [...this.all.values()].find(
        (one) => one.pimRequestId === pimRequestId || (one.id === pimRequestId && one.way === 'approval'),
      ),
    );
  }

  async change(
    _tenantId: TenantId,
    id: RequestId,
    step: (now: HouseVoting) => VotingStep | undefined,
  ): Promise<HouseVoting | undefined> {
    const before = this.all.get(id);
    if (before === undefined) return undefined;
    const next = step(before);
    if (next !== undefined) await this.#keep(next);
    return next?.voting ?? before;
  }

  claimDue(limit: number, leaseSeconds: number): Promise<readonly HouseVoting[]> {
    const now = this.#clock.now();
    const due = [...this.all.values()]
      .filter(({ lookAt }) => lookAt !== undefined && lookAt <= now)
      .slice(0, limit);
    for (const one of due)
      this.all.set(one.id, { ...one, lookAt: new Date(now.getTime() + leaseSeconds * 1000) });
    return Promise.resolve(due);
  }

  markDue(_tenantId: TenantId, id: RequestId): Promise<void> {
    const one = this.all.get(id);
    if (one?.lookAt !== undefined) this.all.set(id, { ...one, lookAt: new Date(0) });
    return Promise.resolve();
  }

  async #keep({ voting, request, announcement }: VotingStep): Promise<void> {
    this.all.set(voting.id, voting);
    if (request !== undefined) await this.#beside.requests.save(request);
    await this.#tell(announcement);
  }

  async #tell({ messages, audit }: Announcement): Promise<void> {
    await this.#beside.outbox.add(messages);
    for (const { onceKey, entry } of audit) await this.#beside.audit.append(entry, onceKey);
  }
}
