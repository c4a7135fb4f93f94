import assert from 'node:assert/strict';
import { assertRefused, GraphSandbox, items, objects } from './graphSandbox.ts';

const path = '/v1.0/identityGovernance/privilegedAccess/group/eligibilitySchedules';
const wardDevices = 'a90c5e17-4d82-4b36-8f71-c2e5d09b4001';
const [liss, kai] = ['83b6e0f4-a71d-4c29-b5e8-0d94f2c31004', '83b6e0f4-a71d-4c29-b5e8-0d94f2c31003'];

describe('eligibilities for groups', () => {
  let graph: GraphSandbox;

  before(async () => {
    graph = await GraphSandbox.start('meadow');
  });

  after(() => graph.stop());

  afterEach(() => graph.reset());

  it('are listed by group, in the lower case of PIM for groups', async () => {
    const listed = items(await graph.getAsApp(`${path}?$filter=groupId eq '${wardDevices}'`));
    assert.deepEqual(
      listed.map((one) => one['principalId']),
      [liss, kai],
    );
    const [one] = listed;
    assert.deepEqual([one?.['accessId'], one?.['memberType']], ['member', 'direct']);
    assert.match(String(one?.['id']), new RegExp(`^${wardDevices}_member_[0-9a-f-]{36}$`));
  });

  it('are listed by principal, and end', async () => {
    const filter = `$filter=principalId eq '${kai}'&$expand=principal`;
    const [one] = items(await graph.getAsApp(`${path}?${filter}`));
    assert.equal((one?.['principal'] as { displayName?: string }).displayName, 'Kai Roth');
    await graph.forward(91 * 86_400_000);
    assert.deepEqual(items(await graph.getAsApp(`${path}?${filter}`)), []);
  });

  it('are refused without a filter and without their own permission', async () => {
    assertRefused(await graph.getAsApp(path), 400, 'BadRequest');
    await graph.control.applicationPermissions(['RoleManagement.Read.Directory']);
    await graph.forward(0);
    const refused = await graph.getAsApp(`${path}?$filter=groupId eq '${wardDevices}'`);
    assertRefused(refused, 403, 'UnknownError');
    assert.match(refused.text, /PrivilegedEligibilitySchedule\.Read\.AzureADGroup/);
  });
});

describe('eligibilities for groups where nobody granted reading them', () => {
  let graph: GraphSandbox;

  before(async () => {
    graph = await GraphSandbox.start();
  });

  after(() => graph.stop());

  it('are refused', async () => {
    const refused = await graph.getAsApp(`${path}?$filter=groupId eq '${objects.readersCircle}'`);
    assertRefused(refused, 403, 'UnknownError');
  });
});

describe('apps and members', () => {
  let graph: GraphSandbox;

  before(async () => {
    graph = await GraphSandbox.start('quay');
  });

  after(() => graph.stop());

  it('lists service principals by id', async () => {
    const id = '92f4c6d0-18ab-4e57-b3c9-60d1e7a58001';
    const listed = await graph.getAsApp(`/v1.0/servicePrincipals?$filter=id in ('${id}')&$select=id,appId`);
    assert.deepEqual(items(listed), [{ id, appId: '92f4c6d0-18ab-4e57-b3c9-60d1e7a58002' }]);
    assert.equal(items(await graph.getAsApp('/v1.0/servicePrincipals')).length, 1);
  });

  it('lists the direct members of a group, people and groups', async () => {
    const dockOperators = '5e0b91c7-2f4d-4a63-8b1e-d70c3a9f7001';
    const listed = await graph.getAsApp(
      `/v1.0/groups/${dockOperators}/members?$select=id,displayName&$top=1`,
    );
    const rest = await graph.getAsApp(String(listed.body['@odata.nextLink']));
    assert.deepEqual(
      [...items(listed), ...items(rest)].map((one) => [one['@odata.type'], one['displayName']]),
      [
        ['#microsoft.graph.group', 'Night Shift'],
        ['#microsoft.graph.user', 'Xena Pool'],
      ],
    );
  });

  it('lists groups that may hold roles', async () => {
    const listed = await graph.getAsApp(
      '/v1.0/groups?$filter=isAssignableToRole eq true&$select=displayName',
    );
    assert.deepEqual(
      items(listed).map((one) => one['displayName']),
      ['Dock Operators'],
    );
  });
});
