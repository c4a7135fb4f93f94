import { randomUUID } from 'node:crypto';
import { rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openWorld, type World } from './world.ts';

/**
 * Gives each test of a `describe` a world of its own in which administrators may change how roles are set, with what that
 * takes consented to. @returns the world of the test that runs
 */
export function useWorldOfChanges(): () => World {
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

  return () => world;
}
