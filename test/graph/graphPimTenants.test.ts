import assert from 'node:assert/strict';
import { stepForMe } from '../../src/pim/approvals.ts';
import { isPimError } from '../../src/pim/errors.ts';
import { roleDefinitionId } from '../../src/pim/ids.ts';
import { type ActivationInput } from '../../src/pim/policy.ts';
import { phaseOf } from '../../src/pim/requests.ts';
import { GraphWorld } from '../support/graphWorld.ts';
import { type RunningSandbox, startSandbox } from '../support/runningSandbox.ts';

const input: ActivationInput = {
  durationMinutes: 60,
  justification: 'Mailbox move [ref:01JZZZZZZZZZZZZZZZZZZZZZZZ]',
  ticketNumber: 'T-1',
  ticketSystem: 'Desk',
  startAt: undefined,
};

const exchangeAdministrator = {
  roleDefinitionId: roleDefinitionId('29232cdf-9323-42fd-ade2-1d097af3e4de'),
  scopeId: '/',
};
const teamsAdministrator = {
  roleDefinitionId: roleDefinitionId('69091246-20e8-4a56-aa4d-066075b2a7a8'),
  scopeId: '/',
};

describe('createPimFor in a tenant of other habits', () => {
  const [oda, per, tor, siv] = [
    '51f0a7c4-9d2e-4b13-b6a8-3e7d0c9f1a21',
    '8e24b0d9-63fa-4c7d-a1f5-90b2d47c6e32',
    'c73d15ea-0f48-4e96-9c2b-5ad861f30b43',
    'e90c48b7-1a6d-4f25-b3d7-6c82fa9e0165',
  ] as const;
  let sandbox: RunningSandbox;
  let world: GraphWorld;

  before(async () => {
    sandbox = await startSandbox({ tenant: 'fjord' });
  });

  after(() => sandbox.stop());

  beforeEach(async () => {
    await sandbox.control.reset();
    world = new GraphWorld(sandbox);
  });

  it('reads every page', async () => {
    const roles = await (await world.as(oda)).eligibleRoles();
    assert.deepEqual(roles.map(({ role }) => role.displayName).sort(), [
      'Exchange Administrator',
      'Teams Administrator',
      'User Administrator',
    ]);
  });

  it('reads eligibilities at a unit and through a group', async () => {
    const roles = await (await world.as(siv)).eligibleRoles();
    assert.deepEqual(
      roles.map(({ role, scope, memberType }) => [role.displayName, scope.displayName, memberType]).sort(),
      [
        ['Helpdesk Administrator', 'Voss', 'Direct'],
        ['Ward support', undefined, 'Group'],
      ],
    );
  });

  it('reads settings with odd durations', async () => {
    const settings = await world.entra.directory.settingsOf(exchangeAdministrator.roleDefinitionId);
    assert.equal(settings.maximumDurationMinutes, 105);
    assert.equal(settings.isTicketRequired, true);
  });

  it('understands the older message of failed rules', async () => {
    const pim = await world.as(oda);
    const wanted = { ...input, durationMinutes: 600, justification: '', ticketNumber: '' };
    await assert.rejects(pim.selfActivate(exchangeAdministrator, wanted), (error: unknown) => {
      assert.ok(isPimError(error, 'policy_not_satisfied'), String(error));
      assert.deepEqual((error.details.unmet ?? []).map(({ rule }) => rule).sort(), [
        'duration_too_long',
        'justification_missing',
        'ticket_missing',
      ]);
      assert.ok(error.details.graphRequestId);
      return true;
    });
  });

  it('activates and approves', async () => {
    const requestor = await world.as(oda);
    const made = await requestor.selfActivate(exchangeAdministrator, input);
    assert.equal(made.action, 'selfActivate');
    assert.equal(phaseOf(made.status), 'waitingForApproval');
    const [first, second] = [await world.as(per), await world.as(tor)];
    assert.deepEqual(
      (await second.requestsAwaitingMe()).map(({ id }) => id),
      [made.id],
    );
    const step = stepForMe(await first.approval(made.approvalId ?? ''));
    await first.decide(made.approvalId ?? '', step?.id ?? '', 'Approve', 'Fine');
    assert.ok(['active', 'provisioning'].includes(phaseOf((await requestor.request(made.id)).status)));
    await world.forward(1);
    const [active] = await requestor.activeRoles();
    assert.deepEqual([active?.role.displayName, active?.scheduleId], ['Exchange Administrator', made.id]);
  });
});

