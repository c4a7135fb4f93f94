import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openWorld, type World } from '../support/world.ts';

describe('bringing role settings to the baseline', () => {
  const settingsFile = join(tmpdir(), `latchkey-settings-${randomUUID()}.yaml`);
  let world: World;

  before(() => writeFile(settingsFile, 'administration: { changes: true }\n'));

  after(() => rm(settingsFile, { force: true }));

  beforeEach(async () => {
    world = await openWorld({ mayAdminister: true, environment: { LATCHKEY_SETTINGS_FILE: settingsFile } });
    await world.control.consent([
      'User.Read',
      'RoleEligibilitySchedule.Read.Directory',
      'RoleAssignmentSchedule.ReadWrite.Directory',
      'RoleManagementPolicy.ReadWrite.Directory',
    ]);
  });

  afterEach(() => world.close());

  const patches = async (): Promise<readonly unknown[]> =>
    (await world.control.calls()).filter(
      ({ method, path }) => method === 'PATCH' && path.includes('/rules/'),
    );

  it('takes a second yes, says what was changed, and takes it back', async () => {
    const eli = world.person('Eli');
    await eli.say('policy exchange admin');
    await eli.waitForCard(/Bring to the baseline/);
    await eli.press('Bring to the baseline');
    await eli.waitForCard(/Nothing is changed yet/);
    assert.deepEqual(await patches(), []);
    await eli.press('Make the change');
    await eli.waitForCard(/Settings changed[\s\S]*Every rule was read again/);
    const made = (await patches()).length;
    assert.ok(made > 0);
    await eli.press('Undo');
    await eli.waitForCard(/Undo a change of role settings[\s\S]*Nothing is changed yet/);
    await eli.press('Make the change');
    await eli.waitForCard(/Undo a change of role settings[\s\S]*Settings changed/);
    assert.equal((await patches()).length, 2 * made);
  });

  it('changes nothing where the second yes does not come', async () => {
    const eli = world.person('Eli');
    await eli.say('policy exchange admin');
    await eli.waitForCard(/Bring to the baseline/);
    await eli.press('Bring to the baseline');
    await eli.waitForCard(/Nothing is changed yet/);
    await eli.press('Leave it');
    await eli.waitForCard(/Nothing changed/);
    assert.deepEqual(await patches(), []);
  });
});
