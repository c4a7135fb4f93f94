import assert from 'node:assert/strict';
import fc from 'fast-check';
import { readActivation, readAnswer } from '../../src/dialogs/activationWords.ts';
import { draftFromWords } from '../../src/dialogs/draftFromWords.ts';
import { findDuration } from '../../src/dialogs/spokenDurations.ts';

describe('findDuration', () => {
  const lengths: Readonly<Record<string, number | 'endless' | 'senseless' | 'none'>> = {
    '2h': 120,
    '2 h': 120,
    '2 hours': 120,
    '2hrs': 120,
    '90 min': 90,
    '90min': 90,
    '90 minutes': 90,
    '1.5 hours': 90,
    '1,5 h': 90,
    '1h30': 90,
    '1h30m': 90,
    '1h 30m': 90,
    '1 hour and 15 minutes': 75,
    'half an hour': 30,
    'an hour': 60,
    'one hour': 60,
    'an hour and a half': 90,
    'one and a half hours': 90,
    'a day': 1440,
    '1 day': 1440,
    '2 Stunden': 120,
    '3 std': 180,
    '30 Minuten': 30,
    'for 45': 45,
    'for 2': 120,
    'for 12': 720,
    'for 13': 13,
    '25h': 1500,
    PT2H: 120,
    PT90M: 90,
    PT1H30M: 90,
    P1D: 1440,
    P1DT1H: 1500,
    pt30m: 30,
    '120 seconds': 2,
    forever: 'endless',
    permanently: 'endless',
    'for ever': 'endless',
    PT0S: 'senseless',
    '0h': 'senseless',
    '0 minutes': 'senseless',
    '-1h': 'senseless',
    '-90 minutes': 'senseless',
    '-PT1H': 'senseless',
    'for -1': 'senseless',
    'for 0': 'senseless',
    P1Y: 'senseless',
    '10 seconds': 'senseless',
    '999999999999999999999h': 'senseless',
    '2': 'none',
    'exchange admin': 'none',
    h2: 'none',
    'm365 admin': 'none',
    INC2h: 'none',
    '365': 'none',
    '': 'none',
  };
  for (const [text, expected] of Object.entries(lengths)) {
    it(`hears ${JSON.stringify(text)} as ${expected}`, () => {
      const found = findDuration(text);
      const heard = found?.duration.kind === 'minutes' ? found.duration.minutes : found?.duration.kind;
      assert.equal(heard ?? 'none', expected);
    });
  }

  it('takes the first of two, and says where it stood', () => {
    const found = findDuration('reader for 2h, not 3h');
    assert.deepEqual(found, { duration: { kind: 'minutes', minutes: 120 }, start: 7, end: 13 });
  });

  it('gives whole minutes above nothing, or a reason', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 100 }), (text) => {
        const found = findDuration(text);
        if (found?.duration.kind !== 'minutes') return;
        assert.ok(Number.isSafeInteger(found.duration.minutes) && found.duration.minutes > 0);
      }),
    );
  });
});

describe('draftFromWords', () => {
  const now = new Date('2026-01-05T09:00:00Z');
  const draft = (line: string) => draftFromWords(readActivation(line), now, 'Europe/Oslo');

  it('turns words into what a form would hold', () => {
    assert.deepEqual(draft('exchange admin tomorrow at 8:30 for 2h because patch night INC0042'), {
      draft: {
        durationMinutes: 120,
        justification: 'patch night',
        ticketNumber: 'INC0042',
        ticketSystem: undefined,
        startAt: '2026-01-06T07:30:00.000Z',
      },
      problems: [],
    });
  });

  it('tells of a duration that cannot be, and does not replace it in silence', () => {
    assert.deepEqual(draft('exchange admin forever').problems, [{ rule: 'permanent_not_allowed' }]);
    for (const line of ['exchange admin PT0S', 'exchange admin for -1', 'exchange admin 0h']) {
      const { problems, draft: made } = draft(line);
      assert.deepEqual(problems, [{ rule: 'duration_too_short', minimumMinutes: 5 }], line);
      assert.equal(made.durationMinutes, undefined);
    }
  });
});

describe('readActivation', () => {
  const lines: Readonly<
    Record<string, readonly [role: string, minutes: number | undefined, reason?: string, ticket?: string]>
  > = {
    'exchange admin for 90 min because mailbox stuck INC0042': [
      'exchange admin',
      90,
      'mailbox stuck',
      'INC0042',
    ],
    'exchange admin because mailbox stuck for 2h': ['exchange admin', 120, 'mailbox stuck'],
    'exchange admin because it took 2h to find out': ['exchange admin', undefined, 'it took 2h to find out'],
    'exchange admin 2h mailbox stuck': ['exchange admin', 120, 'mailbox stuck'],
    '2h exchange admin': ['exchange admin', 120],
    'for 2h exchange admin because x': ['exchange admin', 120, 'x'],
    'user admin ticket INC-42': ['user admin', undefined, undefined, 'INC-42'],
    'user admin, case number: 4711, because of reset': ['user admin', undefined, 'reset', '4711'],
    'user admin reason: reset password': ['user admin', undefined, 'reset password'],
    'user admin inc0042': ['user admin', undefined, undefined, 'inc0042'],
    'user admin weil Postfach klemmt': ['user admin', undefined, 'Postfach klemmt'],
    'global reader due to audit (case 12.) thanks': ['global reader', undefined, 'audit ( ) thanks', '12'],
    'M365 Admin 1h': ['M365 Admin', 60],
    'role named because': ['role named', undefined],
    '': ['', undefined],
    'reader for 2h because a because b': ['reader', 120, 'a because b'],
  };
  for (const [line, [role, minutes, reason, ticket]] of Object.entries(lines)) {
    it(`takes ${JSON.stringify(line)} apart`, () => {
      const { roleWords, duration, justification, ticketNumber } = readActivation(line);
      assert.equal(roleWords, role);
      assert.equal(duration?.kind === 'minutes' ? duration.minutes : undefined, minutes);
      assert.equal(justification, reason);
      assert.equal(ticketNumber, ticket);
    });
  }

  it('never leaves its own marks in what it gives', () => {
    fc.assert(
      fc.property(
        fc.array(fc.constantFrom('2h', 'INC0042', 'because', 'admin', 'tomorrow at 8:30', '$&', 'case 7'), {
          maxLength: 8,
        }),
        (parts) => {
          assert.doesNotMatch(JSON.stringify(readActivation(parts.join(' '))), /\\u0000/);
        },
      ),
    );
  });
});

describe('readAnswer', () => {
  it('takes loose words for the justification', () => {
    assert.deepEqual(readAnswer('mailbox stuck, 2h, INC0042'), {
      duration: { kind: 'minutes', minutes: 120 },
      justification: 'mailbox stuck',
      ticketNumber: 'INC0042',
      times: undefined,
    });
    assert.equal(readAnswer('because the mailbox is stuck').justification, 'the mailbox is stuck');
    assert.equal(readAnswer('45 minutes').justification, undefined);
  });
});
