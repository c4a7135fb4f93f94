import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runRegistration } from '../../deploy/azure/registration/registration.ts';
import { features, isFeature, wantedPermissions } from '../../deploy/azure/registration/wantedPermissions.ts';
import { isAccessChanging } from '../../src/graph/appPermissions.ts';
import { standInFor, type StandInApplication, type StandInTenant } from '../support/azureStandIn.ts';
import { applicationPermissions, delegatedScopes } from '../support/permissionsPage.ts';
import { projectRoot, textOf } from '../support/projectFiles.ts';

const IDENTITY = '5f0c2b1e-8a34-4d6f-9b27-c1e0a4d7f863';
const EVERY_FEATURE = Object.keys(features).filter(isFeature);
const GRAPH = '00000003-0000-0000-c000-000000000000';

/** Names in code type in the first column of a table of docs/permissions.md. */
const namesIn = (table: string): readonly string[] =>
  [...table.matchAll(/^\| `([^`]+)` \|/gm)].map(([, name = '']) => name);

const all = wantedPermissions(EVERY_FEATURE);

/** A tenant in which nothing is registered, and whose Graph knows these permissions. */
function emptyTenant(): StandInTenant {
  const withIds = (names: readonly string[], digit: string) =>
    names.map((value, index) => ({
      id: `${digit.repeat(8)}-0000-4000-8000-${String(index).padStart(12, '0')}`,
      value,
    }));
  return {
    applications: {},
    graph: {
      appRoles: withIds([...all.application, 'RoleManagement.ReadWrite.Directory'], 'a'),
      oauth2PermissionScopes: withIds(all.delegated, 'b'),
    },
  };
}

describe('deploy/azure/registration/register.ts', () => {
  let tenant = emptyTenant();

  beforeEach(() => {
    tenant = emptyTenant();
  });
  const onlyApplication = (): StandInApplication => {
    const [only, ...others] = Object.values(tenant.applications);
    assert.ok(only !== undefined && others.length === 0);
    return only;
  };
  /** Runs it with a stand-in for the Azure CLI, and hands back what that was told. */
  const register = (...args: readonly string[]) => {
    const calls: string[] = [];
    const said: string[] = [];
    const complaints: string[] = [];
    const status = runRegistration(args, {
      run: standInFor(tenant, calls),
      print: (line) => said.push(line),
      complain: (line) => complaints.push(line),
    });
    return { status, stdout: said.join('\n'), stderr: complaints.join('\n'), calls };
  };
  const changes = ({ calls }: { readonly calls: readonly string[] }): readonly string[] =>
    calls.filter((call) => / (?:add|create|update|delete|admin-consent) |--method patch/.test(` ${call}`));

  it('makes all that Latchkey needs, consents to nothing, and changes nothing when it is run again', () => {
    const wish = [
      '--public-url',
      'https://latchkey.example.com/',
      '--identity',
      IDENTITY,
      '--with',
      'reviews',
    ];
    const first = register(...wish);
    assert.equal(first.status, 0, first.stderr);

    const made = onlyApplication();
    assert.equal(made.displayName, 'Latchkey');
    assert.equal(made.signInAudience, 'AzureADMyOrg');
    // What manifest/manifest.json and the verifier of sign-on tokens go by.
    const { webApplicationInfo } = JSON.parse(textOf('manifest/manifest.json')) as {
      readonly webApplicationInfo: { readonly resource: string };
    };
    assert.deepEqual(made.identifierUris, [webApplicationInfo.resource.replace('${APP_ID}', made.appId)]);
    assert.equal(made.api.requestedAccessTokenVersion, 2);
    const [scope] = made.api.oauth2PermissionScopes;
    assert.equal(scope?.value, 'access_as_user');
    assert.deepEqual(made.api.preAuthorizedApplications, [
      { appId: '1fec8e78-bce4-4aaf-ab1b-5451cc387264', delegatedPermissionIds: [scope.id] },
      { appId: '5e3ce6c0-2b1f-4285-8d4b-75ee78787346', delegatedPermissionIds: [scope.id] },
    ]);
    assert.deepEqual(made.web.redirectUris, ['https://latchkey.example.com/auth/end']);
    assert.deepEqual(made.credentials, [
      {
        name: 'identity-5f0c2b1e',
        description: 'The managed identity that Latchkey runs as',
        issuer: 'https://login.microsoftonline.com/b8f2d19e-35c6-4a07-8e4d-2719c0a5f3b6/v2.0',
        subject: IDENTITY,
        audiences: ['api://AzureADTokenExchange'],
      },
    ]);
    assert.ok(first.stdout.includes(made.servicePrincipal ?? 'none'));

    const { graph } = tenant;
    const [listed, ...others] = made.requiredResourceAccess;
    assert.deepEqual([listed?.resourceAppId, others.length], [GRAPH, 0]);
    const named = (listed?.resourceAccess ?? []).map(({ id, type }) => {
      const known = type === 'Role' ? graph.appRoles : graph.oauth2PermissionScopes;
      return `${type} ${known.find((one) => one.id === id)?.value ?? 'unknown'}`;
    });
    const wanted = wantedPermissions(['reviews']);
    assert.deepEqual(named, [
      ...wanted.application.map((name) => `Role ${name}`),
      ...wanted.delegated.map((name) => `Scope ${name}`),
    ]);
    assert.ok(!first.calls.some((call) => /admin-consent|permission grant|appRoleAssign/.test(call)));
    assert.match(first.stdout, /Nothing was granted\. A Privileged Role Administrator/);

    const before = structuredClone(tenant);
    const again = register(...wish);
    assert.equal(again.status, 0, again.stderr);
    assert.deepEqual(changes(again), []);
    assert.deepEqual(tenant, before);
    assert.doesNotMatch(again.stdout, /^(?:now|would):/m);

    // Another feature, later: only what is missing is added.
    const more = register('--app-id', made.appId, '--with', 'reviews,units');
    assert.equal(changes(more).length, 1);
    assert.match(
      more.stdout,
      /^now: put on the list of permissions: AdministrativeUnit\.Read\.All \(Role\)$/m,
    );
  });

  it('says in a dry run what it would do, and does none of it', () => {
    const before = structuredClone(tenant);
    const dry = register('--dry-run', '--public-url', 'https://latchkey.example.com', '--identity', IDENTITY);
    // Nothing can be asked about what is not there.
    assert.ok(!dry.calls.some((call) => call.includes('client id')));
    assert.equal(dry.status, 0, dry.stderr);
    assert.deepEqual(changes(dry), []);
    assert.deepEqual(tenant, before);
    assert.deepEqual(dry.stdout.match(/^would: \w+ \w+ \w+/gm), [
      'would: make the app',
      'would: make its service',
      'would: ask for access',
      'would: add the identifier',
      'would: add the scope',
      'would: let Teams on',
      'would: add the redirect',
      'would: put on the',
      'would: trust the managed',
    ]);
  });

  it('completes what somebody began by hand, and names what should not be there', () => {
    assert.equal(register().status, 0);
    const { applications, graph } = tenant;
    const [made] = Object.values(applications);
    assert.ok(made !== undefined);
    const [dangerous] = graph.appRoles.filter(({ value }) => isAccessChanging(value));
    made.requiredResourceAccess[0]?.resourceAccess.push({ id: dangerous?.id ?? '', type: 'Role' });
    made.signInAudience = 'AzureADMultipleOrgs';
    made.identifierUris.unshift('api://another');
    made.api.preAuthorizedApplications = [{ appId: IDENTITY, delegatedPermissionIds: [] }];

    const { stdout, status } = register();
    assert.equal(status, 0);
    assert.match(
      stdout,
      /^take away: RoleManagement\.ReadWrite\.Directory \(Role\) could change who has access/m,
    );
    const completed = onlyApplication();
    assert.equal(completed.signInAudience, 'AzureADMyOrg');
    assert.deepEqual(completed.identifierUris, ['api://another', `api://botid-${made.appId}`]);
    assert.deepEqual(
      completed.api.preAuthorizedApplications.map(({ appId }) => appId),
      [IDENTITY, '1fec8e78-bce4-4aaf-ab1b-5451cc387264', '5e3ce6c0-2b1f-4285-8d4b-75ee78787346'],
    );
  });

  it('refuses in a sentence what it does not understand, and hands on what the Azure CLI says', () => {
    const refusals: readonly (readonly [args: readonly string[], status: number, says: RegExp])[] = [
      [['--with', 'everything'], 2, /^There is no feature "everything"\.$/],
      [['--public-url', 'http://latchkey.example.com'], 2, /must be an https address/],
      [['--identity', 'latchkey-identity'], 2, /"latchkey-identity" is not a GUID/],
      [['--wiht', 'reviews'], 2, /--wiht/],
      [['--app-id', IDENTITY], 1, /There is no application/],
    ];
    for (const [args, expected, says] of refusals) {
      const { status, stderr } = register(...args);
      assert.deepEqual([status, says.test(stderr)], [expected, true], stderr);
    }
  });

  it('runs the Azure CLI that is on the path, and hands on its answer and its refusal', () => {
    const folder = mkdtempSync(join(tmpdir(), 'latchkey-register-'));
    try {
      const answer = `{"name":"AzureCloud","endpoints":{"microsoftGraphResourceId":"https://graph.microsoft.com/","activeDirectory":"https://login.microsoftonline.com"}}`;
      const script = `#!/bin/sh
echo "$*" >>'${folder}/calls'
case "$*" in
  'cloud show'*) echo '${answer}' ;;
  *) echo 'Please run "az login".' >&2; exit 1 ;;
esac
`;
      writeFileSync(join(folder, 'az'), script);
      chmodSync(join(folder, 'az'), 0o755);
      const { status, stderr } = spawnSync(
        process.execPath,
        [join(projectRoot, 'deploy/azure/registration/register.ts')],
        { encoding: 'utf8', env: { PATH: `${folder}:/usr/bin:/bin` } },
      );
      assert.equal(status, 1);
      assert.equal(stderr, 'az account show … was refused:\nPlease run "az login".\n');
      assert.deepEqual(readFileSync(join(folder, 'calls'), 'utf8').trim().split('\n'), [
        'cloud show --only-show-errors --output json',
        'account show --only-show-errors --output json',
      ]);
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  });

  it('knows a feature for every permission that docs/permissions.md lists, and no other permission', () => {
    assert.deepEqual(all.application.toSorted(), namesIn(applicationPermissions()).toSorted());
    assert.deepEqual(all.delegated.toSorted(), namesIn(delegatedScopes()).toSorted());
    // Of its own the app may read, and at the most install itself.
    assert.deepEqual(
      all.application.filter((name) => !/\.Read(?:\.|$)/.test(name)),
      ['TeamsAppInstallation.ReadWriteSelfForUser.All'],
    );
    assert.deepEqual(all.application.filter(isAccessChanging), []);
  });
});
