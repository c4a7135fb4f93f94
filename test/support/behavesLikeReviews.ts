import assert from 'node:assert/strict';
import { type PrincipalId, type RoleDefinitionId } from '../../src/pim/ids.ts';
import { tagged } from '../../src/pim/requests.ts';
import { type ReviewGateway, type ReviewReader } from '../../src/pim/reviewing.ts';
import {
  reviewId,
  type ReviewItem,
  reviewItemId,
  type ReviewPlan,
  type ReviewRound,
  type RoundKey,
} from '../../src/pim/reviews/review.ts';
import { refusedWith } from './pimContract.ts';

/** A tenant for one test. */
export interface ReviewWorld {
  readonly reader: ReviewReader;
  /** The administrator may set reviews up; the reviewer holds no role; the bystander may do nothing. */
  as(person: 'administrator' | 'reviewer' | 'bystander'): Promise<ReviewGateway>;
  readonly reviewer: PrincipalId;
  /** A role for which two people are eligible themselves, neither of them the reviewer. */
  readonly role: RoleDefinitionId;
  readonly holders: readonly [PrincipalId, PrincipalId];
  /** Lets time pass; what Entra does meanwhile is done when it resolves. */
  forward(minutes: number): Promise<void>;
  today(): string;
}

const operationId = '01JZZZZZZZZZZZZZZZZZZZZZZZ';
const nowhere = '00000000-0000-4000-8000-000000000000';
const DAYS = 7;

async function all<T>(pages: AsyncIterable<readonly T[]>): Promise<readonly T[]> {
  const found: T[] = [];
  for await (const page of pages) found.push(...page);
  return found;
}

