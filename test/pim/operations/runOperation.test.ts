import assert from 'node:assert/strict';
import { PimError, type PimErrorCode } from '../../../src/pim/errors.ts';
import { requestId } from '../../../src/pim/ids.ts';
import { runOperation } from '../../../src/pim/operations/runOperation.ts';
import { type OperationState } from '../../../src/pim/records.ts';
import { aSignOn } from '../../support/inMemorySignOns.ts';
import { approvalWorld, toActivate, toDecide, type ApprovalWorld } from '../../support/operationWorld.ts';

describe('runOperation', () => {
  let made: ApprovalWorld;
  beforeEach(async () => {
    made = await approvalWorld();
  });

  it('activates, remembers the request and records what was asked and done', async () => {
    const { world, ana, reader } = made;
    const { state, request, error } = await world.does(ana, toActivate(reader));
    assert.equal(error, undefined);
    assert.equal(state, 'DONE');
    assert.ok(request);
    assert.equal(world.followed(request.id).justification, 'Mailbox is stuck');
    assert.equal(world.statusOf(request.id), 'Provisioned');
    assert.deepEqual(world.audit.events, ['activation.requested', 'activation.submitted']);
  });

  it('keeps in the trail how old the proof was and of which kind', async () => {
    const { world, ana, reader } = made;
    const operation = await world.open(ana, toActivate(reader));
    const receivedAt = world.clock.now();
    world.clock.forward(2);
    const graphToken = {
      accessToken: 'a token',
      expiresAt: world.clock.now(),
      scopes: [],
      methods: ['pwd', 'mfa'],
      contexts: ['c1'],
    };
    await world.run(operation, { receivedAt, graphToken });
    const facts = world.audit.entries.at(-1)?.facts ?? {};
    assert.equal(facts['proofAgeSeconds'], 120);
    assert.equal(facts['proof'], 'interactive');
    assert.equal(facts['authenticationMethods'], 'pwd mfa');
    assert.equal(facts['authenticationContexts'], 'c1');
    assert.doesNotMatch(JSON.stringify(world.audit.entries), /a token|an assertion/);
  });

  it('runs an operation once, however often it is asked to', async () => {
    const { world, ana, reader } = made;
    const operation = await world.open(ana, toActivate(reader));
    const results = await Promise.all([world.run(operation), world.run(operation), world.run(operation)]);
    assert.equal(results.filter((result) => result !== undefined).length, 1);
    assert.equal(world.pim.writes.length, 1);
    assert.equal(await world.run(operation), undefined);
    assert.equal(world.pim.writes.length, 1);
  });

  it('refuses the proof of another person, and asks PIM nothing', async () => {
    const { world, ana, ben, reader } = made;
    const operation = await world.open(ana, toActivate(reader));
    const result = await world.run(operation, { person: ben });
    assert.equal(result?.error?.code, 'forbidden');
    assert.equal(result.state, 'REFUSED');
    assert.deepEqual(world.pim.calls, []);
  });

  const states: Readonly<Partial<Record<PimErrorCode, OperationState>>> = {
    outcome_unknown: 'UNKNOWN',
    already_decided: 'CONFLICT',
    request_changed: 'CONFLICT',
    sign_in_required: 'NEEDS_USER',
    step_up_required: 'NEEDS_USER',
    multifactor_required: 'NEEDS_USER',
    consent_required: 'NEEDS_USER',
    not_eligible: 'REFUSED',
    policy_not_satisfied: 'REFUSED',
    forbidden: 'REFUSED',
    throttled: 'REFUSED',
    pim_unavailable: 'REFUSED',
  };
  for (const [code, state] of Object.entries(states) as [PimErrorCode, OperationState][]) {
    it(`ends as ${state} on ${code}, with Graph's request id in the trail`, async () => {
      const { world, ana, reader } = made;
      world.pim.failNext('selfActivate', new PimError(code, 'No', { graphRequestId: 'graph-1' }));
      const operation = await world.open(ana, toActivate(reader));
      const result = await world.run(operation);
      assert.equal(result?.state, state);
      assert.equal(result.error?.code, code);
      const stored = await world.operations.of(operation.id);
      assert.equal(stored?.state, state);
      assert.deepEqual(stored.outcome, { errorCode: code, graphRequestId: 'graph-1' });
      assert.equal(
        world.audit.events.at(-1),
        state === 'UNKNOWN' ? 'activation.unclear' : 'activation.refused',
      );
      assert.equal(world.audit.entries.at(-1)?.facts?.['graphRequestId'], 'graph-1');
      assert.deepEqual(world.pim.writes, []);
    });
  }

  it('parks an operation that broke off as unknown, and logs why', async () => {
    const { world, ana, reader } = made;
    world.pim.failNext('selfActivate', new TypeError('a mistake of ours'), 'after');
    const operation = await world.open(ana, toActivate(reader));
    const result = await world.run(operation);
    assert.equal(result?.state, 'UNKNOWN');
    assert.equal(result.error?.code, 'outcome_unknown');
    assert.deepEqual(
      world.logged.map(({ level }) => level),
      ['error'],
    );
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
      await world.pim
        .as(ana)
        .selfActivate(
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
      const stale = await world.operations.settle(leased, 'REFUSED', {}, {
        event: 'activation.refused',
        tenantId: ana.tenantId,
        actor: ana.id,
      });
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
      const { settingsOf } = world.directory;
      let asked = 0;
      world.directory.settingsOf = (id) =>
        (asked += 1) === 1 ? settingsOf.call(world.directory, id) : Promise.reject(down);
      assert.equal((await world.run(operation))?.state, 'UNKNOWN');
      world.directory.settingsOf = settingsOf;
      const second = await world.run(operation);
      assert.equal(second?.state, 'DONE');
      assert.equal(world.pim.writes.length, 1);
      assert.equal(world.cards.all.length, 2, 'both approvers are asked in the end');
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

  describe('of a decision', () => {
    it('takes no proof that was asked for something else', async () => {
      const { world, ben, ask } = made;
      const { id } = await ask();
      world.pim.calls.length = 0;
      for (const operationId of [undefined, world.random.ulid()]) {
        const operation = await world.open(ben, toDecide(id));
        const result = await runOperation(world, operation.id, aSignOn(ben, world.clock, { operationId }));
        assert.equal(result?.state, 'NEEDS_USER');
        assert.equal(result.error?.code, 'sign_in_required');
      }
      assert.deepEqual(world.pim.calls, []);
    });

    it('goes on with the right proof after it lacked one', async () => {
      const { world, ben, ask } = made;
      const { id } = await ask();
      const operation = await world.open(ben, toDecide(id));
      await world.run(operation, { operationId: undefined });
      assert.equal((await world.run(operation))?.state, 'DONE');
      assert.equal(world.statusOf(id), 'Provisioned');
    });

    it('refuses a request that is not followed', async () => {
      const { world, ben } = made;
      const unknown = requestId('00000099-0000-4000-8000-000000000099');
      const result = await world.does(ben, toDecide(unknown));
      assert.equal(result.error?.code, 'request_not_found');
      assert.deepEqual(world.pim.writes, []);
    });

    it('has every copy of the card drawn again and the requestor told of a denial, once', async () => {
      const { world, ana, ben, dara, ask } = made;
      const { id } = await ask();
      world.outbox.clear();
      await world.does(ben, toDecide(id, 'Deny', 'No ticket'));
      assert.deepEqual(world.outbox.waitingFor(ben), ['card']);
      assert.deepEqual(world.outbox.waitingFor(dara), ['card']);
      assert.deepEqual(world.outbox.waitingFor(ana), ['requestDecided']);
      world.outbox.clear();
      await world.does(dara, toDecide(id, 'Deny', 'Nor from me'));
      assert.deepEqual(world.outbox.waitingFor(ana), []);
    });

    it('tells an approval that takes effect now only when the role is active', async () => {
      const { world, ana, ben, ask } = made;
      const { id } = await ask();
      world.outbox.clear();
      await world.does(ben, toDecide(id));
      assert.deepEqual(world.outbox.waitingFor(ana), []);
      const { status, isOpen, readAt } = world.followed(id);
      assert.equal(status, 'PendingProvisioning');
      assert.equal(isOpen, true);
      assert.deepEqual(readAt, new Date(0), 'it is read again at once');
    });

    it('tells an approval of something later at once', async () => {
      const { world, ana, ben, ask } = made;
      const { id } = await ask({ startAt: '2026-01-05T20:00:00.000Z' });
      world.outbox.clear();
      await world.does(ben, toDecide(id));
      assert.deepEqual(world.outbox.waitingFor(ana), ['requestDecided']);
    });
  });
});
