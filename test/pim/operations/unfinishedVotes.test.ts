import assert from 'node:assert/strict';
import { settleOperations } from '../../../src/jobs/settleOperations.ts';
import { requestedEntry, runOperation } from '../../../src/pim/operations/runOperation.ts';
import { judgeIn } from '../../support/houseRules.ts';
import { aSignOn } from '../../support/inMemorySignOns.ts';
import { approvalWorld, toActivate, toDecide } from '../../support/operationWorld.ts';

describe('a vote on a request that is kept here', () => {
  it('can be given again where the process that took it ended before it was kept', async () => {
    const { world, ana, ben, dara, reader } = await approvalWorld();
    const rule = {
      name: 'Two people',
      appliesTo: { roles: ['Reports Reader'] },
      approvals: [{ count: 2, from: { people: [ben.id, dara.id] } }],
    };
    const deps = world.with({ houseJudge: judgeIn(world, [rule]) });
    const asked = await world.open(ana, toActivate(reader));
    const held = await runOperation(deps, asked.id, aSignOn(ana, world.clock));
    assert.ok(held?.request);
    const operationId = world.random.ulid();
    const intent = toDecide(held.request.id);
    await world.operations.open(
      { id: operationId, person: ben, intent },
      requestedEntry(ben, operationId, intent),
    );
    await world.operations.claim(operationId, 60);
    world.clock.forward(2);
    const sweep = (): Promise<void> => settleOperations(deps, () => Promise.resolve());
    await sweep();
    await sweep();
    assert.equal((await world.operations.of(operationId))?.state, 'UNKNOWN', 'nobody runs it any more');
    await runOperation(deps, operationId, aSignOn(ben, world.clock, { operationId }));
    const voting = await deps.votings.of(ana.tenantId, held.request.id);
    assert.deepEqual(
      voting?.votes.map(({ by }) => by),
      [ben.id],
    );
  });
});
