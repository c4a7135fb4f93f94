import assert from 'node:assert/strict';
import { generatedTenant } from '../../../sandbox/tenants/generated.ts';
import { type RunningSandbox, serveTenant } from '../../support/runningSandbox.ts';
import { assertRefused, GraphSandbox, items, type Json, people } from './graphSandbox.ts';
import { definitions, dayMs } from './reviewCalls.ts';

describe('the access review of Harbour Light', () => {
  let graph: GraphSandbox;

  before(async () => {
    graph = await GraphSandbox.start();
  });

  after(() => graph.stop());

  it('is in progress, a part of it decided, the same after a reset, and ends', async () => {
    const seen = async (): Promise<readonly unknown[]> => {
      const [review] = items(await graph.getAsApp(definitions));
      assert.equal(review?.['status'], 'InProgress');
      const path = `${definitions}/${String(review['id'])}/instances`;
      const [round] = items(await graph.getAsApp(path));
      const decisions = items(await graph.getAsApp(`${path}/${String(round?.['id'])}/decisions`));
      return decisions.map((one) => [
        one['id'],
        (one['principal'] as Json)['displayName'],
        one['decision'],
        (one['reviewedBy'] as Json)['displayName'],
      ]);
    };
    const before = await seen();
    assert.deepEqual(
      before.map((one) => (one as readonly unknown[]).slice(1)),
      [
        ['Ana Ruiz', 'Approve', 'Ben Okafor'],
        ['Dara Singh', 'NotReviewed', ''],
      ],
    );
    await graph.reset();
    assert.deepEqual(await seen(), before);
    await graph.forward(10 * dayMs + 60_000);
    const [review] = items(await graph.getAsApp(definitions));
    assert.equal(review?.['status'], 'Completed');
  });

  it('is found by what its documentation lets one filter and sort', async () => {
    const among = async (query: string): Promise<number> =>
      items(await graph.getAsApp(`${definitions}?${query}`)).length;
    await graph.reset();
    assert.equal(await among("$filter=status eq 'InProgress'&$orderby=displayName&$select=id,status"), 1);
    assert.equal(await among("$filter=status eq 'Applied'"), 0);
    const scope = 'contains(scope/microsoft.graph.accessReviewQueryScope/query,';
    assert.equal(await among(`$filter=${scope} 'roleEligibilityScheduleInstances')`), 1);
    assert.equal(await among(`$filter=${scope} './members')`), 0);
    for (const refused of [
      "$filter=displayName eq 'x'",
      '$orderby=createdBy',
      '$top=101',
      '$expand=instances',
    ])
      assert.equal((await graph.getAsApp(`${definitions}?${refused}`)).status, 400, refused);
  });

  it('knows who manages whom', async () => {
    const ofAna = await graph.getAsApp(`/v1.0/users/${people.ana}/manager?$select=id,displayName`);
    assert.deepEqual(
      [ofAna.body['@odata.type'], ofAna.body['id'], ofAna.body['displayName']],
      ['#microsoft.graph.user', people.ben, 'Ben Okafor'],
    );
    const none = await graph.getAsApp(`/v1.0/users/${people.dara}/manager`);
    assertRefused(none, 404, 'Request_ResourceNotFound');
    const scopes = { scopes: ['User.Read.All'] };
    await graph.control.consent(['User.Read', 'User.Read.All']);
    assert.equal((await graph.get(people.ana, '/v1.0/me/manager', scopes)).body['id'], people.ben);
    const little = await graph.get(people.ana, '/v1.0/me/manager', { scopes: ['User.Read'] });
    assertRefused(little, 403, 'Authorization_RequestDenied');
  });
});

describe('the access reviews of a generated tenant', () => {
  const size = { seed: 5, people: 400, groups: 4, assignments: 10, eligibilities: 10, auditRows: 10 };
  let sandbox: RunningSandbox;
  let token: string;

  before(async () => {
    const reviews = { definitions: 12, decisions: 4_000 };
    const tenant = generatedTenant({ ...size, reviews });
    assert.deepEqual(generatedTenant({ ...size, reviews }), tenant);
    const { reviews: _, ...rest } = tenant.roleManagement;
    assert.deepEqual(generatedTenant(size).roleManagement, rest, 'the rest does not depend on reviews');
    const pageSize = 100;
    const wire = { ...tenant.directory.wire, pageSize };
    sandbox = await serveTenant(
      { ...tenant, directory: { ...tenant.directory, wire } },
      { isAskedByTest: true },
    );
    const { tenantId, appId, secret } = sandbox.tenantInfo;
    const answer = await fetch(`${sandbox.url}/login/${tenantId}/oauth2/v2.0/token`, {
      method: 'POST',
      body: new URLSearchParams({
        grant_type: 'client_credentials',
        client_id: appId,
        client_secret: secret,
        scope: 'https://graph.microsoft.com/.default',
      }),
    });
    token = ((await answer.json()) as { access_token: string }).access_token;
  });

  after(() => sandbox.stop());

  async function pages(path: string): Promise<readonly (readonly Json[])[]> {
    const found: (readonly Json[])[] = [];
    for (let next: string | undefined = `${sandbox.url}/graph${path}`; next !== undefined;) {
      const answer: Response = await fetch(next, { headers: { authorization: `Bearer ${token}` } });
      assert.equal(answer.status, 200, path);
      const page = (await answer.json()) as { value: readonly Json[]; '@odata.nextLink'?: string };
      found.push(page.value);
      next = page['@odata.nextLink'];
    }
    return found;
  }

  it('are as many as were wanted, in pages, with every decision once', async () => {
    const [all = []] = await pages(definitions);
    assert.equal(all.length, 12);
    const ids = new Set<unknown>();
    for (const { id } of all) {
      const [rounds = []] = await pages(`${definitions}/${String(id)}/instances`);
      const decisions = await pages(
        `${definitions}/${String(id)}/instances/${String(rounds[0]?.['id'])}/decisions`,
      );
      assert.ok(decisions.every((page) => page.length <= 100));
      for (const one of decisions.flat()) ids.add(one['id']);
    }
    assert.equal(ids.size, 4_000);
  });

  it('are skipped through, filtered and sorted', async () => {
    const [all = []] = await pages(definitions);
    const [rounds = []] = await pages(`${definitions}/${String(all[0]?.['id'])}/instances`);
    const path = `${definitions}/${String(all[0]?.['id'])}/instances/${String(rounds[0]?.['id'])}/decisions`;
    const whole = (await pages(path)).flat();
    const from = (await pages(`${path}?$skip=150&$top=50`)).flat();
    assert.deepEqual(from, whole.slice(150));
    const open = (
      await pages(`${path}?$filter=decision eq 'NotReviewed'&$skip=10&$select=id,decision`)
    ).flat();
    const expected = whole.filter((one) => one['decision'] === 'NotReviewed').slice(10);
    assert.deepEqual(
      open.map((one) => one['id']),
      expected.map((one) => one['id']),
    );
    const sorted = (await pages(`${path}?$orderby=decision desc&$skip=0`))
      .flat()
      .map((one) => one['decision']);
    assert.deepEqual(sorted, sorted.toSorted().reverse());
  });
});
