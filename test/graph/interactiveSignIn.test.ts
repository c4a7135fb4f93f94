import assert from 'node:assert/strict';
import { createHash, randomBytes } from 'node:crypto';
import { isPimError, PimError } from '../../src/pim/errors.ts';
import { type ActivationInput } from '../../src/pim/policy.ts';
import { type InteractiveSignIn, type PimGateway, type SignOn } from '../../src/pim/ports.ts';
import { roleDefinitionId } from '../../src/pim/ids.ts';
import { signInAtEntra } from '../support/entraSignIn.ts';
import { GraphWorld } from '../support/graphWorld.ts';
import { type RunningSandbox, startSandbox } from '../support/runningSandbox.ts';

const ana = 'a1a1a1a1-0001-4000-8000-000000000001';
const ben = 'b2b2b2b2-0002-4000-8000-000000000002';
const redirectUri = 'http://127.0.0.1:3978/auth/end';

const userAdministrator = {
  roleDefinitionId: roleDefinitionId('fe930be7-5e62-47db-91af-98c3a49a38b1'),
  scopeId: '/',
};
const securityAdministrator = {
  roleDefinitionId: roleDefinitionId('194ae4cb-b126-40b2-bd5b-6091b380977d'),
  scopeId: '/',
};

const input: ActivationInput = {
  durationMinutes: 30,
  justification: 'Somebody is locked out',
  ticketNumber: '',
  ticketSystem: '',
  startAt: undefined,
};

const secret = (): string => randomBytes(32).toString('base64url');

