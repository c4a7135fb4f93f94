import assert from 'node:assert/strict';
import { createAppTokens } from '../../src/graph/appTokens.ts';
import {
  type AppCredential,
  createClientApplications,
  type ClientApplications,
} from '../../src/graph/credential.ts';
import { createNetworkClient } from '../../src/graph/networkClient.ts';
import { createOnBehalfOf, type OnBehalfOf } from '../../src/graph/onBehalfOf.ts';
import { isPimError, type PimErrorCode, type PimErrorDetails } from '../../src/pim/errors.ts';
import { principalId, tenantId } from '../../src/pim/ids.ts';
import { selfSignedCertificate } from '../support/selfSignedCertificate.ts';
import { type LocalServer, type Received, type Reply, startServer } from './localServer.ts';

const tenant = tenantId('11111111-1111-4111-8111-111111111111');
const appId = '22222222-2222-4222-8222-222222222222';
const ann = { tenantId: tenant, id: principalId('33333333-3333-4333-8333-333333333333') };
const bob = { tenantId: tenant, id: principalId('44444444-4444-4444-8444-444444444444') };
const authorityHost = 'login.microsoftonline.com';
const scope = 'https://graph.microsoft.com/.default';
const scopes = ['https://graph.microsoft.com/A.Read', 'https://graph.microsoft.com/B.Read'];

const jwt = (claims: object): string =>
  ['{"alg":"RS256"}', JSON.stringify(claims), 'signature']
    .map((part) => Buffer.from(part).toString('base64url'))
    .join('.');

