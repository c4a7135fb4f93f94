import assert from 'node:assert/strict';
import { OperationDesk } from '../../src/bot/operationDesk.ts';
import { aSession } from '../support/chatWorld.ts';
import { approvalWorld, toActivate } from '../support/operationWorld.ts';

describe('OperationDesk', () => {
  it('keeps of an activation when its turn began, however long PIM was read before it was stored', async () => {
    const { world, ana, exchange } = await approvalWorld();
    const desk = new OperationDesk(
      world.with({}) as unknown as ConstructorParameters<typeof OperationDesk>[0],
    );
    const session = aSession(ana, world.clock);
    const began = world.clock.now();
    world.clock.forward(2);
    const operation = await desk.open(session, toActivate(exchange));
    assert.deepEqual(operation?.createdAt, world.clock.now());
    assert.deepEqual(operation.intent, toActivate(exchange, { askedAt: began.toISOString() }));
    const other = await desk.open(session, {
      kind: 'deactivate',
      roleDefinitionId: exchange.id,
      scopeId: '/',
    });
    assert.ok(
      other && !('askedAt' in other.intent),
      'only a second wish for a role is held against the first',
    );
  });
});
