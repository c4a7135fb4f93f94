import assert from 'node:assert/strict';
import { askNewlyReachable } from '../../../src/pim/operations/askNewlyReachable.ts';
import { aConversation } from '../../support/inMemoryRecords.ts';
import { approvalWorld, toDecide, type ApprovalWorld } from '../../support/operationWorld.ts';

describe('askNewlyReachable', () => {
  let made: ApprovalWorld;

  beforeEach(async () => {
    made = await approvalWorld();
    await made.world.conversations.markUninstalled(made.ben);
  });

  const install = async (): Promise<number> => {
    await made.world.conversations.remember(aConversation(made.ben, { name: 'Ben Okafor' }));
    return askNewlyReachable(made.world, made.ben);
  };

  it('brings what still waits, once', async () => {
    const { world, ben, ask } = made;
    await ask();
    assert.deepEqual(world.outbox.waitingFor(ben), []);
    assert.equal(await install(), 1);
    assert.deepEqual(world.outbox.waitingFor(ben), ['card']);
    assert.equal(await install(), 0);
  });

  it('brings nothing that was decided meanwhile', async () => {
    const { world, ben, dara, ask } = made;
    const { id } = await ask();
    await world.does(dara, toDecide(id));
    world.outbox.clear();
    assert.equal(await install(), 0);
    assert.deepEqual(world.outbox.waitingFor(ben), []);
  });
});