describe('tokens of the login host', () => {
  let server: LocalServer;
  let answer: (request: Received) => Reply | 'hang' | 'cut' | undefined;
  let shiftMs: number;
  let count: number;
  const clock = { now: () => new Date(Date.now() + shiftMs) };

  before(async () => {
    server = await startServer((request) => answer(request));
  });

  after(() => server.stop());

  const tokenAnswer = (claims: object = {}, given: object = {}): Reply => ({
    body: {
      token_type: 'Bearer',
      expires_in: 3600,
      access_token: jwt({ n: (count += 1), ...claims }),
      ...given,
    },
  });

  beforeEach(() => {
    server.received.length = 0;
    shiftMs = 0;
    count = 0;
    answer = () => tokenAnswer();
  });

  const applications = (
    credential: AppCredential = { kind: 'secret', secret: 'secret' },
    deadlineMs = 20_000,
  ): ClientApplications =>
    createClientApplications({
      tenantId: tenant,
      appId,
      authorityHost,
      credential,
      networkClient: createNetworkClient({
        endpoints: { loginUrl: `${server.url}/login`, authorityHost },
        deadlineMs,
      }),
      managedIdentityToken: (resource) => Promise.resolve(`identity for ${resource}`),
    });

  const form = (at: number): Readonly<Record<string, string>> =>
    Object.fromEntries(new URLSearchParams(server.received[at]?.body));

  describe('createAppTokens', () => {
    it('asks the token endpoint of the tenant and nothing else', async () => {
      await createAppTokens({ applications: applications(), clock }).token(scope);
      assert.deepEqual(
        server.received.map(({ method, url }) => [method, url.split('?')[0]]),
        [['POST', `/login/${tenant}/oauth2/v2.0/token`]],
      );
      const { grant_type: grant, client_id: client, client_secret: secret, scope: asked } = form(0);
      assert.deepEqual([grant, client, secret, asked], ['client_credentials', appId, 'secret', scope]);
    });

    it('keeps a token until five minutes before its end', async () => {
      const tokens = createAppTokens({ applications: applications(), clock });
      const first = await tokens.token(scope);
      shiftMs = 54 * 60_000;
      assert.equal(await tokens.token(scope), first);
      shiftMs = 56 * 60_000;
      assert.notEqual(await tokens.token(scope), first);
      assert.equal(server.received.length, 2);
    });

    it('keeps it by the clock it was given, wherever the machine’s is', async () => {
      shiftMs = 3 * 24 * 60 * 60_000;
      const tokens = createAppTokens({ applications: applications(), clock });
      const first = await tokens.token(scope);
      shiftMs += 54 * 60_000;
      assert.equal(await tokens.token(scope), first);
      shiftMs += 2 * 60_000;
      assert.notEqual(await tokens.token(scope), first);
    });

    it('asks once for everybody who waits, and once per scope', async () => {
      const tokens = createAppTokens({ applications: applications(), clock });
      await Promise.all([
        tokens.token(scope),
        tokens.token(scope),
        tokens.token('https://api.example/.default'),
      ]);
      assert.equal(server.received.length, 2);
    });

    it('reads the permissions from the token', async () => {
      answer = () => tokenAnswer({ roles: ['A.Read.All', 'B.Read.All'] });
      const tokens = createAppTokens({ applications: applications(), clock });
      assert.deepEqual(await tokens.roles(scope), ['A.Read.All', 'B.Read.All']);
    });

    it('has no permissions where the token does not say', async () => {
      answer = () => tokenAnswer({}, { access_token: 'opaque' });
      assert.deepEqual(await createAppTokens({ applications: applications(), clock }).roles(scope), []);
    });

    it('asks again after a token was refused', async () => {
      const tokens = createAppTokens({ applications: applications(), clock });
      const first = await tokens.token(scope);
      tokens.forget(scope);
      assert.notEqual(await tokens.token(scope), first);
    });

    it('signs with a certificate', async () => {
      const { certificate, privateKey } = await selfSignedCertificate();
      const credential = {
        kind: 'certificate',
        certificatePem: certificate,
        privateKeyPem: privateKey,
      } as const;
      await createAppTokens({ applications: applications(credential), clock }).token(scope);
      assert.equal(form(0)['client_secret'], undefined);
      assert.match(form(0)['client_assertion'] ?? '', /^[\w-]+\.[\w-]+\.[\w-]+$/);
    });

    it('lends the name of a managed identity', async () => {
      const credential = { kind: 'managedIdentity', clientId: appId } as const;
      await createAppTokens({ applications: applications(credential), clock }).token(scope);
      assert.equal(form(0)['client_assertion'], 'identity for api://AzureADTokenExchange');
    });

    const down: Readonly<Record<string, Reply | undefined>> = {
      'cuts the connection': undefined,
      fails: { status: 503, body: 'busy' },
      'shows a page': { body: '<html>' },
      'sends elsewhere': { status: 302, headers: { location: 'https://example.com/' } },
      'refuses the secret': {
        status: 401,
        body: { error: 'invalid_client', error_description: 'AADSTS7000215: no', error_codes: [7000215] },
      },
    };
    for (const [title, reply] of Object.entries(down)) {
      it(`is unavailable where the login host ${title}, and tries again the next time`, async () => {
        const tokens = createAppTokens({ applications: applications(), clock });
        answer = () => reply;
        await assert.rejects(tokens.token(scope), (error: unknown) => isPimError(error, 'pim_unavailable'));
        assert.equal(server.received.length, 1);
        answer = () => tokenAnswer();
        await tokens.token(scope);
      });
    }

    it('gives up at its deadline', async () => {
      answer = () => 'hang';
      const tokens = createAppTokens({ applications: applications(undefined, 100), clock });
      await assert.rejects(tokens.token(scope), (error: unknown) => isPimError(error, 'pim_unavailable'));
    });
  });

  describe('createOnBehalfOf', () => {
    let onBehalfOf: OnBehalfOf;

    beforeEach(() => {
      onBehalfOf = createOnBehalfOf({ applications: applications(), clock, maximumEntries: 3 });
    });

    it('redeems the person’s own token', async () => {
      await onBehalfOf.token({ person: ann, assertion: 'proof', scopes });
      const sent = form(0);
      assert.equal(sent['grant_type'], 'urn:ietf:params:oauth:grant-type:jwt-bearer');
      assert.equal(sent['requested_token_use'], 'on_behalf_of');
      assert.equal(sent['assertion'], 'proof');
      assert.ok(scopes.every((name) => sent['scope']?.split(' ').includes(name)));
      const claims = JSON.parse(sent['claims'] ?? '{}') as { access_token?: unknown };
      assert.deepEqual(claims.access_token, { xms_cc: { values: ['cp1'] } });
    });

    it('redeems one proof once, in whatever order the scopes stand', async () => {
      const ask = { person: ann, assertion: 'proof', scopes };
      const first = await onBehalfOf.token(ask);
      assert.equal(await onBehalfOf.token({ ...ask, scopes: [...scopes].reverse() }), first);
      assert.equal(server.received.length, 1);
    });

    it('redeems each proof, person and set of scopes on its own', async () => {
      const ask = { person: ann, assertion: 'proof', scopes };
      const asks = [
        ask,
        { ...ask, assertion: 'newer proof' },
        { ...ask, person: bob },
        { ...ask, scopes: scopes.slice(1) },
      ];
      const tokens = await Promise.all(asks.map((one) => onBehalfOf.token(one)));
      assert.equal(new Set(tokens).size, 4);
    });

    it('keeps no more than so many, and none past its life', async () => {
      const ask = (assertion: string) => ({ person: ann, assertion, scopes });
      for (const proof of ['1', '2', '3', '4']) await onBehalfOf.token(ask(proof));
      await onBehalfOf.token(ask('4'));
      assert.equal(server.received.length, 4);
      await onBehalfOf.token(ask('1'));
      assert.equal(server.received.length, 5);
      shiftMs = 56 * 60_000;
      await onBehalfOf.token(ask('1'));
      assert.equal(server.received.length, 6);
    });

    it('asks again after a token was refused', async () => {
      const ask = { person: ann, assertion: 'proof', scopes };
      await onBehalfOf.token(ask);
      onBehalfOf.forget(ask);
      await onBehalfOf.token(ask);
      assert.equal(server.received.length, 2);
    });

    it('never lets a refresh token answer for a later proof', async () => {
      answer = () => tokenAnswer({}, { refresh_token: 'refresh' });
      await onBehalfOf.token({ person: ann, assertion: 'proof', scopes });
      await onBehalfOf.token({ person: ann, assertion: 'newer', scopes });
      assert.deepEqual(
        [form(0), form(1)].map(({ grant_type: grant, refresh_token: refresh }) => [grant, refresh]),
        Array(2).fill(['urn:ietf:params:oauth:grant-type:jwt-bearer', undefined]),
      );
    });

    it('takes no token of somebody else', async () => {
      answer = () => tokenAnswer({ oid: bob.id });
      await assert.rejects(onBehalfOf.token({ person: ann, assertion: 'proof', scopes }), (error: unknown) =>
        isPimError(error, 'forbidden'),
      );
    });

    const claims = '{"access_token":{"polids":{"essential":true,"values":["p"]}}}';
    const refusals: Readonly<Record<string, [object, PimErrorCode, PimErrorDetails?]>> = {
      'no consent': [
        { error: 'invalid_grant', error_codes: [65001], suberror: 'consent_required' },
        'consent_required',
        { scopes, graphCode: 'AADSTS65001' },
      ],
      'no consent, said by number only': [
        { error: 'invalid_grant', error_codes: [65001], error_description: 'AADSTS65001: no' },
        'consent_required',
        { scopes },
      ],
      'a claims challenge': [
        { error: 'interaction_required', error_codes: [50079], suberror: 'basic_action', claims },
        'step_up_required',
        { claims },
      ],
      'a second factor': [
        { error: 'interaction_required', error_codes: [50076], suberror: 'basic_action' },
        'multifactor_required',
        { claims: '{"access_token":{"amr":{"essential":true,"values":["mfa"]}}}' },
      ],
      'a proof that is over': [
        { error: 'invalid_grant', error_codes: [500133], error_description: 'AADSTS500133: over' },
        'sign_in_required',
      ],
      'a proof that is not good': [{ error: 'invalid_grant', error_codes: [50013] }, 'sign_in_required'],
      'a disabled account': [
        { error: 'invalid_grant', error_codes: [50057], error_description: 'AADSTS50057: disabled' },
        'forbidden',
      ],
      'a wrong secret': [{ error: 'invalid_client', error_codes: [7000215] }, 'pim_unavailable'],
    };
    for (const [title, [body, code, details = {}]] of Object.entries(refusals)) {
      it(`understands ${title}`, async () => {
        const text = 'AADSTS: Ann Person did something wrong';
        answer = () => ({ status: 400, body: { error_description: text, ...body } });
        await assert.rejects(
          onBehalfOf.token({ person: ann, assertion: 'proof', scopes }),
          (error: unknown) => {
            assert.ok(isPimError(error), String(error));
            assert.equal(error.code, code);
            for (const [name, value] of Object.entries(details)) {
              assert.deepEqual(error.details[name as keyof PimErrorDetails], value);
            }
            assert.ok(!error.message.includes('Ann Person'));
            return true;
          },
        );
      });
    }

    it('is unavailable where the login host is', async () => {
      answer = () => undefined;
      await assert.rejects(onBehalfOf.token({ person: ann, assertion: 'proof', scopes }), (error: unknown) =>
        isPimError(error, 'pim_unavailable'),
      );
    });
  });

  describe('createNetworkClient', () => {
    it('asks nobody but the login host', async () => {
      const endpoints = { loginUrl: `${server.url}/login`, authorityHost };
      const client = createNetworkClient({ endpoints, deadlineMs: 20_000 });
      for (const url of [
        'https://login.example.com/x',
        'http://login.microsoftonline.com/x',
        'https://login.microsoftonline.com.example.com/x',
        'https://login.microsoftonline.com:444/x',
        'nonsense',
      ]) {
        await assert.rejects(client.sendGetRequestAsync(url));
        await assert.rejects(client.sendPostRequestAsync(url));
      }
      assert.deepEqual(server.received, []);
    });
  });
});
