import assert from 'node:assert/strict';
import { assertRefused, GraphSandbox, items, people, roles } from './graphSandbox.ts';

const { ana } = people;
const instances = '/v1.0/roleManagement/directory/roleAssignmentScheduleInstances';
const own = "filterByCurrentUser(on='principal')";
const minute = 60_000;

describe('deactivating a role', () => {
  let graph: GraphSandbox;

  before(async () => {
    graph = await GraphSandbox.start();
  });

  after(() => graph.stop());

  beforeEach(() => graph.reset());

  it('needs something active, and five minutes', async () => {
    const missing = 'The Role assignment does not exist.';
    assertRefused(
      await graph.deactivate(ana, roles.teamsAdministrator),
      400,
      'RoleAssignmentDoesNotExist',
      missing,
    );
    await graph.activate(ana, roles.teamsAdministrator);
    assertRefused(await graph.deactivate(ana, roles.teamsAdministrator), 400, 'RoleAssignmentDoesNotExist');
    await graph.forward(3_000);
    const tooShort = 'The Active duration is too short. Miniumum Required is 5 minutes.';
    assertRefused(
      await graph.deactivate(ana, roles.teamsAdministrator),
      400,
      'ActiveDurationTooShort',
      tooShort,
    );
  });

  it('answers Revoked, takes a moment, and lets the role be activated again', async () => {
    const made = await graph.activate(ana, roles.teamsAdministrator);
    await graph.forward(6 * minute);
    const ended = await graph.deactivate(ana, roles.teamsAdministrator);
    const { status, completedDateTime, targetScheduleId, scheduleInfo } = ended.body;
    assert.deepEqual(
      { code: ended.status, status, completedDateTime, targetScheduleId, scheduleInfo },
      { code: 201, status: 'Revoked', completedDateTime: null, targetScheduleId: null, scheduleInfo: null },
    );
    assertRefused(await graph.deactivate(ana, roles.teamsAdministrator), 400, 'RoleAssignmentDoesNotExist');
    assertRefused(await graph.activate(ana, roles.teamsAdministrator), 400, 'RoleAssignmentExists');
    await graph.forward(3_000);
    assert.deepEqual(items(await graph.get(ana, `${instances}/${own}`)), []);
    assert.equal(await graph.statusOf(ana, String(made.body['id'])), 'Revoked');
    assert.equal((await graph.activate(ana, roles.teamsAdministrator)).status, 201);
  });
});
