import assert from 'node:assert/strict';
import { GraphSandbox, people, roles } from './graphSandbox.ts';

const { ana, ben } = people;

describe('the journal of Graph', () => {
  let graph: GraphSandbox;

  before(async () => {
    graph = await GraphSandbox.start();
  });

  after(() => graph.stop());

  beforeEach(() => graph.reset());

  it('tells each call in words, with the wire and without tokens', async () => {
    const made = await graph.activate(ana, roles.exchangeAdministrator, {
      scheduleInfo: { expiration: { type: 'AfterDuration', duration: 'PT2H' } },
    });
    await graph.decide(ben, String(made.body['id']), 'Approve', 'Planned');
    await graph.activate(ana, roles.userAdministrator);
    const told = await graph.happened();
    assert.deepEqual(
      told.map(({ summary, actor, status }) => [summary, actor, status]),
      [
        [
          'Ana Ruiz asked PIM to activate Exchange Administrator for 2 hours: waits for approval',
          'Ana Ruiz',
          201,
        ],
        ["Ben Okafor approved Ana Ruiz's activation of Exchange Administrator", 'Ben Okafor', 204],
        [
          'Ana Ruiz could not activate User Administrator: The following policy rules failed: MfaRule - Multi-factor authentication is required',
          'Ana Ruiz',
          400,
        ],
      ],
    );
    const [asked] = told;
    assert.match(
      asked?.wire?.request ?? '',
      /^POST \/graph\/v1\.0\/roleManagement.*\n.*Authorization: \[\{/s,
    );
    assert.match(asked?.wire?.request ?? '', /\n {2}"action": "selfActivate"/);
    assert.match(asked?.wire?.response ?? '', /^201\n\{\n {2}"@odata\.context"/);
    assert.doesNotMatch(JSON.stringify(told), /eyJ/);
  });

  it('says in words what somebody could not do, and why', async () => {
    const directory = '/v1.0/roleManagement/directory';
    await graph.call('GET', '/v1.0/me', undefined);
    await graph.get(ana, '/v1.0/nowhere');
    await graph.get(ana, `${directory}/roleAssignmentScheduleRequests/unknown`);
    await graph.get(ana, `${directory}/roleEligibilitySchedules`, { scopes: ['User.Read'] });
    await graph.post(ana, `${directory}/roleAssignmentScheduleRequests/unknown/cancel`, {});
    await graph.decide(ben, 'unknown', 'Approve');
    await graph.activate(ana, '00000000-0000-4000-8000-000000000000');
    await graph.activate(ben, roles.securityAdministrator);
    await graph.post(ana, '/beta/$batch', {});
    const told = (await graph.happened()).map(({ summary }) => summary);
    assert.deepEqual(told, [
      'Somebody could not read the own profile: Access token is empty.',
      "Ana Ruiz could not get an answer: Resource not found for the segment 'nowhere'.",
      "Ana Ruiz could not read the requests for activations and assignments: The resource 'unknown' is not found.",
      'Ana Ruiz could not read the schedules of eligible roles: Authorization failed due to missing permission scope RoleEligibilitySchedule.Read.Directory,RoleManagement.Read.Directory,RoleManagement.Read.All,RoleEligibilitySchedule.ReadWrite.Directory,RoleManagement.ReadWrite.Directory.',
      "Ana Ruiz could not call off a request: The resource 'unknown' is not found.",
      "Ben Okafor could not decide a request: The resource 'unknown' is not found.",
      'Ana Ruiz could not activate a role that is not there: The role is not found.',
      'Ben Okafor could not activate Security Administrator: the sign-in does not satisfy the authentication context of the role',
      'Ana Ruiz could not ask several things at once: Invalid batch payload format.',
    ]);
  });
});
