import assert from 'node:assert/strict';
import {
  type Answered,
  assertRefused,
  codeOf,
  GraphSandbox,
  items,
  messageOf,
  people,
  roles,
} from './graphSandbox.ts';

const { ana, ben, fay, jun } = people;
const directory = '/v1.0/roleManagement/directory';
const requests = `${directory}/roleAssignmentScheduleRequests`;
const policies =
  "/v1.0/policies/roleManagementPolicyAssignments?$filter=scopeId eq '/' and scopeType eq 'DirectoryRole'";

/** What the PIM service says when these scopes are missing. */
function assertScopeNotGranted(answered: Answered, firstScope: string): void {
  assertRefused(answered, 403, 'UnknownError');
  const reason = JSON.parse(String(messageOf(answered))) as Record<string, unknown>;
  assert.deepEqual(Object.keys(reason), ['errorCode', 'message', 'instanceAnnotations']);
  assert.equal(reason['errorCode'], 'PermissionScopeNotGranted');
  const start = `Authorization failed due to missing permission scope ${firstScope}`;
  assert.ok(String(reason['message']).startsWith(start), String(reason['message']));
}

describe('authorisation', () => {
  let graph: GraphSandbox;

  before(async () => {
    graph = await GraphSandbox.start();
  });

  after(() => graph.stop());

  beforeEach(() => graph.reset());

  /** GET as an app with just these permissions. */
  async function asApp(permissions: readonly string[], path: string): Promise<Answered> {
    await graph.control.applicationPermissions(permissions);
    return graph.getAsApp(path);
  }

  describe('of tokens', () => {
    const bearers: Readonly<Record<string, string | undefined>> = {
      'no token': undefined,
      'a word': 'word',
      'a token of nobody': `${Buffer.from('{"alg":"none"}').toString('base64url')}.${Buffer.from('{}').toString('base64url')}.`,
    };
    for (const [title, bearer] of Object.entries(bearers)) {
      it(`refuses ${title}`, async () => {
        const answered = await graph.call('GET', '/v1.0/me', bearer);
        assertRefused(answered, 401, 'InvalidAuthenticationToken');
        assert.match(answered.headers.get('www-authenticate') ?? '', /^Bearer realm="", authorization_uri="/);
      });
    }

    it('refuses an expired one', async () => {
      const token = await graph.personToken(ana);
      assert.equal((await graph.call('GET', '/v1.0/me', token)).status, 200);
      await graph.forward(100 * 60_000);
      assertRefused(await graph.call('GET', '/v1.0/me', token), 401, 'InvalidAuthenticationToken');
    });

    it('echoes the id of the client, in headers and errors', async () => {
      const headers = { 'client-request-id': 'f00d' };
      const answered = await graph.getAsApp('/v1.0/nowhere', headers);
      const inner = (answered.body['error'] as { innerError: Record<string, unknown> }).innerError;
      assert.equal(inner['client-request-id'], 'f00d');
      assert.equal(inner['request-id'], answered.headers.get('request-id'));
      assert.match(String(inner['date']), /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d$/);
    });
  });

  describe('of scopes', () => {
    it('refuses PIM reads with the reason as JSON in the message', async () => {
      const signIn = { scopes: ['User.Read'] };
      const own = "filterByCurrentUser(on='principal')";
      const eligible = await graph.get(ana, `${directory}/roleEligibilityScheduleInstances/${own}`, signIn);
      assertScopeNotGranted(eligible, 'RoleEligibilitySchedule.Read.Directory,');
      const active = await graph.get(ana, `${directory}/roleAssignmentScheduleInstances/${own}`, signIn);
      assertScopeNotGranted(active, 'RoleAssignmentSchedule.Read.Directory,');
      assertScopeNotGranted(await graph.get(ana, policies, signIn), 'RoleManagementPolicy.Read.Directory,');
      assertScopeNotGranted(
        await graph.activate(ana, roles.teamsAdministrator, {}, signIn),
        'RoleAssignmentSchedule.ReadWrite.Directory',
      );
    });

    it('demands the write scope for reading requests, of people and of apps', async () => {
      assertScopeNotGranted(
        await asApp(['RoleAssignmentSchedule.Read.Directory', 'RoleManagement.Read.Directory'], requests),
        'RoleAssignmentSchedule.ReadWrite.Directory',
      );
      await graph.control.consent(['RoleAssignmentSchedule.Read.Directory']);
      const signIn = { scopes: ['RoleAssignmentSchedule.Read.Directory'] };
      assertScopeNotGranted(
        await graph.get(ana, requests, signIn),
        'RoleAssignmentSchedule.ReadWrite.Directory',
      );
    });

    it('takes no filter, expansion or order from an app that lists requests', async () => {
      await graph.control.applicationPermissions(['RoleAssignmentSchedule.ReadWrite.Directory']);
      assert.equal((await graph.getAsApp(requests)).status, 200);
      for (const query of [
        "$filter=status eq 'PendingApproval'",
        '$expand=principal',
        '$orderby=createdDateTime',
      ]) {
        assert.equal((await graph.getAsApp(`${requests}?${query}`)).status, 400, query);
      }
      const filtered = await graph.get(ana, `${requests}?$filter=principalId eq '${ana}'`);
      assert.equal(filtered.status, 200, 'a person may filter');
    });

    it('demands the scopes of the older generation for approvals', async () => {
      const made = await graph.activate(ana, roles.exchangeAdministrator);
      const path = `/beta/roleManagement/directory/roleAssignmentApprovals/${String(made.body['id'])}`;
      const signIn = { scopes: ['RoleAssignmentSchedule.ReadWrite.Directory'] };
      assertRefused(
        await graph.get(ben, path, signIn),
        403,
        '',
        'Valid permissions not present. User needs one of the following permissions for this action : PrivilegedAccess.ReadWrite.AzureAD,PrivilegedAccess.Read.AzureAD',
      );
      await graph.control.consent(['PrivilegedAccess.Read.AzureAD']);
      const reader = { scopes: ['PrivilegedAccess.Read.AzureAD'] };
      assert.equal((await graph.get(ben, path, reader)).status, 200);
      const decision = { reviewResult: 'Approve', justification: 'x' };
      const step = `${path}/steps/${String(made.body['id'])}`;
      assertRefused(await graph.patch(ben, step, decision, reader), 403, '');
    });

    it('refuses directory reads in the directory’s own words', async () => {
      const denied = 'Insufficient privileges to complete the operation.';
      for (const path of [
        `/v1.0/users/${ben}`,
        '/v1.0/users',
        '/v1.0/groups',
        `${directory}/roleDefinitions`,
      ]) {
        assertRefused(await graph.get(ana, path), 403, 'Authorization_RequestDenied', denied);
      }
      assert.equal((await graph.get(ana, `/v1.0/users/${ana}`)).status, 200, 'oneself is allowed');
    });

    it('asks two permissions and a role for the audit log', async () => {
      const audits = '/v1.0/auditLogs/directoryAudits';
      const missing = await asApp(['Directory.Read.All'], audits);
      assertRefused(missing, 403, 'Authentication_MSGraphPermissionMissing');
      assert.match(String(messageOf(missing)), /AuditLog\.Read\.All/);
      assert.equal(
        codeOf(await asApp(['AuditLog.Read.All'], audits)),
        'Authentication_MSGraphPermissionMissing',
      );
      await graph.reset();
      await graph.control.consent(['AuditLog.Read.All', 'Directory.Read.All']);
      const signIn = { scopes: ['AuditLog.Read.All', 'Directory.Read.All'] };
      assertRefused(
        await graph.get(jun, audits, signIn),
        403,
        'Authentication_RequestFromUnsupportedUserRole',
      );
      assert.equal((await graph.get(fay, audits, signIn)).status, 200);
    });
  });

  describe('of rights', () => {
    it('lets no app act for itself, and no ordinary person administer', async () => {
      await graph.control.applicationPermissions(['RoleAssignmentSchedule.ReadWrite.Directory']);
      const token = await graph.appToken();
      const wish = {
        action: 'selfActivate',
        principalId: ana,
        roleDefinitionId: roles.teamsAdministrator,
        directoryScopeId: '/',
        scheduleInfo: { expiration: { type: 'afterDuration', duration: 'PT1H' } },
      };
      assertRefused(await graph.call('POST', requests, token, wish), 403, 'UnauthorizedAccessException');
      const grant = { ...wish, action: 'adminAssign', justification: 'x' };
      const message = 'Attempted to perform an unauthorized operation.';
      assertRefused(await graph.post(ana, requests, grant), 403, 'UnauthorizedAccessException', message);
    });

    it('needs the licence, for reads too', async () => {
      await graph.control.portal({ actor: ana, action: 'setLicence', isPresent: false });
      const message =
        'The tenant needs to have Microsoft Entra ID P2 or Microsoft Entra ID Governance license.';
      const path = `${directory}/roleEligibilityScheduleInstances`;
      assertRefused(await graph.get(ana, path), 400, 'AadPremiumLicenseRequired', message);
      assertRefused(
        await graph.activate(ana, roles.teamsAdministrator),
        400,
        'AadPremiumLicenseRequired',
        message,
      );
      assert.equal((await graph.getAsApp(`${directory}/roleDefinitions`)).status, 200);
      await graph.control.portal({ actor: ana, action: 'setLicence', isPresent: true });
      assert.ok(items(await graph.get(ana, path)).length > 0);
    });
  });

  describe('of paths', () => {
    const lost: Readonly<
      Record<string, readonly [path: string, status: number, segment: string | undefined]>
    > = {
      'an unknown resource': ['/v1.0/nowhere', 400, 'nowhere'],
      'an unknown part': [`${directory}/roleSettings`, 400, 'roleSettings'],
      'a path that stops half way': ['/v1.0/roleManagement/directory', 400, 'directory'],
      'an unknown function': [
        `${requests}/filterByNobody(on='principal')`,
        400,
        "filterByNobody(on='principal')",
      ],
      'an unknown version': ['/v2.0/me', 400, undefined],
      'no version': ['/', 400, undefined],
      'a broken escape': ['/v1.0/users/%E0%A4%A', 400, undefined],
    };
    for (const [title, [path, status, segment]] of Object.entries(lost)) {
      it(`answers ${title} as Graph does`, async () => {
        const answered = await graph.getAsApp(path);
        assertRefused(answered, status, 'BadRequest');
        if (segment !== undefined)
          assert.equal(messageOf(answered), `Resource not found for the segment '${segment}'.`);
        assert.match(answered.headers.get('content-type') ?? '', /^application\/json/);
      });
    }

    it('answers a wrong method with 405', async () => {
      const token = await graph.appToken();
      assert.equal((await graph.call('DELETE', `${directory}/roleDefinitions`, token)).status, 405);
    });

    it('takes keys in parentheses, any casing of segments and a slash at the end', async () => {
      const byKey = await graph.getAsApp(`/v1.0/users('${ana}')`);
      assert.equal(byKey.body['displayName'], 'Ana Ruiz');
      const path = `/v1.0/RoleManagement/Directory/roledefinitions/${roles.globalReader}/`;
      assert.equal((await graph.getAsApp(path)).body['displayName'], 'Global Reader');
    });

    const forms = [
      "filterByCurrentUser(on='principal')",
      "microsoft.graph.filterByCurrentUser(on='principal')",
      'filterByCurrentUser(on=%27principal%27)',
      "filterByCurrentUser(on=@who)?@who='principal'",
      "filterByCurrentUser(on='principal')?$select=id",
    ];
    for (const form of forms) {
      it(`takes the function as ${form}`, async () => {
        const answered = await graph.get(ana, `${directory}/roleEligibilityScheduleInstances/${form}`);
        assert.equal(answered.status, 200, answered.text);
        assert.ok(items(answered).length >= 6);
      });
    }

    it('knows which arguments each collection takes', async () => {
      const on = async (collection: string, who: string): Promise<number> =>
        (await graph.get(ana, `${directory}/${collection}/filterByCurrentUser(on='${who}')`)).status;
      assert.deepEqual(
        await Promise.all([
          on('roleAssignmentScheduleRequests', 'principal'),
          on('roleAssignmentScheduleRequests', 'approver'),
          on('roleAssignmentScheduleRequests', 'createdBy'),
          on('roleEligibilityScheduleInstances', 'approver'),
          on('roleAssignmentSchedules', 'principal'),
        ]),
        [200, 200, 200, 400, 200],
      );
    });
  });
});
