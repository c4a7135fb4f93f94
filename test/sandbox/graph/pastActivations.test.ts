import assert from 'node:assert/strict';
import { GraphSandbox, items, type Json, roles } from './graphSandbox.ts';

const sela = '1d7c0a52-6e3f-4b81-9a04-c5e2f8b16005';
const nora = '1d7c0a52-6e3f-4b81-9a04-c5e2f8b16001';
const pia = '1d7c0a52-6e3f-4b81-9a04-c5e2f8b16003';
const xena = '1d7c0a52-6e3f-4b81-9a04-c5e2f8b1600a';
const audits = '/v1.0/auditLogs/directoryAudits';
const directory = '/v1.0/roleManagement/directory';

const asked = 'Add member to role requested (PIM activation)';
const askedApprovers = 'Add member to role approval requested (PIM activation)';
const approved = 'Add member to role request approved (PIM activation)';
const completed = 'Add member to role completed (PIM activation)';

const targetOf = (row: Json, type: string): unknown =>
  (row['targetResources'] as readonly Json[]).find((one) => one['type'] === type)?.['id'];
const userOf = (row: Json): unknown => ((row['initiatedBy'] as Json)['user'] as Json | null)?.['id'];

describe('what happened before the sandbox was started', () => {
  let graph: GraphSandbox;
  let rows: readonly Json[];

  before(async () => {
    graph = await GraphSandbox.start('quay');
    await graph.control.auditLog({ isReadLimited: false });
    rows = items(await graph.getAsApp(`${audits}?$top=1000`));
  });

  after(() => graph.stop());

  const ofPim = (person: string): readonly Json[] =>
    rows.filter((row) => row['loggedByService'] === 'PIM' && targetOf(row, 'User') === person).toReversed();

  it('stands in the audit log as PIM would have written it, request by request', () => {
    const requests = Map.groupBy(ofPim(sela), (row) => row['correlationId']);
    const told = [...requests.values()].map((group) => group.map((row) => row['activityDisplayName']));
    const back = 'Remove member from role requested (PIM deactivate)';
    const gone = 'Remove member from role completed (PIM deactivate)';
    assert.deepEqual(told, [
      [asked, askedApprovers, approved, completed, 'Remove member from role (PIM activation expired)'],
      [asked, askedApprovers, approved, completed],
      [back, gone],
      [asked, askedApprovers, 'Add member to role request denied (PIM activation)'],
      [asked, askedApprovers, 'PIM activation request expired'],
      [asked, askedApprovers, 'Add member to role canceled (PIM activation)'],
      [asked, askedApprovers, approved, completed],
    ]);
  });

  it('says who asked why, and who decided', () => {
    const [wish, , decision] = ofPim(sela);
    assert.deepEqual([userOf(wish ?? {}), wish?.['resultReason']], [sela, 'Mailbox moves']);
    assert.equal(userOf(decision ?? {}), nora);
    assert.equal(targetOf(decision ?? {}, 'Role'), roles.exchangeAdministrator);
    assert.equal(targetOf(decision ?? {}, 'Request'), decision?.['correlationId']);
  });

  it('has the row of the directory beside each change, six seconds before', () => {
    const changes = rows.filter((row) => row['activityDisplayName'] === completed);
    const own = rows.filter(
      (row) =>
        row['loggedByService'] === 'Core Directory' && row['activityDisplayName'] === 'Add member to role',
    );
    const times = new Set(own.map((row) => Date.parse(String(row['activityDateTime'])) + 6_000));
    assert.ok(changes.length > 5);
    for (const row of changes) assert.ok(times.has(Date.parse(String(row['activityDateTime']))));
  });

  it('tells of what was assigned past PIM, as far as the log reaches back', () => {
    const outside = rows.filter(
      (row) => row['activityDisplayName'] === 'Add member to role outside of PIM (permanent)',
    );
    assert.deepEqual(
      outside.map((row) => [targetOf(row, 'User'), userOf(row)]),
      [[pia, nora]],
    );
  });

  it('tells of what administrators gave', () => {
    const given = rows.filter(
      (row) => row['activityDisplayName'] === 'Add member to role in PIM completed (permanent)',
    );
    assert.deepEqual(
      given.map((row) => targetOf(row, 'User')),
      ['1d7c0a52-6e3f-4b81-9a04-c5e2f8b16006'],
    );
  });

  it('is forgotten after thirty days, as in Entra', async () => {
    assert.deepEqual(ofPim(xena), []);
    const before = rows.length;
    const oldest = (list: readonly Json[]): number =>
      Math.min(...list.map((row) => Date.parse(String(row['activityDateTime']))));
    await graph.forward(10 * 86_400_000);
    const later = items(await graph.getAsApp(`${audits}?$top=1000`));
    assert.ok(later.length < before);
    assert.ok(oldest(later) > oldest(rows));
    await graph.reset();
  });

  it('is no news: the journal begins with what happens now', async () => {
    const answer = await fetch(`${graph.url}/client/happened?since=0`);
    const { happenings } = (await answer.json()) as { happenings: readonly { kind: string }[] };
    assert.deepEqual(
      happenings.filter(({ kind }) => kind === 'audit'),
      [],
    );
  });

  it('left a role that still runs, and ends', async () => {
    const filter = `$filter=principalId eq '${sela}' and assignmentType eq 'Activated'`;
    const path = `${directory}/roleAssignmentScheduleInstances?${filter}&$expand=activatedUsing`;
    const [running] = items(await graph.getAsApp(path));
    assert.equal(running?.['roleDefinitionId'], roles.exchangeAdministrator);
    assert.equal((running['activatedUsing'] as Json)['principalId'], sela);
    await graph.forward(12 * 3_600_000);
    assert.deepEqual(items(await graph.getAsApp(path)), []);
    await graph.reset();
  });

  it('left its requests and approvals', async () => {
    const list = `${directory}/roleAssignmentScheduleRequests/filterByCurrentUser(on='principal')?$top=100`;
    const statuses = items(await graph.get(sela, list))
      .filter((one) => one['action'] === 'selfActivate')
      .map((one) => one['status']);
    assert.deepEqual(statuses, ['Revoked', 'Revoked', 'Denied', 'Failed', 'Canceled', 'Provisioned']);
  });

  it('is read page by page in either order, and by time', async () => {
    await graph.control.auditLog({ isReadLimited: false });
    const all = async (query: string): Promise<readonly unknown[]> =>
      (await graph.everyPageAsApp(`${audits}?${query}`)).map((row) => row['id']);
    const newestFirst = await all('$orderby=activityDateTime desc');
    assert.deepEqual(newestFirst, await all('$top=7'));
    assert.deepEqual(newestFirst.toReversed(), await all('$orderby=activityDateTime asc&$top=4'));
    const middle = new Date(Date.now() - 8.5 * 86_400_000).toISOString();
    const older = await all(`$filter=activityDateTime lt ${middle}`);
    const younger = await all(`$filter=activityDateTime ge ${middle} and loggedByService eq 'PIM'&$top=3`);
    const isOfPim = (id: unknown): boolean => String(id).startsWith('PIM_');
    assert.deepEqual(newestFirst.slice(-older.length), older);
    assert.deepEqual(newestFirst.slice(0, -older.length).filter(isOfPim), younger);
  });
});
