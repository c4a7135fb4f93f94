import assert from 'node:assert/strict';
import fc from 'fast-check';
import { GraphSandbox, objects, people, roles } from './graphSandbox.ts';

const segment = fc.oneof(
  fc.constantFrom(
    ...[
      'roleManagement',
      'directory',
      'roleDefinitions',
      'roleAssignments',
      'roleAssignmentScheduleRequests',
    ],
    ...[
      'roleEligibilityScheduleInstances',
      'roleAssignmentApprovals',
      'steps',
      'cancel',
      'policies',
      'rules',
    ],
    ...[
      'roleManagementPolicyAssignments',
      'roleManagementPolicies',
      'users',
      'groups',
      'me',
      'members',
      'photo',
    ],
    ...[
      'transitiveMembers',
      'microsoft.graph.user',
      '$count',
      '$value',
      'auditLogs',
      'directoryAudits',
      '$batch',
    ],
    ...[
      "filterByCurrentUser(on='principal')",
      'filterByCurrentUser(on=@p)',
      'filterByCurrentUser()',
      "users('x')",
    ],
  ),
  fc.constantFrom(
    people.ana,
    roles.globalReader,
    objects.readersCircle,
    'DirectoryRole_',
    '...',
    '%00',
    '%E0%A4',
  ),
  // Dots alone would lead out of Graph before the call is even sent.
  fc
    .string({ maxLength: 6 })
    .map(encodeURIComponent)
    .filter((text) => !/^\.{1,2}$/.test(text)),
);
const option = fc.tuple(
  fc.constantFrom('$filter', '$select', '$expand', '$top', '$orderby', '$skiptoken', '$count', 'x'),
  fc.oneof(
    fc.constantFrom(
      "id eq 'x'",
      "scopeId eq '/' and scopeType eq 'DirectoryRole'",
      'policy($expand=rules)',
      'id',
      '1',
    ),
    fc.constantFrom("a/any(t:t/id eq 'x')", '(', "'", 'not', 'principal($select=id', 'id,,', '-1', '999999'),
    fc.string({ maxLength: 12 }),
  ),
);
const body = fc.oneof(
  fc.json(),
  fc.constant('{"action":{}}'),
  fc.constant('{"scheduleInfo":[],"ticketInfo":3}'),
);

describe('an odd call', () => {
  let graph: GraphSandbox;

  before(async () => {
    graph = await GraphSandbox.start();
  });

  after(() => graph.stop());

  it('is answered in JSON and never with a server error', async () => {
    const tokens = [await graph.appToken(), await graph.personToken(people.ana)];
    const call = fc.record({
      method: fc.constantFrom('GET', 'GET', 'POST', 'PATCH', 'PUT', 'DELETE'),
      version: fc.constantFrom('v1.0', 'beta'),
      segments: fc.array(segment, { maxLength: 5 }),
      options: fc.array(option, { maxLength: 3 }),
      token: fc.constantFrom(...tokens),
      body,
    });
    await fc.assert(
      fc.asyncProperty(call, async ({ method, version, segments, options, token, body: sent }) => {
        const query = options.map(([name, value]) => `${name}=${encodeURIComponent(value)}`).join('&');
        const path = `/${version}/${segments.join('/')}?${query}`;
        const answered = await graph.call(method, path, token, method === 'GET' ? undefined : sent);
        assert.ok(answered.status < 500, `${method} ${path}: ${answered.text}`);
        assert.doesNotMatch(answered.headers.get('content-type') ?? '', /html/);
        if (answered.status >= 400)
          assert.equal(typeof answered.body['error'], 'object', `${method} ${path}`);
      }),
      { numRuns: 400 },
    );
  });
});
