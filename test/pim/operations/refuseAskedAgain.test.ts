import assert from 'node:assert/strict';
import { PimError } from '../../../src/pim/errors.ts';
import { type OperationDeps } from '../../../src/pim/operations/deps.ts';
import { type OperationResult, runOperation } from '../../../src/pim/operations/runOperation.ts';
import { type Operation } from '../../../src/pim/records.ts';
import { judgeIn } from '../../support/houseRules.ts';
import { aSignOn } from '../../support/inMemorySignOns.ts';
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

  it('does not take up a wish whose answer was lost once the role was given back after it, wherever that was done', async () => {
    const { world, ana, reader } = made;
    const lost = await world.open(ana, toActivate(reader));
    world.pim.failNext('selfActivate', new PimError('outcome_unknown', 'No answer'), 'before');
    assert.equal((await world.run(lost))?.state, 'UNKNOWN');
    world.clock.forward(1);
    assert.equal((await world.does(ana, toActivate(reader))).state, 'DONE');
    world.clock.forward(6);
    await world.pim.as(ana).selfDeactivate({ roleDefinitionId: reader.id, scopeId: '/' });
    const before = submissions();
    assert.equal((await world.run(lost))?.error?.code, 'asked_meanwhile');
    assert.equal(submissions(), before);
  });

  it('takes up a wish that waited for a sign-in, also where the same role was given back meanwhile', async () => {
    const { world, ana, reader } = made;
    assert.equal((await world.does(ana, toActivate(reader))).state, 'DONE');
    world.clock.forward(6);
    const waiting = await world.open(ana, toActivate(reader));
    world.pim.failNext('selfActivate', new PimError('sign_in_required', 'Signed out'), 'before');
    assert.equal((await world.run(waiting))?.state, 'NEEDS_USER');
    world.clock.forward(1);
    await world.pim.as(ana).selfDeactivate({ roleDefinitionId: reader.id, scopeId: '/' });
    assert.equal((await world.run(waiting))?.state, 'DONE');
  });

  it('takes up a wish whose answer was lost where the role was given back before it', async () => {
    const { world, ana, reader } = made;
    assert.equal((await world.does(ana, toActivate(reader))).state, 'DONE');
    world.clock.forward(6);
    await world.pim.as(ana).selfDeactivate({ roleDefinitionId: reader.id, scopeId: '/' });
    world.clock.forward(1);
    const lost = await world.open(ana, toActivate(reader));
    world.pim.failNext('selfActivate', new PimError('outcome_unknown', 'No answer'), 'before');
    assert.equal((await world.run(lost))?.state, 'UNKNOWN');
    assert.equal((await world.run(lost))?.state, 'DONE');
  });

  it('makes none where the first was denied after they had asked again, although that was stored later', async () => {
    const { world, ana, ben, exchange } = made;
    const first = await world.does(ana, toActivate(exchange));
    assert.ok(first.request);
    world.clock.forward(1);
    const askedAt = world.clock.now().toISOString();
    world.clock.forward(1);
    assert.equal((await world.does(ben, toDecide(first.request.id, 'Deny'))).state, 'DONE');
    world.clock.forward(1);
    const { error } = await world.does(ana, toActivate(exchange, { askedAt }));
    assert.equal(error?.code, 'asked_meanwhile');
  });

  describe('for a role on which the house votes alone', () => {
    let deps: OperationDeps;

    beforeEach(() => {
      const { world, ben, reader } = made;
      const rule = {
        name: 'One person',
        appliesTo: { roles: [reader.displayName] },
        approvals: [{ count: 1, from: { people: [ben.id] } }],
      };
      deps = world.with({ houseJudge: judgeIn(world, [rule]) });
    });

    const run = async ({ id, person }: Operation): Promise<OperationResult | undefined> =>
      runOperation(deps, id, aSignOn(person, made.world.clock, { operationId: id }));
    const asks = async (changes: Parameters<typeof toActivate>[1] = {}): Promise<OperationResult> => {
      const result = await run(await made.world.open(made.ana, toActivate(made.reader, changes)));
      assert.ok(result);
      return result;
    };
    const denies = async ({ request }: OperationResult): Promise<void> => {
      assert.ok(request);
      const operation = await made.world.open(made.ben, toDecide(request.id, 'Deny'));
      assert.equal((await run(operation))?.state, 'DONE');
    };
    const kept = (): number => [...made.world.requests.saved.values()].filter(({ isHeld }) => isHeld).length;

    it('keeps one of two that are asked for in the same instant', async () => {
      const { world, ana, reader } = made;
      const both = [await world.open(ana, toActivate(reader)), await world.open(ana, toActivate(reader))];
      const results = await Promise.all(both.map(run));
      assert.deepEqual(results.map((result) => result?.error?.code ?? result?.state).toSorted(), [
        'DONE',
        'request_pending_already',
      ]);
      assert.equal(kept(), 1);
    });

    it('keeps none where the first was denied after they asked again, and one that is asked for in the knowledge of it', async () => {
      const { world, ana, reader } = made;
      const first = await asks();
      world.clock.forward(1);
      const again = await world.open(ana, toActivate(reader));
      const askedAt = world.clock.now().toISOString();
      world.clock.forward(1);
      await denies(first);
      world.clock.forward(1);
      assert.equal((await run(again))?.error?.code, 'asked_meanwhile');
      assert.equal((await asks({ askedAt })).error?.code, 'asked_meanwhile', 'it was stored later');
      assert.equal(kept(), 1);
      assert.equal((await asks()).state, 'DONE');
      assert.equal(kept(), 2);
    });

    it('does not take up an earlier wish once a later one was made and taken back', async () => {
      const { world, ana, reader } = made;
      const lost = await world.open(ana, toActivate(reader));
      world.clock.forward(1);
      const { request } = await asks();
      assert.ok(request);
      const cancellation = await world.open(ana, { kind: 'cancel', requestId: request.id });
      assert.equal((await run(cancellation))?.state, 'DONE');
      world.clock.forward(1);
      assert.equal((await run(lost))?.error?.code, 'asked_meanwhile');
      assert.equal(kept(), 1);
    });

    it('finds its own again after its process ended, whatever became of it meanwhile', async () => {
      const { world, ana, reader } = made;
      const operation = await world.open(ana, toActivate(reader));
      const broken = {
        ...deps,
        cards: { ...deps.cards, open: () => Promise.reject(new Error('The process ended')) },
      };
      const signOn = aSignOn(ana, world.clock);
      assert.equal((await runOperation(broken, operation.id, signOn))?.state, 'UNKNOWN');
      world.clock.forward(1);
      const [request] = world.requests.saved.values();
      assert.ok(request);
      const denial = await world.open(made.ben, toDecide(request.id, 'Deny'));
      assert.equal((await run(denial))?.state, 'DONE');
      const second = await run(operation);
      assert.equal(second?.state, 'DONE');
      assert.equal(second.request?.decision, 'Deny');
      assert.equal(kept(), 1);
    });
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
