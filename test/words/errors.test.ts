import assert from 'node:assert/strict';
import {
  type ChangeGuard,
  PimError,
  type PimErrorCode,
  type PimErrorDetails,
  type UnmetRule,
} from '../../src/pim/errors.ts';
import { type UnmetLine } from '../../src/pim/houseRules/unmetLine.ts';
import { explain, explainCode, explainRule } from '../../src/words/errors.ts';
import { timesFor } from '../../src/words/times.ts';
import { wordsFor } from '../../src/words/wordsFor.ts';

/** Each line without the name of its rule. */
type Without<L> = L extends unknown ? Omit<L, 'rule'> : never;

const { errors } = wordsFor('en-GB');
const times = timesFor({ now: new Date(0), timeZone: 'UTC', locale: 'en-GB' });
const saying = (error: unknown) => explain(errors, error, times);
const guards: readonly ChangeGuard[] = [
  'breakGlass',
  'lastGlobalAdministrator',
  'oneself',
  'app',
  'throughGroup',
  'nothingThere',
  'tooLong',
  'notOffered',
];
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

  it('speaks of the other where an administrator asked about somebody else', () => {
    const codes: readonly PimErrorCode[] = [
      'policy_not_satisfied',
      'already_active',
      'request_pending_already',
      'not_active',
      'schedule_refused',
      'forbidden',
    ];
    for (const code of codes) {
      const { what, next } = saying(new PimError(code, '', { isAboutOther: true }));
      assert.match(what, sentence);
      assert.match(next, sentence);
      assert.notEqual(what, saying(new PimError(code, '')).what);
      assert.doesNotMatch(`${what} ${next}`, /deactivate|My roles/iu);
    }
    assert.match(
      saying(new PimError('forbidden', '', { isAboutOther: true })).what,
      /Privileged Role Admin/u,
    );
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

  it('says why a change is not made, and how long the role allows', () => {
    const said = guards.map((guard) => saying(new PimError('change_guarded', '', { guard })));
    for (const { what, next } of said) {
      assert.match(what, sentence);
      assert.match(next, sentence);
    }
    assert.equal(new Set(said.map(({ what }) => what)).size, guards.length);
    assert.match(
      saying(new PimError('change_guarded', '', { guard: 'tooLong', maximumDays: 30 })).what,
      /30 days at most/u,
    );
  });

  it('says what is there when only the first of two steps was made, and why', () => {
    const kept = (details: PimErrorDetails) => saying(new PimError('assignment_kept', '', details)).what;
    assert.match(kept({ refusedWith: 'throttled' }), /have both\. Entra was busy/u);
    assert.match(kept({ refusedWith: 'relay_off' }), /relays no changes/u);
    assert.match(kept({ guard: 'lastGlobalAdministrator' }), /have both\. This is the last person/u);
  });

  it('says loudly when nothing is left', () => {
    assert.match(saying(new PimError('change_undone', '', { isLeftWithout: true })).what, /neither/u);
    assert.doesNotMatch(saying(new PimError('change_undone', '')).what, /neither/u);
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
      explainCode(errors, 'already_active', {}, times),
      saying(new PimError('already_active', '')),
    );
  });
});

describe('explainRule', () => {
  const ticket = {
    rule: 'ticket_refused',
    system: 'Changes',
    state: undefined,
    windowStart: undefined,
    windowEnd: undefined,
  } as const;
  const hours = { days: ['monday'], from: '08:00', to: '17:00', zone: 'UTC' } as const;
  const asked = { required: true, pattern: 'CHG\\d{7}', check: 'Changes', ifUnknown: 'block' } as const;
  const house = (line: Without<UnmetLine>): UnmetRule => ({
    rule: 'house_rule',
    line: { rule: 'Nights', ...line } as UnmetLine,
  });
  const rules: readonly (readonly [UnmetRule, RegExp])[] = [
    [{ rule: 'duration_too_long', maximumMinutes: 90 }, /at most 1 hour 30 minutes/u],
    [{ rule: 'duration_too_long', maximumMinutes: undefined }, /less time/u],
    [{ rule: 'duration_too_short', minimumMinutes: 5 }, /5 minutes/u],
    [{ rule: 'justification_missing' }, /justification/u],
    [{ rule: 'justification_too_long', maximumCharacters: 450 }, /450/u],
    [{ rule: 'ticket_missing' }, /ticket/u],
    [{ ...ticket, verdict: 'notFound' }, /does not know this ticket/u],
    [{ ...ticket, verdict: 'notRequestors' }, /not yours/u],
    [{ ...ticket, verdict: 'notOpen', state: 'Closed' }, /not open \(Closed\)/u],
    [
      { ...ticket, verdict: 'outsideWindow', windowStart: '2026-11-22T09:00:00Z' },
      /\(from 2026-11-22 09:00 UTC\)/u,
    ],
    [{ ...ticket, verdict: 'notChecked' }, /did not answer/u],
    [house({ thing: 'maximum', minutes: 90 }), /“Nights”: at most 1 hour 30 minutes/u],
    [house({ thing: 'hours', hours }), /from 08:00 to 17:00 \(UTC\), Mon/u],
    [house({ thing: 'coolDown', minutes: 60, until: new Date(7_200_000) }), /is over 02:00/u],
    [house({ thing: 'coolDown', minutes: 60, until: undefined }), /pause of 1 hour/u],
    [house({ thing: 'ticket', ticket: asked, problem: 'missing' }), /asks for a ticket number/u],
    [house({ thing: 'ticket', ticket: asked, problem: 'otherPattern' }), /another form than CHG/u],
    [house({ thing: 'ticket', ticket: asked, problem: 'notOpen' }), /asked in Changes/u],
    [house({ thing: 'unread' }), /cannot be looked up/u],
    [house({ thing: 'broken' }), /cannot be understood/u],
    [house({ thing: 'emergency', why: 'notNamed' }), /does not name you/u],
    [house({ thing: 'emergency', why: 'usedUp' }), /last 24 hours/u],
    [house({ thing: 'emergency', why: 'noEmergency' }), /no way for emergencies/u],
    [{ rule: 'multifactor_missing' }, /multifactor/u],
    [{ rule: 'eligibility_missing' }, /eligible/u],
    [{ rule: 'permanent_not_allowed' }, /without an end/u],
    [{ rule: 'start_in_past' }, /past/u],
    [{ rule: 'start_after_eligibility' }, /over by then/u],
    [{ rule: 'end_before_start' }, /before the start/u],
    [{ rule: 'end_contradicts_duration' }, /do not fit/u],
    [{ rule: 'hour_skipped' }, /does not exist/u],
    [{ rule: 'other', name: 'ActivationDayRule' }, /ActivationDayRule/u],
  ];
  for (const [rule, words] of rules) {
    it(`has a sentence for ${rule.rule} (${words.source})`, () => {
      const said = explainRule(errors, rule, times);
      assert.match(said, sentence);
      assert.match(said, words);
    });
  }

  it('has no rule without a test', () => {
    assert.deepEqual([...new Set(rules.map(([{ rule }]) => rule))].sort(), Object.keys(errors.rules).sort());
  });
});
