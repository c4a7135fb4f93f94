import assert from 'node:assert/strict';
import { PimError, type PimErrorCode } from '../../../src/pim/errors.ts';
import { requestId, tenantId } from '../../../src/pim/ids.ts';
import { abandonOperation, runOperation } from '../../../src/pim/operations/runOperation.ts';
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
      expiresAt: new Date(world.clock.now().getTime() + 60_000),
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

  it('keeps in the trail by which token a change went out, and how Graph names the call', async () => {
    const { world, ana, reader } = made;
    const { request } = await world.does(ana, toActivate(reader));
    const row = world.audit.entries.at(-1);
    assert.equal(row?.actor, ana.id);
    assert.equal(row.requestId, request?.id);
    const { proof, authenticationMethods, tokenIssuedAt, tokenId, graphRequestId, status } = row.facts ?? {};
    assert.deepEqual(
      { proof, authenticationMethods, tokenIssuedAt, tokenId, status },
      {
        proof: 'exchange',
        authenticationMethods: 'pwd',
        tokenIssuedAt: '2026-01-05T09:00:00.000Z',
        tokenId: 'token-1',
        status: 'Provisioned',
      },
    );
    assert.match(String(graphRequestId), /^call-\d+$/);
    const stored = await world.operations.of(row.operationId ?? '');
    assert.equal(stored?.outcome.graphRequestId, graphRequestId);
  });

  it('keeps the same of a change whose answer was lost, and nothing of one that never went out', async () => {
    const { world, ana, reader } = made;
    world.pim.failNext('selfActivate', new PimError('outcome_unknown', 'Lost'), 'after');
    await world.does(ana, toActivate(reader));
    assert.equal(world.audit.entries.at(-1)?.facts?.['tokenId'], 'token-1');
    world.pim.failNext('selfActivate', new PimError('pim_unavailable', 'Not there'), 'before');
    await world.does(ana, toActivate(reader));
    const { tokenId, graphRequestId } = world.audit.entries.at(-1)?.facts ?? {};
    assert.deepEqual({ tokenId, graphRequestId }, { tokenId: undefined, graphRequestId: undefined });
  });

  it('names in the trail for whom and for which role an approver decided', async () => {
    const { world, ana, ben, exchange, ask } = made;
    const { id } = await ask();
    await world.does(ben, toDecide(id));
    const {
      event,
      actor,
      requestId: of,
      roleDefinitionId,
      scopeId,
      facts,
    } = world.audit.entries.at(-1) ?? {};
    assert.deepEqual(
      { event, actor, of, roleDefinitionId, scopeId, requestor: facts?.['requestor'] },
      {
        event: 'decision.recorded',
        actor: ben.id,
        of: id,
        roleDefinitionId: exchange.id,
        scopeId: '/',
        requestor: ana.id,
      },
    );
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

  it('refuses the proof of somebody with the same number in another tenant', async () => {
    const { world, ana, reader } = made;
    const operation = await world.open(ana, toActivate(reader));
    const tenant = tenantId('000000f9-0000-4000-8000-000000000009');
    const result = await world.run(operation, { person: { ...ana, tenantId: tenant } });
    assert.equal(result?.error?.code, 'forbidden');
    assert.deepEqual(world.pim.calls, []);
  });

  it('judges the settings where they are needed: a first look that PIM does not answer is no refusal', async () => {
    const { world, ana, reader } = made;
    const operation = await world.open(ana, toActivate(reader));
    const settings = world.pim.settingsOf(reader.id);
    let looks = 0;
    const settingsOf = (failure: Error) => () =>
      (looks += 1) === 1 ? Promise.reject(failure) : Promise.resolve(settings);
    world.directory.settingsOf = settingsOf(new PimError('pim_unavailable', 'Down'));
    assert.equal((await world.run(operation))?.state, 'DONE');
    looks = 0;
    world.directory.settingsOf = settingsOf(new TypeError('a mistake of ours'));
    assert.equal((await world.does(ana, toActivate(reader))).state, 'UNKNOWN');
  });

  it('leaves what nobody will learn of any more to whoever has just taken it up', async () => {
    const { world, ana, reader } = made;
    const operation = await world.open(ana, toActivate(reader));
    await world.operations.claim(operation.id, 60);
    await abandonOperation(world, operation);
    assert.equal((await world.operations.of(operation.id))?.state, 'RUNNING');
    world.clock.forward(2);
    await abandonOperation(world, operation);
    const stored = await world.operations.of(operation.id);
    assert.deepEqual([stored?.state, stored?.outcome], ['REFUSED', { errorCode: 'outcome_never_learnt' }]);
    const { event, facts } = world.audit.entries.at(-1) ?? {};
    assert.deepEqual([event, facts?.['errorCode']], ['activation.unclear', 'outcome_never_learnt']);
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
    relay_off: 'REFUSED',
    quarantined: 'REFUSED',
    relay_stopped: 'REFUSED',
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
      assert.deepEqual(world.outbox.toldTo(ana), ['requestDecided']);
      world.outbox.clear();
      await world.does(dara, toDecide(id, 'Deny', 'Nor from me'));
      assert.deepEqual(world.outbox.toldTo(ana), []);
    });

    it('tells an approval that takes effect now only when the role is active', async () => {
      const { world, ana, ben, ask } = made;
      const { id } = await ask();
      world.outbox.clear();
      await world.does(ben, toDecide(id));
      assert.deepEqual(world.outbox.toldTo(ana), []);
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
      assert.deepEqual(world.outbox.toldTo(ana), ['requestDecided']);
    });
  });
});
