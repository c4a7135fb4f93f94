import assert from 'node:assert/strict';
import {
  adminScopes,
  type Answered,
  assertRefused,
  GraphSandbox,
  items,
  type Json,
  people,
  roles,
} from './graphSandbox.ts';

const { eli, gus, jun } = people;
const directory = '/v1.0/roleManagement/directory';
const day = 24 * 3_600_000;

describe('how long what administrators grant lasts, and when it is there', () => {
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

  const ask = (kind: Kind, action: string, wish: Json = {}): Promise<Answered> =>
    graph.post(
      eli,
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

  it('obeys the longest time that the settings give administrators, counted from now', async () => {
    const now = Date.parse((await graph.control.clock()).now);
    const until = (days: number): Json => ({
      roleDefinitionId: roles.privilegedRoleAdministrator,
      scheduleInfo: {
        // What lies behind counts as now.
        startDateTime: new Date(now - 30 * day).toISOString(),
        expiration: { type: 'AfterDateTime', endDateTime: new Date(now + days * day).toISOString() },
      },
    });
    const tooLong =
      'The following policy rules failed: ExpirationRule - The duration in the request is greater than maximum allowed duration';
    const code = 'RoleAssignmentRequestPolicyValidationFailed';
    assertRefused(await ask('Eligibility', 'adminAssign', until(366)), 400, code, tooLong);
    const dry = { ...until(366), isValidationOnly: true };
    assertRefused(await ask('Eligibility', 'adminAssign', dry), 400, code, tooLong);
    assert.equal((await ask('Eligibility', 'adminAssign', until(365))).status, 201);
    assertRefused(await ask('Eligibility', 'adminExtend', until(366)), 400, code, tooLong);
  });

  it('tries each change without making it', async () => {
    const removal = {
      principalId: gus,
      roleDefinitionId: roles.helpdeskAdministrator,
      isValidationOnly: true,
    };
    const extension = {
      ...removal,
      scheduleInfo: { expiration: { type: 'afterDuration', duration: 'P30D' } },
    };
    const tried = [
      await ask('Eligibility', 'adminAssign', { scheduleInfo: forever, isValidationOnly: true }),
      await ask('Eligibility', 'adminExtend', extension),
      await ask('Eligibility', 'adminRemove', removal),
    ];
    assert.deepEqual(
      tried.map(({ status, body }) => [status, body['isValidationOnly'], body['status']]),
      [
        [201, true, 'Granted'],
        [201, true, 'Granted'],
        [201, true, 'Revoked'],
      ],
    );
    await graph.forward(3_000);
    assert.deepEqual(await held('Eligibility'), []);
    assert.equal((await held('Eligibility', gus)).length, 2);
    const path = `${directory}/roleEligibilityScheduleRequests?$filter=principalId eq '${jun}'`;
    assert.deepEqual(items(await graph.get(eli, path, signIn)), []);
  });

  it('makes and removes with a delay, and writes seven decimals in the 201 alone', async () => {
    const made = await ask('Assignment', 'adminAssign', { scheduleInfo: forever });
    assert.match(String(made.body['createdDateTime']), /\.\d{7}Z$/);
    assert.deepEqual(await held('Assignment'), []);
    const path = `${directory}/roleAssignmentScheduleRequests/${String(made.body['id'])}`;
    const read = (await graph.get(eli, path, signIn)).body['createdDateTime'];
    assert.match(String(read), /T\d\d:\d\d:\d\d(\.\d{1,3})?Z$/);
    await graph.forward(3_000);
    assert.equal((await held('Assignment')).length, 1);
    const removed = await ask('Assignment', 'adminRemove');
    assert.equal(removed.body['status'], 'Revoked');
    assert.equal((await held('Assignment')).length, 1, 'the lists are behind');
    assertRefused(await ask('Assignment', 'adminRemove'), 400, 'RoleAssignmentDoesNotExist');
    await graph.forward(3_000);
    assert.deepEqual(await held('Assignment'), []);
  });

  it('removes what was assigned outside PIM', async () => {
    const lou = '0c0c0c0c-000c-4000-8000-00000000000c';
    const wish = { principalId: lou, roleDefinitionId: roles.globalAdministrator };
    const [outside] = await held('Assignment', lou);
    assert.deepEqual([outside?.['startDateTime'], outside?.['endDateTime']], [null, null]);
    assert.equal((await ask('Assignment', 'adminRemove', wish)).status, 201);
    await graph.forward(3_000);
    assert.deepEqual(await held('Assignment', lou), []);
  });
});
