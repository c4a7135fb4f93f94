import assert from 'node:assert/strict';
import { type Answered, first, GraphSandbox, type Json, keysOf, people, roles } from './graphSandbox.ts';

const { ana, ben } = people;
const directory = '/v1.0/roleManagement/directory';
const own = "filterByCurrentUser(on='principal')";

/** Keys of a request in the order the service writes them; the context comes before. */
const requestKeys = [
  'id',
  'status',
  'createdDateTime',
  'completedDateTime',
  'approvalId',
  'customData',
  'action',
  'principalId',
  'roleDefinitionId',
  'directoryScopeId',
  'appScopeId',
  'isValidationOnly',
  'targetScheduleId',
  'justification',
  'createdBy',
  'scheduleInfo',
  'ticketInfo',
];
const common = ['id', 'principalId', 'roleDefinitionId', 'directoryScopeId', 'appScopeId'];
const created = ['createdUsing', 'createdDateTime', 'modifiedDateTime', 'status'];
const timed = [...common, 'startDateTime', 'endDateTime'];

interface Shape {
  readonly path: string;
  readonly as: 'ana' | 'ben' | 'app';
  /** Behind `$metadata#`. */
  readonly context: string;
  /** Keys of the first item; absent: of the body itself. */
  readonly itemKeys?: readonly string[];
  readonly bodyKeys?: readonly string[];
}

const typed = '@odata.type';