describe('createPimFor when things go wrong', () => {
  const [ana, ben] = [
    'a1a1a1a1-0001-4000-8000-000000000001',
    'b2b2b2b2-0002-4000-8000-000000000002',
  ] as const;
  const requestsPath = '/graph/v1.0/roleManagement/directory/roleAssignmentScheduleRequests';
  let sandbox: RunningSandbox;
  let world: GraphWorld;

  before(async () => {
    sandbox = await startSandbox();
  });

  after(() => sandbox.stop());

  beforeEach(async () => {
    await sandbox.control.reset();
    world = new GraphWorld(sandbox);
  });

  const posts = async (): Promise<number> =>
    (await sandbox.control.calls(/roleAssignmentScheduleRequests$/)).filter(({ method }) => method === 'POST')
      .length;

  for (const cut of ['before', 'after'] as const) {
    it(`does not know what became of an activation whose connection was cut ${cut} it was done`, async () => {
      const pim = await world.as(ana);
      await sandbox.control.faults.add({ match: { method: 'POST', path: `${requestsPath}$` }, cut });
      await assert.rejects(pim.selfActivate(teamsAdministrator, input), (error: unknown) =>
        isPimError(error, 'outcome_unknown'),
      );
      const made = await pim.myRequests({ isOpenOnly: false });
      assert.equal(made.length, cut === 'after' ? 1 : 0);
      assert.equal(await posts(), 1);
    });
  }

  it('does not repeat an activation that a busy service refused', async () => {
    const pim = await world.as(ana);
    await sandbox.control.faults.add({
      match: { method: 'POST', path: `${requestsPath}$` },
      status: 503,
      headers: { 'retry-after': '0' },
    });
    await assert.rejects(pim.selfActivate(teamsAdministrator, input), (error: unknown) =>
      isPimError(error, 'outcome_unknown'),
    );
    assert.equal(await posts(), 1);
  });

  it('reads again what a busy service refused', async () => {
    const pim = await world.as(ana);
    const match = { method: 'GET', path: 'roleEligibilityScheduleInstances' };
    await sandbox.control.faults.add({ match, times: 2, status: 429, headers: { 'retry-after': '0' } });
    assert.ok((await pim.eligibleRoles()).length > 0);
  });

  it('finds names where Graph does not expand roles', async () => {
    const pim = await world.as(ana);
    const refusal = { error: { code: 'Request_UnsupportedQuery', message: 'no' } };
    await sandbox.control.faults.add({
      match: { path: 'roleEligibilityScheduleInstances' },
      status: 400,
      body: refusal,
    });
    const names = (await pim.eligibleRoles()).map(({ role }) => role.displayName);
    assert.ok(names.includes('Exchange Administrator'));
    await sandbox.control.clearCalls();
    await pim.activeRoles();
    const [call] = await sandbox.control.calls(/roleAssignmentScheduleInstances/);
    assert.deepEqual(call?.query, {});
  });

  it('filters by itself where Graph does not filter', async () => {
    const requestor = await world.as(ana);
    const made = await requestor.selfActivate(exchangeAdministrator, input);
    await requestor.selfActivate(teamsAdministrator, input);
    await world.forward(1);
    const refusal = { error: { code: 'Request_UnsupportedQuery', message: 'no' } };
    await sandbox.control.faults.add({ match: { path: 'filterByCurrentUser' }, status: 400, body: refusal });
    assert.deepEqual(
      (await requestor.myRequests({ isOpenOnly: true })).map(({ id }) => id),
      [made.id],
    );
    assert.deepEqual(
      (await (await world.as(ben)).requestsAwaitingMe()).map(({ id }) => id),
      [made.id],
    );
  });

  it('goes on without the scope of approvals where nobody consented to it', async () => {
    const requestor = await world.as(ana);
    const made = await requestor.selfActivate(exchangeAdministrator, input);
    await sandbox.control.consent([
      'RoleEligibilitySchedule.Read.Directory',
      'RoleAssignmentSchedule.ReadWrite.Directory',
    ]);
    const approver = await world.as(ben);
    assert.equal((await approver.requestsAwaitingMe()).length, 1);
    await assert.rejects(approver.approval(made.id), (error: unknown) => {
      assert.ok(isPimError(error, 'permission_missing'), String(error));
      assert.ok(error.details.scopes?.includes('PrivilegedAccess.ReadWrite.AzureAD'));
      return true;
    });
  });

  it('names the scopes that nobody consented to', async () => {
    await sandbox.control.consent(['User.Read']);
    await assert.rejects((await world.as(ana)).eligibleRoles(), (error: unknown) => {
      assert.ok(isPimError(error, 'consent_required'), String(error));
      assert.deepEqual(error.details.scopes, [
        'https://graph.microsoft.com/RoleEligibilitySchedule.Read.Directory',
        'https://graph.microsoft.com/RoleAssignmentSchedule.ReadWrite.Directory',
      ]);
      return true;
    });
  });

  it('passes a conditional access challenge on', async () => {
    await sandbox.control.challengeOnBehalfOf(ana);
    await assert.rejects((await world.as(ana)).eligibleRoles(), (error: unknown) => {
      assert.ok(isPimError(error, 'step_up_required'), String(error));
      assert.ok(error.details.claims?.includes('access_token'));
      return true;
    });
  });

  it('takes no proof that is over', async () => {
    const signOn = await world.signOn(ana);
    const pim = world.entra.pimFor({ ...signOn, expiresAt: world.now() });
    await assert.rejects(pim.eligibleRoles(), (error: unknown) => isPimError(error, 'sign_in_required'));
  });

  it('redeems a decision’s proof of its own', async () => {
    const signOn = await world.signOn(ben);
    await world.entra.pimFor(signOn).eligibleRoles();
    await world.entra.pimFor(signOn).eligibleRoles();
    const redeemed = async (): Promise<number> =>
      (await sandbox.control.calls(/oauth2\/v2.0\/token/)).filter(({ requestBody }) =>
        JSON.stringify(requestBody).includes('on_behalf_of'),
      ).length;
    assert.equal(await redeemed(), 1);
    await world.forward(120);
    await (await world.as(ben)).eligibleRoles();
    assert.equal(await redeemed(), 2);
  });

  it('contacts nobody before it is used', async () => {
    await sandbox.control.clearCalls();
    const { entra } = new GraphWorld(sandbox);
    entra.pimFor({
      person: (await world.signOn(ana)).person,
      receivedAt: world.now(),
      expiresAt: world.now(),
      assertion: undefined,
      graphToken: undefined,
      signInId: undefined,
    });
    const seen = (await sandbox.control.calls()).filter(
      ({ path }) => !/control|discovery|well-known/.test(path),
    );
    assert.deepEqual(seen, []);
  });

  it('tells of its calls', async () => {
    const made: string[] = [];
    const heard = new GraphWorld(sandbox, {
      onCall: ({ method, pathTemplate }) => made.push(`${method} ${pathTemplate}`),
    });
    const pim = await heard.as(ana);
    await pim.request((await pim.selfActivate(teamsAdministrator, input)).id);
    assert.deepEqual(made, [
      'POST /roleManagement/directory/roleAssignmentScheduleRequests',
      'GET /roleManagement/directory/roleAssignmentScheduleRequests/{requestId}',
    ]);
  });
});
