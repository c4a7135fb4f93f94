import assert from 'node:assert/strict';
import { assertRefused, GraphSandbox, items, type Json, people, roles } from './graphSandbox.ts';

const { ana, ben } = people;
const audits = '/v1.0/auditLogs/directoryAudits';
const minute = 60_000;

describe('the audit log', () => {
  let graph: GraphSandbox;

  before(async () => {
    graph = await GraphSandbox.start();
  });

  after(() => graph.stop());

  beforeEach(async () => {
    await graph.reset();
    await graph.control.auditLog({ lagSeconds: { least: 0, most: 0 }, isReadLimited: false });
  });

  const rows = async (query: string): Promise<readonly Json[]> =>
    items(await graph.getAsApp(`${audits}?${query}`));
  const activities = async (query = "$filter=loggedByService eq 'PIM'"): Promise<unknown[]> =>
    (await rows(query)).map((row) => row['activityDisplayName']).toReversed();

  it('tells the story of an activation with approval, to its end', async () => {
    const made = await graph.activate(ana, roles.exchangeAdministrator);
    await graph.decide(ben, String(made.body['id']), 'Approve', 'Planned');
    await graph.forward(2 * 3_600_000);
    assert.deepEqual(await activities(), [
      'Add member to role requested (PIM activation)',
      'Add member to role approval requested (PIM activation)',
      'Add member to role request approved (PIM activation)',
      'Add member to role completed (PIM activation)',
      'Remove member from role (PIM activation expired)',
    ]);
    assert.deepEqual(await activities("$filter=loggedByService eq 'Core Directory'"), [
      'Add member to role',
      'Remove member from role',
    ]);
    const related = await rows(`$filter=correlationId eq '${String(made.body['id'])}'`);
    assert.equal(related.length, 5);
    const [expired] = related;
    const initiatedBy = expired?.['initiatedBy'] as { user: Json };
    assert.deepEqual(
      [initiatedBy.user['displayName'], initiatedBy.user['userPrincipalName']],
      ['Azure AD PIM', null],
    );
    const details = expired?.['additionalDetails'] as readonly { key: string; value: string }[];
    assert.equal(details.find(({ key }) => key === 'RoleAssignmentRequestId')?.value, made.body['id']);
  });

  it('tells denial, cancellation, lapse and deactivation', async () => {
    const denied = await graph.activate(ana, roles.exchangeAdministrator);
    await graph.decide(ben, String(denied.body['id']), 'Deny', 'No');
    const canceled = await graph.activate(ana, roles.exchangeAdministrator);
    const requests = '/v1.0/roleManagement/directory/roleAssignmentScheduleRequests';
    await graph.post(ana, `${requests}/${String(canceled.body['id'])}/cancel`, undefined);
    await graph.activate(ana, roles.exchangeAdministrator);
    await graph.forward(25 * 60 * minute);
    await graph.activate(ana, roles.teamsAdministrator);
    await graph.forward(6 * minute);
    await graph.deactivate(ana, roles.teamsAdministrator);
    await graph.forward(minute);
    const told = await activities();
    for (const activity of [
      'Add member to role request denied (PIM activation)',
      'Add member to role canceled (PIM activation)',
      'PIM activation request expired',
      'Remove member from role requested (PIM deactivate)',
      'Remove member from role completed (PIM deactivate)',
    ]) {
      assert.equal(told.filter((one) => one === activity).length, 1, activity);
    }
  });

  it('names role, request, person and tenant among the targets', async () => {
    await graph.activate(ana, roles.teamsAdministrator);
    const [row] = await rows(
      "$filter=activityDisplayName eq 'Add member to role requested (PIM activation)'",
    );
    assert.match(String(row?.['id']), new RegExp(`^PIM_[0-9a-f-]{36}_${graph.tenantId}_\\d{18}$`));
    assert.match(String(row?.['activityDateTime']), /\.\d{7}Z$/);
    assert.deepEqual([row?.['category'], row?.['resultReason']], ['RoleManagement', 'Mailbox migration']);
    const targets = row?.['targetResources'] as readonly Json[];
    assert.deepEqual(
      targets.map((target) => target['type']),
      ['Role', 'Request', 'User', 'Directory', 'Other'],
    );
    const [role] = targets;
    const modified = role?.['modifiedProperties'] as readonly Json[];
    assert.equal(
      modified.find((one) => one['displayName'] === 'TemplateId')?.['newValue'],
      `"${roles.teamsAdministrator}"`,
    );
  });

  it('filters and sorts as documented', async () => {
    const before = (await graph.control.clock()).now;
    await graph.activate(ana, roles.teamsAdministrator);
    await graph.forward(minute);
    const after = (await graph.control.clock()).now;
    const all = await rows('$orderby=activityDateTime desc');
    const times = all.map((row) => String(row['activityDateTime']));
    assert.deepEqual(times, [...times].sort().reverse());
    assert.equal((await rows(`$filter=activityDateTime ge ${after}`)).length, 0);
    assert.equal(
      (await rows(`$filter=activityDateTime ge ${before} and loggedByService eq 'PIM'`)).length,
      2,
    );
    assert.equal(
      (await rows("$filter=startswith(activityDisplayName,'add member') and category eq 'RoleManagement'"))
        .length,
      3,
    );
    const lambda = "targetResources/any(t:startswith(t/displayName,'teams'))";
    assert.equal((await rows(`$filter=${lambda} and loggedByService eq 'PIM'`)).length, 2);
    const [newest] = all;
    const exact = `id eq '${String(newest?.['id'])}' and activityDateTime eq ${String(newest?.['activityDateTime'])}`;
    assert.equal((await rows(`$filter=${exact}`)).length, 1);
    assert.equal((await rows(`$filter=initiatedBy/user/id eq '${ana}'`)).length, 2);
    assert.equal((await rows("$filter=initiatedBy/app/displayName eq 'MS-PIM'")).length, 1);
    assert.equal((await rows(`$filter=targetResources/any(t: t/id eq '${ana}')`)).length, 3);
    assert.equal((await rows('$top=1')).length, 1);
    assert.equal((await rows('$top=1000')).length, 3);
    assertRefused(await graph.getAsApp(`${audits}?$top=1001`), 400, 'BadRequest');
    const wrong = await graph.getAsApp(`${audits}?$filter=resultReason eq 'x'`);
    assert.equal(wrong.status, 400);
  });
});
