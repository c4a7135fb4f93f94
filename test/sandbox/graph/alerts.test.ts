import assert from 'node:assert/strict';
import { quayPeople } from '../../../sandbox/tenants/quay.ts';
import { assertRefused, first, GraphSandbox, items, type Json, people, roles } from './graphSandbox.ts';

const alerts = '/beta/identityGovernance/roleManagementAlerts/alerts';
const ofDirectory = "$filter=scopeId eq '/' and scopeType eq 'DirectoryRole'";
const names = [
  'InvalidLicenseAlert',
  'NoMfaOnRoleActivationAlert',
  'RedundantAssignmentAlert',
  'RolesAssignedOutsidePimAlert',
  'SequentialActivationRenewalsAlert',
  'StaleSignInAlert',
  'TooManyGlobalAdminsAssignedToTenantAlert',
];

const nameOf = (alert: Json): string => String(alert['id']).split('_').at(-1) ?? '';

describe("PIM's alerts where everything is wrong", () => {
  let graph: GraphSandbox;
  let byName: ReadonlyMap<string, Json>;

  before(async () => {
    graph = await GraphSandbox.start('quay');
    const listed = await graph.getAsApp(`${alerts}?${ofDirectory}&$expand=alertIncidents&$top=100`);
    byName = new Map(items(listed).map((alert) => [nameOf(alert), alert]));
  });

  after(() => graph.stop());

  const incidentsOf = (name: string): readonly Json[] =>
    byName.get(name)?.['alertIncidents'] as readonly Json[];

  it('are seven, and each goes off', () => {
    assert.deepEqual([...byName.keys()], names);
    for (const [name, alert] of byName) {
      assert.equal(alert['isActive'], true, name);
      assert.equal(alert['incidentCount'], incidentsOf(name).length, name);
      assert.equal(alert['id'], `DirectoryRole_${graph.tenantId}_${name}`);
      assert.equal(alert['alertDefinitionId'], alert['id']);
    }
  });

  it('name their incidents by type', () => {
    const types = names.map((name) => incidentsOf(name)[0]?.['@odata.type']);
    assert.deepEqual(types, [
      '#microsoft.graph.invalidLicenseAlertIncident',
      '#microsoft.graph.noMfaOnRoleActivationAlertIncident',
      '#microsoft.graph.redundantAssignmentAlertIncident',
      '#microsoft.graph.rolesAssignedOutsidePrivilegedIdentityManagementAlertIncident',
      '#microsoft.graph.sequentialActivationRenewalsAlertIncident',
      '#microsoft.graph.staleSignInAlertIncident',
      '#microsoft.graph.tooManyGlobalAdminsAssignedToTenantAlertIncident',
    ]);
  });

  it('say who, which role and when', () => {
    const xena = incidentsOf('RedundantAssignmentAlert').find(
      (one) => one['assigneeDisplayName'] === 'Xena Pool',
    );
    assert.equal(xena?.['roleTemplateId'], roles.userAdministrator);
    const lastUse = Date.parse(String(xena['lastActivationDateTime']));
    assert.equal(Math.round((Date.now() - lastUse) / 86_400_000), 150);
    const [often] = incidentsOf('SequentialActivationRenewalsAlert');
    assert.equal(often?.['activationCount'], 3);
    const stale = incidentsOf('StaleSignInAlert').map((one) => one['assigneeDisplayName']);
    assert.ok(stale.includes('Rolf Stein'));
    assert.ok(!stale.includes('Nora Quist'));
  });

  it('are read one by one, with their incidents and with what they are about', async () => {
    const id = String(byName.get('StaleSignInAlert')?.['id']);
    const one = await graph.getAsApp(`${alerts}/${id}?$expand=alertDefinition,alertConfiguration`);
    assert.equal((one.body['alertDefinition'] as Json)['severityLevel'], 'medium');
    const configuration = one.body['alertConfiguration'] as Json;
    assert.deepEqual(
      [configuration['@odata.type'], configuration['duration']],
      ['#microsoft.graph.staleSignInAlertConfiguration', 'P30D'],
    );
    const incidents = await graph.getAsApp(`${alerts}/${id}/alertIncidents`);
    assert.deepEqual(items(incidents), incidentsOf('StaleSignInAlert'));
    const definitions = await graph.getAsApp(
      `/beta/identityGovernance/roleManagementAlerts/alertDefinitions?${ofDirectory}&$top=10`,
    );
    assert.deepEqual(items(definitions).map(nameOf), names);
    const configurations = await graph.getAsApp(
      `/beta/identityGovernance/roleManagementAlerts/alertConfigurations?${ofDirectory}&$top=10`,
    );
    assert.deepEqual(items(configurations).map(nameOf), names);
  });

  it('are refused without the filter, without permission, and outside beta', async () => {
    assertRefused(await graph.getAsApp(alerts), 400, 'BadRequest');
    assertRefused(await graph.getAsApp(`${alerts}/nothing`), 404, 'ResourceNotFound');
    assertRefused(
      await graph.getAsApp(`${alerts.replace('/beta', '/v1.0')}?${ofDirectory}`),
      400,
      'BadRequest',
    );
    await graph.control.applicationPermissions(['RoleAssignmentSchedule.Read.Directory']);
    // Only a new token knows what is granted now.
    await graph.forward(0);
    const bare = await graph.getAsApp(`${alerts}?${ofDirectory}`);
    assertRefused(bare, 403, 'UnknownError');
    assert.match(bare.text, /RoleManagementAlert\.Read\.Directory/);
  });
});

