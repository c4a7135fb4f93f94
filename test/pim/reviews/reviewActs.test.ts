import assert from 'node:assert/strict';
import { settleOperations } from '../../../src/jobs/settleOperations.ts';
import { PimError } from '../../../src/pim/errors.ts';
import { type Person } from '../../../src/pim/ids.ts';
import { type OperationResult } from '../../../src/pim/operations/runOperation.ts';
import { operationOf } from '../../../src/pim/requests.ts';
import { type ReviewAct } from '../../../src/pim/reviews/reviewAct.ts';
import {
  type ReviewItem,
  type ReviewPlan,
  type ReviewRound,
  type Verdict,
} from '../../../src/pim/reviews/review.ts';
import { type Role } from '../../../src/pim/roles.ts';
import { OperationWorld } from '../../support/operationWorld.ts';

const lost = new PimError('outcome_unknown', 'Lost');
const DAY = 24 * 60;

/** Dara may administer; Ben and Chi review what Ana, Gus and Ivo may activate. */
class Reviewed {
  readonly world = new OperationWorld();
  readonly people = new Map<string, Person>();
  role!: Role;

  static async open(): Promise<Reviewed> {
    const made = new Reviewed();
    const { world, people } = made;
    for (const name of ['Dara', 'Ben', 'Chi', 'Ana', 'Gus', 'Ivo'])
      people.set(name, await world.person(name));
    made.role = world.pim.addRole('Exchange Administrator');
    for (const name of ['Ana', 'Gus', 'Ivo']) world.pim.makeEligible(made.person(name), made.role);
    world.reviewing.administrators.push(made.person('Dara').id);
    return made;
  }

  person(name: string): Person {
    const found = this.people.get(name);
    assert.ok(found);
    return found;
  }

  get plan(): ReviewPlan {
    return {
      roleDefinitionId: this.role.id,
      title: 'Exchange',
      assignments: 'eligible',
      cadence: 'quarterly',
      days: 14,
      reviewers: ['Ben', 'Chi'].map((name) => ({ kind: 'person', id: this.person(name).id })),
      fallbackReviewers: [],
      startOn: '2026-03-02',
    };
  }

  does(name: string, act: ReviewAct, justification = ''): Promise<OperationResult> {
    return this.world.does(this.person(name), { kind: 'review', act, justification });
  }

  async round(): Promise<ReviewRound> {
    const { error } = await this.does('Dara', { what: 'create', plan: this.plan, together: [] });
    assert.equal(error, undefined);
    for await (const [review] of this.world.reviewing.reader.reviews()) {
      const [round] = review === undefined ? [] : await this.world.reviewing.reader.roundsOf(review.id);
      if (round !== undefined) return round;
    }
    throw new Error('No round');
  }

  async item(round: ReviewRound, name: string): Promise<ReviewItem> {
    for await (const page of this.world.reviewing.reader.items(round)) {
      const found = page.find(({ principal }) => principal.id === this.person(name).id);
      if (found !== undefined) return found;
    }
    throw new Error(`Nothing about ${name}`);
  }

  async decides(by: string, round: ReviewRound, about: string, verdict: Verdict): Promise<OperationResult> {
    const { id: itemId } = await this.item(round, about);
    return this.does(by, { what: 'decide', ...keyOf(round), itemId, verdict }, 'as agreed');
  }

  async eligible(): Promise<readonly string[]> {
    const held = await this.world.reviewing.reader.holdersOf(this.role.id, 'eligible');
    return ['Ana', 'Gus', 'Ivo'].filter((name) => held.has(this.person(name).id));
  }
}

const keyOf = ({ reviewId, roundId }: ReviewRound) => ({ reviewId, roundId });
const endOf = ({ state, error }: OperationResult): string => `${state} ${error?.code ?? ''}`.trim();