/** What any reader and gateway of access reviews owe us. */
export function behavesLikeReviews(open: () => Promise<ReviewWorld>): void {
  let world: ReviewWorld;
  let admin: ReviewGateway;
  let reviewer: ReviewGateway;

  beforeEach(async () => {
    world = await open();
    admin = await world.as('administrator');
    reviewer = await world.as('reviewer');
  });

  const plan = (given: Partial<ReviewPlan> = {}): ReviewPlan => ({
    roleDefinitionId: world.role,
    title: 'Who still needs it',
    assignments: 'eligible',
    cadence: 'quarterly',
    days: DAYS,
    reviewers: [{ kind: 'person', id: world.reviewer }],
    fallbackReviewers: [],
    startOn: world.today(),
    ...given,
  });

  /** A review whose first round runs. */
  async function running(given: Partial<ReviewPlan> = {}): Promise<ReviewRound> {
    const id = await admin.create(plan(given), tagged('Who still needs it', operationId));
    await world.forward(2);
    const [round] = await world.reader.roundsOf(id);
    assert.ok(round);
    assert.equal(round.status, 'inprogress');
    return round;
  }

  async function itemOf(key: RoundKey, principal: PrincipalId): Promise<ReviewItem> {
    const found = (await all(world.reader.items(key))).find((one) => one.principal.id === principal);
    assert.ok(found);
    return found;
  }

  it('is there once it was set up, with all that was said, and found among all by its title', async () => {
    const { reviewId: id, startAt, endAt } = await running();
    const review = await world.reader.review(id);
    assert.deepEqual(
      [
        review.roleDefinitionId,
        review.assignments,
        review.days,
        review.isRecurring,
        review.isAppliedByItself,
      ],
      [world.role, 'eligible', DAYS, true, false],
    );
    const found = (await all(world.reader.reviews())).filter((one) => one.title.includes(operationId));
    assert.deepEqual(
      found.map((one) => one.id),
      [id],
    );
    assert.ok(startAt && endAt);
    assert.equal(Math.round((endAt.getTime() - startAt.getTime()) / 86_400_000), DAYS);
    const round = { reviewId: id, roundId: (await world.reader.roundsOf(id))[0]?.roundId };
    assert.ok(round.roundId);
    assert.deepEqual(await world.reader.reviewersOf({ reviewId: id, roundId: round.roundId }), [
      world.reviewer,
    ]);
  });

  it('reads back each kind of assignments and each cadence as it was asked for', async () => {
    for (const [assignments, cadence] of [
      ['active', 'once'],
      ['both', 'yearly'],
    ] as const) {
      const id = await admin.create(plan({ assignments, cadence }), 'Another');
      const review = await world.reader.review(id);
      assert.deepEqual([review.assignments, review.isRecurring], [assignments, cadence !== 'once']);
    }
  });

  it('asks the reviewer about everybody who holds it, and nobody else', async () => {
    const round = await running();
    const own = await all(reviewer.myItems(round));
    assert.deepEqual(own.map(({ principal }) => principal.id).toSorted(), [...world.holders].toSorted());
    assert.ok(own.every(({ verdict, applyResult }) => verdict === undefined && applyResult === 'new'));
    assert.deepEqual(await all((await world.as('bystander')).myItems(round)), []);
  });

  it('takes a decision of a listed reviewer, and another one after it', async () => {
    const round = await running();
    const { id } = await itemOf(round, world.holders[0]);
    for (const verdict of ['Deny', 'DontKnow', 'Approve'] as const) {
      await reviewer.decide(round, id, verdict, 'as agreed');
      const item = await world.reader.item(round, id);
      assert.deepEqual([item.verdict, item.decidedBy?.id], [verdict, world.reviewer]);
      assert.ok(item.decidedAt);
    }
    const other = await itemOf(round, world.holders[1]);
    assert.equal(other.verdict, undefined);
  });

  it('takes none of anybody else, and none when the round is over', async () => {
    const round = await running();
    const { id } = await itemOf(round, world.holders[0]);
    const bystander = await world.as('bystander');
    await assert.rejects(bystander.decide(round, id, 'Deny', 'mine'), refusedWith('not_a_reviewer'));
    await assert.rejects(admin.decide(round, id, 'Deny', 'mine'), refusedWith('not_a_reviewer'));
    await admin.stop(round);
    await world.forward(1);
    assert.equal((await world.reader.round(round)).status, 'completed');
    await assert.rejects(reviewer.decide(round, id, 'Deny', 'late'));
    assert.equal((await world.reader.item(round, id)).verdict, undefined);
  });

  it('is set up, stopped and carried out by administrators alone', async () => {
    const round = await running();
    const mayNot = refusedWith('forbidden');
    for (const gateway of [reviewer, await world.as('bystander')]) {
      await assert.rejects(gateway.create(plan(), 'Mine'), mayNot);
      await assert.rejects(gateway.stop(round), mayNot);
      await assert.rejects(gateway.remind(round), mayNot);
      await assert.rejects(gateway.apply(round), mayNot);
    }
    await admin.remind(round);
    assert.equal((await world.reader.round(round)).status, 'inprogress');
  });

  it('is carried out when it is completed and no sooner, and takes away what was to go and nothing else', async () => {
    const round = await running();
    const [leaving, staying] = world.holders;
    await reviewer.decide(round, (await itemOf(round, leaving)).id, 'Deny', 'left');
    await reviewer.decide(round, (await itemOf(round, staying)).id, 'Approve', 'stays');
    await assert.rejects(admin.apply(round), refusedWith('review_not_completed'));
    await world.forward(DAYS * 24 * 60);
    admin = await world.as('administrator');
    assert.equal((await world.reader.round(round)).status, 'completed');
    assert.ok((await world.reader.holdersOf(world.role, 'eligible')).has(leaving));
    await admin.apply(round);
    await world.forward(1);
    assert.equal((await world.reader.round(round)).status, 'applied');
    assert.equal((await itemOf(round, leaving)).applyResult, 'appliedsuccessfully');
    const holders = await world.reader.holdersOf(world.role, 'eligible');
    assert.deepEqual([holders.has(leaving), holders.has(staying)], [false, true]);
    await assert.rejects(admin.apply(round), refusedWith('review_not_completed'));
  });

  it('says that something is not there', async () => {
    const round = await running();
    const notThere = refusedWith('review_not_found');
    await assert.rejects(world.reader.review(reviewId(nowhere)), notThere);
    await assert.rejects(world.reader.item(round, reviewItemId(nowhere)), notThere);
    await assert.rejects(reviewer.decide(round, reviewItemId(nowhere), 'Deny', 'x'), notThere);
  });
}
