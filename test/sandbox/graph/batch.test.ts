import assert from 'node:assert/strict';
import { activating, answersOf, errorOf, type Part, partOf, reading } from './batches.ts';
import { type Answered, assertRefused, GraphSandbox, type Json, people, roles } from './graphSandbox.ts';

const { ana, ben } = people;
const audits = '/auditLogs/directoryAudits';
const definitions = '/roleManagement/directory/roleDefinitions';
const requests = '/roleManagement/directory/roleAssignmentScheduleRequests';
const json = { 'Content-Type': 'application/json' };

describe('a batch', () => {
  let graph: GraphSandbox;

  before(async () => {
    graph = await GraphSandbox.start();
  });

  after(() => graph.stop());

  beforeEach(() => graph.reset());

  const asAna = (items: readonly Json[], version = 'v1.0'): Promise<Answered> =>
    graph.post(ana, `/${version}/$batch`, { requests: items });
  const asApp = async (items: readonly Json[], version = 'v1.0'): Promise<Answered> =>
    graph.call('POST', `/${version}/$batch`, await graph.appToken(), { requests: items });

  it('answers each item as if it had been asked alone', async () => {
    const url =
      "/roleManagement/directory/roleEligibilityScheduleInstances/filterByCurrentUser(on='principal')?$select=id";
    const alone = await graph.get(ana, `/v1.0${url}`);
    assert.equal(alone.status, 200);
    const batch = await asAna([
      reading('a', url),
      reading('b', url.slice(1)),
      reading('c', '/nowhere'),
      reading('d', `/users/${ben}`),
      { id: 'e', method: 'delete', url: definitions },
    ]);
    for (const id of ['a', 'b']) {
      const part = partOf(batch, id);
      assert.equal(part.status, alone.status);
      assert.deepEqual(part.body, alone.body);
      assert.equal(part.headers['Content-Type'], alone.headers.get('content-type'));
      assert.equal(part.headers['OData-Version'], '4.0');
    }
    assert.deepEqual(
      ['c', 'd', 'e'].map((id) => partOf(batch, id)).map((part) => [part.status, errorOf(part)['code']]),
      [
        [400, 'BadRequest'],
        [403, 'Authorization_RequestDenied'],
        [405, 'Request_BadRequest'],
      ],
    );
  });

  it('comes in another order than it was sent, the same for the same ids', async () => {
    const sent = ['1', '2', '3', '4', '5'];
    const order = async (ids: readonly string[]): Promise<string[]> =>
      answersOf(await asAna(ids.map((id) => reading(id, '/me')))).map(({ id }) => id);
    const first = await order(sent);
    assert.notDeepEqual(first, sent);
    assert.deepEqual(first.toSorted(), sent);
    assert.deepEqual(await order(sent), first);
    assert.deepEqual(await order(['1', '2']), ['2', '1']);
    assert.deepEqual(await order(['b', 'a']), ['a', 'b']);
  });

  it('writes, with a token that each item is held to', async () => {
    const batch = await asAna([
      activating('made', roles.exchangeAdministrator),
      activating('unmet', roles.userAdministrator),
      reading('foreign', audits, { headers: { Authorization: `Bearer ${await graph.appToken()}` } }),
    ]);
    const made = partOf(batch, 'made');
    assert.equal(made.status, 201);
    const { id, status } = made.body as Json;
    assert.equal(made.headers['Location'], `${graph.url}/graph/v1.0${requests}/${String(id)}`);
    assert.deepEqual([status, await graph.statusOf(ana, String(id))], ['PendingApproval', 'PendingApproval']);
    assert.equal(errorOf(partOf(batch, 'unmet'))['code'], 'RoleAssignmentRequestPolicyValidationFailed');
    assert.equal(partOf(batch, 'foreign').status, 403, 'the token of the item does not count');

    const step = `/roleManagement/directory/roleAssignmentApprovals/${String(id)}/steps/${String(id)}`;
    const body = { reviewResult: 'Approve', justification: 'Planned' };
    const decided = await graph.post(ben, '/beta/$batch', {
      requests: [{ id: '1', method: 'PATCH', url: step, headers: json, body }],
    });
    assert.deepEqual([partOf(decided, '1').status, partOf(decided, '1').body], [204, null]);
    assert.equal(await graph.statusOf(ana, String(id)), 'Provisioned');
  });

  it('is of one version', async () => {
    const approvals = "/roleManagement/directory/roleAssignmentApprovals/filterByCurrentUser(on='approver')";
    assert.equal(partOf(await asAna([reading('1', approvals)], 'beta'), '1').status, 200);
    assert.equal(partOf(await asAna([reading('1', approvals)]), '1').status, 400);
    assert.equal(partOf(await asAna([reading('1', `/beta${approvals}`)]), '1').status, 400);
    assertRefused(await asAna([reading('1', `../beta${approvals}`)]), 400, 'BadRequest');
  });

  it('pages its lists by links of their own', async () => {
    const batch = await asApp(
      [reading('1', `${definitions}?$top=2&$select=id`), reading('2', '/users?$top=1')],
      'beta',
    );
    const next = (part: Part): string => String((part.body as Json)['@odata.nextLink']);
    const link = next(partOf(batch, '1'));
    assert.ok(link.startsWith(`${graph.url}/graph/beta${definitions}?$top=2&$select=id&$skiptoken=`), link);
    assert.ok(next(partOf(batch, '2')).startsWith(`${graph.url}/graph/beta/users?$top=1&`));
    const rest = await graph.getAsApp(link);
    assert.equal((rest.body['value'] as readonly Json[]).length, 2);
    assert.notDeepEqual(rest.body['value'], (partOf(batch, '1').body as Json)['value']);
  });

  it('gives what is not JSON as base64', async () => {
    const group = '/groups/6a0e1f52-1c3b-4d7e-9b20-5f1e0c7a1101/members/$count';
    const part = partOf(
      await asApp([reading('1', group, { headers: { ConsistencyLevel: 'eventual' } })]),
      '1',
    );
    assert.deepEqual([part.status, part.headers['Content-Type']], [200, 'text/plain']);
    assert.match(Buffer.from(part.body as string, 'base64').toString(), /^\d+$/);
  });

  it('keeps the tenant’s order of keys in the whole and in the items', async () => {
    const fjord = await GraphSandbox.start('fjord');
    try {
      const alone = await fjord.getAsApp('/v1.0/nowhere');
      const batch = await fjord.call('POST', '/v1.0/$batch', await fjord.appToken(), {
        requests: [reading('1', '/nowhere')],
      });
      assert.deepEqual(Object.keys(partOf(batch, '1')), ['body', 'headers', 'status', 'id']);
      assert.deepEqual(Object.keys(errorOf(partOf(batch, '1'))), Object.keys(alone.body['error'] as Json));
    } finally {
      await fjord.stop();
    }
  });

  describe('with dependencies', () => {
    it('leaves out whatever rests on a failure, and does the rest', async () => {
      const batch = await asAna([
        reading('good', '/me'),
        reading('bad', '/nowhere'),
        reading('after good', '/me', { dependsOn: ['good'] }),
        reading('after bad', '/me?$select=id', { dependsOn: ['bad'] }),
        reading('after both', '/me', { dependsOn: ['good', 'bad'] }),
        reading('at the end', '/me', { dependsOn: ['AFTER BAD'] }),
      ]);
      assert.deepEqual(Object.fromEntries(answersOf(batch).map(({ id, status }) => [id, status])), {
        good: 200,
        bad: 400,
        'after good': 200,
        'after bad': 424,
        'after both': 424,
        'at the end': 424,
      });
      const left = partOf(batch, 'after bad');
      assert.equal(errorOf(left)['code'], 'FailedDependency');
      assert.equal(left.headers['Content-Type'], 'application/json');
      const called = await graph.control.calls(/^\/graph\/v1\.0\/me$/);
      assert.equal(called.length, 2, 'what is left out is never called');
      const [said] = (await graph.happened()).filter(({ summary }) => summary.includes(' in one batch'));
      assert.equal(
        said?.summary,
        'Ana Ruiz asked 6 things in one batch: 1 failed, 3 left out for want of what went before',
      );
    });

    it('waits for what went before', async () => {
      const batch = await asAna([
        activating('1', roles.teamsAdministrator),
        activating('2', roles.teamsAdministrator, { dependsOn: ['1'] }),
      ]);
      assert.equal(partOf(batch, '1').status, 201);
      assert.equal(errorOf(partOf(batch, '2'))['code'], 'RoleAssignmentExists');
    });
  });

  it('takes twenty', async () => {
    const twenty = Array.from({ length: 20 }, (_, index) => reading(String(index), '/me?$select=id'));
    assert.ok(answersOf(await asAna(twenty)).every(({ status }) => status === 200));
  });
});
