import assert from 'node:assert/strict';
import {
  assertRefused,
  codeOf,
  first,
  GraphSandbox,
  items,
  type Json,
  people,
  roles,
} from './graphSandbox.ts';

const { ana, ben, chi, dara, eli, fay, hana, jun, kit } = people;
const requests = '/v1.0/roleManagement/directory/roleAssignmentScheduleRequests';
const approvals = '/beta/roleManagement/directory/roleAssignmentApprovals';
const forApprover = `${requests}/filterByCurrentUser(on='approver')`;
const hour = 3_600_000;

describe('deciding an activation', () => {
  let graph: GraphSandbox;

  before(async () => {
    graph = await GraphSandbox.start();
  });

  after(() => graph.stop());

  beforeEach(() => graph.reset());

  const ask = async (person: string, role: string, wish: Json = {}, signIn = {}): Promise<string> => {
    const made = await graph.activate(person, role, wish, signIn);
    assert.equal(made.status, 201, made.text);
    return String(made.body['id']);
  };
  const idsFor = async (person: string): Promise<unknown[]> =>
    items(await graph.get(person, forApprover)).map((one) => one['id']);

  it('is asked of the named person and of members of the named group, nested ones too', async () => {
    const id = await ask(ana, roles.exchangeAdministrator);
    for (const approver of [ben, chi, dara]) assert.deepEqual(await idsFor(approver), [id]);
    for (const other of [eli, jun, kit, ana]) assert.deepEqual(await idsFor(other), []);
  });

  it('is not offered to the requestor, who may be in the group of approvers', async () => {
    const id = await ask(dara, roles.exchangeAdministrator);
    assert.deepEqual(await idsFor(dara), []);
    assertRefused(await graph.decide(dara, id, 'Approve'), 403, 'UnauthorizedAccessException');
    assert.equal((await graph.decide(chi, id, 'Approve')).status, 204);
  });

  it('falls to the active privileged administrators where nobody is named', async () => {
    const ticketInfo = { ticketNumber: 'INC1', ticketSystem: 'Desk' };
    const id = await ask(hana, roles.intuneAdministrator, { ticketInfo });
    // Eli and Dara hold the roles; Ben is only eligible for one of them.
    for (const approver of [eli, dara]) assert.deepEqual(await idsFor(approver), [id]);
    assert.deepEqual(await idsFor(ben), []);
    assertRefused(await graph.decide(ben, id, 'Approve'), 403, 'UnauthorizedAccessException');
    assert.equal((await graph.decide(eli, id, 'Approve')).status, 204);
  });

  it('falls to whoever has activated a privileged role meanwhile, too', async () => {
    const activation = await ask(ben, roles.privilegedRoleAdministrator, {}, { hasMultifactor: true });
    await graph.decide(eli, activation, 'Approve');
    await graph.forward(3_000);
    const ticketInfo = { ticketNumber: 'INC1', ticketSystem: 'Desk' };
    const id = await ask(hana, roles.intuneAdministrator, { ticketInfo });
    assert.equal((await graph.decide(ben, id, 'Approve')).status, 204);
  });

  it('shows the step to whoever is asked, before and after', async () => {
    const id = await ask(ana, roles.exchangeAdministrator);
    const step = async (person: string): Promise<Json> =>
      (await graph.get(person, `${approvals}/${id}/steps/${id}`)).body;
    const before = await step(ben);
    assert.deepEqual(
      [before['status'], before['reviewResult'], before['assignedToMe'], before['reviewedBy']],
      ['InProgress', 'NotReviewed', true, null],
    );
    assert.equal((await step(ana))['assignedToMe'], false);
    await graph.decide(ben, id, 'approve', 'Known and planned');
    const after = await step(chi);
    const { reviewedBy, justification, status, reviewResult } = after;
    assert.deepEqual(
      { reviewedBy, justification, status, reviewResult },
      {
        reviewedBy: {
          id: ben,
          displayName: 'Ben Okafor',
          userPrincipalName: 'ben.okafor@harbourlight.example',
          mail: 'ben.okafor@harbourlight.example',
        },
        justification: 'Known and planned',
        status: 'Completed',
        reviewResult: 'Approve',
      },
    );
    assert.match(String(after['reviewedDateTime']), /\.\d{6}Z$/);
  });

  it('grants on approval', async () => {
    const id = await ask(ana, roles.exchangeAdministrator);
    await graph.decide(ben, id, 'Approve');
    assert.equal(await graph.statusOf(ana, id), 'Provisioned');
    await graph.forward(3_000);
    const active = await graph.get(
      ana,
      "/v1.0/roleManagement/directory/roleAssignmentScheduleInstances/filterByCurrentUser(on='principal')",
    );
    assert.equal(first(active)['roleAssignmentScheduleId'], id);
  });

  it('grants nothing on denial', async () => {
    const id = await ask(ana, roles.exchangeAdministrator);
    assert.equal((await graph.decide(ben, id, 'Deny', 'Not today')).status, 204);
    assert.equal(await graph.statusOf(ana, id), 'Denied');
    assert.equal(
      (await graph.activate(ana, roles.exchangeAdministrator)).status,
      201,
      'and lets one ask again',
    );
  });

  it('goes to the first: the second gets 409 and changes nothing', async () => {
    const id = await ask(ana, roles.exchangeAdministrator);
    const both = await Promise.all([graph.decide(ben, id, 'Approve'), graph.decide(chi, id, 'Deny')]);
    assert.deepEqual(both.map(({ status }) => status).sort(), [204, 409]);
    assert.equal((await graph.decide(dara, id, 'Deny')).status, 409);
  });

  it('wants a justification, and a result it knows', async () => {
    const id = await ask(ana, roles.exchangeAdministrator);
    assertRefused(
      await graph.decide(ben, id, 'Approve', ''),
      400,
      'RoleAssignmentRequestPolicyValidationFailed',
    );
    assertRefused(await graph.decide(ben, id, 'AdminApprove'), 400, 'BadRequest');
    assert.equal(await graph.statusOf(ana, id), 'PendingApproval');
  });

  it('is refused to strangers, and for ids that are not there', async () => {
    const id = await ask(ana, roles.exchangeAdministrator);
    assertRefused(await graph.decide(jun, id, 'Approve'), 403, 'UnauthorizedAccessException');
    assertRefused(await graph.get(jun, `${approvals}/${id}`), 403, 'UnauthorizedAccessException');
    const unknown = '00000000-0000-4000-8000-000000000000';
    assert.equal((await graph.decide(ben, unknown, 'Approve')).status, 404);
    assert.equal((await graph.get(ben, `${approvals}/${unknown}`)).status, 404);
    const path = `${approvals}/${id}/steps/${unknown}`;
    assert.equal((await graph.patch(ben, path, { reviewResult: 'Approve', justification: 'x' })).status, 404);
  });

  it('does not exist under v1.0, nor for an app', async () => {
    const id = await ask(ana, roles.exchangeAdministrator);
    const message = "Resource not found for the segment 'roleAssignmentApprovals'.";
    const path = `/v1.0/roleManagement/directory/roleAssignmentApprovals/${id}`;
    assertRefused(await graph.get(ben, path), 400, 'BadRequest', message);
    await graph.control.applicationPermissions(['PrivilegedAccess.ReadWrite.AzureAD']);
    const token = await graph.appToken();
    const decision = { reviewResult: 'Approve', justification: 'x' };
    assertRefused(await graph.call('PATCH', `${approvals}/${id}/steps/${id}`, token, decision), 403, '');
    assert.equal((await graph.call('GET', `${approvals}/${id}/steps`, token)).status, 200);
    await graph.reset();
  });

  it('lapses after a day', async () => {
    const id = await ask(ana, roles.exchangeAdministrator);
    await graph.forward(24 * hour - 60_000);
    assert.equal(await graph.statusOf(ana, id), 'PendingApproval');
    await graph.forward(120_000);
    assert.equal(await graph.statusOf(ana, id), 'Failed');
    assert.equal((await graph.decide(ben, id, 'Approve')).status, 409);
    const [step] = items(await graph.get(ben, `${approvals}/${id}/steps`));
    assert.deepEqual([step?.['status'], step?.['reviewResult']], ['Expired', 'NotReviewed']);
  });

  it('of a planned start is pending under another name, then granted for that start', async () => {
    const now = Date.parse((await graph.control.clock()).now);
    const startDateTime = new Date(now + 2 * hour).toISOString();
    const id = await ask(ana, roles.exchangeAdministrator, {
      scheduleInfo: { startDateTime, expiration: { type: 'AfterDuration', duration: 'PT30M' } },
    });
    assert.equal(await graph.statusOf(ana, id), 'PendingApprovalProvisioning');
    const pending = await graph.get(ben, `${forApprover}?$filter=status eq 'PendingApproval'`);
    assert.deepEqual(items(pending), [], 'the usual filter misses it');
    await graph.decide(ben, id, 'Approve');
    assert.equal(await graph.statusOf(ana, id), 'Granted');
    await graph.forward(2 * hour + 60_000);
    assert.equal(await graph.statusOf(ana, id), 'Provisioned');
  });

  it('is over when the requestor cancels', async () => {
    const id = await ask(ana, roles.exchangeAdministrator);
    assertRefused(
      await graph.post(jun, `${requests}/${id}/cancel`, undefined),
      403,
      'UnauthorizedAccessException',
    );
    assert.equal((await graph.post(ana, `${requests}/${id}/cancel`, undefined)).status, 204);
    assert.equal(await graph.statusOf(ana, id), 'Canceled');
    assert.equal((await graph.decide(ben, id, 'Approve')).status, 409);
    assertRefused(
      await graph.post(ana, `${requests}/${id}/cancel`, undefined),
      400,
      'RequestCannotBeCancelled',
    );
    await graph.forward(31 * 24 * hour);
    assert.equal((await graph.get(ana, `${requests}/${id}`)).status, 404, 'Graph forgets it after 30 days');
  });

  it('fails when the eligibility went meanwhile', async () => {
    const id = await ask(ana, roles.exchangeAdministrator);
    await graph.control.portal({
      actor: eli,
      action: 'removeEligibility',
      principalId: ana,
      roleDefinitionId: roles.exchangeAdministrator,
    });
    assert.equal((await graph.decide(ben, id, 'Approve')).status, 204);
    assert.equal(await graph.statusOf(ana, id), 'Failed');
  });

  it('stands in the list of the reader roles and of those involved only', async () => {
    const id = await ask(ana, roles.exchangeAdministrator);
    const seen = async (person: string): Promise<boolean> =>
      items(await graph.get(person, requests)).some((one) => one['id'] === id);
    assert.deepEqual(
      [await seen(ana), await seen(ben), await seen(fay), await seen(jun)],
      [true, true, true, false],
    );
    assert.equal(codeOf(await graph.get(jun, `${requests}/${id}`)), 'UnauthorizedAccessException');
  });
});
