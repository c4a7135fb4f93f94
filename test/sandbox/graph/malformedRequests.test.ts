import { assertRefused, GraphSandbox, people, roles } from './graphSandbox.ts';

const { ana, ben } = people;
const requests = '/v1.0/roleManagement/directory/roleAssignmentScheduleRequests';

describe('a malformed request', () => {
  let graph: GraphSandbox;

  before(async () => {
    graph = await GraphSandbox.start();
  });

  after(() => graph.stop());

  const malformed: Readonly<
    Record<string, readonly [wish: Record<string, unknown>, status: number, code: string]>
  > = {
    'an unknown action': [{ action: 'selfElevate' }, 400, 'BadRequest'],
    'no action': [{ action: undefined }, 400, 'InvalidRoleAssignmentRequest'],
    'an unknown property': [{ reason: 'x' }, 400, 'BadRequest'],
    'a name in place of the object id': [
      { principalId: 'ana.ruiz@harbourlight.example' },
      400,
      'InvalidRoleAssignmentRequest',
    ],
    'somebody else as principal': [{ principalId: ben }, 403, 'UnauthorizedAccessException'],
    'an unknown role': [{ roleDefinitionId: '00000000-0000-4000-8000-000000000000' }, 400, 'RoleNotFound'],
    'an unknown unit': [
      { directoryScopeId: '/administrativeUnits/00000000-0000-4000-8000-000000000000' },
      400,
      'InvalidScope',
    ],
    'a scope that is none': [{ directoryScopeId: 'tenant' }, 400, 'InvalidScope'],
    'no scope': [{ directoryScopeId: undefined }, 400, 'InvalidRoleAssignmentRequest'],
    'no schedule': [{ scheduleInfo: undefined }, 400, 'InvalidRoleAssignmentRequestSchedule'],
    'a start without offset': [
      {
        scheduleInfo: {
          startDateTime: '2026-12-01T10:00:00',
          expiration: { type: 'AfterDuration', duration: 'PT1H' },
        },
      },
      400,
      'InvalidRoleAssignmentRequestSchedule',
    ],
    'a duration that is none': [
      { scheduleInfo: { expiration: { type: 'AfterDuration', duration: '1 hour' } } },
      400,
      'InvalidRoleAssignmentRequestSchedule',
    ],
    'both an end and a duration': [
      {
        scheduleInfo: {
          expiration: { type: 'AfterDuration', duration: 'PT1H', endDateTime: '2090-01-01T00:00:00Z' },
        },
      },
      400,
      'InvalidRoleAssignmentRequestSchedule',
    ],
    'an end in the past': [
      { scheduleInfo: { expiration: { type: 'AfterDateTime', endDateTime: '2020-01-01T00:00:00Z' } } },
      400,
      'InvalidRoleAssignmentRequestSchedule',
    ],
    'a recurrence': [
      { scheduleInfo: { recurrence: {}, expiration: { type: 'AfterDuration', duration: 'PT1H' } } },
      400,
      'InvalidRoleAssignmentRequestSchedule',
    ],
    'three minutes': [
      { scheduleInfo: { expiration: { type: 'AfterDuration', duration: 'PT3M' } } },
      400,
      'ActiveDurationTooShort',
    ],
  };
  for (const [title, [wish, status, code]] of Object.entries(malformed)) {
    it(`refuses ${title}`, async () => {
      assertRefused(await graph.activate(ana, roles.teamsAdministrator, wish), status, code);
    });
  }

  it('refuses a body that is no JSON, or another content type', async () => {
    const token = await graph.personToken(ana);
    assertRefused(await graph.call('POST', requests, token, '{"action":'), 400, 'BadRequest');
    const plain = { 'content-type': 'text/plain' };
    assertRefused(await graph.call('POST', requests, token, '{}', plain), 400, 'BadRequest');
    assertRefused(await graph.call('POST', requests, token, '[]'), 400, 'BadRequest');
  });
});
