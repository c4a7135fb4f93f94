import assert from 'node:assert/strict';
import { settleOperations } from '../../../src/jobs/settleOperations.ts';
import { PimError } from '../../../src/pim/errors.ts';
import { type RequestId } from '../../../src/pim/ids.ts';
import { type Intent, type Operation } from '../../../src/pim/records.ts';
import { aSignOn } from '../../support/inMemorySignOns.ts';
import { approvalWorld, toActivate, type ApprovalWorld } from '../../support/operationWorld.ts';

const lost = new PimError('outcome_unknown', 'Lost');

describe('a deactivation whose answer was lost, and an activation after it', () => {
  let made: ApprovalWorld;
  let first: RequestId;

  beforeEach(async () => {
    made = await approvalWorld();
    first = await activate();
    made.world.clock.forward(10);
  });

  /** Ana activates the reader's role; gives the request. */
  async function activate(): Promise<RequestId> {
    const { request } = await made.world.does(made.ana, toActivate(made.reader));
    if (request === undefined) throw new Error('Not activated');
    await look();
    return request.id;
  }

  /** The request of an active role is seen active. */
  async function look(): Promise<void> {
    const { world } = made;
    for (const held of await world.pim.as(made.ana).activeRoles()) {
      const request = [...world.requests.saved.values()].find(({ id }) => id === held.scheduleId);
      if (request !== undefined)
        await world.requests.save({ ...request, startAt: held.startAt, endAt: held.endAt });
    }
  }

  const intent = (): Intent => ({ kind: 'deactivate', roleDefinitionId: made.reader.id, scopeId: '/' });

  /** Ana deactivates, and the answer is lost on its way there or back. */
  async function loses(when: 'before' | 'after'): Promise<Operation> {
    const { world, ana } = made;
    world.pim.failNext('selfDeactivate', lost, when);
    const operation = await world.open(ana, intent());
    assert.equal((await world.run(operation))?.state, 'UNKNOWN');
    return operation;
  }

  /** When PIM would deactivate again, Ana's proof is at hand, and the sweep goes on. */
  async function settle(): Promise<void> {
    const { world, ana } = made;
    world.clock.forward(6);
    await world.tokens.keep(aSignOn(ana, world.clock));
    for (let round = 0; round < 3; round += 1) {
      world.clock.forward(6);
      await settleOperations(world, () => Promise.resolve());
    }
  }

  const stateOf = async ({ id }: Operation) => (await made.world.operations.of(id))?.state;
  const heldBy = async (): Promise<readonly (string | undefined)[]> =>
    (await made.world.pim.as(made.ana).activeRoles()).map(({ scheduleId }) => scheduleId);
  const deactivations = (): number =>
    made.world.pim.writes.filter(({ kind }) => kind === 'selfDeactivate').length;

  for (const minutes of [1, 4, 7, 50]) {
    it(`leaves an activation alone that was made ${String(minutes)} minutes later`, async () => {
      const operation = await loses('after');
      made.world.clock.forward(minutes);
      const second = await activate();
      await settle();
      assert.equal(await stateOf(operation), 'DONE');
      assert.deepEqual(await heldBy(), [second]);
      assert.equal(deactivations(), 1);
      assert.equal(made.world.followed(second).isOpen, true, 'it is followed on');
      assert.equal(made.world.followed(first).status, 'Revoked');
    });
  }

  it('leaves the later one alone where the first ended by itself and PIM never heard of it', async () => {
    const operation = await loses('before');
    made.world.clock.forward(55);
    const second = await activate();
    await settle();
    assert.equal(await stateOf(operation), 'DONE');
    assert.deepEqual(await heldBy(), [second]);
    assert.equal(deactivations(), 0);
  });

  it('gives back what was meant although PIM’s clock is ahead of ours', async () => {
    const { world } = made;
    world.pim.actives = world.pim.actives.map((held) => ({
      ...held,
      startAt: new Date(world.clock.now().getTime() + 60_000),
    }));
    const operation = await loses('before');
    await settle();
    assert.deepEqual(await heldBy(), []);
    assert.equal(deactivations(), 1);
    assert.notEqual(await stateOf(operation), 'UNKNOWN');
  });

  it('gives back what was meant although the role was given back and activated again just before', async () => {
    await made.world.does(made.ana, intent());
    const second = await activate();
    const operation = await loses('before');
    assert.deepEqual(await heldBy(), [second]);
    made.world.clock.forward(5);
    await made.world.run(operation);
    assert.deepEqual(await heldBy(), []);
  });
});
