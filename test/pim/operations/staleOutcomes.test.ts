import assert from 'node:assert/strict';
import { settleOperations } from '../../../src/jobs/settleOperations.ts';
import { PimError } from '../../../src/pim/errors.ts';
import { type OperationDeps } from '../../../src/pim/operations/deps.ts';
import { type OperationResult, runOperation } from '../../../src/pim/operations/runOperation.ts';
import { type Intent, type Operation, type Operations } from '../../../src/pim/records.ts';
import { ChangeWorld, lost } from '../../support/changeWorld.ts';
import { aSignOn } from '../../support/inMemorySignOns.ts';
import { approvalWorld, toActivate, type ApprovalWorld } from '../../support/operationWorld.ts';

/** A memory whose next commit of an outcome is made, and its answer cut off. */
function cutOnce(operations: Operations): Operations {
  let isCut = false;
  return {
    open: operations.open.bind(operations),
    of: operations.of.bind(operations),
    claim: operations.claim.bind(operations),
    keep: operations.keep.bind(operations),
    handBack: operations.handBack.bind(operations),
    unsettled: operations.unsettled.bind(operations),
    activationsSince: operations.activationsSince.bind(operations),
    settle: async (...given) => {
      const isSettled = await operations.settle(...given);
      if (isCut) return isSettled;
      isCut = true;
      throw new Error('Connection terminated unexpectedly');
    },
  };
}

describe('what is told of a run that settled nothing', () => {
  let made: ApprovalWorld;
  let operation: Operation;

  beforeEach(async () => {
    made = await approvalWorld();
  });

  const opens = async (intent: Intent): Promise<void> => {
    operation = await made.world.open(made.ana, intent);
  };
  const run = (changes: Partial<OperationDeps> = {}): Promise<OperationResult | undefined> => {
    const { world, ana } = made;
    const signOn = aSignOn(ana, world.clock, { operationId: operation.id });
    return runOperation(world.with(changes), operation.id, signOn);
  };
  const stored = async (): Promise<Operation | undefined> => made.world.operations.of(operation.id);

  it('is done where the commit was made and its answer was cut', async () => {
    const { world, exchange } = made;
    await opens(toActivate(exchange));
    const result = await run({ operations: cutOnce(world.operations) });
    assert.deepEqual([result?.state, result?.error], ['DONE', undefined]);
    assert.equal(result?.request?.id, world.pim.writes[0]?.requestId);
    assert.equal(result?.operation.state, 'DONE');
  });

  it('is the outcome of whoever took it up when the lease had run out', async () => {
    const { world, exchange } = made;
    await opens(toActivate(exchange));
    const other = await whileReadingSettings(() => run());
    assert.equal(other.result?.state, 'DONE');
    assert.equal(other.first?.state, 'DONE');
    assert.equal(other.first.request?.id, other.result.request?.id);
    assert.equal(other.first.error, undefined);
    assert.equal(world.pim.writes.length, 1);
  });

  it('is their refusal, with its reason', async () => {
    await opens(toActivate(made.exchange));
    const { first, result } = await whileReadingSettings(() => {
      made.world.pim.failNext('selfActivate', new PimError('not_eligible', 'Not any more'));
      made.world.pim.failNext('selfActivate', new PimError('throttled', 'Slow down'));
      return run();
    });
    assert.equal(result?.state, 'REFUSED');
    assert.deepEqual([first?.state, first?.error?.code], ['REFUSED', 'not_eligible']);
  });

  it('is their refusal where nothing of this run has been sent, and nothing is sent any more', async () => {
    await opens(toActivate(made.exchange));
    const { first, result } = await whileReadingSettings(() => {
      made.world.pim.failNext('selfActivate', new PimError('not_eligible', 'Not any more'));
      return run();
    });
    assert.equal(result?.state, 'REFUSED');
    assert.deepEqual([first?.state, first?.error?.code], ['REFUSED', 'not_eligible']);
    assert.deepEqual(made.world.pim.writes, []);
  });

  it('is done where the lease has run out and nobody has taken it up', async () => {
    await opens(toActivate(made.exchange));
    const { first } = await whileReadingSettings(() => Promise.resolve(undefined));
    assert.equal(first?.state, 'DONE');
    assert.equal(made.world.pim.writes.length, 1);
  });

  it('is what PIM says where its change was on its way as they were refused', async () => {
    await opens(toActivate(made.exchange));
    const { first, result } = await whileSending(() => {
      made.world.pim.failNext('selfActivate', new PimError('not_eligible', 'Not yet'));
      return run();
    });
    assert.equal(result?.state, 'REFUSED');
    assert.equal(first?.state, 'DONE');
    assert.equal(first.request?.id, made.world.pim.writes[0]?.requestId);
  });

  it('is nothing while somebody else is at it', async () => {
    await opens(toActivate(made.exchange));
    const { first } = await whileReadingSettings(async () => {
      await made.world.operations.claim(operation.id, 60);
      return undefined;
    });
    assert.equal(first, undefined);
    assert.equal((await stored())?.state, 'RUNNING');
  });

  /** The first run's change leaves for longer than its lease; meanwhile somebody else does this. */
  async function whileSending(
    work: () => Promise<OperationResult | undefined>,
  ): Promise<{ readonly first: OperationResult | undefined; readonly result: OperationResult | undefined }> {
    const { pimFor, clock } = made.world;
    let result: OperationResult | undefined;
    const first = await run({
      pimFor: (signOn, onWrite, beforeWrite) =>
        pimFor(signOn, onWrite, async () => {
          await beforeWrite?.();
          clock.forward(2);
          result = await work();
        }),
    });
    return { first, result };
  }

  /** The first run reads the role's settings for longer than its lease; meanwhile somebody else does this. */
  async function whileReadingSettings(
    work: () => Promise<OperationResult | undefined>,
  ): Promise<{ readonly first: OperationResult | undefined; readonly result: OperationResult | undefined }> {
    const { world } = made;
    const { directory } = world;
    const settingsOf = directory.settingsOf.bind(directory);
    let result: OperationResult | undefined;
    let isFirst = true;
    directory.settingsOf = async (role) => {
      if (isFirst) {
        isFirst = false;
        world.clock.forward(2);
        result = await work();
      }
      return settingsOf(role);
    };
    const first = await run();
    return { first, result };
  }
});

describe('what is told of a change that is settled later', () => {
  it('is done where the commit was made and its answer was cut', async () => {
    const made = await ChangeWorld.open();
    made.prepare('assignEligible');
    const { world, admin } = made;
    const operation = await made.opened(made.toChange('assignEligible'));
    await world.tokens.keep(aSignOn(admin, world.clock));
    world.administration.failNext('grant', lost, 'after');
    world.administration.delay = 100;
    assert.equal((await world.run(operation))?.state, 'UNKNOWN');
    world.administration.settle();
    world.clock.forward(1);
    const told: string[] = [];
    const deps = world.with({ operations: cutOnce(world.operations) });
    for (let round = 0; round < 3; round += 1)
      await settleOperations(deps, ({ state }) => {
        told.push(state);
        return Promise.resolve();
      });
    assert.deepEqual(told, ['DONE']);
  });
});
