import assert from 'node:assert/strict';
import { principalId, tenantId } from '../../src/pim/ids.ts';
import { type GraphToken, type SignOn } from '../../src/pim/ports.ts';
import { fitFor, joined, lackedContext } from '../../src/pim/proofs.ts';
import { aGraphToken, aSignOn } from '../support/inMemorySignOns.ts';
import { TestClock } from '../support/testClock.ts';

describe('proofs', () => {
  let clock: TestClock;
  const person = {
    tenantId: tenantId('11111111-1111-4111-8111-111111111111'),
    id: principalId('33333333-3333-4333-8333-333333333333'),
  };

  beforeEach(() => {
    clock = new TestClock();
  });
  const token = (...contexts: readonly string[]): GraphToken => aGraphToken(clock, { contexts });
  const withTokens = (graphToken?: GraphToken, ...otherGraphTokens: readonly GraphToken[]): SignOn =>
    aSignOn(person, clock, { graphToken, otherGraphTokens });
  const contextsOf = ({ graphToken, otherGraphTokens = [] }: SignOn): unknown =>
    [graphToken, ...otherGraphTokens].map((one) => one?.contexts.join());
  const join = (proved: SignOn, earlier?: SignOn): SignOn => joined(proved, earlier, clock.now());

  describe('joined', () => {
    it('keeps tokens of before for what only they show, the newest first', () => {
      assert.deepEqual(contextsOf(join(withTokens(token('c2')), withTokens(token('c1')))), ['c2', 'c1']);
      assert.deepEqual(contextsOf(join(withTokens(token()), withTokens(token('c1')))), ['', 'c1']);
      assert.deepEqual(contextsOf(join(withTokens(), withTokens(token('c1'), token('c2')))), ['c1', 'c2']);
    });

    it('drops what a newer one shows as well, and for as long', () => {
      assert.deepEqual(contextsOf(join(withTokens(token('c1', 'c2')), withTokens(token('c1')))), ['c1,c2']);
      const longer = aGraphToken(clock, { contexts: ['c1'], expiresAt: new Date(8.64e15) });
      assert.deepEqual(contextsOf(join(withTokens(token('c1')), withTokens(longer))), ['c1', 'c1']);
    });

    it('drops what has expired, and the oldest of too many', () => {
      const old = withTokens(token('c1'));
      clock.forward(30);
      assert.deepEqual(contextsOf(join(withTokens(token('c2')), old)), ['c2']);
      const many = ['c3', 'c4', 'c5', 'c6', 'c7'].map((context) => token(context));
      assert.deepEqual(contextsOf(join(withTokens(token('c2')), withTokens(...many))), [
        'c2',
        'c3',
        'c4',
        'c5',
        'c6',
      ]);
    });

    it('keeps the Teams proof where the new one has none', () => {
      const proved = { ...withTokens(token('c1')), assertion: undefined };
      assert.equal(join(proved, withTokens()).assertion, 'an assertion');
      assert.equal(join(proved).assertion, undefined);
    });
  });

  describe('fitFor', () => {
    const role = (authenticationContext: string | undefined, isMultifactorRequired = false) => ({
      authenticationContext,
      isMultifactorRequired,
    });

    it('puts the token with the context in front, and the newest where none is asked', () => {
      const signOn = withTokens(token('c2'), token('c1'));
      const inFront = (asked: ReturnType<typeof role>): string | undefined =>
        fitFor(signOn, asked, clock.now()).graphToken?.contexts.join();
      assert.equal(inFront(role('c1')), 'c1');
      assert.equal(inFront(role('C1')), 'c1');
      assert.equal(inFront(role('c3')), 'c2');
      assert.equal(inFront(role(undefined)), 'c2');
    });

    it('prefers a second factor where the role asks for one', () => {
      const weak = aGraphToken(clock, { methods: ['pwd'] });
      const found = fitFor(withTokens(weak, token()), role(undefined, true), clock.now());
      assert.deepEqual(found.graphToken?.methods, ['pwd', 'mfa']);
    });

    it('takes none that has expired', () => {
      const signOn = withTokens(token('c1'));
      clock.forward(30);
      assert.equal(fitFor(signOn, role('c1'), clock.now()).graphToken, undefined);
    });

    it('knows what is lacking', () => {
      assert.equal(lackedContext(withTokens(), role('c1')), 'c1');
      assert.equal(lackedContext(withTokens(token('c2')), role('c1')), 'c1');
      assert.equal(lackedContext(withTokens(token('c1')), role('c1')), undefined);
      assert.equal(lackedContext(withTokens(), role(undefined)), undefined);
      const unreadable = aGraphToken(clock, { methods: [], contexts: [] });
      assert.equal(lackedContext(withTokens(unreadable), role('c1')), undefined);
    });
  });
});
