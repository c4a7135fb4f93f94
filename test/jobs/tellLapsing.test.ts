import assert from 'node:assert/strict';
import { tellLapsing } from '../../src/jobs/tellLapsing.ts';
import { approvalWorld, toDecide, type ApprovalWorld } from '../support/operationWorld.ts';

describe('tellLapsing', () => {
  let made: ApprovalWorld;

  beforeEach(async () => {
    made = await approvalWorld();
  });

  const run = (lapsingMinutes = 60): Promise<void> =>
    tellLapsing({ ...made.world.with({}), deadlines: made.world.deadlines, lapsingMinutes });
  const told = (): readonly string[] => made.world.outbox.toldTo(made.ana);

  it('tells the requestor an hour before the end, once', async () => {
    await made.ask();
    made.world.clock.forward(23 * 60 - 1);
    await run();
    assert.deepEqual(told(), []);
    made.world.clock.forward(1);
    await Promise.all([run(), run()]);
    await run();
    assert.deepEqual(told(), ['requestLapsing']);
  });

  it('says nothing where it is switched off, has been decided, or is too late', async () => {
    const { world, ben, ask } = made;
    const { id } = await ask();
    world.clock.forward(23 * 60);
    await run(0);
    assert.deepEqual(told(), []);
    await world.does(ben, toDecide(id, 'Deny'));
    world.outbox.clear();
    await run();
    assert.deepEqual(told(), []);
    made = await approvalWorld();
    await made.ask();
    made.world.clock.forward(24 * 60);
    await run();
    assert.deepEqual(told(), []);
  });
});
