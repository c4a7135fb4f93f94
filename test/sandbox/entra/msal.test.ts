import {
  ConfidentialClientApplication,
  type INetworkModule,
  InteractionRequiredAuthError,
} from '@azure/msal-node';
import assert from 'node:assert/strict';
import { decodeJwt } from 'jose';
import { signInAtEntra } from '../../support/entraSignIn.ts';
import { startSandbox, type RunningSandbox } from '../../support/runningSandbox.ts';
import { selfSignedCertificate } from '../../support/selfSignedCertificate.ts';
import { ana, graphDefault, pkcePair, redirectUri } from './entraClient.ts';

const microsoft = 'https://login.microsoftonline.com';
type Credential =
  | { clientSecret: string }
  | { clientCertificate: { thumbprintSha256: string; privateKey: string; x5c?: string } };

describe('Entra for MSAL', () => {
  let sandbox: RunningSandbox;
  let asked: string[];

  before(async () => {
    sandbox = await startSandbox({ isAskedByTest: true });
  });

  after(() => sandbox.stop());

  beforeEach(() => {
    asked = [];
  });

  const inSandbox = (url: string): string => url.replace(microsoft, `${sandbox.url}/login`);

  /** Leads what MSAL asks of Microsoft's login host to the sandbox; MSAL itself notices nothing. */
  const networkClient = (): INetworkModule => {
    const send =
      (method: string): INetworkModule['sendPostRequestAsync'] =>
      async (url, options) => {
        asked.push(`${method} ${new URL(url).pathname}`);
        const { headers, body } = options ?? {};
        const answer = await fetch(inSandbox(url), { method, headers, body });
        return {
          status: answer.status,
          headers: Object.fromEntries(answer.headers),
          body: (await answer.json()) as never,
        };
      };
    return { sendGetRequestAsync: send('GET'), sendPostRequestAsync: send('POST') };
  };

  const msal = (credential: Credential): ConfidentialClientApplication =>
    new ConfidentialClientApplication({
      auth: {
        clientId: sandbox.tenantInfo.appId,
        authority: `${microsoft}/${sandbox.tenantInfo.tenantId}`,
        clientCapabilities: ['cp1'],
        ...credential,
      },
      system: { networkClient: networkClient() },
    });

  it('gives the app a token for its secret, without any discovery', async () => {
    const result = await msal({ clientSecret: sandbox.tenantInfo.secret }).acquireTokenByClientCredential({
      scopes: [graphDefault],
    });
    assert.deepEqual(decodeJwt(result?.accessToken ?? '')['xms_cc'], ['cp1']);
    assert.deepEqual(asked, [`POST /${sandbox.tenantInfo.tenantId}/oauth2/v2.0/token`]);
  });

  it('gives the app a token for its certificate', async () => {
    const { certificate, privateKey, sha256 } = await selfSignedCertificate();
    await sandbox.control.credentials({ certificates: [certificate] });
    const credential = { thumbprintSha256: sha256, privateKey, x5c: certificate };
    const result = await msal({ clientCertificate: credential }).acquireTokenByClientCredential({
      scopes: [graphDefault],
    });
    assert.equal(decodeJwt(result?.accessToken ?? '')['appidacr'], '2');
  });

  it('exchanges a sign-on token on behalf of its person', async () => {
    const result = await msal({ clientSecret: sandbox.tenantInfo.secret }).acquireTokenOnBehalfOf({
      oboAssertion: await sandbox.control.signOnToken(ana),
      scopes: ['https://graph.microsoft.com/User.Read'],
    });
    assert.equal(result?.uniqueId, ana);
    assert.equal(decodeJwt(result.accessToken)['scp'], 'User.Read');
  });

  it('raises what a person must do as an interaction, with claims and sub-error', async () => {
    const client = msal({ clientSecret: sandbox.tenantInfo.secret });
    const oboAssertion = await sandbox.control.signOnToken(ana);
    const claims = '{"access_token":{"acrs":{"essential":true,"value":"c1"}}}';
    const rejection = async (scope: string, demanded?: string): Promise<InteractionRequiredAuthError> => {
      const scopes = [`https://graph.microsoft.com/${scope}`];
      const asking = client.acquireTokenOnBehalfOf({ oboAssertion, scopes, claims: demanded });
      const error = await asking.then(
        () => undefined,
        (reason: unknown) => reason,
      );
      assert.ok(error instanceof InteractionRequiredAuthError);
      return error;
    };
    const stepUp = await rejection('User.Read', claims);
    assert.deepEqual(
      [stepUp.errorCode, Number(stepUp.errorNo), stepUp.claims],
      ['interaction_required', 50076, claims],
    );
    const consent = await rejection('RoleManagement.ReadWrite.Directory');
    assert.deepEqual([consent.subError, Number(consent.errorNo)], ['consent_required', 65001]);
  });

  it('redeems an interactive sign-in with PKCE, nonce and a stepped-up token', async () => {
    const client = msal({ clientSecret: sandbox.tenantInfo.secret });
    const { verifier, challenge } = pkcePair();
    const claims = '{"access_token":{"acrs":{"essential":true,"value":"c1"}}}';
    const request = { scopes: ['User.Read'], redirectUri, nonce: 'n-7', claims };
    const url = await client.getAuthCodeUrl({
      ...request,
      state: 'here',
      codeChallenge: challenge,
      codeChallengeMethod: 'S256',
    });
    const ended = await signInAtEntra(inSandbox(url), { as: ana });
    const code = ended.searchParams.get('code') ?? '';
    const result = await client.acquireTokenByCode({ ...request, code, codeVerifier: verifier });
    const told = decodeJwt(result.accessToken);
    assert.deepEqual([told['acrs'], told['amr'], told['xms_cc']], [['c1'], ['pwd', 'mfa'], ['cp1']]);
    assert.equal(result.account?.localAccountId, ana);
    assert.equal(result.tenantId, sandbox.tenantInfo.tenantId);
  });
});