describe("what can be done about PIM's alerts", () => {
  let graph: GraphSandbox;
  const base = '/beta/identityGovernance/roleManagementAlerts';
  const idOf = (name: string): string => `DirectoryRole_${graph.tenantId}_${name}`;

  beforeEach(async () => {
    graph = await GraphSandbox.start('quay');
    await graph.control.applicationPermissions(['RoleManagementAlert.ReadWrite.Directory']);
    await graph.forward(0);
  });

  afterEach(() => graph.stop());

  const call = async (method: string, path: string, body?: Json) =>
    graph.call(method, `${base}/${path}`, await graph.appToken(), body);
  const isActive = async (name: string): Promise<unknown> =>
    (await call('GET', `alerts/${idOf(name)}`)).body['isActive'];

  it('dismisses one, which a look brings back', async () => {
    const name = 'RolesAssignedOutsidePimAlert';
    assert.equal((await call('PATCH', `alerts/${idOf(name)}`, { isActive: false })).status, 204);
    assert.equal(await isActive(name), false);
    assert.equal(await isActive('StaleSignInAlert'), true);
    const asked = await call('POST', `alerts/${idOf(name)}/refresh`);
    assert.equal(asked.status, 202);
    assert.ok(asked.headers.get('location')?.endsWith(`${base}/operations/refresh:${idOf(name)}`));
    const running = await call('GET', `operations/refresh:${idOf(name)}`);
    assert.equal(running.body['status'], 'running');
    await graph.forward(3_000);
    assert.equal((await call('GET', `operations/refresh:${idOf(name)}`)).body['status'], 'succeeded');
    assert.equal(await isActive(name), true);
    const all = await call('POST', 'alerts/refresh', { scopeId: '/', scopeType: 'DirectoryRole' });
    assert.equal(all.status, 202);
    assertRefused(await call('POST', 'alerts/refresh', {}), 400, 'BadRequest');
    assertRefused(await call('GET', 'operations/refresh:nothing'), 404, 'ResourceNotFound');
  });

  it('moves from when on one goes off, by its own type alone', async () => {
    const name = 'TooManyGlobalAdminsAssignedToTenantAlert';
    const type = '#microsoft.graph.tooManyGlobalAdminsAssignedToTenantAlertConfiguration';
    const change = (body: Json) => call('PATCH', `alertConfigurations/${idOf(name)}`, body);
    const wish = { '@odata.type': type, globalAdminCountThreshold: 50 };
    assert.equal((await change(wish)).status, 204);
    assert.equal(await isActive(name), false);
    const read = await call('GET', `alertConfigurations/${idOf(name)}`);
    assert.deepEqual([read.body['globalAdminCountThreshold'], read.body['isEnabled']], [50, true]);
    assert.equal((await call('GET', `alertDefinitions/${idOf(name)}`)).body['severityLevel'], 'low');
    assertRefused(await change({ globalAdminCountThreshold: 1 }), 400, 'BadRequest');
    assertRefused(
      await change({ ...wish, '@odata.type': type.replace('tooMany', 'tooFew') }),
      400,
      'BadRequest',
    );
    assertRefused(await change({ '@odata.type': type, duration: 'P1D' }), 400, 'BadRequest');
    assert.equal((await change({ ...wish, globalAdminCountThreshold: 3 })).status, 204);
    assert.equal((await change({ '@odata.type': type, isEnabled: false })).status, 204);
    assert.equal(await isActive(name), false);
  });

  it('takes nothing but isActive: false, and nothing with reading alone; mending is not here', async () => {
    const at = `alerts/${idOf('StaleSignInAlert')}`;
    assertRefused(await call('PATCH', at, { isActive: true }), 400, 'BadRequest');
    assertRefused(await call('PATCH', at, { isActive: false, incidentCount: 0 }), 400, 'BadRequest');
    const [incident] = items(await call('GET', `${at}/alertIncidents`));
    const mended = await call('POST', `${at}/alertIncidents/${String(incident?.['id'])}/remediate`, {});
    assert.ok(mended.status >= 400);
    await graph.control.applicationPermissions(['RoleManagementAlert.Read.Directory']);
    await graph.forward(0);
    const refused = await call('PATCH', at, { isActive: false });
    assertRefused(refused, 403, 'UnknownError');
    assert.match(refused.text, /RoleManagementAlert\.ReadWrite\.Directory/);
  });

  it('follows what is done in the portal: a role given past PIM comes, and goes', async () => {
    const at = `alerts/${idOf('RolesAssignedOutsidePimAlert')}/alertIncidents`;
    const ofTess = async (): Promise<readonly unknown[]> =>
      items(await call('GET', at))
        .filter(({ assigneeDisplayName }) => assigneeDisplayName === 'Tess Moreau')
        .map(({ roleTemplateId }) => roleTemplateId);
    const tess = { principalId: quayPeople.tess, roleDefinitionId: roles.exchangeAdministrator };
    assert.deepEqual(await ofTess(), []);
    await graph.control.portal({ actor: quayPeople.nora, action: 'assignOutsidePim', ...tess });
    assert.deepEqual(await ofTess(), [roles.exchangeAdministrator]);
    await graph.control.portal({ actor: quayPeople.nora, action: 'removeAssignment', ...tess });
    await graph.forward(60_000);
    assert.deepEqual(await ofTess(), []);
  });
});

