import assert from 'node:assert/strict';
import { settleOperations } from '../../../src/jobs/settleOperations.ts';
import { PimError } from '../../../src/pim/errors.ts';
import { type OperationResult } from '../../../src/pim/operations/runOperation.ts';
import { ChangeWorld, lost } from '../../support/changeWorld.ts';
import { aSignOn } from '../../support/inMemorySignOns.ts';

describe('a change that is settled later', () => {
  let made: ChangeWorld;

  beforeEach(async () => {
    made = await ChangeWorld.open();
  });

  let told: OperationResult[];
  const settle = async (minutes: number): Promise<void> => {
    made.world.clock.forward(minutes);
    await settleOperations(made.world, (result) => {
      told.push(result);
      return Promise.resolve();
    });
  };

  beforeEach(() => {
    told = [];
    made.prepare('makeEligible');
  });

  it('finds with the proof at hand what was made, writes nothing and says so', async () => {
    const operation = await made.opened(made.toChange('assignEligible'));
    await made.world.tokens.keep(aSignOn(made.admin, made.world.clock));
    made.world.administration.delay = 100;
    assert.equal((await made.world.run(operation))?.state, 'UNKNOWN');
    made.world.administration.settle();
    await settle(1);
    assert.deepEqual(
      told.map(({ state }) => state),
      ['DONE'],
    );
    assert.equal(made.lastRow().event, 'change.done');
    assert.equal(made.lastRow().facts?.['readBack'], true);
    assert.equal(made.written().length, 1);
  });

  it('never takes the second step, but asks the administrator to go on', async () => {
    const operation = await made.opened(made.toChange('makeEligible'));
    await made.world.tokens.keep(aSignOn(made.admin, made.world.clock, { expiresAt: made.inDays(1) }));
    made.world.administration.failNext('remove', lost);
    assert.equal((await made.world.run(operation))?.state, 'UNKNOWN');
    for (let round = 0; round < 30; round += 1) await settle(1);
    assert.deepEqual(
      told.map(({ state, error }) => `${state} ${error?.code ?? ''}`),
      ['NEEDS_USER sign_in_required'],
    );
    assert.deepEqual(made.written(), ['grant eligibility']);
    assert.equal(made.lastRow().event, 'change.unclear');
    assert.equal((await made.world.run(operation))?.state, 'DONE');
    assert.equal(made.held(made.toChange('makeEligible')), 'eligibility');
  });

  it('asks the administrator at once where no proof is at hand', async () => {
    const operation = await made.opened(made.toChange('makeEligible'));
    made.world.administration.failNext('grant', lost);
    await made.world.run(operation);
    await settle(1);
    assert.deepEqual(
      told.map(({ state, error }) => `${state} ${error?.code ?? ''}`),
      ['NEEDS_USER sign_in_required'],
    );
    await settle(1);
    assert.equal(told.length, 1, 'once');
  });

  it('goes on looking while PIM cannot be read, and calls nothing refused', async () => {
    const operation = await made.opened(made.toChange('assignEligible'));
    await made.world.tokens.keep(aSignOn(made.admin, made.world.clock));
    made.world.administration.failNext('grant', lost, 'after');
    made.world.administration.failNext('eligibilityOf', new PimError('pim_unavailable', 'Down'));
    await made.world.run(operation);
    made.world.administration.failNext('eligibilityOf', new PimError('forbidden', 'Not now'));
    await settle(1);
    assert.equal((await made.world.operations.of(operation.id))?.state, 'UNKNOWN');
    await settle(1);
    assert.equal((await made.world.operations.of(operation.id))?.state, 'DONE');
  });

  it('leaves one that never began to its sign-in, until a day has passed', async () => {
    const operation = await made.opened(made.toChange('makeEligible'));
    await made.world.tokens.keep(aSignOn(made.admin, made.world.clock, { expiresAt: made.inDays(2) }));
    await settle(10);
    assert.equal((await made.world.operations.of(operation.id))?.state, 'INTENT');
    await settle(25 * 60);
    assert.equal((await made.world.operations.of(operation.id))?.state, 'REFUSED');
    assert.deepEqual([told, made.world.administration.calls], [[], []]);
  });
});
