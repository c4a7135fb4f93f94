import { PimError } from '../../src/pim/errors.ts';
import { type Person, type PrincipalId, type RoleDefinitionId } from '../../src/pim/ids.ts';
import { type ReviewGateway, type Reviewing, type ReviewReader } from '../../src/pim/reviewing.ts';
import {
  type Review,
  type ReviewedAssignments,
  reviewId,
  type ReviewId,
  type ReviewItem,
  reviewItemId,
  type ReviewItemId,
  type ReviewPlan,
  type ReviewRound,
  roundId,
  type RoundKey,
} from '../../src/pim/reviews/review.ts';
import { type InMemoryTenant } from './inMemoryTenant.ts';
import { aWriteMade } from './inMemorySignOns.ts';

type Method = Exclude<keyof ReviewGateway, 'actor'> | 'holdersOf' | 'item' | 'round';

interface StoredRound {
  round: ReviewRound;
  items: ReviewItem[];
}

interface StoredReview {
  readonly plan: ReviewPlan;
  readonly review: Review;
  readonly rounds: StoredRound[];
}

const DAY_MS = 86_400_000;

/** Access reviews of an in-memory tenant: rounds that begin at once and end by the clock. */
export class InMemoryReviews implements Reviewing {
  readonly writes: string[] = [];
  /** Items come in pages of so many. */
  pageSize = 2;
  /** Who may set up, stop and carry out. */
  readonly administrators: PrincipalId[] = [];
  readonly #tenant: InMemoryTenant;
  readonly #stored = new Map<ReviewId, StoredReview>();
  readonly #faults: { method: Method; error: Error; when: 'before' | 'after' }[] = [];

  constructor(tenant: InMemoryTenant) {
    this.#tenant = tenant;
  }

  /** The next call of this method fails: before anything was done, or after, as when an answer is lost on its way. */
  failNext(method: Method, error: Error, when: 'before' | 'after' = 'before'): void {
    this.#faults.push({ method, error, when });
  }

  readonly reader: ReviewReader = {
    reviews: () => this.#pages([...this.#stored.keys()].map((id) => this.#current(id))),
    review: (id) => Promise.resolve().then(() => this.#current(id)),
    roundsOf: (id) =>
      Promise.resolve().then(() => this.#of(id).rounds.map(({ round }) => this.#round(round))),
    round: (key) => this.#call('round', () => this.#round(this.#roundOf(key).round)),
    items: (key) => this.#pages(this.#roundOf(key).items),
    item: (key, id) => this.#call('item', () => this.#item(key, id)),
    reviewersOf: (key) => Promise.resolve().then(() => this.#reviewersOf(this.#of(key.reviewId).plan)),
    holdersOf: (role, assignments) =>
      this.#call('holdersOf', () => new Set(this.#holders(role, assignments))),
  };

  readonly gatewayFor: Reviewing['gatewayFor'] = (signOn, onWrite = () => undefined, beforeWrite?) =>
    this.as(
      signOn.person,
      () => {
        onWrite(aWriteMade(signOn, this.#tenant.clock, `review-${String(this.writes.length)}`));
      },
      beforeWrite,
    );

  /** Reviews as this person may decide and administer them. */
  as(actor: Person, onWrite: () => void = () => undefined, beforeWrite?: () => Promise<void>): ReviewGateway {
    const write = async (method: Method, what: string, work: () => void): Promise<void> => {
      await beforeWrite?.();
      await this.#call(method, () => {
        onWrite();
        work();
        this.writes.push(`${method} ${what}`.trim());
      });
    };
    return {
      actor,
      myItems: (key) =>
        this.#pages(
          this.#roundOf(key).items.filter(({ principal }) => this.#mayDecide(actor.id, key, principal.id)),
        ),
      create: async (plan, title) => {
        let made: ReviewId | undefined;
        await write('create', '', () => {
          this.#refuseOrdinary(actor);
          made = this.#create(plan, title);
        });
        if (made === undefined) throw new Error('Nothing was made');
        return made;
      },
      decide: (key, id, verdict) =>
        write('decide', verdict, () => {
          const item = this.#item(key, id);
          if (!this.#mayDecide(actor.id, key, item.principal.id))
            throw new PimError('not_a_reviewer', 'Not listed');
          if (this.#round(this.#roundOf(key).round).status !== 'inprogress')
            throw new PimError('unexpected_answer', 'Not in progress');
          const displayName = this.#tenant.people.get(actor.id)?.displayName ?? '';
          const decided = {
            verdict,
            decidedBy: { id: actor.id, displayName },
            decidedAt: this.#tenant.clock.now(),
          };
          this.#change(key, (one) => (one.id === id ? { ...one, ...decided } : one));
        }),
      remind: (key) =>
        write('remind', '', () => {
          this.#refuseOrdinary(actor);
          this.#roundOf(key);
        }),
      stop: (key) =>
        write('stop', '', () => {
          this.#refuseOrdinary(actor);
          const stored = this.#roundOf(key);
          stored.round = { ...stored.round, endAt: this.#tenant.clock.now() };
        }),
      apply: (key) =>
        write('apply', '', () => {
          this.#refuseOrdinary(actor);
          const stored = this.#roundOf(key);
          if (this.#round(stored.round).status !== 'completed')
            throw new PimError('review_not_completed', 'Not completed');
          stored.round = { ...stored.round, status: 'applied' };
          const { roleDefinitionId } = this.#of(key.reviewId).plan;
          this.#change(key, (one) => {
            if (one.verdict === 'Deny') this.#takeAway(one.principal.id, roleDefinitionId);
            return one.verdict === undefined ? one : { ...one, applyResult: 'appliedsuccessfully' };
          });
        }),
    };
  }

  async #call<T>(method: Method, work: () => T): Promise<T> {
    const at = this.#faults.findIndex((fault) => fault.method === method);
    const fault = at === -1 ? undefined : this.#faults.splice(at, 1)[0];
    if (fault?.when === 'before') throw fault.error;
    const done = await Promise.resolve().then(work);
    if (fault !== undefined) throw fault.error;
    return done;
  }

  async *#pages<T>(all: readonly T[]): AsyncGenerator<readonly T[]> {
    for (let start = 0; start < all.length; start += this.pageSize) {
      yield await Promise.resolve(all.slice(start, start + this.pageSize));
    }
  }

  #create(plan: ReviewPlan, title: string): ReviewId {
    const id = reviewId(this.#tenant.newId(0xa));
    const startAt = this.#tenant.clock.now();
    const review: Review = {
      id,
      title,
      roleDefinitionId: plan.roleDefinitionId,
      assignments: plan.assignments,
      status: 'inprogress',
      days: plan.days,
      isRecurring: plan.cadence !== 'once',
      isAppliedByItself: false,
    };
    const round: ReviewRound = {
      reviewId: id,
      roundId: roundId(this.#tenant.newId(0xb)),
      status: 'inprogress',
      startAt,
      endAt: new Date(startAt.getTime() + plan.days * DAY_MS),
    };
    const items = this.#holders(plan.roleDefinitionId, plan.assignments).map((holder): ReviewItem => {
      const person = this.#tenant.people.get(holder);
      return {
        id: reviewItemId(this.#tenant.newId(0xc)),
        principal: {
          id: holder,
          displayName: person?.displayName ?? '',
          userPrincipalName: person?.userPrincipalName,
        },
        verdict: undefined,
        recommendation: undefined,
        decidedBy: undefined,
        decidedAt: undefined,
        applyResult: 'new',
      };
    });
    this.#stored.set(id, { plan, review, rounds: [{ round, items }] });
    return id;
  }

  #of(id: ReviewId): StoredReview {
    const found = this.#stored.get(id);
    if (found === undefined) throw new PimError('review_not_found', 'No such review');
    return found;
  }

  #roundOf({ reviewId: of, roundId: wanted }: RoundKey): StoredRound {
    const found = this.#of(of).rounds.find(({ round }) => round.roundId === wanted);
    if (found === undefined) throw new PimError('review_not_found', 'No such round');
    return found;
  }

