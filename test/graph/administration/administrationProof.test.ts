import assert from 'node:assert/strict';
import { type AdministrationGateway } from '../../../src/pim/administration.ts';
import { isPimError } from '../../../src/pim/errors.ts';
import { principalId, roleDefinitionId } from '../../../src/pim/ids.ts';
import { type SignOn, type WriteMade } from '../../../src/pim/ports.ts';
import { tagged } from '../../../src/pim/requests.ts';
import { GLOBAL_ADMINISTRATOR } from '../../../src/pim/roles.ts';
import { GraphWorld } from '../../support/graphWorld.ts';
import { refusedWith } from '../../support/pimContract.ts';
import { type RunningSandbox, startSandbox } from '../../support/runningSandbox.ts';

const eli = 'e5e5e5e5-0005-4000-8000-000000000005';
const jun = principalId('0a0a0a0a-000a-4000-8000-00000000000a');
const lou = principalId('0c0c0c0c-000c-4000-8000-00000000000c');
const gus = principalId('07070707-0007-4000-8000-000000000007');
const backupService = principalId('8c2e3d74-3e5d-4f90-9b42-713a2e9c3301');
const role = { roleDefinitionId: roleDefinitionId('4a5d8f65-41da-4de4-8968-e035b65339cf'), scopeId: '/' };
const globalAdministrator = { roleDefinitionId: GLOBAL_ADMINISTRATOR, scopeId: '/' };

const operationId = '01JZZZZZZZZZZZZZZZZZZZZZZZ';
const justification = tagged('Joins the team', operationId);
const terms = { endAt: undefined, justification };
const graphPath = /^\/graph\//;