describe('createInteractiveSignIn', () => {
  let sandbox: RunningSandbox;
  let world: GraphWorld;
  let signIn: InteractiveSignIn;

  before(async () => {
    sandbox = await startSandbox();
  });

  after(() => sandbox.stop());

  beforeEach(async () => {
    await sandbox.control.reset();
    world = new GraphWorld(sandbox);
    signIn = world.entra.interactiveSignIn;
  });

  /** What the page and its callback do for a person. */
  async function signInAs(
    oid: string,
    {
      claims,
      scopes = world.entra.scopes.base,
    }: { claims?: string | undefined; scopes?: readonly string[] } = {},
  ): Promise<SignOn & { callback: URL }> {
    const [codeVerifier, nonce] = [secret(), secret()];
    const url = await signIn.authorizeUrl({
      state: 'the-state',
      nonce,
      codeChallenge: createHash('sha256').update(codeVerifier).digest('base64url'),
      loginHint: undefined,
      claims,
      scopes,
      redirectUri,
    });
    const callback = await signInAtEntra(url, { as: oid });
    const code = callback.searchParams.get('code') ?? '';
    const { person, graphToken } = await signIn.redeem({
      code,
      codeVerifier,
      nonce,
      scopes,
      redirectUri,
      claims,
    });
    return {
      callback,
      person,
      graphToken,
      receivedAt: world.now(),
      expiresAt: graphToken.expiresAt,
      assertion: undefined,
      signInId: 'sign-in-1',
    };
  }

  const claimsOf = async (
    pim: PimGateway,
    attempt: (pim: PimGateway) => Promise<unknown>,
  ): Promise<string> => {
    try {
      await attempt(pim);
    } catch (error) {
      assert.ok(error instanceof PimError);
      assert.ok(error.details.claims, error.code);
      return error.details.claims;
    }
    return assert.fail('no challenge');
  };

  it('sends the browser to the login host with everything the callback needs', async () => {
    const claims = '{"access_token":{"acrs":{"essential":true,"value":"c1"}}}';
    const url = new URL(
      await signIn.authorizeUrl({
        state: 'the-state',
        nonce: 'the-nonce',
        codeChallenge: 'the-challenge',
        loginHint: 'ana@example.com',
        claims,
        scopes: ['RoleAssignmentSchedule.ReadWrite.Directory'],
        redirectUri,
      }),
    );
    assert.equal(
      url.origin + url.pathname,
      `${sandbox.url}/login/${sandbox.tenantInfo.tenantId}/oauth2/v2.0/authorize`,
    );
    const query = Object.fromEntries(url.searchParams);
    assert.equal(query['response_type'], 'code');
    assert.equal(query['client_id'], sandbox.tenantInfo.appId);
    assert.equal(query['redirect_uri'], redirectUri);
    assert.deepEqual([query['state'], query['nonce']], ['the-state', 'the-nonce']);
    assert.deepEqual([query['code_challenge'], query['code_challenge_method']], ['the-challenge', 'S256']);
    assert.equal(query['login_hint'], 'ana@example.com');
    assert.ok(
      query['scope']
        ?.split(' ')
        .includes('https://graph.microsoft.com/RoleAssignmentSchedule.ReadWrite.Directory'),
    );
    const sent = JSON.parse(query['claims'] ?? '{}') as { access_token?: unknown };
    assert.deepEqual(sent.access_token, {
      acrs: { essential: true, value: 'c1' },
      xms_cc: { values: ['cp1'] },
    });
  });

  it('says who signed in and what the token is good for', async () => {
    const { person, graphToken, callback } = await signInAs(ana);
    assert.equal(callback.searchParams.get('state'), 'the-state');
    assert.deepEqual(person, { tenantId: sandbox.tenantInfo.tenantId, id: ana });
    assert.ok(graphToken);
    assert.ok(graphToken.scopes.includes('RoleAssignmentSchedule.ReadWrite.Directory'));
    assert.ok(graphToken.expiresAt > world.now());
    assert.deepEqual(graphToken.contexts, []);
  });

  it('gives a token with which the person activates, without any other proof', async () => {
    const pim = world.entra.pimFor(await signInAs(ana));
    assert.ok((await pim.eligibleRoles()).length > 0);
    await assert.rejects(pim.approval('11111111-1111-4111-8111-111111111111'), (error: unknown) =>
      isPimError(error, 'permission_missing', 'sign_in_required', 'consent_required'),
    );
  });

  it('gets a role that asks for a second factor', async () => {
    const claims = await claimsOf(await world.as(ana), (pim) => pim.selfActivate(userAdministrator, input));
    const signOn = await signInAs(ana, { claims });
    assert.ok(signOn.graphToken?.methods.includes('mfa'));
    const made = await world.entra.pimFor(signOn).selfActivate(userAdministrator, input);
    assert.equal(made.principalId, ana);
  });

  it('gets a role that asks for an authentication context', async () => {
    const pim = await world.as(ben);
    const claims = await claimsOf(pim, () => pim.selfActivate(securityAdministrator, input));
    await assert.rejects(pim.checkActivation(securityAdministrator, input), (error: unknown) =>
      isPimError(error, 'step_up_required'),
    );
    const signOn = await signInAs(ben, { claims });
    assert.deepEqual(signOn.graphToken?.contexts, ['c1']);
    const both = { ...(await world.signOn(ben)), graphToken: signOn.graphToken };
    await world.entra.pimFor(both).selfActivate(securityAdministrator, input);
  });

  it('refuses an answer with another nonce', async () => {
    const codeVerifier = secret();
    const ask = { scopes: world.entra.scopes.base, redirectUri, claims: undefined };
    const url = await signIn.authorizeUrl({
      ...ask,
      state: 's',
      nonce: 'one',
      codeChallenge: createHash('sha256').update(codeVerifier).digest('base64url'),
      loginHint: undefined,
    });
    const code = (await signInAtEntra(url, { as: ana })).searchParams.get('code') ?? '';
    await assert.rejects(signIn.redeem({ ...ask, code, codeVerifier, nonce: 'another' }), (error: unknown) =>
      isPimError(error, 'forbidden'),
    );
  });

  it('cannot redeem a code that is none', async () => {
    const redeem = signIn.redeem({
      code: '1.neverIssued',
      codeVerifier: secret(),
      nonce: 'n',
      scopes: world.entra.scopes.base,
      redirectUri,
      claims: undefined,
    });
    await assert.rejects(redeem, (error: unknown) => isPimError(error, 'sign_in_required'));
  });
});
