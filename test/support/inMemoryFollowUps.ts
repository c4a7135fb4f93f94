import {
  type AgainWish,
  type AgainWishes,
  type Deadlines,
  type DueReminder,
  type Extension,
  type Extensions,
  type ProvisioningDelay,
  type ProvisioningDelays,
  type Reminded,
  type Reminders,
} from '../../src/pim/followUps.ts';
import { type Person, personKey, type RequestId } from '../../src/pim/ids.ts';
import { type Clock } from '../../src/pim/ports.ts';
import { type FollowedRequest, type Outbox } from '../../src/pim/records.ts';
import { isWaitingForApproval } from '../../src/pim/requests.ts';
import { type InMemoryCards } from './inMemoryRecords.ts';
import { type InMemoryRequests } from './inMemoryRequests.ts';

/** Reminders in memory. */
export class InMemoryReminders implements Reminders {
  readonly #rows: { person: Person; requestId: RequestId; count: number; lastAt: Date }[] = [];
  readonly #clock: Clock;
  readonly #requests: InMemoryRequests;
  readonly #cards: InMemoryCards;

  constructor(clock: Clock, requests: InMemoryRequests, cards: InMemoryCards) {
    this.#clock = clock;
    this.#requests = requests;
    this.#cards = cards;
  }

  async due({
    madeAfter,
    madeUntil,
    lastUntil,
    most,
  }: Parameters<Reminders['due']>[0]): Promise<readonly DueReminder[]> {
    const due = this.#cards.all.filter(({ kind, receipt, requestId, person }) => {
      const request = this.#requests.saved.get(requestId);
      const had = this.#rows.filter((row) => row.person.id === person.id);
      return (
        kind === 'approval' &&
        receipt === 'sent' &&
        request !== undefined &&
        request.isOpen &&
        isWaitingForApproval(request) &&
        request.isHeld !== true &&
        request.createdAt > madeAfter &&
        request.createdAt <= madeUntil &&
        had.every((row) => row.lastAt <= lastUntil && !(row.requestId === requestId && row.count >= most))
      );
    });
    const byPerson = Map.groupBy(due, ({ person }) => personKey(person));
    return Promise.resolve(
      [...byPerson.values()].flatMap((cards) =>
        cards[0] === undefined
          ? []
          : [{ approver: cards[0].person, requestIds: cards.map(({ requestId }) => requestId) }],
      ),
    );
  }

  async count(
    person: Person,
    requestIds: readonly RequestId[],
    { most, none }: Parameters<Reminders['count']>[2],
  ): Promise<readonly RequestId[]> {
    const lastAt = this.#clock.now();
    const mine = this.#rows.filter((row) => row.person.id === person.id);
    const { ofAny = lastAt } = none;
    if (mine.some((row) => row.lastAt > ofAny)) return Promise.resolve([]);
    const counted = requestIds.filter((requestId) => {
      const row = mine.find((one) => one.requestId === requestId);
      if (row === undefined) this.#rows.push({ person, requestId, count: 1, lastAt });
      else if (row.count >= most || row.lastAt > none.ofRequest) return false;
      else Object.assign(row, { count: row.count + 1, lastAt });
      return true;
    });
    return Promise.resolve(counted);
  }

  async ofRequest(_tenantId: unknown, requestId: RequestId): Promise<readonly Reminded[]> {
    return Promise.resolve(
      this.#rows
        .filter((row) => row.requestId === requestId)
        .map(({ person, count, lastAt }) => ({ approver: person.id, count, lastAt })),
    );
  }

  async sweep(): Promise<void> {
    this.#rows.length = 0;
    return Promise.resolve();
  }
}

/** Wishes in memory. */
export class InMemoryAgainWishes implements AgainWishes {
  readonly #wishes = new Map<RequestId, { person: Person; wish: AgainWish }>();
  readonly #requests: InMemoryRequests;

  constructor(requests: InMemoryRequests) {
    this.#requests = requests;
  }

