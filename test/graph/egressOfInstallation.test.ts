import assert from 'node:assert/strict';
import { allowedCall, type EgressAccount, type GraphCall, graphCalls } from '../../src/graph/egress.ts';
import { isPimError } from '../../src/pim/errors.ts';
import { principalId } from '../../src/pim/ids.ts';

const graphUrl = 'http://127.0.0.1:4000/graph';
const other = '22222222-2222-4222-8222-222222222222';
const app = '33333333-3333-4333-8333-333333333333';

const installer: EgressAccount = { graphUrl, groups: ['install'], owner: undefined };
const reader: EgressAccount = { graphUrl, groups: ['read', 'approve'], owner: undefined };
const person: EgressAccount = { ...reader, groups: ['read', 'self', 'approve'], owner: principalId(other) };

const catalogue = `${graphUrl}/v1.0/appCatalogs/teamsApps`;
const url = `${graphUrl}/v1.0/users/${other}/teamwork/installedApps`;
const address = `${catalogue}/${app}`;
const wanted = { 'teamsApp@odata.bind': address };

const install = (body: unknown, account = installer, to = url): GraphCall =>
  allowedCall({ method: 'POST', url: to, body: JSON.stringify(body) }, account);
const get = (from: string, account: EgressAccount): GraphCall =>
  allowedCall({ method: 'GET', url: from, body: undefined }, account);
const refused = (error: unknown): boolean => isPimError(error, 'egress_refused');

describe('allowedCall of an installation', () => {
  it('lets the account that installs find the app and install it, and do nothing else', () => {
    assert.equal(install(wanted), graphCalls.installApp);
    const filter = encodeURIComponent(`externalId eq '${app}'`);
    assert.equal(get(`${catalogue}?$filter=${filter}`, installer), graphCalls.catalogueApps);
    assert.throws(() => get(`${graphUrl}/v1.0/users/${other}`, installer), refused);
    const requests = `${graphUrl}/v1.0/roleManagement/directory/roleAssignmentScheduleRequests`;
    assert.throws(() => install({ action: 'selfActivate' }, installer, requests), refused);
  });

  it('is refused to every other account, of the app and of people', () => {
    assert.throws(() => install(wanted, reader), refused);
    assert.throws(() => install(wanted, person), refused);
    assert.throws(() => install(wanted, { ...person, groups: ['install'] }), refused);
    assert.throws(() => get(catalogue, reader), refused);
    assert.throws(() => get(catalogue, person), refused);
  });

  const unfit: Readonly<Record<string, unknown>> = {
    'another host': { 'teamsApp@odata.bind': `https://evil.example/v1.0/appCatalogs/teamsApps/${app}` },
    'another version': { 'teamsApp@odata.bind': address.replace('/v1.0/', '/beta/') },
    'another collection': { 'teamsApp@odata.bind': address.replace('/teamsApps/', '/teamsAppDefinitions/') },
    'no id': { 'teamsApp@odata.bind': `${catalogue}/` },
    'more than an id': { 'teamsApp@odata.bind': `${address}/appDefinitions` },
    'a field more': { ...wanted, consentedPermissionSet: { resourceSpecificPermissions: [] } },
    'an empty body': {},
    'no body': undefined,
  };
  for (const [title, body] of Object.entries(unfit)) {
    it(`is refused with ${title}`, () => {
      assert.throws(() => install(body), refused);
    });
  }

  it('is refused for teams, chats and whoever is not named by a GUID', () => {
    for (const to of [
      url.replace('/users/', '/teams/'),
      `${graphUrl}/v1.0/chats/${other}/installedApps`,
      url.replace(other, 'ana@example.com'),
      `${url}/${other}/upgrade`,
    ]) {
      assert.throws(() => install(wanted, installer, to), refused);
    }
  });
});
