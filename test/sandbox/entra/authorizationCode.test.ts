import assert from 'node:assert/strict';
import { startSandbox, type RunningSandbox } from '../../support/runningSandbox.ts';
import { ana, claimsIn, EntraClient, pkcePair, redirectUri, refusedWith } from './entraClient.ts';

describe('authorization_code', () => {
  let sandbox: RunningSandbox;
  let client: EntraClient;

  before(async () => {
    sandbox = await startSandbox({ isAskedByTest: true });
    client = new EntraClient(sandbox);
  });

  after(() => sandbox.stop());

  it('turns a sign-in into an id token with the nonce and a token of Graph', async () => {
    const { verifier, challenge } = pkcePair();
    const code = await client.code(
      { as: ana },
      { nonce: 'n-1', code_challenge: challenge, code_challenge_method: 'S256' },
    );
    const answer = await client.redeem(code, { code_verifier: verifier });
    assert.deepEqual([claimsIn(answer)['oid'], claimsIn(answer)['scp']], [ana, 'User.Read']);
    const idToken = await client.verified(answer.body['id_token'], sandbox.tenantInfo.appId);
    assert.deepEqual(
      [idToken['nonce'], idToken['oid'], idToken['tid']],
      ['n-1', ana, sandbox.tenantInfo.tenantId],
    );
    const clientInfo: unknown = JSON.parse(
      Buffer.from(String(answer.body['client_info']), 'base64url').toString(),
    );
    assert.deepEqual(clientInfo, { uid: ana, utid: sandbox.tenantInfo.tenantId });
    assert.equal(answer.body['refresh_token'], undefined);
  });

  it('carries the second factor and the demanded context into the token, once', async () => {
    const claims = '{"access_token":{"acrs":{"essential":true,"value":"c1"},"xms_cc":{"values":["CP1"]}}}';
    const scope = 'openid offline_access User.Read';
    const answer = await client.redeem(await client.code({ as: ana }, { claims, scope }));
    const told = claimsIn(answer);
    assert.deepEqual([told['amr'], told['acrs'], told['xms_cc']], [['pwd', 'mfa'], ['c1'], ['CP1']]);
    const refresh = { grant_type: 'refresh_token', refresh_token: String(answer.body['refresh_token']) };
    assert.equal(claimsIn(await client.token(refresh))['acrs'], undefined);
    refusedWith(await client.token({ ...refresh, claims }), 'interaction_required', 50076);
  });

  it('redeems a code once', async () => {
    const code = await client.code({ as: ana });
    assert.equal((await client.redeem(code)).status, 200);
    refusedWith(await client.redeem(code), 'invalid_grant', 54005);
    refusedWith(await client.redeem('1.neverIssued'), 'invalid_grant', 70000);
  });

  it('wants the verifier of the challenge, and none where there was no challenge', async () => {
    const { verifier, challenge } = pkcePair();
    const sent = { code_challenge: challenge, code_challenge_method: 'S256' };
    refusedWith(await client.redeem(await client.code({ as: ana }, sent)), 'invalid_grant', 501481);
    const other = { code_verifier: pkcePair().verifier };
    refusedWith(await client.redeem(await client.code({ as: ana }, sent), other), 'invalid_grant', 501481);
    const uncalled = await client.redeem(await client.code({ as: ana }), { code_verifier: verifier });
    refusedWith(uncalled, 'invalid_grant', 501481);
  });

  it('wants the redirect address of the authorize request, to the character', async () => {
    const code = await client.code({ as: ana });
    refusedWith(await client.redeem(code, { redirect_uri: `${redirectUri}/` }), 'invalid_client', 500112);
  });

  it('wants consent for scopes that the authorize request did not name', async () => {
    const code = await client.code({ as: ana });
    const answer = await client.redeem(code, { scope: 'RoleManagement.ReadWrite.Directory' });
    refusedWith(answer, 'invalid_grant', 65001);
  });

  it('refuses a code after ten minutes', async () => {
    const code = await client.code({ as: ana });
    await sandbox.control.forward(10 * 60_000);
    refusedWith(await client.redeem(code), 'invalid_grant', 70008);
  });
});
