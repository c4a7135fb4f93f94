import assert from 'node:assert/strict';
import { settleOperations } from '../../../src/jobs/settleOperations.ts';
import { PimError } from '../../../src/pim/errors.ts';
import { type Person } from '../../../src/pim/ids.ts';
import { type OperationResult } from '../../../src/pim/operations/runOperation.ts';
import { canonicalSettings, type ComparableSettings } from '../../../src/pim/posture/settingFacts.ts';
import { type SettingsChange, withRule } from '../../../src/pim/posture/settingsSteps.ts';
import { type Operation } from '../../../src/pim/records.ts';
import { goodSettings, roles } from '../../support/calmTenant.ts';
import { lost } from '../../support/changeWorld.ts';
import { aSignOn } from '../../support/inMemorySignOns.ts';
import { OperationWorld } from '../../support/operationWorld.ts';

const after = canonicalSettings(goodSettings(roles.exchange));
const before: ComparableSettings = {
  ...after,
  activation: { ...after.activation, maximumMinutes: 1_440 },
  eligibility: { ...after.eligibility, isExpirationRequired: !after.eligibility.isExpirationRequired },
};
const change: SettingsChange = { before, after };
const [firstRule, secondRule] = ['Expiration_EndUser_Assignment', 'Expiration_Admin_Eligibility'];

describe('a change of settings that is settled later', () => {
  let world: OperationWorld;
  let omar: Person;
  let told: OperationResult[];
  let operation: Operation;

  beforeEach(async () => {
    world = new OperationWorld();
    omar = await world.person('Omar Haddad');
    world.administration.settings.set(roles.exchange, before);
    told = [];
    operation = await world.open(omar, { kind: 'changeSettings', change });
  });

  const keepProof = (): Promise<void> =>
    world.tokens.keep(
      aSignOn(omar, world.clock, { expiresAt: new Date(world.clock.now().getTime() + 86_400_000) }),
    );
  const settle = async (minutes: number): Promise<void> => {
    world.clock.forward(minutes);
    await settleOperations(world, (result) => {
      told.push(result);
      return Promise.resolve();
    });
  };
  const state = async (): Promise<string | undefined> => (await world.operations.of(operation.id))?.state;
  const now = (): ComparableSettings | undefined => world.administration.settings.get(roles.exchange);
  /** The process ends when it has written so many rules: nothing is answered any more. */
  const dieAfter = async (rules: number): Promise<void> => {
    world.administration.onAnswer = ({ method }) =>
      method === 'changeRule' && world.administration.rulesWritten.length === rules
        ? new Promise(() => undefined)
        : undefined;
    const dead = world.run(operation);
    await Promise.race([dead, untilWritten(rules)]);
    world.administration.onAnswer = () => undefined;
  };
  const untilWritten = async (rules: number): Promise<void> => {
    while (world.administration.rulesWritten.length < rules) await new Promise(setImmediate);
  };

  it('is done where all of it was written before the process ended', async () => {
    await keepProof();
    await dieAfter(2);
    await settle(2);
    assert.deepEqual([await state(), told.map((one) => one.state)], ['DONE', ['DONE']]);
    assert.deepEqual(now(), after);
    assert.deepEqual(world.administration.rulesWritten, [firstRule, secondRule]);
    const row = world.audit.entries.at(-1);
    assert.deepEqual([row?.event, row?.facts?.['readBack']], ['settings.done', true]);
  });

  it('is unclear where half of it was, and its administrator takes it to its end', async () => {
    await keepProof();
    await dieAfter(1);
    await settle(2);
    assert.equal(await state(), 'UNKNOWN');
    assert.deepEqual(world.administration.rulesWritten, [firstRule], 'nothing more is written');
    for (let round = 0; round < 30; round += 1) await settle(2);
    assert.deepEqual(
      told.map((one) => `${one.state} ${one.error?.code ?? ''}`),
      ['NEEDS_USER sign_in_required'],
    );
    assert.equal(world.audit.entries.at(-1)?.event, 'settings.unclear');
    assert.equal((await world.run(operation))?.state, 'DONE');
    assert.deepEqual(now(), after);
    assert.deepEqual(world.administration.rulesWritten, [firstRule, secondRule], 'each of them once');
  });

  it('is found where the answer was lost and PIM took it', async () => {
    await keepProof();
    world.administration.onCall = ({ method }) => {
      if (method !== 'changeRule' || world.administration.rulesWritten.length !== 1) return;
      world.administration.failNext('changeRule', lost, 'after');
      world.administration.failNext('settingsOf', new PimError('pim_unavailable', 'Down'));
    };
    assert.equal((await world.run(operation))?.state, 'UNKNOWN');
    world.administration.onCall = () => undefined;
    await settle(2);
    assert.equal(await state(), 'DONE');
    assert.deepEqual(world.administration.rulesWritten, [firstRule, secondRule]);
  });

  it('is refused as somebody else’s where they changed something in between, and nothing is written over it', async () => {
    await keepProof();
    await dieAfter(1);
    const others = withRule(
      after,
      { ...after, assignment: { ...after.assignment, maximumMinutes: 60 } },
      'Expiration_Admin_Assignment',
    );
    world.administration.settings.set(roles.exchange, others);
    await settle(2);
    assert.equal(await state(), 'UNKNOWN');
    const result = await world.run(operation);
    assert.deepEqual([result?.state, result?.error?.code], ['CONFLICT', 'settings_changed']);
    assert.deepEqual(now(), others);
    assert.equal(world.audit.entries.at(-1)?.event, 'settings.refused');
  });

  it('asks at once for a sign-in where no proof is at hand, and calls nothing refused while PIM cannot be read', async () => {
    await dieAfter(1);
    await settle(2);
    assert.deepEqual([await state(), told.length], ['NEEDS_USER', 1]);
    const again = await world.open(omar, { kind: 'changeSettings', change });
    operation = again;
    world.administration.settings.set(roles.exchange, before);
    world.administration.rulesWritten.length = 0;
    await keepProof();
    await dieAfter(2);
    world.administration.failNext('settingsOf', new PimError('forbidden', 'Not now'));
    await settle(2);
    assert.equal(await state(), 'UNKNOWN');
    await settle(2);
    assert.equal(await state(), 'DONE');
  });
});