describe('what people do with access reviews', () => {
  let reviewed: Reviewed;
  let world: OperationWorld;

  beforeEach(async () => {
    reviewed = await Reviewed.open();
    ({ world } = reviewed);
  });

  it('finds a review again whose answer was lost, by the tag in its title, and sets no second one up', async () => {
    world.reviewing.failNext('create', lost, 'after');
    const first = await reviewed.does('Dara', { what: 'create', plan: reviewed.plan, together: [] });
    assert.equal(endOf(first), 'UNKNOWN outcome_unknown');
    world.clock.forward(1);
    const told: OperationResult[] = [];
    await settleOperations(world, (result) => {
      told.push(result);
      return Promise.resolve();
    });
    assert.deepEqual(told.map(endOf), ['DONE']);
    assert.deepEqual(world.reviewing.writes, ['create']);
    const titles = [];
    for await (const page of world.reviewing.reader.reviews()) titles.push(...page.map(({ title }) => title));
    assert.deepEqual(titles.map(operationOf), [first.operation.id]);
    assert.deepEqual(world.audit.entries.at(-1)?.event, 'review.done');
  });

  it('asks for a proof of its own, and does nothing with another', async () => {
    const operation = await world.open(reviewed.person('Dara'), {
      kind: 'review',
      act: { what: 'create', plan: reviewed.plan, together: [] },
      justification: '',
    });
    const result = await world.run(operation, { operationId: 'another' });
    assert.equal(result?.error?.code, 'sign_in_required');
    assert.deepEqual(world.reviewing.writes, []);
  });

  it('lets a listed reviewer decide, and change their own mind; to anybody else each case has its answer', async () => {
    const round = await reviewed.round();
    assert.equal(endOf(await reviewed.decides('Ben', round, 'Ana', 'Approve')), 'DONE');
    assert.equal(endOf(await reviewed.decides('Ben', round, 'Ana', 'Approve')), 'CONFLICT already_reviewed');
    assert.equal(endOf(await reviewed.decides('Ben', round, 'Ana', 'Deny')), 'DONE');
    const late = await reviewed.decides('Chi', round, 'Ana', 'Approve');
    assert.equal(endOf(late), 'CONFLICT already_reviewed');
    assert.equal(late.error?.details.decidedBy, 'Ben');
    assert.equal(endOf(await reviewed.decides('Dara', round, 'Gus', 'Deny')), 'REFUSED not_a_reviewer');
    assert.equal(endOf(await reviewed.decides('Ivo', round, 'Gus', 'Deny')), 'REFUSED not_a_reviewer');
    assert.equal((await reviewed.item(round, 'Ana')).verdict, 'Deny');
    world.clock.forward(14 * DAY);
    assert.equal(endOf(await reviewed.decides('Ben', round, 'Gus', 'Deny')), 'REFUSED review_over');
    const rows = world.audit.entries.filter(({ event }) => event.startsWith('review.'));
    assert.ok(rows.every(({ facts }) => !JSON.stringify(facts ?? {}).includes('agreed')));
  });

  it('tells a round that ends between the look and the write as what it is', async () => {
    const round = await reviewed.round();
    const own = world.reviewing.as(reviewed.person('Ben'));
    const gatewayFor = (): typeof own => ({
      ...own,
      decide: (...given) => {
        world.clock.forward(15 * DAY);
        return own.decide(...given);
      },
    });
    const { id: itemId } = await reviewed.item(round, 'Ana');
    const { reader } = world.reviewing;
    Object.assign(world, { reviewing: { reader, gatewayFor } });
    const act = { what: 'decide', ...keyOf(round), itemId, verdict: 'Approve' } as const;
    assert.equal(endOf(await reviewed.does('Ben', act, 'yes')), 'REFUSED review_over');
  });

  it('keeps several at once, leaves alone what somebody has decided meanwhile, and goes on after a lost answer', async () => {
    const round = await reviewed.round();
    const items = await Promise.all(['Ana', 'Gus', 'Ivo'].map((name) => reviewed.item(round, name)));
    await reviewed.decides('Chi', round, 'Gus', 'Deny');
    world.reviewing.failNext('decide', lost, 'before');
    const act = { what: 'keep', ...keyOf(round), itemIds: items.map(({ id }) => id) } as const;
    const operation = await world.open(reviewed.person('Ben'), {
      kind: 'review',
      act,
      justification: 'in use',
    });
    assert.equal((await world.run(operation))?.state, 'UNKNOWN');
    assert.equal((await world.run(operation))?.state, 'DONE');
    const verdicts = await Promise.all(['Ana', 'Gus', 'Ivo'].map((name) => reviewed.item(round, name)));
    assert.deepEqual(
      verdicts.map(({ verdict }) => verdict),
      ['Approve', 'Deny', 'Approve'],
    );
  });

  it('carries out what was shown, once it is completed, and reads that it is gone', async () => {
    const round = await reviewed.round();
    await reviewed.decides('Ben', round, 'Gus', 'Deny');
    const losing = [(await reviewed.item(round, 'Gus')).id];
    const apply = (shown: typeof losing, by = 'Dara') =>
      reviewed.does(by, { what: 'apply', ...keyOf(round), losing: shown });
    assert.equal(endOf(await apply(losing)), 'REFUSED review_not_completed');
    await reviewed.does('Dara', { what: 'stop', ...keyOf(round) });
    assert.equal(endOf(await apply([])), 'CONFLICT review_changed');
    assert.equal(endOf(await apply(losing, 'Ben')), 'REFUSED forbidden');
    assert.deepEqual(await reviewed.eligible(), ['Ana', 'Gus', 'Ivo']);
    world.reviewing.failNext('apply', lost, 'after');
    assert.equal((await apply(losing)).state, 'UNKNOWN');
    world.clock.forward(1);
    await settleOperations(world, () => Promise.resolve());
    assert.equal(world.operations.all.at(-1)?.state, 'DONE');
    assert.deepEqual(await reviewed.eligible(), ['Ana', 'Ivo']);
    assert.equal(endOf(await apply(losing)), 'REFUSED review_not_completed');
  });

  it('calls nothing refused that an earlier run may have done while Entra cannot be read', async () => {
    const key = keyOf(await reviewed.round());
    world.reviewing.failNext('stop', lost, 'after');
    const { operation, state } = await reviewed.does('Dara', { what: 'stop', ...key });
    assert.equal(state, 'UNKNOWN');
    world.reviewing.failNext('round', new PimError('pim_unavailable', 'Down'));
    assert.equal((await world.run(operation))?.state, 'UNKNOWN');
    assert.equal((await world.run(operation))?.state, 'DONE');
  });

  it('says that nobody knows whether a reminder went out, and waits for no answer', async () => {
    const round = await reviewed.round();
    world.reviewing.failNext('remind', lost, 'after');
    const { state, error } = await reviewed.does('Dara', { what: 'remind', ...keyOf(round) });
    assert.deepEqual([state, error?.code], ['REFUSED', 'review_reminder_unclear']);
  });

  it('is refused in words where reviews are not switched on', async () => {
    Object.assign(world, { reviewing: undefined });
    const result = await reviewed.does('Dara', { what: 'create', plan: reviewed.plan, together: [] });
    assert.equal(endOf(result), 'REFUSED reviews_off');
  });
});
