import assert from 'node:assert/strict';
import { assertRefused, first, GraphSandbox, type Json } from './graphSandbox.ts';

const rolf = '1d7c0a52-6e3f-4b81-9a04-c5e2f8b16004';
const backup = '1d7c0a52-6e3f-4b81-9a04-c5e2f8b1600c';
const glassOne = '1d7c0a52-6e3f-4b81-9a04-c5e2f8b1600d';
const selected = '$select=id,signInActivity,createdDateTime';
const dayMs = 86_400_000;

describe('sign-in activity of people', () => {
  let graph: GraphSandbox;

  before(async () => {
    graph = await GraphSandbox.start('quay');
  });

  after(() => graph.stop());

  afterEach(() => graph.reset());

  const of = async (id: string): Promise<Json> =>
    first(await graph.getAsApp(`/v1.0/users?$filter=id in ('${id}')&${selected}`));
  const daysSince = (instant: unknown): number =>
    Math.round((Date.now() - Date.parse(String(instant))) / dayMs);

  it('says when somebody signed in, and since when the account is there', async () => {
    const { signInActivity, createdDateTime } = await of(rolf);
    const activity = signInActivity as Json;
    assert.deepEqual(Object.keys(activity), [
      'lastSignInDateTime',
      'lastSignInRequestId',
      'lastNonInteractiveSignInDateTime',
      'lastNonInteractiveSignInRequestId',
      'lastSuccessfulSignInDateTime',
      'lastSuccessfulSignInRequestId',
    ]);
    assert.equal(daysSince(activity['lastSuccessfulSignInDateTime']), 200);
    assert.equal(daysSince(createdDateTime), 400);
  });

  it('tells what programs do from what people do', async () => {
    const activity = (await of(backup))['signInActivity'] as Json;
    assert.equal(activity['lastSignInDateTime'], null);
    assert.equal(activity['lastNonInteractiveSignInDateTime'], activity['lastSuccessfulSignInDateTime']);
    assert.notEqual(activity['lastSuccessfulSignInDateTime'], null);
  });

  it('is not there for whoever never signed in, nor for those who do not ask', async () => {
    assert.ok(!('signInActivity' in (await of(glassOne))));
    assert.ok(!('signInActivity' in (await graph.getAsApp(`/v1.0/users/${rolf}`)).body));
  });

  it('needs the permission of the audit log besides that of people', async () => {
    await graph.control.applicationPermissions(['User.Read.All']);
    await graph.forward(0);
    assert.equal((await graph.getAsApp(`/v1.0/users/${rolf}?$select=id`)).status, 200);
    assertRefused(
      await graph.getAsApp(`/v1.0/users/${rolf}?${selected}`),
      403,
      'Authentication_MSGraphPermissionMissing',
    );
    await graph.reset();
    await graph.control.applicationPermissions(['AuditLog.Read.All']);
    await graph.forward(0);
    assert.equal((await graph.getAsApp(`/v1.0/users?${selected}`)).status, 403);
  });

  it('needs the licence', async () => {
    await graph.control.portal({
      actor: '1d7c0a52-6e3f-4b81-9a04-c5e2f8b16001',
      action: 'setLicence',
      isPresent: false,
    });
    assertRefused(
      await graph.getAsApp(`/v1.0/users?${selected}`),
      403,
      'Authentication_RequestFromNonPremiumTenantOrB2CTenant',
    );
  });

  it('is listed with no more than fifteen ids at once', async () => {
    const ids = Array.from({ length: 16 }, (_, index) => `'${String(index)}'`).join(',');
    assertRefused(
      await graph.getAsApp(`/v1.0/users?$filter=id in (${ids})`),
      400,
      'Request_UnsupportedQuery',
      "Too many child clauses specified in search filter expression containing 'OR' operators: 16. Max allowed: 15.",
    );
  });

  it('is not read through objects of several types', async () => {
    const body = { ids: [rolf], types: ['user'] };
    const path = '/v1.0/directoryObjects/getByIds?$select=id,signInActivity';
    const refused = await graph.call('POST', path, await graph.appToken(), body);
    assertRefused(refused, 400, 'BadRequest');
  });

  it('comes for everybody, page by page', async () => {
    const seen = await graph.everyPageAsApp(`/v1.0/users?${selected}`);
    assert.equal(new Set(seen.map((one) => one['id'])).size, 14);
    assert.equal(seen.length, 14);
  });
});