  async keep(person: Person, requestId: RequestId): Promise<void> {
    if (!this.#wishes.has(requestId)) this.#wishes.set(requestId, { person, wish: 'kept' });
    return Promise.resolve();
  }

  async withdraw(_person: Person, requestId: RequestId): Promise<void> {
    if (this.#wishes.get(requestId)?.wish === 'kept') this.#wishes.delete(requestId);
    return Promise.resolve();
  }

  async of({ id }: Person, requestId: RequestId): Promise<AgainWish | undefined> {
    const kept = this.#wishes.get(requestId);
    return Promise.resolve(kept?.person.id === id ? kept.wish : undefined);
  }

  async takeDue(limit: number): Promise<readonly FollowedRequest[]> {
    const due = [...this.#wishes].flatMap(([id, kept]) => {
      const request = this.#requests.saved.get(id);
      return kept.wish === 'kept' && request?.isOpen === false ? [{ request, kept }] : [];
    });
    return Promise.resolve(
      due.slice(0, limit).map(({ request, kept }) => {
        kept.wish = 'used';
        return request;
      }),
    );
  }

  async sweep(): Promise<void> {
    this.#wishes.clear();
    return Promise.resolve();
  }
}

/** Measured delays in memory. */
export class InMemoryProvisioningDelays implements ProvisioningDelays {
  readonly #byRole = new Map<string, ProvisioningDelay>();

  async add(...[, role, milliseconds]: Parameters<ProvisioningDelays['add']>): Promise<void> {
    const { count, totalMilliseconds, longestMilliseconds } = this.#byRole.get(role) ?? {
      count: 0,
      totalMilliseconds: 0,
      longestMilliseconds: 0,
    };
    this.#byRole.set(role, {
      count: count + 1,
      totalMilliseconds: totalMilliseconds + milliseconds,
      longestMilliseconds: Math.max(longestMilliseconds, milliseconds),
    });
    return Promise.resolve();
  }

  async of(...[, role]: Parameters<ProvisioningDelays['of']>): Promise<ProvisioningDelay | undefined> {
    return Promise.resolve(this.#byRole.get(role));
  }
}

/** Deadlines of the followed requests in memory. */
export class InMemoryDeadlines implements Deadlines {
  readonly #requests: InMemoryRequests;

  constructor(requests: InMemoryRequests) {
    this.#requests = requests;
  }

  async waiting(
    madeUntil: Date,
    after: RequestId | undefined,
    limit: number,
  ): Promise<readonly FollowedRequest[]> {
    const found = this.#open.filter(
      ({ id, endAt, createdAt }) => endAt === undefined && createdAt <= madeUntil && id > (after ?? ''),
    );
    return Promise.resolve(found.sort((a, b) => (a.id < b.id ? -1 : 1)).slice(0, limit));
  }

  async ending(from: Date, until: Date, limit: number): Promise<readonly FollowedRequest[]> {
    const found = this.#open.filter(({ endAt }) => endAt !== undefined && endAt > from && endAt <= until);
    return Promise.resolve(found.slice(0, limit));
  }

  async starting(from: Date, until: Date, limit: number): Promise<readonly FollowedRequest[]> {
    const found = [...this.#requests.saved.values()].filter(
      ({ plannedStartAt: at }) => at !== undefined && at > from && at <= until,
    );
    return Promise.resolve(found.slice(0, limit));
  }

  get #open(): FollowedRequest[] {
    return [...this.#requests.saved.values()].filter(({ isOpen }) => isOpen);
  }
}

/** Extensions in memory. */
export class InMemoryExtensions implements Extensions {
  readonly #kept = new Map<RequestId, { extension: Extension; isOpen: boolean }>();
  readonly #outbox: Pick<Outbox, 'add'>;

  constructor(outbox: Pick<Outbox, 'add'>) {
    this.#outbox = outbox;
  }

  async keep(extension: Extension): Promise<void> {
    if (!this.#kept.has(extension.id)) this.#kept.set(extension.id, { extension, isOpen: true });
    return Promise.resolve();
  }

  async of(...[, id]: Parameters<Extensions['of']>): Promise<Extension | undefined> {
    return Promise.resolve(this.#kept.get(id)?.extension);
  }

  async open(limit: number): Promise<readonly Extension[]> {
    const open = [...this.#kept.values()].filter(({ isOpen }) => isOpen);
    return Promise.resolve(open.map(({ extension }) => extension).slice(0, limit));
  }

  async openOf(person: Person): Promise<readonly Extension[]> {
    const open = await this.open(Infinity);
    return open
      .filter((extension) => personKey(extension.person) === personKey(person))
      .sort((a, b) => a.endAt.getTime() - b.endAt.getTime());
  }

  async close(...[, id, { newEndAt }, told]: Parameters<Extensions['close']>): Promise<boolean> {
    const kept = this.#kept.get(id);
    if (kept?.isOpen !== true) return Promise.resolve(false);
    kept.isOpen = false;
    await this.#outbox.add(told).catch((error: unknown) => {
      kept.isOpen = true;
      throw error;
    });
    kept.extension = { ...kept.extension, newEndAt };
    return Promise.resolve(true);
  }
}
