import assert from 'node:assert/strict';
import {
  type Answered,
  assertRefused,
  GraphSandbox,
  items,
  type Json,
  people,
  roles,
} from './graphSandbox.ts';

const { ana } = people;
const audits = '/v1.0/auditLogs/directoryAudits';
const second = 1_000;

describe('the arrival of audit rows', () => {
  let graph: GraphSandbox;

  before(async () => {
    graph = await GraphSandbox.start();
  });

  after(() => graph.stop());

  beforeEach(() => graph.reset());

  const rows = async (query = ''): Promise<readonly Json[]> =>
    items(await graph.getAsApp(`${audits}${query}`));
  const named = (found: readonly Json[]): unknown[] => found.map((row) => row['activityDisplayName']);
  const timeOf = (row: Json | undefined): number => Date.parse(String(row?.['activityDateTime']));

  it('takes tens of seconds to minutes, and no row goes away again', async () => {
    await graph.control.auditLog({ isReadLimited: false });
    await graph.activate(ana, roles.teamsAdministrator);
    await graph.forward(12 * second);
    assert.deepEqual(await rows(), []);
    const seen = new Set<unknown>();
    const counts: number[] = [];
    for (let waited = 12; waited <= 140; waited += 8) {
      const ids = (await rows()).map((row) => row['id']);
      assert.deepEqual(
        [...seen].filter((id) => !ids.includes(id)),
        [],
      );
      for (const id of ids) seen.add(id);
      counts.push(ids.length);
      await graph.forward(8 * second);
    }
    assert.equal(counts.at(-1), 3);
    assert.ok(
      counts.some((count) => count > 0 && count < 3),
      `all came at once: ${counts.join()}`,
    );
  });

  it('is as late as control says, also for rows already written', async () => {
    await graph.control.auditLog({ lagSeconds: { least: 3600, most: 3600 }, isReadLimited: false });
    await graph.activate(ana, roles.teamsAdministrator);
    await graph.forward(3500 * second);
    assert.deepEqual(await rows(), []);
    await graph.control.auditLog({ lagSeconds: { least: 0, most: 0 } });
    assert.deepEqual(named(await rows("?$filter=loggedByService eq 'PIM'")), [
      'Add member to role completed (PIM activation)',
      'Add member to role requested (PIM activation)',
    ]);
    await graph.reset();
    await graph.activate(ana, roles.teamsAdministrator);
    await graph.forward(10 * second);
    assert.deepEqual(await rows(), [], 'a reset brings the tenant’s own delay back');
  });

  it('refuses a delay that makes no sense', async () => {
    for (const lagSeconds of [
      { least: 2, most: 1 },
      { least: -1, most: 1 },
    ]) {
      await assert.rejects(graph.control.auditLog({ lagSeconds }), /400/);
    }
  });

  it('tells a change twice, the directory some seconds before PIM', async () => {
    await graph.control.auditLog({ lagSeconds: { least: 0, most: 0 }, isReadLimited: false });
    await graph.activate(ana, roles.teamsAdministrator);
    await graph.forward(2 * 3600 * second);
    const found = await rows('?$orderby=activityDateTime desc');
    assert.deepEqual(
      found.map((row) => [row['loggedByService'], row['operationType'], row['category']]),
      [
        ['PIM', 'Delete', 'RoleManagement'],
        ['Core Directory', 'Unassign', 'RoleManagement'],
        ['PIM', 'Create', 'RoleManagement'],
        ['Core Directory', 'Assign', 'RoleManagement'],
        ['PIM', 'Create', 'RoleManagement'],
      ],
    );
    const [expired, removed, completed, added] = found;
    for (const [later, earlier] of [
      [expired, removed],
      [completed, added],
    ]) {
      const apart = timeOf(later) - timeOf(earlier);
      assert.ok(apart >= 6 * second && apart < 60 * second, `${apart} ms apart`);
    }
    assert.notEqual(removed?.['correlationId'], expired?.['correlationId']);
  });

  it('pages, in either order of time', async () => {
    await graph.control.auditLog({ lagSeconds: { least: 0, most: 0 }, isReadLimited: false });
    await graph.activate(ana, roles.teamsAdministrator);
    await graph.forward(60 * second);
    const walked: Json[] = [];
    let next: string | undefined = `${audits}?$orderby=activityDateTime asc&$top=2`;
    while (next !== undefined) {
      const page: Answered = await graph.getAsApp(next);
      walked.push(...items(page));
      next = page.body['@odata.nextLink'] as string | undefined;
    }
    assert.equal(walked.length, 3);
    assert.deepEqual(
      walked.map((row) => row['id']).toReversed(),
      (await rows()).map((row) => row['id']),
    );
  });

  describe('limits', () => {
    it('lets an app read five times in ten seconds, whoever is signed in to it', async () => {
      const scopes = ['AuditLog.Read.All', 'Directory.Read.All'];
      await graph.control.consent(scopes);
      for (let read = 1; read <= 4; read += 1) assert.equal((await graph.getAsApp(audits)).status, 200);
      assert.equal((await graph.get(people.fay, audits, { scopes })).status, 200);
      const refused = await graph.getAsApp(audits);
      assertRefused(refused, 429, 'TooManyRequests', 'Please retry again later.');
      const inner = (refused.body['error'] as Json)['innerError'] as Json;
      assert.deepEqual(
        [inner['code'], inner['message'], inner['status']],
        ['429', 'Please retry after', '429'],
      );
      const seconds = Number(refused.headers.get('retry-after'));
      assert.ok(seconds > 0 && seconds <= 10, `Retry-After: ${seconds}`);
      await graph.forward(seconds * second);
      assert.equal((await graph.getAsApp(audits)).status, 200);
    });

    it('counts neither other reads nor those without permission', async () => {
      for (let read = 1; read <= 6; read += 1) {
        assert.equal((await graph.get(ana, audits)).status, 403);
        assert.equal((await graph.get(ana, '/v1.0/me')).status, 200);
      }
      assert.equal((await graph.getAsApp(audits)).status, 200);
    });
  });
});
