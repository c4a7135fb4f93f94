import assert from 'node:assert/strict';
import {
  adminScopes,
  assertRefused,
  first,
  GraphSandbox,
  items,
  type Json,
  objects,
  people,
  roles,
} from './graphSandbox.ts';

const { ana, ben, eli, kit } = people;
const assignments = '/v1.0/policies/roleManagementPolicyAssignments';
const policies = '/v1.0/policies/roleManagementPolicies';
const scope = "scopeId eq '/' and scopeType eq 'DirectoryRole'";

const ruleIds = [
  'Expiration_Admin_Eligibility',
  'Enablement_Admin_Eligibility',
  'Notification_Admin_Admin_Eligibility',
  'Notification_Requestor_Admin_Eligibility',
  'Notification_Approver_Admin_Eligibility',
  'Expiration_Admin_Assignment',
  'Enablement_Admin_Assignment',
  'Notification_Admin_Admin_Assignment',
  'Notification_Requestor_Admin_Assignment',
  'Notification_Approver_Admin_Assignment',
  'Expiration_EndUser_Assignment',
  'Enablement_EndUser_Assignment',
  'Approval_EndUser_Assignment',
  'AuthenticationContext_EndUser_Assignment',
  'Notification_Admin_EndUser_Assignment',
  'Notification_Requestor_EndUser_Assignment',
  'Notification_Approver_EndUser_Assignment',
];

