import assert from 'node:assert/strict';
import { isPimError } from '../../src/pim/errors.ts';
import { principalId } from '../../src/pim/ids.ts';
import { type AppInstaller } from '../../src/pim/ports.ts';
import { GraphWorld } from '../support/graphWorld.ts';
import { type RunningSandbox, startSandbox } from '../support/runningSandbox.ts';

const hana = principalId('08080808-0008-4000-8000-000000000008');
const ana = principalId('a1a1a1a1-0001-4000-8000-000000000001');
const permissions = ['AppCatalog.Read.All', 'TeamsAppInstallation.ReadWriteSelfForUser.All'] as const;

describe('the app installer', () => {
  let sandbox: RunningSandbox;
  let graph: GraphWorld;
  let installer: AppInstaller;

  before(async () => {
    sandbox = await startSandbox();
  });

  after(() => sandbox.stop());

  beforeEach(async () => {
    await sandbox.control.reset();
    await sandbox.control.faults.clear();
    await sandbox.control.applicationPermissions([...permissions]);
    graph = new GraphWorld(sandbox, { mayInstallApp: true });
    const { appInstaller } = graph.entra;
    assert.ok(appInstaller);
    installer = appInstaller;
  });

  it('is not there where nobody has switched it on', () => {
    assert.equal(new GraphWorld(sandbox).entra.appInstaller, undefined);
  });

  it('installs the app for a person, once', async () => {
    assert.equal(await installer.install(hana), 'installed');
    assert.equal(await installer.install(hana), 'alreadyInstalled');
    assert.equal(await installer.install(ana), 'alreadyInstalled');
  });

  it('knows for an hour what the catalogue has', async () => {
    const reads = async (): Promise<number> => (await sandbox.control.calls(/\/appCatalogs\//)).length;
    const before = await reads();
    await installer.install(hana);
    await installer.install(hana);
    assert.equal(await reads(), before + 1);
    await graph.forward(61);
    await installer.install(hana);
    assert.equal(await reads(), before + 2);
  });

  it('says that the catalogue does not have the app', async () => {
    await sandbox.control.faults.add({
      match: { path: '/appCatalogs/' },
      times: 1,
      status: 200,
      body: { value: [{ id: hana, externalId: ana }] },
    });
    assert.equal(await installer.install(hana), 'notInCatalogue');
    assert.deepEqual(
      (await sandbox.control.calls(/installedApps$/)).filter(({ path }) => path.includes(hana)).length,
      0,
    );
  });

  it('names the permissions that it lacks, and takes wider ones for them', async () => {
    const missingWith = async (roles: readonly string[]): Promise<readonly string[]> => {
      await sandbox.control.applicationPermissions([...roles]);
      const { appInstaller } = new GraphWorld(sandbox, { mayInstallApp: true }).entra;
      return appInstaller?.missingPermissions() ?? [];
    };
    assert.deepEqual(await missingWith(permissions), []);
    assert.deepEqual(await missingWith(['User.Read.All']), permissions);
    const wider = ['AppCatalog.ReadWrite.All', 'TeamsAppInstallation.ReadWriteForUser.All'];
    assert.deepEqual(await missingWith(wider), []);
  });

  it('passes on that somebody is not there, and that an answer was lost', async () => {
    const nobody = principalId('99999999-9999-4999-8999-999999999999');
    await assert.rejects(installer.install(nobody), (error) => isPimError(error, 'principal_not_found'));
    await sandbox.control.faults.add({ match: { path: '/installedApps' }, times: 1, cut: 'after' });
    await assert.rejects(installer.install(hana), (error) => isPimError(error, 'outcome_unknown'));
    assert.equal(await installer.install(hana), 'alreadyInstalled');
  });
});
