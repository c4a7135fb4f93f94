import assert from 'node:assert/strict';
import fc from 'fast-check';
import { type AdministrationGateway } from '../../../src/pim/administration.ts';
import { roleDefinitionId, tenantId } from '../../../src/pim/ids.ts';
import { changeSettings } from '../../../src/pim/operations/changeSettings.ts';
import { undoOf } from '../../../src/pim/operations/undoSettings.ts';
import { canonicalSettings, type ComparableSettings } from '../../../src/pim/posture/settingFacts.ts';
import { settingsDiff } from '../../../src/pim/posture/settingsDiff.ts';
import { areSameSettings, type SettingsChange } from '../../../src/pim/posture/settingsSteps.ts';
import { type Operation } from '../../../src/pim/records.ts';
import { readSettingsFile, settingsFileText } from '../../../src/reports/settingsFile.ts';
import { settableSettings, toldOtherwise } from '../../pim/posture/randomSettings.ts';
import { GraphWorld } from '../../support/graphWorld.ts';
import { type RunningSandbox, startSandbox } from '../../support/runningSandbox.ts';

const eli = 'e5e5e5e5-0005-4000-8000-000000000005';
const exchange = roleDefinitionId('29232cdf-9323-42fd-ade2-1d097af3e4de');
const user = roleDefinitionId('fe930be7-5e62-47db-91af-98c3a49a38b1');
/** Each run writes up to seventy rules over HTTP. */
const RUNS = 6;

describe('a policy file, exported and applied over HTTP', () => {
  let sandbox: RunningSandbox;
  let world: GraphWorld;
  let admin: AdministrationGateway;

  before(async () => {
    sandbox = await startSandbox({ mayAdminister: true });
    await sandbox.control.consent(['RoleManagementPolicy.ReadWrite.Directory']);
    world = new GraphWorld(sandbox, { mayAdminister: true });
    assert.ok(world.entra.administrationFor);
    admin = world.entra.administrationFor(await world.signOn(eli));
  });

  after(() => sandbox.stop());

  const exported = async (): Promise<string> =>
    settingsFileText({
      tenantId: tenantId(sandbox.tenantInfo.tenantId),
      settings: await world.entra.posture.settings(),
      names: new Map(),
    });
  const settingsIn = (text: string, id = exchange): ComparableSettings => {
    const read = readSettingsFile(text);
    assert.ok('settings' in read);
    const found = read.settings.find((one) => one.roleDefinitionId === id);
    assert.ok(found);
    return found;
  };
  const make = (change: SettingsChange): Promise<void> =>
    changeSettings({ clock: { now: () => world.now() }, pause: () => Promise.resolve() }, admin, {
      kind: 'changeSettings',
      change,
    });
  const undone = (change: SettingsChange): SettingsChange => {
    const operation: Operation = {
      id: '01ARZ3NDEKTSV4RRFFQ69G5FAV',
      person: admin.actor,
      intent: { kind: 'changeSettings', change },
      state: 'DONE',
      fence: 1,
      cardActivityId: undefined,
      outcome: {},
      createdAt: world.now(),
    };
    const undo = undoOf(operation, admin.actor);
    assert.ok(undo);
    return undo;
  };

  it('comes back to the letter, whatever was set; undo brings back what was there', async () => {
    await fc.assert(
      fc.asyncProperty(settableSettings(exchange), settableSettings(user), async (first, second) => {
        await make({ before: settingsIn(await exported()), after: first });
        const text = await exported();
        const kept = settingsIn(text);
        assert.deepEqual(kept, canonicalSettings(first), 'what was set is what is exported');

        fc.pre(!areSameSettings(kept, { ...second, roleDefinitionId: exchange }));
        const change = { before: kept, after: canonicalSettings({ ...second, roleDefinitionId: exchange }) };
        await make(change);
        const otherwise = await exported();
        await make(undone(change));
        assert.equal(await exported(), text, 'undo gives back the export from before');

        await make({ before: settingsIn(await exported()), after: settingsIn(otherwise) });
        assert.equal(await exported(), otherwise, 'the file that was exported, applied, is exported again');

        const onAnother = { ...settingsIn(otherwise), roleDefinitionId: user };
        await make({ before: settingsIn(await exported(), user), after: onAnother });
        assert.deepEqual(
          settingsIn(await exported(), user),
          onAnother,
          'another role takes the same settings',
        );
      }),
      { numRuns: RUNS },
    );
  });

  it('differs in nothing from itself, told in another order and casing', async () => {
    const settings = await world.entra.posture.settings();
    fc.assert(
      fc.property(toldOtherwise(settings), (otherwise) => {
        assert.deepEqual(settingsDiff(settings, otherwise), []);
      }),
      { numRuns: 20 },
    );
  });
});
