import assert from 'node:assert/strict';
import {
  type Answered,
  assertRefused,
  first,
  GraphSandbox,
  items,
  messageOf,
  people,
} from './graphSandbox.ts';

const catalogue = '/v1.0/appCatalogs/teamsApps';
const permissions = ['AppCatalog.Read.All', 'TeamsAppInstallation.ReadWriteSelfForUser.All'];

describe('Teams apps', () => {
  let graph: GraphSandbox;
  let appId: string;

  before(async () => {
    graph = await GraphSandbox.start();
    ({ appId } = await graph.control.tenant());
  });

  after(() => graph.stop());

  beforeEach(async () => {
    await graph.reset();
    await graph.control.applicationPermissions(permissions);
  });

  const installFor = async (person: string, body: unknown): Promise<Answered> =>
    graph.call('POST', `/v1.0/users/${person}/teamwork/installedApps`, await graph.appToken(), body);
  const wanted = async (): Promise<object> => {
    const app = first(await graph.getAsApp(`${catalogue}?$filter=externalId eq '${appId}'`));
    return { 'teamsApp@odata.bind': `${graph.url}/graph${catalogue}/${String(app['id'])}` };
  };
  const isInstalled = async (person: string): Promise<boolean | undefined> => {
    const answer = await fetch(`${graph.url}/client/people`);
    const { people: all } = (await answer.json()) as { people: { id: string; isInstalled: boolean }[] };
    return all.find(({ id }) => id === person)?.isInstalled;
  };

  it('are listed with the id of their manifest', async () => {
    const app = first(await graph.getAsApp(catalogue));
    assert.deepEqual(
      [app['externalId'], app['displayName'], app['distributionMethod']],
      [appId, 'Latchkey', 'organization'],
    );
    const others = await graph.getAsApp(`${catalogue}?$filter=externalId eq '${people.ana}'`);
    assert.deepEqual(items(others), []);
  });

  it('are installed for a person, who has the app then', async () => {
    assert.equal(await isInstalled(people.hana), false);
    const made = await installFor(people.hana, await wanted());
    assert.deepEqual([made.status, made.text], [201, '']);
    assert.equal(await isInstalled(people.hana), true);
    assert.match((await graph.happened()).at(-1)?.summary ?? '', /installed Latchkey for Hana Sato/);
  });

  it('are not installed twice', async () => {
    const body = await wanted();
    assertRefused(await installFor(people.ana, body), 409, 'Conflict');
    await installFor(people.hana, body);
    assertRefused(await installFor(people.hana, body), 409, 'Conflict');
  });

  it('are refused without the permission, and to people', async () => {
    const body = await wanted();
    await graph.reset();
    assertRefused(await graph.getAsApp(catalogue), 403, 'Forbidden');
    const refused = await installFor(people.hana, body);
    assertRefused(refused, 403, 'Forbidden');
    assert.match(String(messageOf(refused)), /TeamsAppInstallation\.ReadWriteSelfForUser\.All/);
    const path = `/v1.0/users/${people.hana}/teamwork/installedApps`;
    assertRefused(await graph.post(people.hana, path, body), 403, 'Forbidden');
    assert.equal(await isInstalled(people.hana), false);
  });

  it('have to be apps of the catalogue, for people of the tenant', async () => {
    const nobody = '99999999-9999-4999-8999-999999999999';
    assertRefused(await installFor(nobody, await wanted()), 404, 'Request_ResourceNotFound');
    const address = `${graph.url}/graph${catalogue}`;
    for (const bind of [`${address}/${people.ana}`, 'https://graph.microsoft.com/v1.0/x', address]) {
      assertRefused(await installFor(people.hana, { 'teamsApp@odata.bind': bind }), 404, 'NotFound');
    }
    assertRefused(await installFor(people.hana, {}), 400, 'BadRequest');
    assertRefused(await installFor(people.hana, { ...(await wanted()), forAll: true }), 400, 'BadRequest');
    assert.equal(await isInstalled(people.hana), false);
  });
});