/** What is documented of each answer: its context and its keys, in order. `{id}` is Ana's waiting request. */
const shapes: Readonly<Record<string, Shape>> = {
  'role definitions': {
    path: `${directory}/roleDefinitions`,
    as: 'app',
    context: 'roleManagement/directory/roleDefinitions',
    itemKeys: [
      ...['id', 'description', 'displayName', 'isBuiltIn', 'isEnabled', 'templateId', 'version'],
      ...['rolePermissions', 'inheritsPermissionsFrom'],
    ],
  },
  'eligibility schedules': {
    path: `${directory}/roleEligibilitySchedules`,
    as: 'app',
    context: 'roleManagement/directory/roleEligibilitySchedules',
    itemKeys: [...common, ...created, 'memberType', 'scheduleInfo'],
  },
  'eligibility instances': {
    path: `${directory}/roleEligibilityScheduleInstances`,
    as: 'app',
    context: 'roleManagement/directory/roleEligibilityScheduleInstances',
    itemKeys: [...timed, 'memberType', 'roleEligibilityScheduleId'],
  },
  'own eligibility instances': {
    path: `${directory}/roleEligibilityScheduleInstances/${own}`,
    as: 'ana',
    context: 'Collection(unifiedRoleEligibilityScheduleInstance)',
    itemKeys: [typed, ...timed, 'memberType', 'roleEligibilityScheduleId'],
  },
  'own eligibility requests': {
    path: `${directory}/roleEligibilityScheduleRequests/${own}`,
    as: 'ana',
    context: 'Collection(unifiedRoleEligibilityScheduleRequest)',
    itemKeys: [typed, ...requestKeys],
  },
  'assignment schedules': {
    path: `${directory}/roleAssignmentSchedules`,
    as: 'app',
    context: 'roleManagement/directory/roleAssignmentSchedules',
    itemKeys: [...common, ...created, 'assignmentType', 'memberType', 'scheduleInfo'],
  },
  'assignment instances': {
    path: `${directory}/roleAssignmentScheduleInstances`,
    as: 'app',
    context: 'roleManagement/directory/roleAssignmentScheduleInstances',
    itemKeys: [
      ...timed,
      'assignmentType',
      'memberType',
      'roleAssignmentOriginId',
      'roleAssignmentScheduleId',
    ],
  },
  'role assignments': {
    path: `${directory}/roleAssignments`,
    as: 'app',
    context: 'roleManagement/directory/roleAssignments',
    itemKeys: ['id', 'principalId', 'principalOrganizationId', 'directoryScopeId', 'roleDefinitionId'],
  },
  'requests to decide': {
    path: `${directory}/roleAssignmentScheduleRequests/filterByCurrentUser(on='approver')?$filter=status eq 'PendingApproval'`,
    as: 'ben',
    context: 'Collection(unifiedRoleAssignmentScheduleRequest)',
    itemKeys: [typed, ...requestKeys],
  },
  'one request': {
    path: `${directory}/roleAssignmentScheduleRequests/{id}`,
    as: 'ana',
    context: 'roleManagement/directory/roleAssignmentScheduleRequests/$entity',
    bodyKeys: requestKeys,
  },
  'a selection of one request': {
    path: `${directory}/roleAssignmentScheduleRequests/{id}?$select=id,status`,
    as: 'ana',
    context: 'roleManagement/directory/roleAssignmentScheduleRequests(id,status)/$entity',
    bodyKeys: ['id', 'status'],
  },
  'an approval': {
    path: '/beta/roleManagement/directory/roleAssignmentApprovals/{id}',
    as: 'ben',
    context: 'roleManagement/directory/roleAssignmentApprovals/$entity',
    bodyKeys: ['id', 'steps@odata.context', 'steps'],
  },
  'an approval with expanded steps': {
    path: '/beta/roleManagement/directory/roleAssignmentApprovals/{id}?$expand=steps',
    as: 'ben',
    context: 'roleManagement/directory/roleAssignmentApprovals(steps())/$entity',
    bodyKeys: ['id', 'steps'],
  },
  'the steps of an approval': {
    path: '/beta/roleManagement/directory/roleAssignmentApprovals/{id}/steps',
    as: 'ben',
    context: "roleManagement/directory/roleAssignmentApprovals('{id}')/steps",
    itemKeys: [
      ...['id', 'displayName', 'reviewedDateTime', 'reviewResult', 'status', 'assignedToMe', 'justification'],
      'reviewedBy',
    ],
  },
  'approvals to decide': {
    path: "/beta/roleManagement/directory/roleAssignmentApprovals/filterByCurrentUser(on='approver')?$expand=steps",
    as: 'ben',
    context: 'Collection(approval)(steps())',
    itemKeys: [typed, 'id', 'steps'],
  },
  'settings of roles': {
    path: "/v1.0/policies/roleManagementPolicyAssignments?$filter=scopeId eq '/' and scopeType eq 'DirectoryRole'&$expand=policy($expand=rules)",
    as: 'app',
    context: 'policies/roleManagementPolicyAssignments(policy(rules()))',
    itemKeys: ['id', 'policyId', 'scopeId', 'scopeType', 'roleDefinitionId', 'policy'],
  },
  policies: {
    path: "/v1.0/policies/roleManagementPolicies?$filter=scopeId eq '/' and scopeType eq 'DirectoryRole'",
    as: 'app',
    context: 'policies/roleManagementPolicies',
    itemKeys: [
      ...['id', 'displayName', 'description', 'isOrganizationDefault', 'scopeId', 'scopeType'],
      ...['lastModifiedDateTime', 'lastModifiedBy'],
    ],
  },
  'the audit log': {
    path: '/v1.0/auditLogs/directoryAudits',
    as: 'app',
    context: 'auditLogs/directoryAudits',
    itemKeys: [
      ...[
        'id',
        'category',
        'correlationId',
        'result',
        'resultReason',
        'activityDisplayName',
        'activityDateTime',
      ],
      ...['loggedByService', 'operationType', 'initiatedBy', 'targetResources', 'additionalDetails'],
    ],
  },
  me: {
    path: '/v1.0/me?$select=id,displayName,userPrincipalName,mail',
    as: 'ana',
    context: 'users(id,displayName,userPrincipalName,mail)/$entity',
    bodyKeys: ['displayName', 'mail', 'userPrincipalName', 'id'],
  },
};

