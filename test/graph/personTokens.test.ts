import assert from 'node:assert/strict';
import { graphCalls } from '../../src/graph/egress.ts';
import { type TokenSource } from '../../src/graph/graphMiddleware.ts';
import {
  ADMINISTRATION_SCOPES,
  DECISION_SCOPES,
  EXTENSION_SCOPES,
  OWN_ROLE_SCOPES,
} from '../../src/graph/graphScopes.ts';
import { type OnBehalfOfAsk } from '../../src/graph/onBehalfOf.ts';
import { createPersonTokens } from '../../src/graph/personTokens.ts';
import { isPimError, PimError } from '../../src/pim/errors.ts';
import { principalId, tenantId } from '../../src/pim/ids.ts';
import { type GraphToken, type SignOn } from '../../src/pim/ports.ts';
import { TestClock } from '../support/testClock.ts';

const person = {
  tenantId: tenantId('11111111-1111-4111-8111-111111111111'),
  id: principalId('33333333-3333-4333-8333-333333333333'),
};
const base = 'https://graph.microsoft.com';

describe('createPersonTokens', () => {
  let clock: TestClock;
  let redeemed: OnBehalfOfAsk[];
  let forgotten: OnBehalfOfAsk[];
  let refusal: PimError | undefined;
  let tokensOf: (signOn: SignOn) => TokenSource;

  beforeEach(() => {
    clock = new TestClock();
    redeemed = [];
    forgotten = [];
    refusal = undefined;
    const onBehalfOf = {
      token: (ask: OnBehalfOfAsk): Promise<string> => {
        redeemed.push(ask);
        const isForDecisions = ask.scopes.length === DECISION_SCOPES.length;
        return refusal !== undefined && isForDecisions
          ? Promise.reject(refusal)
          : Promise.resolve('redeemed');
      },
      forget: (ask: OnBehalfOfAsk): void => void forgotten.push(ask),
    };
    tokensOf = createPersonTokens({ onBehalfOf, graphScopeBase: base, clock });
  });

  const inMinutes = (minutes: number): Date => new Date(clock.now().getTime() + minutes * 60_000);

  const graphToken = (given: Partial<GraphToken> = {}): GraphToken => ({
    accessToken: 'interactive',
    expiresAt: inMinutes(30),
    scopes: OWN_ROLE_SCOPES,
    methods: ['pwd', 'mfa'],
    contexts: ['c1'],
    ...given,
  });

  const signOn = (given: Partial<SignOn> = {}): SignOn => ({
    person,
    receivedAt: clock.now(),
    expiresAt: inMinutes(60),
    assertion: 'proof',
    graphToken: undefined,
    signInId: undefined,
    ...given,
  });

  it('redeems the proof for the scopes of the call', async () => {
    const tokens = tokensOf(signOn());
    await tokens.token(graphCalls.selfAction);
    await tokens.token(graphCalls.decideStep);
    await tokens.token(graphCalls.extendEligibility);
    await tokens.token(graphCalls.removeAssignment);
    await tokens.token(graphCalls.eligibilitiesOfOthers);
    assert.deepEqual(
      redeemed.map(({ scopes }) => scopes),
      [OWN_ROLE_SCOPES, DECISION_SCOPES, EXTENSION_SCOPES, ADMINISTRATION_SCOPES, ADMINISTRATION_SCOPES].map(
        (names) => names.map((name) => `${base}/${name}`),
      ),
    );
  });

  it('takes the token of an interactive sign-in first, while it lives and reaches that far', async () => {
    const tokens = tokensOf(
      signOn({ graphToken: graphToken({ scopes: OWN_ROLE_SCOPES.map((name) => `${base}/${name}`) }) }),
    );
    assert.equal(await tokens.token(graphCalls.selfAction), 'interactive');
    assert.equal(await tokens.token(graphCalls.decideStep), 'redeemed');
    clock.forward(30);
    assert.equal(await tokens.token(graphCalls.selfAction), 'redeemed');
  });

  it('takes an earlier one where that reaches further', async () => {
    const earlier = graphToken({ accessToken: 'for decisions', scopes: DECISION_SCOPES });
    const tokens = tokensOf(signOn({ graphToken: graphToken(), otherGraphTokens: [earlier] }));
    assert.equal(await tokens.token(graphCalls.selfAction), 'interactive');
    assert.equal(await tokens.token(graphCalls.decideStep), 'for decisions');
    assert.deepEqual(redeemed, []);
  });

  it('takes it no more once Graph refused it', async () => {
    const tokens = tokensOf(signOn({ graphToken: graphToken() }));
    assert.equal(await tokens.token(graphCalls.selfAction), 'interactive');
    tokens.forget(graphCalls.selfAction);
    assert.equal(await tokens.token(graphCalls.selfAction), 'redeemed');
    assert.equal(forgotten.length, 7);
  });

  it('asks the person to sign in where there is nothing to redeem', async () => {
    for (const given of [{ assertion: undefined }, { expiresAt: clock.now() }]) {
      const tokens = tokensOf(signOn(given));
      tokens.forget(graphCalls.myRequests);
      await assert.rejects(tokens.token(graphCalls.myRequests), (error: unknown) =>
        isPimError(error, 'sign_in_required'),
      );
    }
    assert.deepEqual(redeemed, []);
  });

  for (const [title, error] of [
    ['nobody consented to', new PimError('consent_required', 'no')],
    ['Entra no longer has', new PimError('pim_unavailable', 'no', { graphCode: 'AADSTS70011' })],
  ] as const) {
    it(`decides without a scope that ${title}, and asks again after a minute`, async () => {
      refusal = error;
      const tokens = tokensOf(signOn());
      assert.equal(await tokens.token(graphCalls.decideStep), 'redeemed');
      assert.equal(redeemed.length, 2);
      await tokensOf(signOn()).token(graphCalls.approval);
      assert.equal(redeemed.length, 3);
      clock.forward(1);
      await tokens.token(graphCalls.decideStep);
      assert.equal(redeemed.length, 5);
    });
  }

  it('lets any other refusal through', async () => {
    refusal = new PimError('step_up_required', 'no', { claims: '{}' });
    await assert.rejects(tokensOf(signOn()).token(graphCalls.decideStep), (error: unknown) =>
      isPimError(error, 'step_up_required'),
    );
  });
});
