import assert from 'node:assert/strict';
import { decodeJwt } from 'jose';
import { startSandbox, type RunningSandbox } from '../../support/runningSandbox.ts';
import { ana, claimsIn, EntraClient, graphDefault, redirectUri, refusedWith } from './entraClient.ts';

describe('on-behalf-of', () => {
  let sandbox: RunningSandbox;
  let client: EntraClient;
  let signOn: string;

  before(async () => {
    sandbox = await startSandbox({ isAskedByTest: true });
    client = new EntraClient(sandbox);
    signOn = await sandbox.control.signOnToken(ana);
  });

  after(() => sandbox.stop());

  it('takes the token that Teams holds for a person', async () => {
    const claims = await client.verified(signOn, sandbox.tenantInfo.appId);
    const told = [claims['azp'], claims['scp'], claims['oid'], claims['ver'], claims['preferred_username']];
    assert.deepEqual(told, [
      '1fec8e78-bce4-4aaf-ab1b-5451cc387264',
      'access_as_user',
      ana,
      '2.0',
      'ana.ruiz@harbourlight.example',
    ]);
  });

  it('hands out the same sign-on token again, as Teams does', async () => {
    assert.equal(await sandbox.control.signOnToken(ana), signOn);
  });

  it('exchanges it for a token of Graph for the same person', async () => {
    const answer = await client.onBehalfOf(signOn);
    const claims = await client.verified(answer.body['access_token'], 'https://graph.microsoft.com');
    assert.deepEqual([claims['oid'], claims['scp'], claims['idtyp']], [ana, 'User.Read', 'user']);
    assert.deepEqual(claims['amr'], ['pwd']);
    assert.equal(claims['acrs'], undefined);
    assert.equal(answer.body['refresh_token'], undefined);
  });

  it('adds id token and refresh token only when asked', async () => {
    const { body } = await client.onBehalfOf(signOn, { scope: 'User.Read openid profile offline_access' });
    assert.equal(decodeJwt(String(body['id_token']))['oid'], ana);
    const renewed = await client.token({
      grant_type: 'refresh_token',
      refresh_token: String(body['refresh_token']),
    });
    assert.equal(claimsIn(renewed)['scp'], 'User.Read');
  });

  it('takes .default for everything that was consented to', async () => {
    const scopes = String(claimsIn(await client.onBehalfOf(signOn, { scope: graphDefault }))['scp']).split(
      ' ',
    );
    assert.ok(scopes.includes('RoleAssignmentSchedule.ReadWrite.Directory'));
  });

  it('refuses all when one scope lacks consent', async () => {
    const answer = await client.onBehalfOf(signOn, { scope: 'User.Read RoleManagement.ReadWrite.Directory' });
    refusedWith(answer, 'invalid_grant', 65001);
    assert.equal(answer.body['suberror'], 'consent_required');
  });

  it('refuses scopes of two resources', async () => {
    const scope = 'https://graph.microsoft.com/User.Read https://api.botframework.com/user_impersonation';
    refusedWith(await client.onBehalfOf(signOn, { scope }), 'invalid_scope', 28000);
  });

  it('answers a demanded authentication context with a challenge, since nobody is there to step up', async () => {
    const claims = '{"access_token":{"acrs":{"essential":true,"value":"c1"},"xms_cc":{"values":["cp1"]}}}';
    const answer = await client.onBehalfOf(signOn, { claims });
    refusedWith(answer, 'interaction_required', 50076);
    const challenge = JSON.parse(String(answer.body['claims'])) as unknown;
    assert.deepEqual(challenge, { access_token: { acrs: { essential: true, value: 'c1' } } });
  });

  it('challenges a person whom conditional access stops, until it no longer does', async () => {
    await sandbox.control.challengeOnBehalfOf(ana);
    const stopped = await client.onBehalfOf(signOn);
    refusedWith(stopped, 'interaction_required', 50076);
    assert.match(String(stopped.body['claims']), /^\{"access_token":\{"capolids"/);
    await sandbox.control.challengeOnBehalfOf(ana, false);
    assert.equal((await client.onBehalfOf(signOn)).status, 200);
  });

  it('passes on the authentication context of an assertion that has it', async () => {
    const claims = '{"access_token":{"acrs":{"essential":true,"value":"c1"}}}';
    const scope = `api://botid-${sandbox.tenantInfo.appId}/access_as_user`;
    const code = await client.code({ as: ana }, { scope, claims });
    const own = await client.redeem(code, { redirect_uri: redirectUri });
    const answer = await client.onBehalfOf(String(own.body['access_token']), { claims });
    assert.deepEqual([claimsIn(answer)['acrs'], claimsIn(answer)['amr']], [['c1'], ['pwd', 'mfa']]);
  });

  it('refuses assertions that are no sign-on token of this app', async () => {
    const ofGraph = String((await client.onBehalfOf(signOn)).body['access_token']);
    refusedWith(await client.onBehalfOf(ofGraph), 'invalid_grant', 50013);
    const [header = '', payload = '', signature = ''] = signOn.split('.');
    const changed = Buffer.from(JSON.stringify({ ...decodeJwt(signOn), oid: 'someone' })).toString(
      'base64url',
    );
    refusedWith(await client.onBehalfOf(`${header}.${changed}.${signature}`), 'invalid_grant', 50013);
    const unsigned = `${Buffer.from('{"alg":"none"}').toString('base64url')}.${payload}.`;
    refusedWith(await client.onBehalfOf(unsigned), 'invalid_grant', 50013);
    const idToken = String((await client.onBehalfOf(signOn, { scope: 'openid User.Read' })).body['id_token']);
    refusedWith(await client.onBehalfOf(idToken), 'invalid_grant', 240002);
    refusedWith(await client.onBehalfOf('not a token'), 'invalid_grant', 50013);
  });

  it('refuses other uses, and claims that cannot be read', async () => {
    refusedWith(await client.onBehalfOf(signOn, { requested_token_use: 'other' }), 'invalid_request', 90023);
    refusedWith(await client.onBehalfOf(signOn, { claims: '{"access' }), 'invalid_request', 90023);
  });

  it('refuses an assertion that has expired on the sandbox’s clock', async () => {
    await sandbox.control.forward(91 * 60_000);
    refusedWith(await client.onBehalfOf(signOn), 'invalid_grant', 500133);
    assert.notEqual(await sandbox.control.signOnToken(ana), signOn);
  });
});