describe('the wire of Graph', () => {
  let graph: GraphSandbox;
  let made: Answered;
  let id: string;

  before(async () => {
    graph = await GraphSandbox.start();
    await graph.control.auditLog({ lagSeconds: { least: 0, most: 0 } });
    made = await graph.activate(ana, roles.exchangeAdministrator);
    id = String(made.body['id']);
  });

  after(() => graph.stop());

  const withoutTips = (object: unknown): string[] =>
    keysOf(object).filter((key) => key !== '@microsoft.graph.tips');

  for (const [title, shape] of Object.entries(shapes)) {
    it(`has the documented shape for ${title}`, async () => {
      const path = shape.path.replaceAll('{id}', id);
      const answered =
        shape.as === 'app' ? await graph.getAsApp(path) : await graph.get(people[shape.as], path);
      assert.equal(answered.status, 200, answered.text);
      const version = path.startsWith('/beta') ? 'beta' : 'v1.0';
      const context = shape.context.replaceAll('{id}', id);
      assert.equal(answered.body['@odata.context'], `${graph.url}/graph/${version}/$metadata#${context}`);
      assert.match(answered.headers.get('content-type') ?? '', /^application\/json;odata\.metadata=minimal/);
      assert.match(answered.headers.get('request-id') ?? '', /^[0-9a-f-]{36}$/);
      if (shape.itemKeys === undefined)
        assert.deepEqual(withoutTips(answered.body), ['@odata.context', ...(shape.bodyKeys ?? [])]);
      else {
        assert.deepEqual(withoutTips(answered.body), ['@odata.context', 'value']);
        assert.deepEqual(keysOf(first(answered)), shape.itemKeys);
      }
    });
  }

  it('writes a new request with every key and one id for everything', () => {
    assert.equal(made.status, 201);
    assert.deepEqual(withoutTips(made.body), ['@odata.context', ...requestKeys]);
    const { approvalId, targetScheduleId, customData, appScopeId, ticketInfo, scheduleInfo, createdBy } =
      made.body;
    assert.deepEqual(
      { approvalId, targetScheduleId, customData, appScopeId, ticketInfo, scheduleInfo, createdBy },
      {
        approvalId: id,
        targetScheduleId: id,
        customData: null,
        appScopeId: null,
        ticketInfo: { ticketNumber: null, ticketSystem: null },
        scheduleInfo: {
          startDateTime: null,
          recurrence: null,
          expiration: { type: 'afterDuration', endDateTime: null, duration: 'PT1H' },
        },
        createdBy: { application: null, device: null, user: { displayName: null, id: ana } },
      },
    );
  });

  it('writes seven decimals at first, and three later', async () => {
    assert.match(String(made.body['createdDateTime']), /\.\d{7}Z$/);
    assert.match(String(made.body['completedDateTime']), /\.\d{7}Z$/, 'set although it waits');
    const later = await graph.get(ana, `${directory}/roleAssignmentScheduleRequests/${id}`);
    assert.match(String(later.body['createdDateTime']), /:\d\d(\.\d{1,3})?Z$/);
  });

  it('writes the action in upper camel case for approvers', async () => {
    const path = `${directory}/roleAssignmentScheduleRequests/filterByCurrentUser(on='approver')`;
    assert.equal(first(await graph.get(ben, path))['action'], 'SelfActivate');
    assert.equal(made.body['action'], 'selfActivate');
  });

  it('gives advice now and then, never with a selection', async () => {
    const seen = new Set<boolean>();
    for (let call = 0; call < 6; call += 1) {
      seen.add('@microsoft.graph.tips' in (await graph.getAsApp(`${directory}/roleAssignments`)).body);
      assert.ok(
        !('@microsoft.graph.tips' in (await graph.getAsApp(`${directory}/roleAssignments?$select=id`)).body),
      );
    }
    assert.deepEqual(seen, new Set([true, false]));
  });

  it('has errors with code, message and inner error', async () => {
    const refused = await graph.getAsApp(`${directory}/roleDefinitions?$filter=id eq 'a' or id eq 'b'`);
    assert.deepEqual(keysOf(refused.body), ['error']);
    const error = refused.body['error'] as Json;
    assert.deepEqual(keysOf(error), ['code', 'message', 'innerError']);
    assert.deepEqual(keysOf(error['innerError']), ['date', 'request-id', 'client-request-id']);
  });
});
