import assert from 'node:assert/strict';
import { PimError } from '../../../src/pim/errors.ts';
import { approvalWorld, toActivate, toDecide, type ApprovalWorld } from '../../support/operationWorld.ts';

describe('activateRole, where a person has asked already', () => {
  let made: ApprovalWorld;

  beforeEach(async () => {
    made = await approvalWorld();
  });

  const submissions = (): number => made.world.pim.calls.filter((call) => call === 'selfActivate').length;

  it('makes no second request while the first waits, and does not try', async () => {
    const { world, ana, exchange } = made;
    assert.equal((await world.does(ana, toActivate(exchange))).state, 'DONE');
    const { state, error } = await world.does(ana, toActivate(exchange));
    assert.equal(state, 'REFUSED');
    assert.equal(error?.code, 'request_pending_already');
    assert.equal(submissions(), 1);
  });

  it('makes none where the first was denied after they asked again, and takes one that is asked for in the knowledge of it', async () => {
    const { world, ana, ben, exchange } = made;
    const first = await world.does(ana, toActivate(exchange));
    assert.ok(first.request);
    const again = await world.open(ana, toActivate(exchange));
    world.clock.forward(1);
    assert.equal((await world.does(ben, toDecide(first.request.id, 'Deny'))).state, 'DONE');
    const second = await world.run(again);
    assert.equal(second?.error?.code, 'asked_meanwhile');
    assert.equal(submissions(), 1);
    world.clock.forward(1);
    assert.equal((await world.does(ana, toActivate(exchange))).state, 'DONE');
    assert.equal(submissions(), 2);
  });

  it('does not take up a wish whose answer was lost once a later one was made and taken back', async () => {
    const { world, ana, exchange } = made;
    const lost = await world.open(ana, toActivate(exchange));
    world.pim.failNext('selfActivate', new PimError('outcome_unknown', 'No answer'), 'before');
    assert.equal((await world.run(lost))?.state, 'UNKNOWN');
    world.clock.forward(1);
    const later = await world.does(ana, toActivate(exchange));
    assert.ok(later.request);
    assert.equal((await world.does(ana, { kind: 'cancel', requestId: later.request.id })).state, 'DONE');
    world.clock.forward(2);
    const before = submissions();
    assert.equal((await world.run(lost))?.error?.code, 'asked_meanwhile');
    assert.equal(submissions(), before);
  });

  it('sees what was decided or taken back elsewhere before it speaks of a request that waits', async () => {
    const { world, ana, exchange } = made;
    const first = await world.does(ana, toActivate(exchange));
    assert.ok(first.request);
    await world.pim.as(ana).cancel(first.request.id);
    assert.equal((await world.does(ana, toActivate(exchange))).state, 'DONE');
    assert.equal(submissions(), 2);
  });
});