  #round(round: ReviewRound): ReviewRound {
    const isOver = round.endAt !== undefined && round.endAt <= this.#tenant.clock.now();
    return isOver && round.status === 'inprogress' ? { ...round, status: 'completed' } : round;
  }

  #current(id: ReviewId): Review {
    const { review, rounds } = this.#of(id);
    const [first] = rounds;
    return { ...review, status: first === undefined ? 'notstarted' : this.#round(first.round).status };
  }

  #item(key: RoundKey, id: ReviewItemId): ReviewItem {
    const found = this.#roundOf(key).items.find((one) => one.id === id);
    if (found === undefined) throw new PimError('review_not_found', 'No such item');
    return found;
  }

  #change(key: RoundKey, change: (item: ReviewItem) => ReviewItem): void {
    const stored = this.#roundOf(key);
    stored.items = stored.items.map(change);
  }

  #reviewersOf({ reviewers }: ReviewPlan): readonly PrincipalId[] {
    return reviewers.flatMap((one) => {
      if (one.kind === 'person') return [one.id];
      return one.kind === 'group' ? this.#tenant.peopleOf(one.id).map(({ id }) => id) : [];
    });
  }

  #mayDecide(actor: PrincipalId, { reviewId: of }: RoundKey, principal: PrincipalId): boolean {
    return actor !== principal && this.#reviewersOf(this.#of(of).plan).includes(actor);
  }

  #refuseOrdinary({ id }: Person): void {
    if (!this.administrators.includes(id)) throw new PimError('forbidden', 'Not an administrator');
  }

  #holders(role: RoleDefinitionId, assignments: ReviewedAssignments): readonly PrincipalId[] {
    const direct = (
      rows: readonly { principalId: PrincipalId; role: { id: RoleDefinitionId }; memberType: string }[],
    ): readonly PrincipalId[] =>
      rows.filter((row) => row.role.id === role && row.memberType === 'Direct').map((row) => row.principalId);
    const eligible = assignments === 'active' ? [] : direct(this.#tenant.eligibilities);
    const active =
      assignments === 'eligible'
        ? []
        : direct(this.#tenant.actives.filter(({ assignmentType }) => assignmentType === 'Assigned'));
    return [...new Set([...eligible, ...active])];
  }

  #takeAway(principal: PrincipalId, role: RoleDefinitionId): void {
    const stays = (one: { principalId: PrincipalId; role: { id: RoleDefinitionId } }): boolean =>
      one.principalId !== principal || one.role.id !== role;
    this.#tenant.eligibilities = this.#tenant.eligibilities.filter(stays);
    this.#tenant.actives = this.#tenant.actives.filter(
      (one) => one.assignmentType !== 'Assigned' || stays(one),
    );
  }
}