describe('settings of roles', () => {
  let graph: GraphSandbox;

  before(async () => {
    graph = await GraphSandbox.start();
  });

  after(() => graph.stop());

  beforeEach(() => graph.reset());

  const rulesOf = async (
    roleDefinitionId: string,
    expand = 'policy($expand=rules)',
  ): Promise<readonly Json[]> => {
    const filter = `${scope} and roleDefinitionId eq '${roleDefinitionId}'`;
    const answered = await graph.getAsApp(`${assignments}?$filter=${filter}&$expand=${expand}`);
    assert.equal(items(answered).length, 1, answered.text);
    const policy = first(answered)['policy'] as Json;
    return (policy['rules'] ?? policy['effectiveRules']) as readonly Json[];
  };
  const rule = async (roleDefinitionId: string, id: string): Promise<Json> => {
    const found = (await rulesOf(roleDefinitionId)).find((one) => one['id'] === id);
    assert.ok(found);
    return found;
  };
  const approversOf = async (roleDefinitionId: string): Promise<unknown> => {
    const setting = (await rule(roleDefinitionId, 'Approval_EndUser_Assignment'))['setting'] as Json;
    const [stage] = setting['approvalStages'] as readonly Json[];
    const named = stage?.['primaryApprovers'] as readonly Json[];
    return [setting['isApprovalRequired'], ...named.map((one) => one['userId'] ?? one['groupId'])];
  };

  it('have seventeen rules in a fixed order, effective or not', async () => {
    const order = (all: readonly Json[]): unknown[] => all.map((one) => one['id']);
    assert.deepEqual(order(await rulesOf(roles.exchangeAdministrator)), ruleIds);
    assert.deepEqual(order(await rulesOf(roles.globalReader, 'policy($expand=effectiveRules)')), ruleIds);
  });

  it('differ from role to role as the seed tells', async () => {
    assert.deepEqual(await approversOf(roles.exchangeAdministrator), [true, ben, objects.tierOneApprovers]);
    assert.deepEqual(await approversOf(roles.sharePointAdministrator), [true, kit]);
    assert.deepEqual(await approversOf(roles.intuneAdministrator), [true]);
    assert.deepEqual(await approversOf(roles.userAdministrator), [false]);
    const duration = async (role: string): Promise<unknown> =>
      (await rule(role, 'Expiration_EndUser_Assignment'))['maximumDuration'];
    assert.deepEqual(
      [
        await duration(roles.teamsAdministrator),
        await duration(roles.complianceAdministrator),
        await duration(roles.groupsAdministrator),
      ],
      ['PT8H', 'PT1H', 'PT10H'],
    );
    const context = await rule(roles.securityAdministrator, 'AuthenticationContext_EndUser_Assignment');
    assert.deepEqual([context['isEnabled'], context['claimValue']], [true, 'c1']);
    const enabled = await rule(roles.directoryReaders, 'Enablement_EndUser_Assignment');
    assert.deepEqual(enabled['enabledRules'], ['MultiFactorAuthentication', 'Justification']);
  });

  for (const query of [
    '',
    "?$filter=scopeId eq '/'",
    "?$filter=roleDefinitionId eq 'x'",
    "?$filter=scopeType eq 'DirectoryRole'",
  ]) {
    it(`are not listed without the scope: ${query || 'no filter'}`, async () => {
      assertRefused(await graph.getAsApp(`${assignments}${query}`), 400, 'BadRequest');
      assertRefused(await graph.getAsApp(`${policies}${query}`), 400, 'BadRequest');
    });
  }

  it('are listed for all roles, under either name of the scope', async () => {
    const all = items(await graph.getAsApp(`${assignments}?$filter=${scope}`));
    assert.equal(all.length, 17);
    const older = await graph.getAsApp(`${assignments}?$filter=scopeId eq '/' and scopeType eq 'Directory'`);
    assert.deepEqual([items(older).length, first(older)['scopeType']], [17, 'Directory']);
    assert.match(String(first(older)['policyId']), /^Directory_/);
    assert.equal(
      (await graph.getAsApp(`${assignments}/${String(first(older)['id'])}`)).body['scopeType'],
      'Directory',
    );
    const groups = await graph.getAsApp(`${assignments}?$filter=scopeId eq 'x' and scopeType eq 'Group'`);
    assert.deepEqual(items(groups), []);
    assert.equal(items(await graph.getAsApp(`${policies}?$filter=${scope}`)).length, 17);
  });

  it('are read one by one, with nested selection', async () => {
    const filter = `${scope} and roleDefinitionId eq '${roles.globalReader}'`;
    const listed = first(await graph.getAsApp(`${assignments}?$filter=${filter}`));
    const id = String(listed['policyId']);
    assert.equal(listed['id'], `${id}_${roles.globalReader}`);
    assert.equal((await graph.getAsApp(`${assignments}/${id}_${roles.globalReader}`)).body['policyId'], id);
    assert.equal((await graph.getAsApp(`${policies}/${id}`)).body['displayName'], 'DirectoryRole');
    assert.equal(items(await graph.getAsApp(`${policies}/${id}/rules`)).length, 17);
    const one = await graph.getAsApp(`${policies}/${id}/rules/Expiration_EndUser_Assignment`);
    assert.equal(one.body['maximumDuration'], 'PT8H');
    assert.equal((await graph.getAsApp(`${policies}/${id}/rules/Nonsense`)).status, 404);
    assert.equal((await graph.getAsApp(`${policies}/DirectoryRole_x_y`)).status, 404);
    const nested = await graph.getAsApp(
      `${assignments}?$filter=${filter}&$select=id&$expand=policy($select=id;$expand=rules($select=id))`,
    );
    assert.deepEqual(Object.keys(first(nested)), ['id', 'policy']);
    const policy = first(nested)['policy'] as Json;
    assert.deepEqual(Object.keys(policy), ['id', 'rules']);
  });

  it('are changed rule by rule, by administrators', async () => {
    await graph.control.consent(adminScopes);
    const filter = `${scope} and roleDefinitionId eq '${roles.teamsAdministrator}'`;
    const id = String(first(await graph.getAsApp(`${assignments}?$filter=${filter}`))['policyId']);
    const path = `${policies}/${id}/rules/Expiration_EndUser_Assignment`;
    const type = '#microsoft.graph.unifiedRoleManagementPolicyExpirationRule';
    const patch = { '@odata.type': type, id: 'Expiration_EndUser_Assignment', maximumDuration: 'PT30M' };
    const signIn = { scopes: adminScopes };
    assertRefused(await graph.patch(eli, path, { maximumDuration: 'PT30M' }, signIn), 400, 'BadRequest');
    assertRefused(await graph.patch(ana, path, patch, signIn), 403, 'UnauthorizedAccessException');
    assertRefused(
      await graph.patch(eli, path, { ...patch, maximumDuration: 'soon' }, signIn),
      400,
      'BadRequest',
    );
    assert.equal((await graph.patch(eli, path, patch, signIn)).status, 204);
    const asked = await graph.activate(ana, roles.teamsAdministrator);
    assertRefused(asked, 400, 'RoleAssignmentRequestPolicyValidationFailed');
    const changed = (await graph.getAsApp(`${policies}/${id}`)).body['lastModifiedBy'] as Json;
    assert.equal(changed['displayName'], 'Eli Novak');
  });
});
