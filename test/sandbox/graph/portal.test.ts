import assert from 'node:assert/strict';
import { first, GraphSandbox, items, people, roles } from './graphSandbox.ts';

const { ana, ben, eli, jun } = people;
const directory = '/v1.0/roleManagement/directory';

describe('the portal', () => {
  let graph: GraphSandbox;

  before(async () => {
    graph = await GraphSandbox.start();
  });

  after(() => graph.stop());

  beforeEach(() => graph.reset());

  const portal = async (
    act: Record<string, unknown>,
  ): Promise<{ status: number; body: Record<string, unknown> }> => {
    const answer = await fetch(`${graph.url}/control/portal`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(act),
    });
    return { status: answer.status, body: (await answer.json()) as Record<string, unknown> };
  };

  it('decides and cancels as the person at it', async () => {
    const one = await graph.activate(ana, roles.exchangeAdministrator);
    const denied = await portal({
      actor: ben,
      action: 'deny',
      requestId: one.body['id'],
      justification: 'No',
    });
    assert.deepEqual([denied.status, denied.body['status']], [200, 'Denied']);
    const two = await graph.activate(ana, roles.exchangeAdministrator);
    const stranger = await portal({ actor: jun, action: 'approve', requestId: two.body['id'] });
    assert.equal(stranger.status, 403);
    assert.equal(
      (await portal({ actor: ana, action: 'cancel', requestId: two.body['id'] })).body['status'],
      'Canceled',
    );
    const three = await graph.activate(ana, roles.exchangeAdministrator);
    await portal({ actor: ben, action: 'approve', requestId: three.body['id'] });
    assert.equal(await graph.statusOf(ana, String(three.body['id'])), 'Provisioned');
  });

  it('activates and deactivates, behind any authentication context', async () => {
    const wish = { actor: ben, action: 'activate', roleDefinitionId: roles.securityAdministrator };
    const made = await portal({ ...wish, durationMinutes: 90, justification: 'Review' });
    assert.equal(made.body['status'], 'Provisioned');
    await graph.forward(6 * 60_000);
    const active = await graph.get(
      ben,
      `${directory}/roleAssignmentScheduleInstances/filterByCurrentUser(on='principal')`,
    );
    assert.equal(first(active)['roleAssignmentScheduleId'], made.body['id']);
    const ended = await portal({
      actor: ben,
      action: 'deactivate',
      roleDefinitionId: roles.securityAdministrator,
    });
    assert.equal(ended.body['status'], 'Revoked');
  });

  it('removes an eligibility, for administrators', async () => {
    const act = { action: 'removeEligibility', principalId: ana, roleDefinitionId: roles.teamsAdministrator };
    assert.equal((await portal({ ...act, actor: ana })).status, 403);
    assert.equal((await portal({ ...act, actor: eli })).status, 200);
    await graph.forward(5_000);
    const path = `${directory}/roleEligibilityScheduleInstances/filterByCurrentUser(on='principal')`;
    const left = items(await graph.get(ana, path)).map((one) => one['roleDefinitionId']);
    assert.ok(!left.includes(roles.teamsAdministrator));
  });

  it('changes a rule, which counts at once', async () => {
    const act = { actor: eli, action: 'setRule', roleDefinitionId: roles.teamsAdministrator };
    const setting = { isApprovalRequired: true };
    await portal({ ...act, ruleId: 'Approval_EndUser_Assignment', patch: { setting } });
    const asked = await graph.activate(ana, roles.teamsAdministrator);
    assert.equal(asked.body['status'], 'PendingApproval');
    assert.equal(
      (await portal({ ...act, ruleId: 'Approval_EndUser_Assignment', patch: { nonsense: 1 } })).status,
      400,
    );
    assert.equal((await portal({ ...act, ruleId: 'Nonsense', patch: {} })).status, 404);
  });

  it('refuses what it does not know', async () => {
    for (const act of [
      {},
      { action: 'dance', actor: ana },
      { action: 'cancel', actor: ana },
      { action: 'cancel', requestId: 'x' },
    ]) {
      assert.equal((await portal(act)).status, 400);
    }
  });

  it('tells the journal who did what', async () => {
    await portal({
      actor: ana,
      action: 'activate',
      roleDefinitionId: roles.teamsAdministrator,
      durationMinutes: 120,
    });
    const answer = await fetch(`${graph.url}/client/happened?since=0`);
    const { happenings } = (await answer.json()) as { happenings: { summary: string; kind: string }[] };
    const summaries = happenings.map(({ kind, summary }) => `${kind}: ${summary}`);
    assert.ok(
      summaries.includes(
        'control: In the portal Ana Ruiz asked PIM to activate Teams Administrator for 2 hours: granted',
      ),
      summaries.join('\n'),
    );
    assert.ok(
      summaries.includes(
        'audit: Add member to role requested (PIM activation): Teams Administrator, Ana Ruiz',
      ),
    );
  });
});