describe('an administrator’s gateway at Harbour Light', () => {
  let sandbox: RunningSandbox;
  let world: GraphWorld;

  before(async () => {
    sandbox = await startSandbox({ mayAdminister: true });
  });

  after(() => sandbox.stop());

  beforeEach(async () => {
    await sandbox.control.reset();
    world = new GraphWorld(sandbox, { mayAdminister: true });
  });

  function gatewayFor(signOn: SignOn, onWrite?: (made: WriteMade) => void): AdministrationGateway {
    assert.ok(world.entra.administrationFor);
    return world.entra.administrationFor(signOn, onWrite);
  }
  const asEli = async (): Promise<AdministrationGateway> => gatewayFor(await world.signOn(eli));

  it('is not there unless the settings switch it on, nor are its scopes', () => {
    for (const given of [{}, { mayAdminister: false }]) {
      const { entra } = new GraphWorld(sandbox, given);
      assert.deepEqual([entra.administrationFor, entra.scopes.administration], [undefined, undefined]);
    }
    assert.deepEqual(world.entra.scopes.administration, [
      'RoleEligibilitySchedule.ReadWrite.Directory',
      'RoleAssignmentSchedule.ReadWrite.Directory',
    ]);
  });

  it('asks with the administrator’s own token and those scopes, and reads limits as the app', async () => {
    const admin = await asEli();
    await sandbox.control.clearCalls();
    await admin.eligibilityOf(jun, role);
    await admin.requestsTagged(operationId, jun);
    await admin.grant('eligibility', jun, role, terms);
    const own = await sandbox.control.calls(graphPath);
    assert.equal(own.length, 4);
    for (const { actor, scopes } of own) {
      assert.equal(actor, eli);
      assert.deepEqual([...scopes].sort(), [...(world.entra.scopes.administration ?? [])].sort());
    }
    await sandbox.control.clearCalls();
    await admin.limitsOf(role.roleDefinitionId);
    const [limits, ...others] = await sandbox.control.calls(graphPath);
    assert.ok(limits);
    assert.ok(limits.scopes.includes('RoleManagementPolicy.Read.Directory'));
    assert.notEqual(limits.actor, eli);
    assert.deepEqual(others, []);
  });

  it('sends exactly what PIM needs to know', async () => {
    const admin = await asEli();
    const scoped = { ...role, scopeId: '/administrativeUnits/7b1d2c63-2d4c-4e8f-8a31-602f1d8b2201' };
    const endAt = new Date(world.now().getTime() + 86_400_000);
    await admin.grant('assignment', jun, scoped, { endAt, justification });
    await world.forward(1);
    await admin.remove('assignment', jun, scoped, justification);
    const [grant, removal] = (await sandbox.control.calls(/roleAssignmentScheduleRequests$/)).map(
      ({ requestBody }) => requestBody as Record<string, unknown>,
    );
    const target = {
      principalId: jun,
      roleDefinitionId: role.roleDefinitionId,
      directoryScopeId: scoped.scopeId,
      justification,
    };
    const { scheduleInfo, ...rest } = grant ?? {};
    assert.deepEqual(rest, { action: 'adminAssign', ...target });
    const { startDateTime, expiration } = scheduleInfo as { startDateTime: string; expiration: object };
    assert.deepEqual(expiration, { type: 'AfterDateTime', endDateTime: endAt.toISOString() });
    assert.ok(Math.abs(Date.parse(startDateTime) - world.now().getTime()) < 120_000);
    assert.deepEqual(removal, { action: 'adminRemove', ...target });
  });

  it('names the scopes that nobody consented to', async () => {
    await sandbox.control.consent([
      'RoleEligibilitySchedule.Read.Directory',
      'RoleAssignmentSchedule.ReadWrite.Directory',
    ]);
    await assert.rejects((await asEli()).grant('eligibility', jun, role, terms), (error: unknown) => {
      assert.ok(isPimError(error, 'consent_required'), String(error));
      assert.deepEqual(error.details.scopes, [
        'https://graph.microsoft.com/RoleEligibilitySchedule.ReadWrite.Directory',
        'https://graph.microsoft.com/RoleAssignmentSchedule.ReadWrite.Directory',
      ]);
      return true;
    });
    assert.deepEqual(await sandbox.control.calls(/ScheduleRequests$/), []);
  });

  it('takes no proof that is over, and no token of an earlier sign-in', async () => {
    const signOn = await world.signOn(eli);
    const earlier = {
      accessToken: 'of an earlier sign-in',
      expiresAt: new Date(world.now().getTime() + 3_600_000),
      scopes: world.entra.scopes.administration ?? [],
      methods: ['pwd', 'mfa'],
      contexts: [],
    };
    const over = { ...signOn, expiresAt: world.now(), otherGraphTokens: [earlier] };
    await assert.rejects(
      gatewayFor(over).grant('eligibility', jun, role, terms),
      refusedWith('sign_in_required'),
    );
    assert.deepEqual(await sandbox.control.calls(/ScheduleRequests$/), []);
  });

  it('tells which token a change went out with, and tells nothing of a dry run', async () => {
    const made: WriteMade[] = [];
    const admin = gatewayFor(await world.signOn(eli), (write) => made.push(write));
    await admin.checkGrant('eligibility', jun, role, terms);
    await admin.eligibilityOf(jun, role);
    assert.equal(made.length, 0);
    await admin.grant('eligibility', jun, role, terms);
    await assert.rejects(admin.remove('assignment', jun, role, justification));
    assert.equal(made.length, 2);
    for (const { token, graphRequestId } of made) assert.ok(graphRequestId && token.issuedAt);
  });

  it('says that it was about somebody else when Entra does not allow it', async () => {
    const admin = gatewayFor(await world.signOn(jun));
    await assert.rejects(admin.grant('eligibility', gus, role, terms), (error: unknown) => {
      assert.ok(isPimError(error, 'forbidden'), String(error));
      const { isAboutOther, graphCode } = error.details;
      assert.deepEqual([isAboutOther, graphCode], [true, 'UnauthorizedAccessException']);
      return true;
    });
  });

  it('passes on that the role wants a second factor of its administrators', async () => {
    await sandbox.control.portal({
      actor: eli,
      action: 'setRule',
      roleDefinitionId: role.roleDefinitionId,
      ruleId: 'Enablement_Admin_Eligibility',
      patch: { enabledRules: ['MultiFactorAuthentication'] },
    });
    const admin = await asEli();
    await assert.rejects(admin.grant('eligibility', jun, role, terms), (error: unknown) => {
      assert.ok(isPimError(error, 'multifactor_required'), String(error));
      assert.ok(error.details.claims);
      return true;
    });
  });

  it('has a ticket that the role wants named as missing', async () => {
    await sandbox.control.portal({
      actor: eli,
      action: 'setRule',
      roleDefinitionId: role.roleDefinitionId,
      ruleId: 'Enablement_Admin_Assignment',
      patch: { enabledRules: ['Justification', 'Ticketing'] },
    });
    const wish = { endAt: undefined, justification: '' };
    await assert.rejects((await asEli()).checkGrant('assignment', jun, role, wish), (error: unknown) => {
      assert.ok(isPimError(error, 'policy_not_satisfied'), String(error));
      assert.deepEqual(error.details.unmet, [{ rule: 'justification_missing' }, { rule: 'ticket_missing' }]);
      return true;
    });
  });

  it('is told that an app cannot be eligible', async () => {
    const admin = await asEli();
    for (const ask of [
      () => admin.checkGrant('eligibility', backupService, role, terms),
      () => admin.grant('eligibility', backupService, role, terms),
    ]) {
      await assert.rejects(ask(), refusedWith('schedule_refused'));
    }
  });

  it('sees and takes away what was given outside PIM', async () => {
    const admin = await asEli();
    const found = await admin.assignmentOf(lou, globalAdministrator);
    assert.deepEqual([found?.startAt, found?.endAt], [undefined, undefined]);
    await admin.remove('assignment', lou, globalAdministrator, justification);
    await world.forward(1);
    assert.equal(await admin.assignmentOf(lou, globalAdministrator), undefined);
    assert.ok(!(await admin.permanentHoldersOf(GLOBAL_ADMINISTRATOR)).includes(lou));
  });

  it('does not take an activation for an assignment', async () => {
    const groups = roleDefinitionId('fdd7a751-b60b-444a-984c-02652fe8fa1c');
    const activation = { durationMinutes: 60, justification: 'x', ticketNumber: '', ticketSystem: '' };
    const own = await world.as(gus);
    await own.selfActivate({ roleDefinitionId: groups, scopeId: '/' }, { ...activation, startAt: undefined });
    await world.forward(1);
    assert.equal((await own.activeRoles()).length, 1);
    const admin = await asEli();
    const target = { roleDefinitionId: groups, scopeId: '/' };
    assert.equal(await admin.assignmentOf(gus, target), undefined);
    assert.ok(await admin.eligibilityOf(gus, target));
  });

  it('grants before it takes away without the role ever being missing', async () => {
    const admin = await asEli();
    await admin.grant('eligibility', lou, globalAdministrator, terms);
    assert.ok(await admin.assignmentOf(lou, globalAdministrator));
    await world.forward(1);
    assert.ok(await admin.eligibilityOf(lou, globalAdministrator));
    await admin.remove('assignment', lou, globalAdministrator, justification);
    await world.forward(1);
    assert.deepEqual(
      [
        await admin.assignmentOf(lou, globalAdministrator),
        (await admin.eligibilityOf(lou, globalAdministrator))?.endAt,
      ],
      [undefined, undefined],
    );
    assert.ok(await admin.eligibilityOf(lou, globalAdministrator));
  });

  it('finds its requests without a filter where Graph takes none', async () => {
    const admin = await asEli();
    const made = await admin.grant('eligibility', jun, role, terms);
    const refusal = { error: { code: 'Request_UnsupportedQuery', message: 'no' } };
    await sandbox.control.faults.add({
      match: { method: 'GET', path: 'ScheduleRequests$' },
      times: 2,
      status: 400,
      body: refusal,
    });
    const ids = async (): Promise<readonly string[]> =>
      (await admin.requestsTagged(operationId, jun)).map(({ id }) => id);
    assert.deepEqual(await ids(), [made.id]);
    await sandbox.control.clearCalls();
    assert.deepEqual(await ids(), [made.id]);
    const again = await sandbox.control.calls(/ScheduleRequests$/);
    assert.deepEqual(
      again.map(({ query }) => query),
      [{}, {}],
    );
  });
});
