import assert from 'node:assert/strict';
import { settleOperations } from '../../../src/jobs/settleOperations.ts';
import { type ObservedAlert } from '../../../src/pim/alerts/alert.ts';
import { foldAlerts } from '../../../src/pim/alerts/foldAlerts.ts';
import { PimError } from '../../../src/pim/errors.ts';
import { type OperationResult } from '../../../src/pim/operations/runOperation.ts';
import { type Operation } from '../../../src/pim/records.ts';
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

  describe('of a dismissal of one of PIM’s alerts', () => {
    const alertName = 'RolesAssignedOutsidePimAlert';
    let alertId: string;
    let dismissal: Operation;

    beforeEach(async () => {
      const { world, admin } = made;
      const { alerts, clock, random } = world;
      const found: ObservedAlert = {
        source: 'pim',
        rule: alertName,
        roleDefinitionId: undefined,
        severity: 'high',
        parts: [],
        subjects: [],
      };
      const newId = (): string => random.ulid();
      const at = { now: clock.now(), flapHours: 24, newId };
      await alerts.fold(
        { at: clock.now(), notJudged: [] },
        (known) => foldAlerts(known, { alerts: [found], notJudged: [] }, at),
        newId,
      );
      const [alert] = await alerts.standing();
      alertId = alert?.id ?? assert.fail('no alert');
      world.administration.activeAlerts.add(alertName);
      dismissal = await world.open(admin, { kind: 'dismissAlert', alertId, alertName });
      await world.tokens.keep(aSignOn(admin, clock, { expiresAt: made.inDays(1) }));
    });

    const dismissalsWritten = (): number =>
      made.world.administration.calls.filter(({ method }) => method === 'dismissAlert').length;

    /** PIM takes it, and neither that nor any later look is heard of. */
    const loseEverything = async (when: 'before' | 'after'): Promise<void> => {
      const { administration } = made.world;
      administration.onCall = ({ method }) => {
        if (method !== 'dismissAlert') return;
        administration.onCall = () => undefined;
        administration.failNext('isAlertActive', new PimError('pim_unavailable', 'Down'));
      };
      administration.failNext('dismissAlert', lost, when);
      assert.equal((await made.world.run(dismissal))?.state, 'UNKNOWN');
      assert.equal((await made.world.alerts.of(alertId))?.resolvedAt, undefined);
    };

    it('finds the alert inactive, says so on it and by whom, and writes nothing', async () => {
      await loseEverything('after');
      await settle(1);
      assert.deepEqual(
        told.map(({ state }) => state),
        ['DONE'],
      );
      assert.equal(made.lastRow().event, 'dismissal.done');
      assert.equal(made.lastRow().facts?.['readBack'], true);
      assert.equal(dismissalsWritten(), 1);
      assert.notEqual((await made.world.alerts.of(alertId))?.resolvedAt, undefined);
      const [last] = await made.world.alerts.history(alertId, 1);
      assert.deepEqual([last?.kind, last?.by], ['dismissed', made.admin.id]);
    });

    it('calls nothing refused where the administrator goes on and the alert cannot be read', async () => {
      await loseEverything('after');
      made.world.administration.failNext('isAlertActive', new PimError('pim_unavailable', 'Down'));
      assert.equal((await made.world.run(dismissal))?.state, 'UNKNOWN');
      assert.equal((await made.world.run(dismissal))?.state, 'DONE');
      assert.equal(dismissalsWritten(), 1);
    });

    it('never writes it again where it is active all the same, but asks the administrator to go on', async () => {
      await loseEverything('before');
      for (let round = 0; round < 30; round += 1) await settle(1);
      assert.deepEqual(
        told.map(({ state, error }) => `${state} ${error?.code ?? ''}`),
        ['NEEDS_USER sign_in_required'],
      );
      assert.equal(dismissalsWritten(), 1);
      assert.equal((await made.world.alerts.of(alertId))?.resolvedAt, undefined);
      assert.equal((await made.world.run(dismissal))?.state, 'DONE');
      assert.equal(dismissalsWritten(), 2);
    });
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
