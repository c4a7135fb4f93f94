import assert from 'node:assert/strict';
import { followReviews } from '../../src/jobs/followReviews.ts';
import { PimError } from '../../src/pim/errors.ts';
import { type Person } from '../../src/pim/ids.ts';
import { type ReviewPlan } from '../../src/pim/reviews/review.ts';
import { OperationWorld } from '../support/operationWorld.ts';

const DAY = 24 * 60;

describe('following access reviews', () => {
  let world: OperationWorld;
  let ben: Person;
  let chi: Person;

  beforeEach(async () => {
    world = new OperationWorld();
    const dara = await world.person('Dara');
    [ben, chi] = [await world.person('Ben'), await world.person('Chi')];
    world.reviewing.administrators.push(dara.id);
    const role = world.pim.addRole('Exchange Administrator');
    world.pim.makeEligible(await world.person('Ana'), role);
    const plan: ReviewPlan = {
      roleDefinitionId: role.id,
      title: 'Exchange',
      assignments: 'eligible',
      cadence: 'quarterly',
      days: 14,
      reviewers: [ben, chi].map(({ id }) => ({ kind: 'person', id })),
      fallbackReviewers: [],
      startOn: '2026-03-02',
    };
    await world.reviewing.as(dara).create(plan, 'Exchange');
    await world.conversations.markUninstalled(chi);
  });

  const follow = (remindDaysBefore = 3): Promise<void> =>
    followReviews({
      ...world.with({}),
      reader: world.reviewing.reader,
      tenantId: ben.tenantId,
      remindDaysBefore,
    });

  const toldTo = (person: Person): readonly string[] => world.outbox.waitingFor(person);

  it('brings each reviewer that can be reached one card, one reminder, and the end, however often it looks', async () => {
    await follow();
    await follow();
    assert.deepEqual([toldTo(ben), toldTo(chi)], [['reviewCard'], []]);
    world.clock.forward(11 * DAY + 10);
    await follow();
    await follow();
    assert.deepEqual(toldTo(ben), ['reviewCard', 'reviewReminder']);
    world.clock.forward(4 * DAY);
    await follow();
    await follow();
    assert.deepEqual(toldTo(ben), ['reviewCard', 'reviewReminder', 'reviewCard']);
    assert.deepEqual(await world.reviewCards.openRounds(), []);
  });

  it('brings the card to whoever can be reached later, and reminds nobody where that is not wished', async () => {
    await follow(0);
    const conversation = await world.conversations.of(chi);
    assert.ok(conversation);
    await world.conversations.remember({ ...conversation, isInstalled: true });
    world.clock.forward(12 * DAY);
    await follow(0);
    assert.deepEqual([toldTo(ben), toldTo(chi)], [['reviewCard'], ['reviewCard']]);
  });

  it('ends no card where reviews cannot be read', async () => {
    await follow();
    const { reader } = world.reviewing;
    const unreadable = { ...reader, reviews: () => failing() };
    await assert.rejects(
      followReviews({ ...world.with({}), reader: unreadable, tenantId: ben.tenantId, remindDaysBefore: 3 }),
    );
    assert.deepEqual(toldTo(ben), ['reviewCard']);
  });
});

/** Fails as soon as it is asked for a page. */
const failing = (): AsyncIterable<never> => ({
  [Symbol.asyncIterator]: () => ({ next: () => Promise.reject(new PimError('pim_unavailable', 'Down')) }),
});
