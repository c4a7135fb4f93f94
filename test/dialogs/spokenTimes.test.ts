import assert from 'node:assert/strict';
import fc from 'fast-check';
import { readActivation } from '../../src/dialogs/activationWords.ts';
import { draftFromWords } from '../../src/dialogs/draftFromWords.ts';
import { plannedTimes } from '../../src/dialogs/plannedTimes.ts';
import { findTimes } from '../../src/dialogs/spokenTimes.ts';

/** A Thursday in winter; 10:00 in Oslo. */
const THURSDAY = new Date('2026-11-26T09:00:00Z');

/** Start and end as the clock of a zone shows them, on the day of the start. */
function heard(text: string, now = THURSDAY, zone = 'Europe/Oslo'): string | undefined {
  const found = findTimes(text);
  if (found === undefined) return undefined;
  const { startAt, endAt } = plannedTimes(found.times, now, zone);
  const shown = (time: Date): string =>
    new Intl.DateTimeFormat('sv-SE', { timeZone: zone, dateStyle: 'short', timeStyle: 'short' }).format(time);
  const start = startAt === undefined ? 'now' : shown(startAt);
  return endAt === undefined ? start : `${start} to ${shown(endAt).slice(11)}`;
}

describe('findTimes', () => {
  const lines: Readonly<Record<string, string | undefined>> = {
    'at 22:00': '2026-11-26 22:00',
    'at 22.00': '2026-11-26 22:00',
    'at 18:30': '2026-11-26 18:30',
    'from 6pm': '2026-11-26 18:00',
    'from 6 pm': '2026-11-26 18:00',
    'from 18.30': '2026-11-26 18:30',
    'starting at 9am': '2026-11-26 09:00',
    'starting 9:15': '2026-11-26 09:15',
    'at 18': '2026-11-26 18:00',
    'at noon': '2026-11-26 12:00',
    'today at 16:00': '2026-11-26 16:00',
    'today at 12am': '2026-11-26 00:00',
    'at 12pm': '2026-11-26 12:00',
    'tonight at 9': '2026-11-26 21:00',
    'tonight at 22:30': '2026-11-26 22:30',
    'tomorrow at 8:30': '2026-11-27 08:30',
    'tomorrow 8:30': '2026-11-27 08:30',
    'tomorrow, 8:30': '2026-11-27 08:30',
    'tomorrow 9': '2026-11-27 09:00',
    'tomorrow at 9': '2026-11-27 09:00',
    'tomorrow noon': '2026-11-27 12:00',
    'tomorrow midnight': '2026-11-27 00:00',
    'at 22:00 tomorrow': '2026-11-27 22:00',
    'at 9 tomorrow': '2026-11-27 09:00',
    'at tomorrow 7:15': '2026-11-27 07:15',
    'day after tomorrow 8:00': '2026-11-28 08:00',
    'the day after tomorrow at 8': '2026-11-28 08:00',
    'friday at 14:00': '2026-11-27 14:00',
    'monday at 14:00': '2026-11-30 14:00',
    'on Monday at 14:00': '2026-11-30 14:00',
    'mon 14:00': '2026-11-30 14:00',
    'tues 8am': '2026-12-01 08:00',
    'next wednesday at 8:00': '2026-12-02 08:00',
    // Today, while it is still to come; a week later once it is over, or where "next" says so.
    'thursday at 14:00': '2026-11-26 14:00',
    'thursday at 9:00': '2026-12-03 09:00',
    'next thursday at 14:00': '2026-12-03 14:00',
    'at 14:00 on saturday': '2026-11-28 14:00',
    '27 nov 8:30': '2026-11-27 08:30',
    'on 1st december at 8:30': '2026-12-01 08:30',
    'dec 1 at 8:30': '2026-12-01 08:30',
    // A date that is over this year is the next one.
    '3 february 8:30': '2027-02-03 08:30',
    '2026-12-24 10:00': '2026-12-24 10:00',
    '2026-12-24 at 10': '2026-12-24 10:00',
    'tomorrow 9 to 11': '2026-11-27 09:00 to 11:00',
    'tomorrow 9-11': '2026-11-27 09:00 to 11:00',
    'tomorrow from 9 to 11': '2026-11-27 09:00 to 11:00',
    'tomorrow from 9 until 11:30': '2026-11-27 09:00 to 11:30',
    'tomorrow 9:30–11:00': '2026-11-27 09:30 to 11:00',
    'from 14:00 to 16:00': '2026-11-26 14:00 to 16:00',
    'from 14 to 16': '2026-11-26 14:00 to 16:00',
    '14:00-16:00': '2026-11-26 14:00 to 16:00',
    '9 to 11 tomorrow': '2026-11-27 09:00 to 11:00',
    'between 9 and 11 tomorrow': '2026-11-27 09:00 to 11:00',
    'monday between 9 and 11': '2026-11-30 09:00 to 11:00',
    'tomorrow 2-4pm': '2026-11-27 14:00 to 16:00',
    'tomorrow 11 to 1pm': '2026-11-27 11:00 to 13:00',
    'tomorrow 2pm to 4': '2026-11-27 14:00 to 16:00',
    'tomorrow 9am to 11': '2026-11-27 09:00 to 11:00',
    'tomorrow 9 till noon': '2026-11-27 09:00 to 12:00',
    'until 17:00': 'now to 17:00',
    'until 5pm': 'now to 17:00',
    'till 17': 'now to 17:00',
    'in 30 min': '2026-11-26 10:30',
    'in 2 hours': '2026-11-26 12:00',
    'starting in 90 minutes': '2026-11-26 11:30',
    // None of these is a time.
    'at 24:00': undefined,
    'at 8:60': undefined,
    'at 13pm': undefined,
    'at 0am': undefined,
    'at 8': undefined,
    'until 8': undefined,
    tomorrow: undefined,
    monday: undefined,
    '22:00': undefined,
    'at 22:00:30': undefined,
    '9 to 11': undefined,
    'tomorrow 2h': undefined,
    'tomorrow 20 min': undefined,
    'tomorrow 1.5 hours': undefined,
    '31 feb 8:00': undefined,
    '2026-13-01 8:00': undefined,
    'from 9 and 11': undefined,
    'exchange admin': undefined,
    'm365 admin': undefined,
    '': undefined,
  };
  for (const [text, expected] of Object.entries(lines)) {
    it(`hears ${JSON.stringify(text)} as ${expected ?? 'no time'}`, () => {
      assert.equal(heard(text), expected);
    });
  }

  it('says where it stood, and leaves the rest of the line alone', () => {
    const { roleWords, duration, justification } = readActivation(
      'exchange admin tomorrow at 9 for 2h because patch night',
    );
    assert.deepEqual(
      [roleWords, duration, justification],
      ['exchange admin', { kind: 'minutes', minutes: 120 }, 'patch night'],
    );
    assert.equal(readActivation('for 2 exchange admin tomorrow 9').roleWords, 'exchange admin');
    assert.equal(readActivation('tomorrow 9-11 exchange admin').roleWords, 'exchange admin');
  });

  it('never gives a time that no clock shows', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'binary', maxLength: 60 }),
        fc.nat(99),
        fc.nat(99),
        (text, hour, minute) => {
          const found = findTimes(`${text} at ${String(hour)}:${String(minute)}`);
          if (found?.times.kind !== 'clock') return;
          for (const time of [found.times.from, found.times.to]) {
            assert.ok(time === undefined || (time.hour < 24 && time.minute < 60));
          }
        },
      ),
    );
  });
});

