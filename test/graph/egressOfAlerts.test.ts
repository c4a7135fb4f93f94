import assert from 'node:assert/strict';
import { allowedCall, type EgressAccount, type GraphCall, graphCalls } from '../../src/graph/egress.ts';
import { isPimError } from '../../src/pim/errors.ts';
import { principalId } from '../../src/pim/ids.ts';

const graphUrl = 'http://127.0.0.1:4000/graph';
const me = principalId('11111111-1111-4111-8111-111111111111');
const tenant = '22222222-2222-4222-8222-222222222222';
const administrator: EgressAccount = { graphUrl, groups: ['administer'], owner: me };
const person: EgressAccount = { graphUrl, groups: ['read', 'self', 'approve'], owner: me };
const app: EgressAccount = { graphUrl, groups: ['read', 'approve'], owner: undefined };

const alerts = `${graphUrl}/beta/identityGovernance/roleManagementAlerts/alerts`;
const alert = `${alerts}/DirectoryRole_${tenant}_StaleSignInAlert`;
const dismissal = { isActive: false };

const call = (method: string, url: string, body?: unknown, account = administrator): GraphCall =>
  allowedCall({ method, url, body: body === undefined ? undefined : JSON.stringify(body) }, account);
const refused = (error: unknown): boolean => isPimError(error, 'egress_refused');

describe('allowedCall of PIM’s own alerts', () => {
  it('lets an administrator see one, and dismiss it', () => {
    assert.equal(call('GET', alert), graphCalls.oneAlert);
    assert.equal(call('PATCH', alert, dismissal), graphCalls.dismissAlert);
  });

  it('knows no mending of what an alert is about: not one call is called so, whoever makes it', () => {
    const incident = `${alert}/alertIncidents/${tenant}`;
    for (const account of [administrator, person, app]) {
      for (const url of [
        `${incident}/remediate`,
        `${alert}/remediate`,
        `${alert}/refresh`,
        `${alerts}/refresh`,
      ]) {
        assert.throws(() => call('POST', url, {}, account), refused, url);
        assert.throws(() => call('POST', url, undefined, account), refused, url);
      }
    }
    assert.ok(Object.values(graphCalls).every(({ path }) => !/remediate/i.test(path)));
  });

  const wrong: readonly (readonly [what: string, attempt: () => unknown])[] = [
    ['a revival', () => call('PATCH', alert, { isActive: true })],
    ['another field beside', () => call('PATCH', alert, { ...dismissal, incidentCount: 0 })],
    ['a body that is missing', () => call('PATCH', alert)],
    ['all alerts', () => call('PATCH', alerts, dismissal)],
    ['an id that is a path', () => call('PATCH', `${alerts}/DirectoryRole_${tenant}_A/../B`, dismissal)],
    ['the other version', () => call('PATCH', alert.replace('/beta/', '/v1.0/'), dismissal)],
    ['a configuration', () => call('PATCH', alert.replace('/alerts/', '/alertConfigurations/'), dismissal)],
    ['somebody’s own account', () => call('PATCH', alert, dismissal, person)],
    ['the app itself', () => call('PATCH', alert, dismissal, app)],
  ];
  for (const [what, attempt] of wrong) {
    it(`refuses ${what}`, () => {
      assert.throws(attempt, refused);
    });
  }
});
