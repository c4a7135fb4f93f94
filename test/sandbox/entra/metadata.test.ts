import assert from 'node:assert/strict';
import { createRemoteJWKSet, jwtVerify } from 'jose';
import { startSandbox, type RunningSandbox } from '../../support/runningSandbox.ts';
import { EntraClient, graphDefault, refusedWith } from './entraClient.ts';

describe('Entra metadata', () => {
  let sandbox: RunningSandbox;

  before(async () => {
    sandbox = await startSandbox({ tenant: 'fjord', isAskedByTest: true });
  });

  after(() => sandbox.stop());

  const get = async (path: string): Promise<{ status: number; body: Record<string, unknown> }> => {
    const answer = await fetch(`${sandbox.url}${path}`);
    return { status: answer.status, body: (await answer.json()) as Record<string, unknown> };
  };

  it('describes the tenant by its id', async () => {
    const authority = `/login/${sandbox.tenantInfo.tenantId}`;
    const { body } = await get(`${authority}/v2.0/.well-known/openid-configuration`);
    assert.equal(body['issuer'], `${sandbox.url}${authority}/v2.0`);
    assert.equal(body['token_endpoint'], `${sandbox.url}${authority}/oauth2/v2.0/token`);
    assert.equal(body['authorization_endpoint'], `${sandbox.url}${authority}/oauth2/v2.0/authorize`);
    const keys = await get(`${authority}/discovery/v2.0/keys`);
    assert.equal((keys.body['keys'] as { d?: unknown }[])[0]?.d, undefined);
  });

  it('does not serve shared endpoints, nor other tenants', async () => {
    for (const [tenant, aadsts] of [
      ['common', 50194],
      ['organizations', 50194],
      ['11111111-2222-4333-8444-555555555555', 90002],
    ] as const) {
      refusedWith(
        await get(`/login/${tenant}/v2.0/.well-known/openid-configuration`),
        'invalid_request',
        aadsts,
      );
    }
  });

  it('publishes the channel’s keys, endorsed for Teams, apart from the tenant’s', async () => {
    const { body } = await get('/botframework/v1/.well-known/openidconfiguration');
    assert.equal(body['issuer'], 'https://api.botframework.com');
    const { keys } = (await (await fetch(String(body['jwks_uri']))).json()) as {
      keys: Record<string, unknown>[];
    };
    assert.deepEqual(keys[0]?.['endorsements'], ['msteams']);
    const token = await sandbox.control.channelToken(`${sandbox.url}/teams/x/`);
    const { payload } = await jwtVerify(token, createRemoteJWKSet(new URL(String(body['jwks_uri']))), {
      issuer: 'https://api.botframework.com',
      audience: sandbox.tenantInfo.appId,
    });
    assert.equal(payload['serviceurl'], `${sandbox.url}/teams/x/`);
    assert.equal(Number(payload.exp) - Number(payload.nbf), 3_600);
    const client = new EntraClient(sandbox);
    await assert.rejects(client.verified(token, sandbox.tenantInfo.appId), /no applicable key/);
  });

  it('issues tokens for the second tenant with ids of its own', async () => {
    const client = new EntraClient(sandbox);
    const answer = await client.token({ grant_type: 'client_credentials', scope: graphDefault });
    const claims = await client.verified(answer.body['access_token'], 'https://graph.microsoft.com');
    assert.equal(claims['tid'], sandbox.tenantInfo.tenantId);
  });
});
