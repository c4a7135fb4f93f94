import assert from 'node:assert/strict';
import { assertRefused, first, GraphSandbox, items, objects, people, roles } from './graphSandbox.ts';

const { ana, ben, dara, gus, jun } = people;
const requests = '/v1.0/roleManagement/directory/roleAssignmentScheduleRequests';
const instances = '/v1.0/roleManagement/directory/roleAssignmentScheduleInstances';
const eligibilities = '/v1.0/roleManagement/directory/roleEligibilityScheduleInstances';
const own = "filterByCurrentUser(on='principal')";
const minute = 60_000;

describe('activating a role', () => {
  let graph: GraphSandbox;

  before(async () => {
    graph = await GraphSandbox.start();
  });

  after(() => graph.stop());

  beforeEach(() => graph.reset());

  const activeRoles = async (person: string): Promise<unknown[]> =>
    items(await graph.get(person, `${instances}/${own}`)).map((one) => one['roleDefinitionId']);

  /** An instant that lies this many minutes ahead of the sandbox's clock. */
  const inMinutes = async (minutes: number): Promise<string> =>
    new Date(Date.parse((await graph.control.clock()).now) + minutes * minute).toISOString();

  it('is in effect a little after the 201, and ends by itself', async () => {
    const made = await graph.activate(ana, roles.teamsAdministrator, { justification: undefined });
    assert.deepEqual([made.status, made.body['status'], made.body['approvalId']], [201, 'Provisioned', null]);
    assert.equal(made.headers.get('location'), `${graph.url}/graph${requests}/${String(made.body['id'])}`);
    assert.deepEqual(await activeRoles(ana), []);
    await graph.forward(3_000);
    assert.deepEqual(await activeRoles(ana), [roles.teamsAdministrator]);
    const [instance] = items(await graph.get(ana, `${instances}/${own}`));
    const length =
      Date.parse(String(instance?.['endDateTime'])) - Date.parse(String(instance?.['startDateTime']));
    assert.ok(length < 60 * minute && length > 59.9 * minute, 'counts from provisioning');
    assert.equal(instance?.['roleAssignmentScheduleId'], made.body['id']);
    await graph.forward(60 * minute);
    assert.deepEqual(await activeRoles(ana), []);
    const eligible = items(await graph.get(ana, `${eligibilities}/${own}`)).map(
      (one) => one['roleDefinitionId'],
    );
    assert.ok(eligible.includes(roles.teamsAdministrator), 'the eligibility stays');
  });

  it('shows as a plain role assignment while it lasts', async () => {
    await graph.activate(ana, roles.teamsAdministrator);
    await graph.forward(3_000);
    const found = await graph.getAsApp(
      `/v1.0/roleManagement/directory/roleAssignments?$filter=principalId eq '${ana}'`,
    );
    assert.deepEqual(
      [first(found)['roleDefinitionId'], first(found)['principalOrganizationId']],
      [roles.teamsAdministrator, graph.tenantId],
    );
    const [instance] = items(await graph.get(ana, `${instances}/${own}?$expand=activatedUsing`));
    assert.equal(instance?.['id'], first(found)['id']);
    assert.equal((instance?.['activatedUsing'] as { id: string }).id, `${String(instance?.['id'])}-e`);
  });

  it('takes any casing of action and expiration', async () => {
    const made = await graph.activate(ana, roles.teamsAdministrator, {
      action: 'SELFACTIVATE',
      scheduleInfo: { startDateTime: null, expiration: { type: 'afterduration', duration: 'PT30M' } },
    });
    assert.equal(made.status, 201);
    assert.equal(made.body['action'], 'selfActivate');
  });

  it('with a start ahead is granted, and takes effect some time after that start', async () => {
    const start = await inMinutes(30);
    const made = await graph.activate(ana, roles.teamsAdministrator, {
      scheduleInfo: { startDateTime: start, expiration: { type: 'AfterDuration', duration: 'PT1H' } },
    });
    assert.equal(made.body['status'], 'Granted');
    assert.equal(Date.parse(String(made.body['completedDateTime'])), Date.parse(start));
    await graph.forward(30 * minute + 10_000);
    assert.deepEqual(await activeRoles(ana), []);
    await graph.forward(minute);
    assert.deepEqual(await activeRoles(ana), [roles.teamsAdministrator]);
    assert.equal(await graph.statusOf(ana, String(made.body['id'])), 'Provisioned');
  });

  it('waits while another request waits, and exists while it runs', async () => {
    const start = await inMinutes(30);
    const later = {
      scheduleInfo: { startDateTime: start, expiration: { type: 'AfterDuration', duration: 'PT1H' } },
    };
    const planned = await graph.activate(ana, roles.teamsAdministrator, later);
    const pending = 'There is already an existing pending Role assignment request.';
    assertRefused(
      await graph.activate(ana, roles.teamsAdministrator),
      400,
      'PendingRoleAssignmentRequest',
      pending,
    );
    assert.equal(
      (await graph.post(ana, `${requests}/${String(planned.body['id'])}/cancel`, undefined)).status,
      204,
    );
    await graph.activate(ana, roles.teamsAdministrator);
    const exists = 'The Role assignment already exists.';
    assertRefused(await graph.activate(ana, roles.teamsAdministrator), 400, 'RoleAssignmentExists', exists);
    await graph.forward(3_000);
    assertRefused(
      await graph.activate(ana, roles.teamsAdministrator, later),
      400,
      'RoleAssignmentExists',
      exists,
    );
  });

  it('counts a standing assignment as existing', async () => {
    const body = { ...(await grantEligibility(dara, roles.globalAdministrator)) };
    assert.equal(body['status'], 'Provisioned');
    await graph.forward(3_000);
    const asked = await graph.activate(dara, roles.globalAdministrator, {}, { hasMultifactor: true });
    assertRefused(asked, 400, 'RoleAssignmentExists');
  });

  async function grantEligibility(
    principalId: string,
    roleDefinitionId: string,
  ): Promise<Record<string, unknown>> {
    await graph.control.consent(['User.Read', 'RoleEligibilitySchedule.ReadWrite.Directory']);
    const signIn = { scopes: ['RoleEligibilitySchedule.ReadWrite.Directory'] };
    const body = {
      action: 'adminAssign',
      principalId,
      roleDefinitionId,
      directoryScopeId: '/',
      scheduleInfo: { expiration: { type: 'noExpiration' } },
    };
    const made = await graph.post(
      people.eli,
      '/v1.0/roleManagement/directory/roleEligibilityScheduleRequests',
      body,
      signIn,
    );
    await graph.control.consent([
      'User.Read',
      'RoleEligibilitySchedule.Read.Directory',
      'RoleAssignmentSchedule.ReadWrite.Directory',
      'PrivilegedAccess.ReadWrite.AzureAD',
    ]);
    return made.body;
  }

  it('names every rule that fails at once, and stores nothing', async () => {
    const asked = await graph.activate(ana, roles.userAdministrator, {
      justification: ' ',
      scheduleInfo: { expiration: { type: 'AfterDuration', duration: 'PT5H' } },
    });
    const rules = [
      'MfaRule - Multi-factor authentication is required',
      'JustificationRule - Justification is required',
      'ExpirationRule - The duration in the request is greater than maximum allowed duration',
    ];
    const message = `The following policy rules failed: ${rules.join(', ')}`;
    assertRefused(asked, 400, 'RoleAssignmentRequestPolicyValidationFailed', message);
    const mine = await graph.get(
      ana,
      `${requests}/${own}?$filter=roleDefinitionId eq '${roles.userAdministrator}'`,
    );
    assert.deepEqual(items(mine), []);
  });

  it('passes multifactor when the token has it', async () => {
    const made = await graph.activate(ana, roles.userAdministrator, {}, { hasMultifactor: true });
    assert.equal(made.status, 201);
  });

  it('wants a ticket where the role does', async () => {
    const asked = await graph.activate(people.fay, roles.complianceAdministrator);
    const message = 'The following policy rules failed: TicketingRule - Ticket information is required';
    assertRefused(asked, 400, 'RoleAssignmentRequestPolicyValidationFailed', message);
    const ticketInfo = { ticketNumber: 'INC42', ticketSystem: 'Desk' };
    const made = await graph.activate(people.fay, roles.complianceAdministrator, { ticketInfo });
    assert.deepEqual(made.body['ticketInfo'], ticketInfo);
  });

  it('refuses a permanent activation by the expiration rule', async () => {
    const wish = { scheduleInfo: { expiration: { type: 'noExpiration' } } };
    const message =
      'The following policy rules failed: ExpirationRule - The policy does not allow permanent assignment';
    assertRefused(
      await graph.activate(ana, roles.teamsAdministrator, wish),
      400,
      'RoleAssignmentRequestPolicyValidationFailed',
      message,
    );
  });

  it('names the eligibility rule for whoever is not eligible', async () => {
    const asked = await graph.activate(jun, roles.teamsAdministrator);
    assertRefused(asked, 400, 'RoleAssignmentRequestPolicyValidationFailed');
    assert.match(asked.text, /EligibilityRule/);
  });

  describe('behind an authentication context', () => {
    const claims = encodeURIComponent('{"access_token":{"acrs":{"essential":true, "value":"c1"}}}');
    const refusals = {
      'neither context nor capability': {},
      'the context without cp1': { contexts: ['c1'] },
      'cp1 without the context': { isCapable: true },
      'another context': { contexts: ['c2'], isCapable: true },
    } as const;
    for (const [title, signIn] of Object.entries(refusals)) {
      it(`is refused with ${title}`, async () => {
        const asked = await graph.activate(ben, roles.securityAdministrator, {}, signIn);
        assertRefused(asked, 400, 'RoleAssignmentRequestAcrsValidationFailed', `&claims=${claims}`);
        assert.equal(asked.headers.get('www-authenticate'), null);
      });
    }

    it('is granted with context and cp1', async () => {
      const asked = await graph.activate(
        ben,
        roles.securityAdministrator,
        {},
        { contexts: ['c1'], isCapable: true },
      );
      assert.equal(asked.status, 201);
    });
  });

  describe('as a dry run', () => {
    it('stores nothing, and says what would come', async () => {
      const made = await graph.activate(ana, roles.teamsAdministrator, { isValidationOnly: true });
      assert.deepEqual(
        [made.status, made.body['status'], made.body['isValidationOnly']],
        [201, 'Granted', true],
      );
      const waiting = await graph.activate(ana, roles.exchangeAdministrator, { isValidationOnly: true });
      assert.equal(waiting.body['status'], 'PendingEvaluation');
      const mine = await graph.get(ana, `${requests}/${own}`);
      assert.ok(items(mine).every((one) => one['action'] === 'adminAssign'));
    });

    it('refuses as the real request would', async () => {
      const asked = await graph.activate(ana, roles.userAdministrator, { isValidationOnly: true });
      assertRefused(asked, 400, 'RoleAssignmentRequestPolicyValidationFailed');
      await graph.activate(ana, roles.teamsAdministrator);
      assertRefused(
        await graph.activate(ana, roles.teamsAdministrator, { isValidationOnly: true }),
        400,
        'RoleAssignmentExists',
      );
    });
  });

  describe('through a group', () => {
    it('lists the group as principal, and lets the member activate', async () => {
      const mine = items(await graph.get(gus, `${eligibilities}/${own}`));
      const through = mine.find((one) => one['roleDefinitionId'] === roles.globalReader);
      assert.deepEqual([through?.['principalId'], through?.['memberType']], [objects.readersCircle, 'Group']);
      const made = await graph.activate(gus, roles.globalReader);
      assert.equal(made.status, 201);
      const requestsOfGus = items(
        await graph.get(gus, `/v1.0/roleManagement/directory/roleEligibilityScheduleRequests/${own}`),
      );
      assert.ok(!requestsOfGus.some((one) => one['roleDefinitionId'] === roles.globalReader));
    });
  });

  describe('in an administrative unit', () => {
    const unit = `/administrativeUnits/${objects.osloOffice}`;

    it('is bound to the scope of the eligibility', async () => {
      assertRefused(await graph.activate(ana, roles.helpdeskAdministrator), 400, 'InvalidScope');
      const made = await graph.activate(ana, roles.helpdeskAdministrator, { directoryScopeId: unit });
      assert.deepEqual([made.status, made.body['directoryScopeId']], [201, unit]);
    });
  });
});
