import assert from 'node:assert/strict';
import {
  adminScopes,
  type Answered,
  assertRefused,
  GraphSandbox,
  items,
  type Json,
  objects,
  people,
  roles,
} from './graphSandbox.ts';

const { ana, dara, eli, gus, jun } = people;
const directory = '/v1.0/roleManagement/directory';
const day = 24 * 3_600_000;

describe('administering eligibilities and assignments', () => {
  let graph: GraphSandbox;

  before(async () => {
    graph = await GraphSandbox.start();
  });

  after(() => graph.stop());

  beforeEach(async () => {
    await graph.reset();
    await graph.control.consent(adminScopes);
  });

  const forever = { expiration: { type: 'noExpiration' } };
  const signIn = { scopes: adminScopes };
  type Kind = 'Eligibility' | 'Assignment';

  const ask = (kind: Kind, action: string, wish: Json = {}, person: string = eli): Promise<Answered> =>
    graph.post(
      person,
      `${directory}/role${kind}ScheduleRequests`,
      {
        action,
        principalId: jun,
        roleDefinitionId: roles.reportsReader,
        directoryScopeId: '/',
        justification: 'Joins',
        ...wish,
      },
      signIn,
    );

  const held = async (kind: Kind, principalId: string = jun): Promise<Json[]> => {
    const path = `${directory}/role${kind}ScheduleInstances?$filter=principalId eq '${principalId}'`;
    return [...items(await graph.getAsApp(path))];
  };

  it('lists for its maker what was asked in own name, for whomever', async () => {
    const made = await ask('Eligibility', 'adminAssign', { scheduleInfo: forever });
    const own = await graph.activate(ana, roles.teamsAdministrator);
    const madeBy = async (person: string, kind: Kind, query = ''): Promise<readonly Json[]> => {
      const path = `${directory}/role${kind}ScheduleRequests/filterByCurrentUser(on='createdBy')${query}`;
      const answered = await graph.get(person, path, signIn);
      assert.equal(answered.status, 200, answered.text);
      const context = `#Collection(unifiedRole${kind}ScheduleRequest)`;
      assert.ok(String(answered.body['@odata.context']).endsWith(context), answered.text);
      return items(answered);
    };
    const [found, ...others] = await madeBy(eli, 'Eligibility', `?$filter=principalId eq '${jun}'`);
    assert.deepEqual([found?.['id'], others], [made.body['id'], []]);
    assert.equal(found?.['@odata.type'], '#microsoft.graph.unifiedRoleEligibilityScheduleRequest');
    assert.deepEqual(await madeBy(jun, 'Eligibility'), []);
    assert.deepEqual(
      (await madeBy(ana, 'Assignment')).map(({ id }) => id),
      [own.body['id']],
    );
  });

  it('grants an eligibility that lasts or ends', async () => {
    const made = await ask('Eligibility', 'adminAssign', { scheduleInfo: forever });
    assert.deepEqual([made.status, made.body['status'], made.body['approvalId']], [201, 'Provisioned', null]);
    await graph.forward(3_000);
    const [granted] = await held('Eligibility');
    assert.deepEqual(
      [granted?.['endDateTime'], granted?.['roleEligibilityScheduleId'], granted?.['memberType']],
      [null, made.body['id'], 'Direct'],
    );
    assert.match(String(granted?.['id']), /-1-e$/);
    assertRefused(
      await ask('Eligibility', 'adminAssign', { scheduleInfo: forever }),
      400,
      'RoleAssignmentExists',
    );
  });

  it('lets an eligibility end, with the activation that rests on it', async () => {
    await graph.activate(gus, roles.helpdeskAdministrator, {
      scheduleInfo: {
        startDateTime: new Date(
          Date.parse((await graph.control.clock()).now) + 6 * day - 3_600_000,
        ).toISOString(),
        expiration: { type: 'afterDuration', duration: 'PT8H' },
      },
    });
    await graph.forward(6 * day - 1_800_000);
    assert.equal((await held('Assignment', gus)).length, 1);
    await graph.forward(3_600_000);
    assert.deepEqual(await held('Assignment', gus), []);
    const left = (await held('Eligibility', gus)).map((one) => one['roleDefinitionId']);
    assert.deepEqual(left, [roles.groupsAdministrator]);
  });

  it('removes with Revoked and nulls', async () => {
    const removed = await ask('Eligibility', 'adminRemove', {
      principalId: ana,
      roleDefinitionId: roles.teamsAdministrator,
      justification: undefined,
    });
    const { status, completedDateTime, targetScheduleId, scheduleInfo, justification } = removed.body;
    assert.deepEqual(
      { code: removed.status, status, completedDateTime, targetScheduleId, scheduleInfo, justification },
      {
        code: 201,
        status: 'Revoked',
        completedDateTime: null,
        targetScheduleId: null,
        scheduleInfo: null,
        justification: null,
      },
    );
    await graph.forward(3_000);
    assertRefused(
      await graph.activate(ana, roles.teamsAdministrator),
      400,
      'RoleAssignmentRequestPolicyValidationFailed',
    );
    assertRefused(await ask('Eligibility', 'adminRemove'), 400, 'RoleAssignmentDoesNotExist');
  });

  it('moves and renews an end', async () => {
    const until = { expiration: { type: 'afterDuration', duration: 'P30D' } };
    assertRefused(
      await ask('Eligibility', 'adminExtend', { scheduleInfo: until }),
      400,
      'RoleAssignmentDoesNotExist',
    );
    const wish = { principalId: gus, roleDefinitionId: roles.helpdeskAdministrator, scheduleInfo: until };
    for (const action of ['adminUpdate', 'adminExtend', 'adminRenew']) {
      assert.equal((await ask('Eligibility', action, wish)).status, 201);
    }
    const [moved] = await held('Eligibility', gus);
    const now = Date.parse((await graph.control.clock()).now);
    assert.ok(Date.parse(String(moved?.['endDateTime'])) > now + 29 * day);
    assert.equal((await ask('Eligibility', 'adminRenew', { scheduleInfo: until })).status, 201);
    await graph.forward(3_000);
    assert.equal((await held('Eligibility')).length, 1);
  });

  it('grants assignments to people, groups that may hold roles, and services', async () => {
    for (const principalId of [jun, objects.readersCircle, objects.backupService]) {
      const made = await ask('Assignment', 'adminAssign', { principalId, scheduleInfo: forever });
      assert.equal(made.status, 201, made.text);
    }
    await graph.forward(3_000);
    assert.deepEqual(
      (await held('Assignment')).map((one) => [one['assignmentType'], one['endDateTime']]),
      [['Assigned', null]],
    );
    const viaGroup = await graph.get(
      gus,
      `${directory}/roleAssignmentScheduleInstances/filterByCurrentUser(on='principal')`,
    );
    assert.deepEqual(
      items(viaGroup).map((one) => [one['principalId'], one['memberType']]),
      [[objects.readersCircle, 'Group']],
    );
  });

  it('keeps eligibility from services, and roles from ordinary groups', async () => {
    const service = { principalId: objects.backupService, scheduleInfo: forever };
    assertRefused(await ask('Eligibility', 'adminAssign', service), 400, 'InvalidRoleAssignmentRequest');
    const group = { principalId: objects.mailTeamLeads, scheduleInfo: forever };
    assertRefused(await ask('Assignment', 'adminAssign', group), 400, 'InvalidRoleAssignmentRequest');
    assertRefused(
      await ask('Eligibility', 'selfActivate', { scheduleInfo: forever }),
      400,
      'InvalidRoleAssignmentRequest',
    );
    const nobody = { principalId: '00000000-0000-4000-8000-000000000000', scheduleInfo: forever };
    assertRefused(await ask('Eligibility', 'adminAssign', nobody), 400, 'SubjectNotFound');
  });

  it('obeys the settings for administrators', async () => {
    const role = { roleDefinitionId: roles.privilegedRoleAdministrator, scheduleInfo: forever };
    const permanent =
      'The following policy rules failed: ExpirationRule - The policy does not allow permanent assignment';
    assertRefused(
      await ask('Eligibility', 'adminAssign', role),
      400,
      'RoleAssignmentRequestPolicyValidationFailed',
      permanent,
    );
    const reason = 'The following policy rules failed: JustificationRule - Justification is required';
    const silent = { justification: null, scheduleInfo: forever };
    assertRefused(
      await ask('Assignment', 'adminAssign', silent),
      400,
      'RoleAssignmentRequestPolicyValidationFailed',
      reason,
    );
  });

  it('obeys an app by its permissions alone, but not where multifactor is demanded', async () => {
    await graph.control.applicationPermissions(['RoleAssignmentSchedule.ReadWrite.Directory']);
    const body = {
      action: 'adminAssign',
      principalId: jun,
      roleDefinitionId: roles.reportsReader,
      directoryScopeId: '/',
      scheduleInfo: forever,
    };
    const path = `${directory}/roleAssignmentScheduleRequests`;
    const token = await graph.appToken();
    const made = await graph.call('POST', path, token, body);
    assert.equal(made.status, 201, 'a missing justification passes without a user');
    const { application, user } = made.body['createdBy'] as Json;
    assert.deepEqual([typeof application, user], ['object', null]);
    await graph.control.portal({
      actor: eli,
      action: 'setRule',
      roleDefinitionId: roles.groupsAdministrator,
      ruleId: 'Enablement_Admin_Assignment',
      patch: { enabledRules: ['MultiFactorAuthentication'] },
    });
    const refused = await graph.call('POST', path, token, {
      ...body,
      roleDefinitionId: roles.groupsAdministrator,
    });
    assertRefused(refused, 400, 'RoleAssignmentRequestPolicyValidationFailed');
    assert.match(refused.text, /MfaRule/);
  });

  it('asks for more time by selfExtend, which waits for an administrator', async () => {
    const wish = {
      principalId: gus,
      roleDefinitionId: roles.helpdeskAdministrator,
      scheduleInfo: { expiration: { type: 'afterDuration', duration: 'P30D' } },
    };
    const made = await ask('Eligibility', 'selfExtend', wish, gus);
    assert.deepEqual([made.status, made.body['status']], [201, 'PendingAdminDecision']);
    assertRefused(await ask('Eligibility', 'selfExtend', wish, gus), 400, 'PendingRoleAssignmentRequest');
    const path = `${directory}/roleEligibilityScheduleRequests/${String(made.body['id'])}`;
    assert.equal((await graph.post(gus, `${path}/cancel`, undefined, signIn)).status, 204);
    const permanent = { ...wish, roleDefinitionId: roles.groupsAdministrator };
    assertRefused(await ask('Eligibility', 'selfExtend', permanent, gus), 400, 'RoleAssignmentDoesNotExist');
    assertRefused(await ask('Eligibility', 'selfExtend', wish, dara), 403, 'UnauthorizedAccessException');
    const renewal = { ...wish, roleDefinitionId: roles.reportsReader };
    assert.equal(
      (await ask('Eligibility', 'selfRenew', renewal, gus)).body['status'],
      'PendingAdminDecision',
    );
  });

  it('is for administrators only', async () => {
    assertRefused(
      await ask('Eligibility', 'adminAssign', { scheduleInfo: forever }, ana),
      403,
      'UnauthorizedAccessException',
    );
  });
});
