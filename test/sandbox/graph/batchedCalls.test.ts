import assert from 'node:assert/strict';
import { activating, activation, answersOf, errorOf, partOf, reading } from './batches.ts';
import { type Answered, codeOf, GraphSandbox, type Json, people, roles } from './graphSandbox.ts';

const { ana } = people;
const audits = '/auditLogs/directoryAudits';
const requests = '/roleManagement/directory/roleAssignmentScheduleRequests';

describe('the items of a batch', () => {
  let graph: GraphSandbox;

  before(async () => {
    graph = await GraphSandbox.start();
  });

  after(() => graph.stop());

  beforeEach(() => graph.reset());

  const asAna = (items: readonly Json[]): Promise<Answered> =>
    graph.post(ana, '/v1.0/$batch', { requests: items });
  const asApp = async (items: readonly Json[]): Promise<Answered> =>
    graph.call('POST', '/v1.0/$batch', await graph.appToken(), { requests: items });

  it('throttles item by item', async () => {
    const batch = await asApp(Array.from({ length: 7 }, (_, index) => reading(String(index), audits)));
    const throttled = answersOf(batch).filter(({ status }) => status === 429);
    assert.equal(throttled.length, 2);
    for (const part of throttled) {
      assert.equal(errorOf(part)['code'], 'TooManyRequests');
      assert.match(part.headers['Retry-After'] ?? '', /^\d+$/);
    }
  });

  describe('broken on purpose', () => {
    const two = [reading('1', '/me'), reading('2', `${requests}/filterByCurrentUser(on='principal')`)];

    it('breaks the item that a fault is for, by its own method and path', async () => {
      const { faults } = graph.control;
      await faults.add({
        match: { method: 'GET', path: '^/graph/v1\\.0/me$', actor: ana },
        status: 429,
        headers: { 'retry-after': '7' },
        body: { error: { code: 'TooManyRequests', message: 'Later.' } },
      });
      const batch = await asAna(two);
      const broken = partOf(batch, '1');
      assert.deepEqual([broken.status, broken.headers['Retry-After']], [429, '7']);
      assert.deepEqual(broken.body, { error: { code: 'TooManyRequests', message: 'Later.' } });
      assert.equal(partOf(batch, '2').status, 200);
      assert.equal(partOf(await asAna(two), '1').status, 200, 'the fault is used up');
    });

    it('loses the answer to one item, done or not', async () => {
      const make = activating('1', roles.teamsAdministrator);
      for (const [cut, code] of [
        ['before', undefined],
        ['after', 'RoleAssignmentExists'],
      ] as const) {
        await graph.reset();
        await graph.control.faults.add({ match: { path: `${requests}$` }, cut });
        const batch = await asAna([make, reading('2', '/me')]);
        assert.deepEqual([partOf(batch, '1').status, partOf(batch, '2').status], [504, 200]);
        assert.equal(codeOf(await graph.activate(ana, roles.teamsAdministrator)), code, `cut ${cut}`);
      }
    });

    it('breaks the whole when the fault is for the batch', async () => {
      await graph.control.faults.add({ match: { path: '\\$batch$' }, status: 503 });
      assert.equal((await asAna(two)).status, 503);
      assert.equal((await graph.control.calls(/^\/graph\/v1\.0\/me$/)).length, 0);
    });
  });

  it('shows each item among the calls and in the journal, besides itself', async () => {
    await asAna([reading('1', '/me?$select=id'), activating('2', roles.teamsAdministrator)]);
    const calls = await graph.control.calls(/^\/graph\//);
    const [whole, ...parts] = calls;
    assert.deepEqual([whole?.path, whole?.status, whole?.partOf], ['/graph/v1.0/$batch', 200, null]);
    assert.deepEqual(
      parts.map(({ method, path, query, status, actor, partOf: of }) => ({
        method,
        path,
        query,
        status,
        actor,
        of,
      })),
      [
        {
          method: 'GET',
          path: '/graph/v1.0/me',
          query: { $select: 'id' },
          status: 200,
          actor: ana,
          of: whole?.id,
        },
        { method: 'POST', path: `/graph/v1.0${requests}`, query: {}, status: 201, actor: ana, of: whole?.id },
      ],
    );
    assert.deepEqual(parts[1]?.requestBody, activation(roles.teamsAdministrator));
    const told = (await graph.happened()).map(({ summary }) => summary);
    assert.deepEqual(told.slice(0, 2).toSorted(), [
      'Ana Ruiz asked PIM to activate Teams Administrator for 1 hour: granted',
      'Ana Ruiz read own profile',
    ]);
    assert.deepEqual(told.slice(2), ['Ana Ruiz asked 2 things in one batch']);
  });
});