describe('plannedTimes', () => {
  const vectors: readonly (readonly [zone: string, now: string, text: string, instant: string])[] = [
    ['Europe/Oslo', '2026-01-05T09:00:00Z', 'at 22:00', '2026-01-05T21:00:00.000Z'],
    ['Europe/Oslo', '2026-07-05T09:00:00Z', 'at 22:00', '2026-07-05T20:00:00.000Z'],
    // The clock goes forward on 29 March: half past two is not there, and moves on with it.
    ['Europe/Oslo', '2026-03-28T20:00:00Z', 'tomorrow 2:30', '2026-03-29T01:30:00.000Z'],
    ['Europe/Oslo', '2026-03-28T20:00:00Z', 'tomorrow 8:30', '2026-03-29T06:30:00.000Z'],
    ['Europe/Oslo', '2026-03-26T20:00:00Z', 'monday at 8:30', '2026-03-30T06:30:00.000Z'],
    // Half past two comes twice on 25 October: the first one counts.
    ['Europe/Oslo', '2026-10-24T20:00:00Z', 'tomorrow 2:30', '2026-10-25T00:30:00.000Z'],
    ['America/New_York', '2026-03-07T20:00:00Z', 'tomorrow 2:30', '2026-03-08T07:30:00.000Z'],
    ['America/New_York', '2026-10-31T20:00:00Z', 'tomorrow 1:30', '2026-11-01T05:30:00.000Z'],
    // Late in the evening "tomorrow" is the next local day, whatever UTC says.
    ['America/New_York', '2026-01-06T03:00:00Z', 'tomorrow 8:00', '2026-01-06T13:00:00.000Z'],
    ['Asia/Tokyo', '2026-01-05T20:00:00Z', 'at 8:00', '2026-01-05T23:00:00.000Z'],
    ['Nowhere/At_All', '2026-01-05T09:00:00Z', 'at 22:00', '2026-01-05T22:00:00.000Z'],
    ['Europe/Oslo', '2026-12-31T20:00:00Z', '1 jan at 8:00', '2027-01-01T07:00:00.000Z'],
  ];
  for (const [zone, now, text, instant] of vectors) {
    it(`knows ${text} at ${now} in ${zone}`, () => {
      const found = findTimes(text);
      assert.ok(found);
      assert.equal(plannedTimes(found.times, new Date(now), zone).startAt?.toISOString(), instant);
    });
  }
});

