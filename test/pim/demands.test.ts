import assert from 'node:assert/strict';
import { afterAnswers, claimsForContext, contextsIn, demandOf } from '../../src/pim/demands.ts';
import { PimError } from '../../src/pim/errors.ts';

describe('contextsIn', () => {
  const cases: readonly (readonly [string | undefined, readonly string[]])[] = [
    [claimsForContext('c1'), ['c1']],
    ['{"access_token":{"acrs":{"essential":true, "value":"c1"}}}', ['c1']],
    ['{"access_token":{"acrs":{"values":["c1","c3","c1"]}}}', ['c1', 'c3']],
    ['{"access_token":{"capolids":{"values":["x"]}}}', []],
    ['{"access_token":{"acrs":null}}', []],
    ['{"access_token":{"acrs":{"value":7}}}', []],
    ['[]', []],
    ['not JSON', []],
    [undefined, []],
  ];
  for (const [claims, contexts] of cases) {
    it(`finds ${JSON.stringify(contexts)} in ${String(claims)}`, () => {
      assert.deepEqual(contextsIn(claims), contexts);
    });
  }
});

describe('demandOf', () => {
  it('calls one context by one name, however it was demanded', () => {
    const ours = new PimError('step_up_required', '', { claims: claimsForContext('c1') });
    const pims = new PimError('step_up_required', '', {
      claims: '{"access_token":{"acrs":{"essential":true, "value":"c1"}}}',
    });
    assert.equal(demandOf(ours), demandOf(pims));
  });

  it('names nothing that a sign-in does not mend', () => {
    assert.equal(demandOf(new PimError('pim_unavailable', '')), undefined);
    assert.equal(demandOf(new PimError('proof_insufficient', '')), undefined);
  });

  it('keeps no long text', () => {
    const claims = JSON.stringify({ access_token: { capolids: { values: ['x'.repeat(5000)] } } });
    assert.ok((demandOf(new PimError('step_up_required', '', { claims })) ?? '').length <= 300);
  });
});

describe('afterAnswers', () => {
  const stepUp = (context: string): PimError =>
    new PimError('step_up_required', '', { claims: claimsForContext(context) });
  const codeAfter = (error: PimError, ...answered: readonly string[]): string =>
    afterAnswers(error, answered).code;

  it('lets a first and another demand be made', () => {
    assert.equal(codeAfter(stepUp('c1')), 'step_up_required');
    assert.equal(codeAfter(stepUp('c2'), 'context c1'), 'step_up_required');
    assert.equal(codeAfter(new PimError('multifactor_required', ''), 'sign-in'), 'multifactor_required');
  });

  it('ends what is demanded again after it was answered, and keeps why', () => {
    const told = afterAnswers(stepUp('c1'), ['context c1']);
    assert.equal(told.code, 'proof_insufficient');
    assert.deepEqual(contextsIn(told.details.claims), ['c1']);
  });

  it('tries a sign-in once more on our own page, and no more', () => {
    const signIn = new PimError('sign_in_required', '');
    assert.equal(codeAfter(signIn, 'sign-in'), 'sign_in_required');
    assert.equal(codeAfter(signIn, 'sign-in', 'sign-in'), 'proof_insufficient');
  });

  it('ends after four different demands in a row', () => {
    assert.equal(
      codeAfter(stepUp('c5'), 'context c1', 'context c2', 'context c3', 'context c4'),
      'proof_insufficient',
    );
  });

  it('leaves every other error as it is', () => {
    const error = new PimError('already_active', '');
    assert.equal(afterAnswers(error, ['already_active']), error);
  });
});
