import assert from 'node:assert/strict';
import { type CryptoKey, exportJWK, generateKeyPair, type JWK, SignJWT, UnsecuredJWT } from 'jose';
import { createSignOnVerifier } from '../../src/graph/signOnVerifier.ts';
import { createTenantKeys } from '../../src/graph/tenantKeys.ts';
import { isPimError } from '../../src/pim/errors.ts';
import { tenantId } from '../../src/pim/ids.ts';
import { type SignOnVerifier } from '../../src/pim/ports.ts';
import { TestClock } from '../support/testClock.ts';
import { type LocalServer, type Reply, startServer } from './localServer.ts';

const tenant = tenantId('11111111-1111-4111-8111-111111111111');
const appId = '22222222-2222-4222-8222-222222222222';
const oid = '33333333-3333-4333-8333-333333333333';

const jwkOf = async (kid: string, key: CryptoKey): Promise<JWK> => ({
  ...(await exportJWK(key)),
  kid,
  use: 'sig',
});

describe('createSignOnVerifier', () => {
  let server: LocalServer;
  let keys: JWK[];
  let broken: Reply | 'hang' | undefined;
  let clock: TestClock;
  let verifier: SignOnVerifier;
  let first: CryptoKey;
  let second: CryptoKey;
  let firstJwk: JWK;
  let secondJwk: JWK;

  before(async () => {
    const pairs = await Promise.all([1, 2].map(() => generateKeyPair('RS256', { extractable: true })));
    const [one, two] = pairs;
    assert.ok(one && two);
    first = one.privateKey;
    second = two.privateKey;
    firstJwk = await jwkOf('k1', one.publicKey);
    secondJwk = await jwkOf('k2', two.publicKey);
    server = await startServer(({ url }) => {
      if (broken !== undefined) return broken;
      if (url === `/login/${tenant}/v2.0/.well-known/openid-configuration`) {
        return { body: { issuer: 'https://the.issuer/v2.0', jwks_uri: `${server.url}/login/keys` } };
      }
      return url === '/login/keys' ? { body: { keys } } : { status: 404 };
    });
  });

  after(() => server.stop());

  beforeEach(() => {
    server.received.length = 0;
    keys = [firstJwk];
    broken = undefined;
    clock = new TestClock();
    const source = createTenantKeys({
      loginUrl: `${server.url}/login`,
      tenantId: tenant,
      clock,
      deadlineMs: 20_000,
    });
    verifier = createSignOnVerifier({ keys: source, tenantId: tenant, appId, clock });
  });

  const seconds = (): number => Math.floor(clock.now().getTime() / 1000);

  const good = (): Record<string, unknown> => ({
    iss: 'https://the.issuer/v2.0',
    aud: appId,
    tid: tenant,
    oid,
    scp: 'access_as_user',
    ver: '2.0',
    iat: seconds() - 3_000,
    nbf: seconds() - 3_000,
    exp: seconds() + 600,
  });

  const token = (change: Record<string, unknown> = {}, header: object = {}, key = first): Promise<string> =>
    new SignJWT({ ...good(), ...change })
      .setProtectedHeader({ alg: 'RS256', typ: 'JWT', kid: 'k1', ...header })
      .sign(key);

  const forbidden = (error: unknown): boolean => isPimError(error, 'forbidden');

  it('says whose a good token is and how long it lives', async () => {
    assert.deepEqual(await verifier.verify(await token()), {
      person: { tenantId: tenant, id: oid },
      expiresAt: new Date((seconds() + 600) * 1000),
    });
  });

  it('takes the application id URI for the audience, and more scopes', async () => {
    await verifier.verify(await token({ aud: `api://botid-${appId}`, scp: 'openid access_as_user' }));
    await verifier.verify(await token({ oid: oid.toUpperCase(), tid: tenant.toUpperCase() }));
  });

  const bad: Readonly<Record<string, Record<string, unknown>>> = {
    'from another issuer': { iss: 'https://the.issuer/v2.0/' },
    'from the bot channel': { iss: 'https://api.botframework.com' },
    'for another app': { aud: '55555555-5555-4555-8555-555555555555' },
    'for Graph': { aud: 'https://graph.microsoft.com' },
    'for another app id URI': { aud: `api://botid-${appId}x` },
    'of another tenant': { tid: '66666666-6666-4666-8666-666666666666' },
    'without a tenant': { tid: undefined },
    'without a person': { oid: undefined },
    'of nobody': { oid: 'ann@example.com' },
    'of an app': { scp: undefined, roles: ['access_as_user'] },
    'with another scope': { scp: 'access_as_users' },
    'with scopes as a list': { scp: ['access_as_user'] },
    'without an end': { exp: undefined },
    'that is not good yet': { nbf: 4_000_000_000 },
  };
  for (const [title, change] of Object.entries(bad)) {
    it(`refuses a token ${title}`, async () => {
      await assert.rejects(verifier.verify(await token(change)), forbidden);
    });
  }

  it('refuses a token that is over', async () => {
    const short = await token({ exp: seconds() + 300 });
    clock.forward(4.9);
    await verifier.verify(short);
    clock.forward(1.2);
    await assert.rejects(verifier.verify(short), forbidden);
  });

  it('takes a token of a clock that is ahead by minutes, and none of one that is further off', async () => {
    const madeAhead = (ahead: number): Promise<string> =>
      token({ iat: seconds() + ahead, nbf: seconds() + ahead, exp: seconds() + 3_600 });
    await verifier.verify(await madeAhead(290));
    await assert.rejects(verifier.verify(await madeAhead(310)), forbidden);
  });

  it('refuses a token that somebody else signed, or nobody', async () => {
    await assert.rejects(verifier.verify(await token({}, {}, second)), forbidden);
    const unsigned = new UnsecuredJWT(good()).encode();
    await assert.rejects(verifier.verify(unsigned), forbidden);
    const secret = new TextEncoder().encode(JSON.stringify(firstJwk));
    const symmetric = await new SignJWT(good()).setProtectedHeader({ alg: 'HS256', kid: 'k1' }).sign(secret);
    await assert.rejects(verifier.verify(symmetric), forbidden);
  });

  it('refuses a token that was changed', async () => {
    const [head, , signature] = (await token()).split('.');
    const changed = Buffer.from(JSON.stringify({ ...good(), oid: tenant })).toString('base64url');
    await assert.rejects(verifier.verify(`${head}.${changed}.${signature}`), forbidden);
    for (const odd of ['', 'x', 'a.b.c', `${head}..${signature}`]) {
      await assert.rejects(verifier.verify(odd), forbidden);
    }
  });

  it('fetches the keys once', async () => {
    const good = await token();
    await Promise.all([1, 2, 3].map(() => verifier.verify(good)));
    await verifier.verify(good);
    assert.equal(server.received.length, 2);
  });

  it('finds a new key, at most once a minute whatever arrives', async () => {
    await verifier.verify(await token());
    keys = [firstJwk, secondJwk];
    const newer = await token({}, { kid: 'k2' }, second);
    await assert.rejects(verifier.verify(newer), forbidden);
    clock.forward(1);
    await verifier.verify(newer);
    assert.equal(server.received.length, 4);
    for (let at = 0; at < 20; at += 1) {
      await assert.rejects(verifier.verify(await token({}, { kid: `made-up-${at}` })), forbidden);
    }
    assert.equal(server.received.length, 4);
    clock.forward(1);
    await Promise.allSettled(
      [1, 2, 3].map(async (at) => verifier.verify(await token({}, { kid: `odd-${at}` }))),
    );
    assert.equal(server.received.length, 6);
  });

  it('lets go of a key that was withdrawn, after an hour', async () => {
    const longLived = await token({ exp: seconds() + 10_000 });
    await verifier.verify(longLived);
    keys = [secondJwk];
    clock.forward(59);
    await verifier.verify(longLived);
    clock.forward(2);
    await assert.rejects(verifier.verify(longLived), forbidden);
  });

  it('goes on with the keys it has while the login host is away', async () => {
    const longLived = await token({ exp: seconds() + 10_000 });
    await verifier.verify(longLived);
    broken = { status: 503 };
    clock.forward(61);
    await verifier.verify(longLived);
  });

  it('is unavailable, not insulted, while there are no keys', async () => {
    broken = { status: 500 };
    const good = await token();
    const unavailable = (error: unknown): boolean => isPimError(error, 'pim_unavailable');
    await assert.rejects(verifier.verify(good), unavailable);
    await assert.rejects(verifier.verify(good), unavailable);
    assert.equal(server.received.length, 1);
    broken = undefined;
    clock.forward(0.1);
    await verifier.verify(good);
  });

  it('takes no keys from anywhere but the login host', async () => {
    broken = { body: { issuer: 'https://the.issuer/v2.0', jwks_uri: `${server.url}/elsewhere/keys` } };
    await assert.rejects(verifier.verify(await token()), (error: unknown) =>
      isPimError(error, 'pim_unavailable'),
    );
    assert.equal(server.received.length, 1);
  });
});