describe('a draft with times', () => {
  const draft = (line: string, now = THURSDAY) => draftFromWords(readActivation(line), now, 'Europe/Oslo');
  const rules = (line: string, now?: Date): readonly string[] =>
    draft(line, now).problems.map(({ rule }) => rule);

  it('takes the length from the range', () => {
    const { draft: made, problems } = draft('exchange admin tomorrow 9 to 11 because x');
    assert.deepEqual(problems, []);
    assert.equal(made.durationMinutes, 120);
    assert.equal(made.startAt, '2026-11-27T08:00:00.000Z');
    assert.equal(draft('exchange admin until 11:30').draft.durationMinutes, 90);
    assert.equal(draft('exchange admin until 11:30').draft.startAt, undefined);
  });

  it('counts the minutes that pass, whatever the clock shows', () => {
    const eve = new Date('2026-03-28T20:00:00Z');
    assert.equal(draft('reader tomorrow 1:00 to 4:00', eve).draft.durationMinutes, 120);
    assert.equal(
      draft('reader tomorrow 1:00 to 4:00', new Date('2026-10-24T20:00:00Z')).draft.durationMinutes,
      240,
    );
  });

  it('tells of times that cannot be, and makes no length of them', () => {
    assert.deepEqual(rules('reader tomorrow 11 to 9'), ['end_before_start']);
    assert.deepEqual(rules('reader until 9:00'), ['end_before_start']);
    assert.equal(draft('reader tomorrow 11 to 9').draft.durationMinutes, undefined);
    assert.deepEqual(rules('reader tomorrow 9 to 11 for 3h'), ['end_contradicts_duration']);
    assert.equal(draft('reader tomorrow 9 to 11 for 3h').draft.durationMinutes, undefined);
    assert.deepEqual(rules('reader tomorrow 9 to 11 for 2h'), []);
    assert.deepEqual(rules('reader tomorrow 2:30 for 1h', new Date('2026-03-28T20:00:00Z')), [
      'hour_skipped',
    ]);
    assert.deepEqual(rules('reader tomorrow 2:30 for 1h', new Date('2026-10-24T20:00:00Z')), []);
  });
});
