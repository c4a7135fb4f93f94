import assert from 'node:assert/strict';
import { GraphSandbox, items, type Json, roles } from './graphSandbox.ts';

const directory = '/v1.0/roleManagement/directory';
const settings =
  "/v1.0/policies/roleManagementPolicyAssignments?$filter=scopeId eq '/' and scopeType eq 'DirectoryRole'&$expand=policy($expand=rules)&$top=100";
const privilegedAuthenticationAdministrator = '7be44c8a-adaf-4e2a-84d6-ab2649e08a13';
const tierZero: readonly string[] = [
  roles.globalAdministrator,
  roles.privilegedRoleAdministrator,
  privilegedAuthenticationAdministrator,
];

/** The rules of every role, by role and id. */
async function rulesByRole(graph: GraphSandbox): Promise<ReadonlyMap<string, ReadonlyMap<string, Json>>> {
  const listed = items(await graph.getAsApp(settings));
  return new Map(
    listed.map((one) => {
      const rules = (one['policy'] as Json)['rules'] as readonly Json[];
      return [String(one['roleDefinitionId']), new Map(rules.map((rule) => [String(rule['id']), rule]))];
    }),
  );
}

describe('the settings of Quayside Freight', () => {
  let graph: GraphSandbox;
  let rules: ReadonlyMap<string, ReadonlyMap<string, Json>>;

  before(async () => {
    graph = await GraphSandbox.start('quay');
    rules = await rulesByRole(graph);
  });

  after(() => graph.stop());

  const ruleOf = (role: string, id: string): Json | undefined => rules.get(role)?.get(id);

  it('have seventeen rules for every role', () => {
    assert.equal(rules.size, 17);
    for (const [role, own] of rules) assert.equal(own.size, 17, role);
  });

  it('name recipients of mail where somebody did', () => {
    const rule = 'Notification_Approver_EndUser_Assignment';
    const recipients = ruleOf(roles.exchangeAdministrator, rule)?.['notificationRecipients'];
    assert.deepEqual(recipients, ['dock@quayside.example']);
    assert.deepEqual(ruleOf(roles.userAdministrator, rule)?.['notificationRecipients'], []);
    const off = ruleOf(roles.globalAdministrator, 'Notification_Admin_EndUser_Assignment');
    assert.deepEqual([off?.['notificationLevel'], off?.['isDefaultRecipientsEnabled']], ['None', false]);
  });

  it('ask for a second factor and an authentication context at once', () => {
    const enabled = ruleOf(roles.securityAdministrator, 'Enablement_EndUser_Assignment')?.['enabledRules'];
    assert.ok((enabled as readonly string[]).includes('MultiFactorAuthentication'));
    const context = ruleOf(roles.securityAdministrator, 'AuthenticationContext_EndUser_Assignment');
    assert.deepEqual([context?.['isEnabled'], context?.['claimValue']], [true, 'c1']);
  });

  it('has holders of every kind, one of them deleted', async () => {
    const path = `${directory}/roleAssignmentScheduleInstances?$expand=principal&$top=100`;
    const principals = items(await graph.getAsApp(path)).map((one) => one['principal'] as Json | null);
    const types = new Set(principals.map((one) => one?.['@odata.type']));
    assert.deepEqual(
      types,
      new Set([
        '#microsoft.graph.user',
        undefined,
        '#microsoft.graph.servicePrincipal',
        '#microsoft.graph.group',
      ]),
    );
  });
});

describe('the settings of Meadow Clinic', () => {
  let graph: GraphSandbox;

  before(async () => {
    graph = await GraphSandbox.start('meadow');
  });

  after(() => graph.stop());

  it('are strict for every role', async () => {
    const rules = await rulesByRole(graph);
    assert.equal(rules.size, 16);
    for (const [role, own] of rules) {
      assert.equal(own.size, 17, role);
      const enabled = own.get('Enablement_EndUser_Assignment')?.['enabledRules'];
      assert.deepEqual(enabled, ['MultiFactorAuthentication', 'Justification']);
      const longest = own.get('Expiration_EndUser_Assignment')?.['maximumDuration'];
      assert.equal(longest, tierZero.includes(role) ? 'PT2H' : 'PT4H');
      for (const kind of ['Eligibility', 'Assignment'])
        assert.equal(own.get(`Expiration_Admin_${kind}`)?.['isExpirationRequired'], true);
      const approval = own.get('Approval_EndUser_Assignment')?.['setting'] as Json;
      assert.equal(approval['isApprovalRequired'], tierZero.includes(role));
    }
  });

  it('let every eligibility end, and each was used within a month', async () => {
    const eligible = items(await graph.getAsApp(`${directory}/roleEligibilityScheduleInstances`));
    assert.ok(eligible.every((one) => one['endDateTime'] !== null));
    const activity = 'Add member to role completed (PIM activation)';
    const audits = `/v1.0/auditLogs/directoryAudits?$filter=activityDisplayName eq '${activity}'&$top=100`;
    const used = new Set(
      items(await graph.getAsApp(audits)).map((row) => {
        const targets = row['targetResources'] as readonly Json[];
        const idOf = (type: string): unknown => targets.find((one) => one['type'] === type)?.['id'];
        return `${String(idOf('User'))} ${String(idOf('Role'))}`;
      }),
    );
    const wardDevices = 'a90c5e17-4d82-4b36-8f71-c2e5d09b4001';
    const holders = new Map([
      [wardDevices, ['83b6e0f4-a71d-4c29-b5e8-0d94f2c31004', '83b6e0f4-a71d-4c29-b5e8-0d94f2c31003']],
    ]);
    const wanted = eligible.flatMap((one) => {
      const principal = String(one['principalId']);
      return (holders.get(principal) ?? [principal]).map((id) => `${id} ${String(one['roleDefinitionId'])}`);
    });
    assert.deepEqual(new Set(wanted), used);
  });

  it('leave two people with a role for good: those who open the glass', async () => {
    const standing = items(await graph.getAsApp(`${directory}/roleAssignmentScheduleInstances`));
    assert.deepEqual(
      standing.map((one) => [one['principalId'], one['roleDefinitionId'], one['endDateTime']]),
      ['83b6e0f4-a71d-4c29-b5e8-0d94f2c31008', '83b6e0f4-a71d-4c29-b5e8-0d94f2c31009'].map((id) => [
        id,
        roles.globalAdministrator,
        null,
      ]),
    );
  });
});
