import assert from 'node:assert/strict';
import { PimError, type PimErrorCode, type UnmetRule } from '../../src/pim/errors.ts';
import { explain, explainCode, explainRule } from '../../src/words/errors.ts';
import { timesFor } from '../../src/words/times.ts';
import { wordsFor } from '../../src/words/wordsFor.ts';

const { errors } = wordsFor('en-GB');
const { duration } = timesFor({ now: new Date(0), timeZone: 'UTC', locale: 'en-GB' });
const saying = (error: unknown) => explain(errors, error, duration);
const sentence = /^\p{Lu}[^!]*\.$/u;

describe('explain', () => {
  for (const code of Object.keys(errors.codes) as PimErrorCode[]) {
    it(`says what happened and what to do for ${code}`, () => {
      const { what, next, unmet, technical } = saying(new PimError(code, '{"raw":"json"}'));
      assert.match(what, sentence);
      assert.match(next, sentence);
      assert.notEqual(what, next);
      assert.doesNotMatch(`${what} ${next}`, /json|undefined|sorry|apolog|_/iu);
      assert.deepEqual(unmet, []);
      assert.equal(technical, undefined);
    });
  }

  it('names the permissions that an administrator has to consent to', () => {
    const scopes = ['PrivilegedAccess.ReadWrite.AzureAD', 'RoleAssignmentSchedule.ReadWrite.Directory'];
    for (const code of ['permission_missing', 'consent_required'] as const) {
      const { what } = saying(new PimError(code, '', { scopes }));
      for (const scope of scopes) assert.ok(what.includes(scope), what);
    }
  });

  it('says how long to wait when the service said so', () => {
    const { next } = saying(new PimError('throttled', '', { retryAfterSeconds: 90 }));
    assert.match(next, /in 2 minutes/u);
  });

  it('names who was faster', () => {
    assert.match(
      saying(new PimError('already_decided', '', { decidedBy: 'Chi Nguyen' })).what,
      /^Chi Nguyen /u,
    );
    assert.match(saying(new PimError('already_decided', '')).what, /^Somebody else /u);
  });

  it('lists every rule that is not met', () => {
    const unmet: readonly UnmetRule[] = [
      { rule: 'ticket_missing' },
      { rule: 'duration_too_long', maximumMinutes: 240 },
    ];
    assert.deepEqual(saying(new PimError('policy_not_satisfied', '', { unmet })).unmet, [
      'The role asks for a ticket number.',
      'This role allows at most 4 hours.',
    ]);
  });

  it('has a line for support where Graph gave one', () => {
    const { technical } = saying(
      new PimError('forbidden', '', { graphCode: 'Authorization_RequestDenied', graphRequestId: 'abc' }),
    );
    assert.equal(technical, 'For support: Graph said Authorization_RequestDenied. Graph request abc.');
    assert.equal(
      saying(new PimError('forbidden', '', { graphRequestId: 'abc' })).technical,
      'For support: Graph request abc.',
    );
  });

  it('says nothing of the inside of an error that is not ours', () => {
    const { code, what, next } = saying(new TypeError('x is not a function'));
    assert.equal(code, undefined);
    assert.doesNotMatch(`${what} ${next}`, /function/u);
  });
});

describe('explainCode', () => {
  it('says the same without an error at hand', () => {
    assert.deepEqual(
      explainCode(errors, 'already_active', {}, duration),
      saying(new PimError('already_active', '')),
    );
  });
});

describe('explainRule', () => {
  const rules: readonly (readonly [UnmetRule, RegExp])[] = [
    [{ rule: 'duration_too_long', maximumMinutes: 90 }, /at most 1 hour 30 minutes/u],
    [{ rule: 'duration_too_long', maximumMinutes: undefined }, /less time/u],
    [{ rule: 'duration_too_short', minimumMinutes: 5 }, /5 minutes/u],
    [{ rule: 'justification_missing' }, /justification/u],
    [{ rule: 'justification_too_long', maximumCharacters: 450 }, /450/u],
    [{ rule: 'ticket_missing' }, /ticket/u],
    [{ rule: 'multifactor_missing' }, /multifactor/u],
    [{ rule: 'eligibility_missing' }, /eligible/u],
    [{ rule: 'permanent_not_allowed' }, /without an end/u],
    [{ rule: 'start_in_past' }, /past/u],
    [{ rule: 'other', name: 'ActivationDayRule' }, /ActivationDayRule/u],
  ];
  for (const [rule, words] of rules) {
    it(`has a sentence for ${rule.rule}`, () => {
      const said = explainRule(errors, rule, duration);
      assert.match(said, sentence);
      assert.match(said, words);
    });
  }

  it('has no rule without a test', () => {
    assert.deepEqual([...new Set(rules.map(([{ rule }]) => rule))].sort(), Object.keys(errors.rules).sort());
  });
});