describe("PIM's alerts where all is well", () => {
  let graph: GraphSandbox;

  before(async () => {
    graph = await GraphSandbox.start('meadow');
  });

  after(() => graph.stop());

  it('are silent, and go off when nothing is done for a while', async () => {
    const listed = async (): Promise<readonly Json[]> =>
      items(await graph.getAsApp(`${alerts}?${ofDirectory}`));
    const quiet = await listed();
    assert.deepEqual(quiet.filter((alert) => alert['isActive'] !== false).map(nameOf), []);
    assert.equal(quiet[0]?.['lastModifiedDateTime'], '0001-01-01T08:00:00Z');
    await graph.forward(40 * 86_400_000);
    const active = (await listed()).filter((alert) => alert['isActive'] === true).map(nameOf);
    assert.deepEqual(active, ['RedundantAssignmentAlert', 'StaleSignInAlert']);
  });
});

describe("PIM's alerts of the tenant that one tries Latchkey in", () => {
  let graph: GraphSandbox;

  before(async () => {
    graph = await GraphSandbox.start();
  });

  after(() => graph.stop());

  it('come in a batch as well, and know what happens now', async () => {
    const url = `/identityGovernance/roleManagementAlerts/alerts?${ofDirectory}&$expand=alertIncidents`;
    const read = async (): Promise<Json> => {
      const requests = [{ id: '1', method: 'GET', url }];
      const answered = await graph.call('POST', '/beta/$batch', await graph.appToken(), { requests });
      const [response] = answered.body['responses'] as readonly Json[];
      assert.equal(response?.['status'], 200);
      const list = (response['body'] as Json)['value'] as readonly Json[];
      return list.find((alert) => nameOf(alert) === 'RedundantAssignmentAlert') ?? {};
    };
    const incidentsIn = (alert: Json): readonly unknown[] =>
      (alert['alertIncidents'] as readonly Json[])
        .filter((one) => one['assigneeId'] === people.ana)
        .map((one) => one['roleDisplayName']);
    const before = incidentsIn(await read());
    assert.ok(before.includes('Security Reader'));
    await graph.activate(people.ana, roles.securityReader);
    assert.ok(!incidentsIn(await read()).includes('Security Reader'));
  });

  it('say that the licence is gone where PIM itself answers nothing any more', async () => {
    await graph.control.portal({ actor: people.eli, action: 'setLicence', isPresent: false });
    const active = items(await graph.getAsApp(`${alerts}?${ofDirectory}`)).find(
      (alert) => nameOf(alert) === 'InvalidLicenseAlert',
    );
    assert.equal(active?.['isActive'], true);
    const incidents = await graph.getAsApp(`${alerts}/${String(active['id'])}/alertIncidents`);
    assert.equal(first(incidents)['tenantLicenseStatus'], 'None');
  });
});
