import assert from 'node:assert/strict';
import { settleOperations } from '../../src/jobs/settleOperations.ts';
import { PimError } from '../../src/pim/errors.ts';
import { type OperationResult } from '../../src/pim/operations/runOperation.ts';
import { type Intent } from '../../src/pim/records.ts';
import { aSignOn } from '../support/inMemorySignOns.ts';
import { approvalWorld, toActivate, toDecide, type ApprovalWorld } from '../support/operationWorld.ts';

const lost = new PimError('outcome_unknown', 'Lost');
const HOUR = 60;

describe('settleOperations', () => {
  let made: ApprovalWorld;
  let told: OperationResult[];

  beforeEach(async () => {
    made = await approvalWorld();
    told = [];
  });

  /** Minutes pass, and the sweep looks every five of them. */
  async function settle(minutes: number): Promise<void> {
    for (let passed = 0; passed < minutes; passed += 5) {
      made.world.clock.forward(5);
      await settleOperations(made.world, (result) => {
        told.push(result);
        return Promise.resolve();
      });
    }
  }

  const ends = (): readonly string[] =>
    told.map(({ operation, state, error }) =>
      `${operation.intent.kind} ${state} ${error?.code ?? ''}`.trim(),
    );

  const own: Readonly<
    Record<'activate' | 'deactivate' | 'cancel' | 'extendEligibility', () => Promise<Intent>>
  > = {
    activate: () => {
      made.world.pim.failNext('selfActivate', lost, 'after');
      return Promise.resolve(toActivate(made.reader));
    },
    deactivate: async () => {
      await made.world.does(made.ana, toActivate(made.reader));
      made.world.clock.forward(10);
      made.world.pim.failNext('selfDeactivate', lost, 'after');
      return { kind: 'deactivate', roleDefinitionId: made.reader.id, scopeId: '/' };
    },
    cancel: async () => {
      const { id } = await made.ask();
      made.world.pim.failNext('cancel', lost, 'after');
      return { kind: 'cancel', requestId: id };
    },
    extendEligibility: () => {
      const { pim, clock } = made.world;
      const endAt = new Date(clock.now().getTime() + 5 * 86_400_000);
      pim.eligibilities = pim.eligibilities.map((one) => ({ ...one, endAt }));
      pim.failNext('extendEligibility', lost, 'after');
      const role = { roleDefinitionId: made.reader.id, scopeId: '/' };
      return Promise.resolve({ kind: 'extendEligibility', ...role, justification: 'Still needed' });
    },
  };

  for (const kind of ['activate', 'deactivate', 'cancel', 'extendEligibility'] as const) {
    it(`asks its person once to sign in where no proof of theirs is at hand, and goes on with it: ${kind}`, async () => {
      const { world, ana } = made;
      const operation = await world.open(ana, await own[kind]());
      assert.equal((await world.run(operation))?.state, 'UNKNOWN');
      const before = world.pim.writes.length;
      await settle(HOUR);
      assert.deepEqual(ends(), [`${kind} NEEDS_USER sign_in_required`]);
      assert.equal((await world.run(operation))?.state, 'DONE');
      assert.equal(world.pim.writes.length, before);
    });
  }

  it('looks at a deactivation as soon as at anything else, however often it was looked at where it was asked for', async () => {
    const { world, ana, reader } = made;
    await world.does(ana, toActivate(reader));
    world.clock.forward(10);
    const role = { roleDefinitionId: reader.id, scopeId: '/' };
    const operation = await world.open(ana, { kind: 'deactivate', ...role });
    await world.tokens.keep(aSignOn(ana, world.clock));
    for (let looks = 0; looks <= 3; looks += 1) {
      world.pim.failNext('selfDeactivate', lost, 'before');
      assert.equal((await world.run(operation))?.state, 'UNKNOWN');
    }
    world.clock.forward(10 / 60);
    await settleOperations(world, (result) => {
      told.push(result);
      return Promise.resolve();
    });
    assert.deepEqual(ends(), ['deactivate DONE']);
  });

  it('reads back with whatever proof its person gives meanwhile', async () => {
    const { world, ana } = made;
    const operation = await world.open(ana, await own.activate());
    await world.run(operation);
    await settle(3 * HOUR);
    await world.tokens.keep(aSignOn(ana, world.clock));
    await settle(5);
    assert.deepEqual(ends(), ['activate NEEDS_USER sign_in_required', 'activate DONE']);
  });

  it('makes no activation of which PIM has nothing once it was asked for long ago', async () => {
    const { world, ana, reader } = made;
    world.pim.failNext('selfActivate', lost);
    await world.run(await world.open(ana, toActivate(reader)));
    await settle(2 * HOUR);
    await world.tokens.keep(aSignOn(ana, world.clock));
    await settle(5);
    assert.deepEqual(ends(), ['activate NEEDS_USER sign_in_required', 'activate REFUSED asked_too_long_ago']);
    assert.deepEqual(world.pim.writes, []);
  });

  it('makes none that was never begun, either, although its person was signed in', async () => {
    const { world, ana, reader } = made;
    const expiresAt = new Date(world.clock.now().getTime() + 2 * 86_400_000);
    await world.tokens.keep(aSignOn(ana, world.clock, { expiresAt }));
    await world.open(ana, toActivate(reader));
    world.clock.forward(20);
    await settle(5);
    assert.deepEqual(ends(), ['activate REFUSED asked_too_long_ago']);
    assert.deepEqual(world.pim.writes, []);
  });

  it('makes one that its person goes on with, however long ago they asked', async () => {
    const { world, ana, reader } = made;
    const operation = await world.open(ana, toActivate(reader));
    world.pim.failNext('selfActivate', lost);
    await world.run(operation);
    await settle(2 * HOUR);
    assert.equal((await world.run(operation))?.state, 'DONE');
  });

  it('makes one within a quarter of an hour', async () => {
    const { world, ana, reader } = made;
    const expiresAt = new Date(world.clock.now().getTime() + 2 * 86_400_000);
    await world.tokens.keep(aSignOn(ana, world.clock, { expiresAt }));
    world.pim.failNext('selfActivate', lost);
    await world.run(await world.open(ana, toActivate(reader)));
    await settle(5);
    assert.deepEqual(ends(), ['activate DONE']);
  });

  it('tells its person after a day where they never signed in', async () => {
    const { world, ana } = made;
    await world.run(await world.open(ana, await own.activate()));
    await settle(25 * HOUR);
    assert.deepEqual(ends(), [
      'activate NEEDS_USER sign_in_required',
      'activate REFUSED outcome_never_learnt',
    ]);
  });

  it('tells its person after a day that nobody will learn what it came to', async () => {
    const { world, ana, reader } = made;
    const operation = await world.open(ana, toActivate(reader));
    world.pim.failNext('selfActivate', lost);
    await world.run(operation);
    await world.tokens.keep(
      aSignOn(ana, world.clock, { expiresAt: new Date(world.clock.now().getTime() + 2 * 86_400_000) }),
    );
    const down = new PimError('pim_unavailable', 'Down');
    for (let reading = 0; reading < 1000; reading += 1) world.pim.failNext('myRequests', down);
    await settle(23 * HOUR);
    assert.deepEqual(ends(), []);
    await settle(2 * HOUR);
    assert.deepEqual(ends(), ['activate REFUSED outcome_never_learnt']);
    assert.equal(world.audit.events.at(-1), 'activation.unclear');
  });

  it('ends what never ran as refused, and says nothing: its sign-in was asked for', async () => {
    const { world, ana, reader } = made;
    const operation = await world.open(ana, toActivate(reader));
    await settle(25 * HOUR);
    const stored = await world.operations.of(operation.id);
    assert.deepEqual([stored?.state, stored?.outcome.errorCode], ['REFUSED', 'never_begun']);
    assert.deepEqual([ends(), world.pim.calls], [[], []]);
    assert.deepEqual(world.audit.events, ['activation.requested', 'activation.refused']);
  });

  it('leaves an approver to their card of the request', async () => {
    const { world, ben, ask } = made;
    const { id } = await ask();
    const operation = await world.open(ben, toDecide(id));
    world.pim.failNext('decide', lost);
    await world.run(operation);
    await settle(25 * HOUR);
    assert.equal((await world.operations.of(operation.id))?.outcome.errorCode, 'outcome_never_learnt');
    assert.deepEqual(ends(), []);
  });
});
