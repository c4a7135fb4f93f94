import assert from 'node:assert/strict';
import { startSandbox, type RunningSandbox } from '../../support/runningSandbox.ts';
import { selfSignedCertificate, type SelfSigned } from '../../support/selfSignedCertificate.ts';
import { clientAssertion } from './clientAssertion.ts';
import { claimsIn, EntraClient, graphDefault, refusedWith } from './entraClient.ts';

describe('client_credentials', () => {
  let sandbox: RunningSandbox;
  let client: EntraClient;
  let certificate: SelfSigned;
  const asked = { grant_type: 'client_credentials', scope: graphDefault };

  before(async () => {
    sandbox = await startSandbox({ isAskedByTest: true });
    client = new EntraClient(sandbox);
    certificate = await selfSignedCertificate();
    await sandbox.control.credentials({ certificates: [certificate.certificate] });
  });

  after(() => sandbox.stop());

  it('issues a signed token with the granted application permissions as roles', async () => {
    const answer = await client.token(asked);
    const claims = await client.verified(answer.body['access_token'], 'https://graph.microsoft.com');
    const { appId, tenantId } = sandbox.tenantInfo;
    assert.equal(answer.body['token_type'], 'Bearer');
    assert.deepEqual([claims['appid'], claims['tid'], claims['idtyp']], [appId, tenantId, 'app']);
    assert.ok((claims['roles'] as string[]).includes('RoleManagement.Read.Directory'));
    assert.equal(claims['scp'], undefined);
    assert.equal(typeof claims['uti'], 'string');
    const minutes = (Number(claims.exp) - Number(claims.iat)) / 60;
    assert.ok(minutes >= 60 && minutes <= 90, `lives ${minutes} minutes`);
  });

  it('issues a token without roles for the Bot Connector', async () => {
    const answer = await client.token({ ...asked, scope: 'https://api.botframework.com/.default' });
    assert.deepEqual(
      [claimsIn(answer).aud, claimsIn(answer)['roles']],
      ['https://api.botframework.com', undefined],
    );
  });

  it('takes the secret as Basic authentication too', async () => {
    const { appId, secret } = sandbox.tenantInfo;
    const basic = Buffer.from(`${appId}:${encodeURIComponent(secret)}`).toString('base64');
    assert.equal((await client.bareToken(asked, { authorization: `Basic ${basic}` })).status, 200);
  });

  it('records the capabilities of the client as an array', async () => {
    const claims = '{"access_token":{"xms_cc":{"values":["cp1"]}}}';
    assert.deepEqual(claimsIn(await client.token({ ...asked, claims }))['xms_cc'], ['cp1']);
  });

  it('follows what an administrator grants', async () => {
    await sandbox.control.applicationPermissions(['User.Read.All']);
    assert.deepEqual(claimsIn(await client.token(asked))['roles'], ['User.Read.All']);
    await sandbox.control.reset();
    await sandbox.control.credentials({ certificates: [certificate.certificate] });
    assert.notDeepEqual(claimsIn(await client.token(asked))['roles'], ['User.Read.All']);
  });

  it('refuses an unknown app, a wrong secret and none at all', async () => {
    const stranger = await client.token({ ...asked, client_id: '11111111-2222-4333-8444-555555555555' });
    refusedWith(stranger, 'unauthorized_client', 700016);
    const wrong = await client.token({ ...asked, client_secret: 'wrong' });
    refusedWith(wrong, 'invalid_client', 7000215);
    assert.equal(wrong.status, 401);
    refusedWith(await client.token({ ...asked, client_secret: undefined }), 'invalid_client', 7000218);
  });

  it('refuses scopes that are no resource’s default, and resources the tenant does not have', async () => {
    const named = await client.token({ ...asked, scope: 'https://graph.microsoft.com/User.Read' });
    refusedWith(named, 'invalid_scope', 1002012);
    const elsewhere = await client.token({ ...asked, scope: 'https://management.azure.com/.default' });
    refusedWith(elsewhere, 'invalid_resource', 500011);
    refusedWith(await client.token({ ...asked, scope: undefined }), 'invalid_request', 900144);
  });

  it('refuses other grants, and a body that is no form', async () => {
    refusedWith(await client.token({ grant_type: 'password' }), 'unsupported_grant_type', 70003);
    refusedWith(await client.token({ grant_type: 'constructor' }), 'unsupported_grant_type', 70003);
    refusedWith(await client.token({}), 'invalid_request', 900144);
  });

  for (const algorithm of ['PS256', 'RS256'] as const) {
    it(`takes an assertion signed with a registered certificate (${algorithm})`, async () => {
      const assertion = await clientAssertion(sandbox, certificate, { algorithm });
      const answer = await client.bareToken({ client_id: sandbox.tenantInfo.appId, ...asked, ...assertion });
      assert.equal(claimsIn(answer)['appidacr'], '2');
    });
  }

  const refusals = {
    'for another audience': [{ audience: 'https://login.microsoftonline.com/elsewhere/v2.0' }, 700023],
    'of another app': [{ issuer: '11111111-2222-4333-8444-555555555555' }, 700021],
    'that has ended': [{ expiresInSeconds: -600 }, 700024],
  } as const;
  for (const [title, [oddity, aadsts]] of Object.entries(refusals)) {
    it(`refuses an assertion ${title}`, async () => {
      const assertion = await clientAssertion(sandbox, certificate, oddity);
      const answer = await client.bareToken({ client_id: sandbox.tenantInfo.appId, ...asked, ...assertion });
      refusedWith(answer, 'invalid_client', aadsts);
    });
  }

  it('refuses an assertion of a certificate that is not registered, whatever thumbprint it claims', async () => {
    const other = await selfSignedCertificate();
    const ids = { client_id: sandbox.tenantInfo.appId, ...asked };
    const unknown = await client.bareToken({ ...ids, ...(await clientAssertion(sandbox, other)) });
    refusedWith(unknown, 'invalid_client', 700027);
    const pretending = { ...other, sha256: certificate.sha256 };
    const forged = await client.bareToken({ ...ids, ...(await clientAssertion(sandbox, pretending)) });
    refusedWith(forged, 'invalid_client', 700027);
  });
});
