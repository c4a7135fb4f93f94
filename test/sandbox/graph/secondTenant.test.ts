import assert from 'node:assert/strict';
import {
  assertRefused,
  codeOf,
  first,
  GraphSandbox,
  items,
  type Json,
  keysOf,
  roles,
} from './graphSandbox.ts';

const oda = '51f0a7c4-9d2e-4b13-b6a8-3e7d0c9f1a21';
const per = '8e24b0d9-63fa-4c7d-a1f5-90b2d47c6e32';
const tor = 'c73d15ea-0f48-4e96-9c2b-5ad861f30b43';
const siv = 'e90c48b7-1a6d-4f25-b3d7-6c82fa9e0165';
const voss = '0f6b2d9c-e841-4a37-95ce-7d13b8a0f498';
const directory = '/v1.0/roleManagement/directory';
const own = "filterByCurrentUser(on='principal')";

describe('the second tenant', () => {
  let graph: GraphSandbox;

  before(async () => {
    graph = await GraphSandbox.start('fjord');
  });

  after(() => graph.stop());

  beforeEach(() => graph.reset());

  const ticket = { ticketInfo: { ticketNumber: 'S-1', ticketSystem: 'Sak' } };

  it('writes keys the other way round, actions in upper camel case and its own inner error', async () => {
    const made = await graph.activate(oda, roles.exchangeAdministrator, ticket);
    assert.equal(made.status, 201, made.text);
    assert.deepEqual([keysOf(made.body)[0], keysOf(made.body).at(-1)], ['ticketInfo', '@odata.context']);
    const expiration = (made.body['scheduleInfo'] as Json)['expiration'] as Json;
    assert.deepEqual([made.body['action'], expiration['type']], ['SelfActivate', 'AfterDuration']);
    const refused = await graph.getAsApp('/v1.0/nowhere');
    assert.deepEqual(keysOf(refused.body['error']), ['innererror', 'message', 'code']);
  });

  it('names failed rules in the older form', async () => {
    const refused = await graph.activate(oda, roles.exchangeAdministrator, {
      justification: null,
      scheduleInfo: { expiration: { type: 'afterDuration', duration: 'PT2H' } },
    });
    const message =
      'The following policy rules failed: ["JustificationRule","TicketingRule","ExpirationRule"]';
    assertRefused(refused, 400, 'RoleAssignmentRequestPolicyValidationFailed', message);
  });

  it('pages by two', async () => {
    const page = await graph.getAsApp(`${directory}/roleDefinitions?$select=id`);
    assert.equal(items(page).length, 2);
    const rest = await graph.getAsApp(String(page.body['@odata.nextLink']));
    assert.equal(items(rest).length, 2);
    assert.notDeepEqual(items(rest), items(page));
    const all = await graph.getAsApp(`${directory}/roleDefinitions?$top=100`);
    assert.equal(items(all).length, 16);
  });

  it('takes its time to provision, and says so', async () => {
    const made = await graph.activate(oda, roles.teamsAdministrator);
    assert.equal(made.body['status'], 'PendingProvisioning');
    await graph.forward(2_000);
    assert.deepEqual(items(await graph.get(oda, `${directory}/roleAssignmentScheduleInstances/${own}`)), []);
    await graph.forward(3_000);
    assert.equal(
      items(await graph.get(oda, `${directory}/roleAssignmentScheduleInstances/${own}`)).length,
      1,
    );
    assert.equal(await graph.statusOf(oda, String(made.body['id'])), 'Provisioned');
  });

  it('lets either of two people approve, and calls a lapsed request timed out', async () => {
    const made = await graph.activate(oda, roles.exchangeAdministrator, ticket);
    const id = String(made.body['id']);
    const path = `${directory}/roleAssignmentScheduleRequests/filterByCurrentUser(on='approver')`;
    for (const approver of [per, tor]) assert.equal(first(await graph.get(approver, path))['id'], id);
    await graph.forward(25 * 3_600_000);
    assert.equal(await graph.statusOf(oda, id), 'TimedOut');
    const again = await graph.activate(oda, roles.exchangeAdministrator, ticket);
    assert.equal((await graph.decide(tor, String(again.body['id']), 'Approve')).status, 204);
  });

  it('has somebody whose role is bound to a unit', async () => {
    const eligible = await graph.get(siv, `${directory}/roleEligibilityScheduleInstances/${own}`);
    const scope = `/administrativeUnits/${voss}`;
    assert.ok(items(eligible).some((one) => one['directoryScopeId'] === scope));
    assert.equal(codeOf(await graph.activate(siv, roles.helpdeskAdministrator)), 'InvalidScope');
    const made = await graph.activate(siv, roles.helpdeskAdministrator, { directoryScopeId: scope });
    assert.equal(made.status, 201);
  });
});
