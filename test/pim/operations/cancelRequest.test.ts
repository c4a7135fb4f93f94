import assert from 'node:assert/strict';
import { PimError } from '../../../src/pim/errors.ts';
import { runOperation } from '../../../src/pim/operations/runOperation.ts';
import { requestId } from '../../../src/pim/ids.ts';
import { aSignOn } from '../../support/inMemorySignOns.ts';
import { approvalWorld, toDecide, type ApprovalWorld } from '../../support/operationWorld.ts';

describe('cancelRequest', () => {
  let made: ApprovalWorld;

  beforeEach(async () => {
    made = await approvalWorld();
  });

  it('takes a waiting request back and has every card drawn again', async () => {
    const { world, ana, ben, dara, ask } = made;
    const { id } = await ask();
    world.outbox.clear();
    assert.equal((await world.does(ana, { kind: 'cancel', requestId: id })).state, 'DONE');
    assert.equal(world.statusOf(id), 'Canceled');
    assert.equal(world.followed(id).isOpen, false);
    assert.deepEqual(world.outbox.waitingFor(ben), ['card']);
    assert.deepEqual(world.outbox.waitingFor(dara), ['card']);
  });

  it('takes back a request that Latchkey had not heard of', async () => {
    const { world, ana, ask } = made;
    const { id } = await ask();
    world.requests.saved.clear();
    assert.equal((await world.does(ana, { kind: 'cancel', requestId: id })).state, 'DONE');
    assert.equal(world.requests.saved.size, 0);
  });

  it('leaves somebody else’s request alone', async () => {
    const { world, ben, ask } = made;
    const { id } = await ask();
    const result = await world.does(ben, { kind: 'cancel', requestId: id });
    assert.equal(result.error?.code, 'forbidden');
    assert.equal(world.statusOf(id), 'PendingApproval');
    assert.equal(world.followed(id).isOpen, true);
  });

  it('refuses what was approved before', async () => {
    const { world, ana, ben, ask } = made;
    const { id } = await ask();
    await world.does(ben, toDecide(id));
    const result = await world.does(ana, { kind: 'cancel', requestId: id });
    assert.equal(result.error?.code, 'request_not_cancelable');
    assert.equal(world.statusOf(id), 'Provisioned');
  });

  it('does not take an approval that came first for a cancellation', async () => {
    const { world, ana, ben, ask } = made;
    const { id } = await ask();
    world.pim.failNext('cancel', new PimError('outcome_unknown', 'Lost'), 'before');
    const operation = await world.open(ana, { kind: 'cancel', requestId: id });
    await world.run(operation);
    await world.pim.as(ben).decide(id, id, 'Approve', 'Go on');
    assert.equal((await world.run(operation))?.error?.code, 'request_not_cancelable');
    assert.equal(world.followed(id).isOpen, true);
  });

  it('shows a denial that came first as a denial', async () => {
    const { world, ana, ben, ask } = made;
    const { id } = await ask();
    world.pim.failNext('cancel', new PimError('outcome_unknown', 'Lost'), 'before');
    const operation = await world.open(ana, { kind: 'cancel', requestId: id });
    await world.run(operation);
    await world.pim.as(ben).decide(id, id, 'Deny', 'Not now');
    await world.run(operation);
    assert.equal(world.followed(id).status, 'Denied');
  });

  it('says nothing is known yet while PIM still has it open', async () => {
    const { world, ana, ask } = made;
    const { id } = await ask();
    const pim = { ...world.pim.as(ana), cancel: () => Promise.resolve() };
    const operation = await world.open(ana, { kind: 'cancel', requestId: id });
    const result = await runOperation(
      world.with({ pimFor: () => pim }),
      operation.id,
      aSignOn(ana, world.clock),
    );
    assert.equal(result?.state, 'UNKNOWN');
  });

  it('counts a request that PIM has deleted as cancelled', async () => {
    const { world, ana, ask } = made;
    const { id } = await ask();
    world.pim.failNext('request', new PimError('request_not_found', 'Deleted'));
    assert.equal((await world.does(ana, { kind: 'cancel', requestId: id })).state, 'DONE');
    assert.equal(world.followed(id).status, 'Canceled');
  });

  it('refuses a request that never was', async () => {
    const { world, ana } = made;
    const unknown = requestId('00000099-0000-4000-8000-000000000099');
    const result = await world.does(ana, { kind: 'cancel', requestId: unknown });
    assert.equal(result.error?.code, 'request_not_found');
  });
});
