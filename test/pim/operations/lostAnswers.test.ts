import assert from 'node:assert/strict';
import { PimError } from '../../../src/pim/errors.ts';
import { runOperation } from '../../../src/pim/operations/runOperation.ts';
import { aSignOn } from '../../support/inMemorySignOns.ts';
import { approvalWorld, toActivate, toDecide, type ApprovalWorld } from '../../support/operationWorld.ts';

describe('runOperation', () => {
  let made: ApprovalWorld;

  beforeEach(async () => {
    made = await approvalWorld();
  });

  describe('after a lost answer', () => {
    it('finds the activation by its tag and does not repeat it', async () => {
      const { world, ana, reader } = made;
      world.pim.failNext('selfActivate', new PimError('outcome_unknown', 'Lost'), 'after');
      const operation = await world.open(ana, toActivate(reader));
      assert.equal((await world.run(operation))?.state, 'UNKNOWN');
      const second = await world.run(operation);
      assert.equal(second?.state, 'DONE');
      assert.equal(second.request?.id, world.pim.writes[0]?.requestId);
      assert.equal(world.pim.writes.length, 1);
      assert.equal(world.pim.calls.filter((call) => call === 'selfActivate').length, 1);
    });

    it('activates once more where PIM never heard of it', async () => {
      const { world, ana, reader } = made;
      world.pim.failNext('selfActivate', new PimError('outcome_unknown', 'Lost'), 'before');
      const operation = await world.open(ana, toActivate(reader));
      await world.run(operation);
      assert.equal((await world.run(operation))?.state, 'DONE');
      assert.equal(world.pim.writes.length, 1);
    });

    it('reads back first where the process died under its lease', async () => {
      const { world, ana, reader } = made;
      const operation = await world.open(ana, toActivate(reader));
      const leased = await world.operations.claim(operation.id, 60);
      assert.ok(leased);
      await world.pim.as(ana).selfActivate(
        { roleDefinitionId: reader.id, scopeId: '/' },
        {
          durationMinutes: 60,
          justification: `Mailbox is stuck [ref:${operation.id}]`,
          ticketNumber: '',
          ticketSystem: '',
          startAt: undefined,
        },
      );
      assert.equal(await world.run(operation), undefined, 'the lease still runs');
      world.clock.forward(2);
      assert.equal((await world.run(operation))?.state, 'DONE');
      assert.equal(world.pim.writes.length, 1);
      const stale = await world.operations.settle(
        leased,
        'REFUSED',
        {},
        {
          event: 'activation.refused',
          tenantId: ana.tenantId,
          actor: ana.id,
        },
      );
      assert.equal(stale, false, 'whoever was late settles nothing');
    });

    it('takes a deactivation as done when the role is gone', async () => {
      const { world, ana, reader } = made;
      await world.does(ana, toActivate(reader));
      world.clock.forward(10);
      world.pim.failNext('selfDeactivate', new PimError('outcome_unknown', 'Lost'), 'after');
      const operation = await world.open(ana, {
        kind: 'deactivate',
        roleDefinitionId: reader.id,
        scopeId: '/',
      });
      assert.equal((await world.run(operation))?.state, 'UNKNOWN');
      assert.equal((await world.run(operation))?.state, 'DONE');
      assert.equal(world.pim.writes.filter(({ kind }) => kind === 'selfDeactivate').length, 1);
    });

    it('deactivates again where the role is still there', async () => {
      const { world, ana, reader } = made;
      await world.does(ana, toActivate(reader));
      world.clock.forward(10);
      world.pim.failNext('selfDeactivate', new PimError('outcome_unknown', 'Lost'), 'before');
      const operation = await world.open(ana, {
        kind: 'deactivate',
        roleDefinitionId: reader.id,
        scopeId: '/',
      });
      await world.run(operation);
      assert.equal((await world.run(operation))?.state, 'DONE');
      assert.deepEqual(await world.pim.as(ana).activeRoles(), []);
    });

    it('takes "not active" of a repeated deactivation as done', async () => {
      const { world, ana, reader } = made;
      await world.does(ana, toActivate(reader));
      world.clock.forward(10);
      world.pim.failNext('selfDeactivate', new PimError('outcome_unknown', 'Lost'), 'before');
      const operation = await world.open(ana, {
        kind: 'deactivate',
        roleDefinitionId: reader.id,
        scopeId: '/',
      });
      await world.run(operation);
      world.pim.failNext('selfDeactivate', new PimError('not_active', 'It had worked'), 'after');
      assert.equal((await world.run(operation))?.state, 'DONE');
    });

    it('says a first deactivation of what is not active is refused', async () => {
      const { world, ana, reader } = made;
      const result = await world.does(ana, { kind: 'deactivate', roleDefinitionId: reader.id, scopeId: '/' });
      assert.equal(result.state, 'REFUSED');
      assert.equal(result.error?.code, 'not_active');
    });

    it('takes a cancellation as done when PIM has it', async () => {
      const { world, ana, ask } = made;
      const { id } = await ask();
      world.pim.failNext('cancel', new PimError('outcome_unknown', 'Lost'), 'after');
      const operation = await world.open(ana, { kind: 'cancel', requestId: id });
      assert.equal((await world.run(operation))?.state, 'UNKNOWN');
      assert.equal((await world.run(operation))?.state, 'DONE');
      assert.equal(world.pim.writes.filter(({ kind }) => kind === 'cancel').length, 1);
      const followed = world.followed(id);
      assert.equal(followed.status, 'Canceled');
      assert.equal(followed.isOpen, false);
    });

    it('takes a decision as recorded when PIM has it from this very person', async () => {
      const { world, ben, ask } = made;
      const { id } = await ask();
      world.pim.failNext('decide', new PimError('outcome_unknown', 'Lost'), 'after');
      const operation = await world.open(ben, toDecide(id));
      assert.equal((await world.run(operation))?.state, 'UNKNOWN');
      const second = await world.run(operation);
      assert.equal(second?.state, 'DONE');
      assert.equal(world.pim.writes.filter(({ kind }) => kind === 'decide').length, 1);
    });

    it('decides again where nothing is recorded', async () => {
      const { world, ben, ask } = made;
      const { id } = await ask();
      world.pim.failNext('decide', new PimError('outcome_unknown', 'Lost'), 'before');
      const operation = await world.open(ben, toDecide(id));
      await world.run(operation);
      assert.equal((await world.run(operation))?.state, 'DONE');
      assert.equal(world.pim.writes.filter(({ kind }) => kind === 'decide').length, 1);
    });

    it('loses to somebody who decided meanwhile', async () => {
      const { world, ben, dara, ask } = made;
      const { id } = await ask();
      world.pim.failNext('decide', new PimError('outcome_unknown', 'Lost'), 'before');
      const operation = await world.open(ben, toDecide(id));
      await world.run(operation);
      await world.pim.as(dara).decide(id, id, 'Deny', 'No ticket');
      const second = await world.run(operation);
      assert.equal(second?.state, 'CONFLICT');
      assert.equal(second.error?.details.decidedBy, 'Dara Lind');
      assert.equal(world.audit.events.at(-1), 'decision.superseded');
    });

    it('leaves it parked when the reading back fails', async () => {
      const { world, ben, ask } = made;
      const { id } = await ask();
      world.pim.failNext('decide', new PimError('outcome_unknown', 'Lost'), 'after');
      const operation = await world.open(ben, toDecide(id));
      await world.run(operation);
      world.pim.failNext('approval', new PimError('pim_unavailable', 'Down'));
      const second = await world.run(operation);
      assert.equal(second?.state, 'UNKNOWN');
      assert.equal((second.error?.cause as PimError).code, 'pim_unavailable');
      assert.equal(world.pim.calls.filter((call) => call === 'decide').length, 1);
    });
  });

  describe('after a write whose reading back fails', () => {
    const down = new PimError('pim_unavailable', 'Down', { graphRequestId: 'graph-2' });

    it('does not call an activation refused', async () => {
      const { world, ana, exchange } = made;
      const operation = await world.open(ana, toActivate(exchange));
      const settings = world.pim.settingsOf(exchange.id);
      // The proof is fitted to the role, then the role's settings are checked; after the write they are read again.
      let answers = 2;
      world.directory.settingsOf = () =>
        (answers -= 1) < 0 ? Promise.reject(down) : Promise.resolve(settings);
      assert.equal((await world.run(operation))?.state, 'UNKNOWN');
      answers = 10;
      const second = await world.run(operation);
      assert.equal(second?.state, 'DONE');
      assert.equal(world.pim.writes.length, 1);
      const asked = world.cards.all.filter(({ kind }) => kind === 'approval');
      assert.equal(asked.length, 2, 'both approvers are asked in the end');
    });

    it('does not call a deactivation refused', async () => {
      const { world, ana, reader } = made;
      await world.does(ana, toActivate(reader));
      world.clock.forward(10);
      world.pim.failNext('activeRoles', down);
      const operation = await world.open(ana, {
        kind: 'deactivate',
        roleDefinitionId: reader.id,
        scopeId: '/',
      });
      assert.equal((await world.run(operation))?.state, 'UNKNOWN');
      assert.equal((await world.operations.of(operation.id))?.outcome.graphRequestId, 'graph-2');
      assert.equal((await world.run(operation))?.state, 'DONE');
    });

    it('does not call a cancellation refused', async () => {
      const { world, ana, ask } = made;
      const { id } = await ask();
      world.pim.failNext('request', down);
      const operation = await world.open(ana, { kind: 'cancel', requestId: id });
      assert.equal((await world.run(operation))?.state, 'UNKNOWN');
      assert.equal((await world.run(operation))?.state, 'DONE');
    });

    it('does not call a decision refused', async () => {
      const { world, ben, ask } = made;
      const { id } = await ask();
      const operation = await world.open(ben, toDecide(id));
      const failing = world.pim.as(ben);
      let read = 0;
      const pim = {
        ...failing,
        approval: (approvalId: string) =>
          (read += 1) === 1 ? failing.approval(approvalId) : Promise.reject(down),
      };
      const signOn = aSignOn(ben, world.clock, { operationId: operation.id });
      const result = await runOperation(world.with({ pimFor: () => pim }), operation.id, signOn);
      assert.equal(result?.state, 'UNKNOWN');
      assert.equal((await world.run(operation))?.state, 'DONE');
    });
  });
});
