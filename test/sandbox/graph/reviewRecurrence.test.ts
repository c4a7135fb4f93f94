import assert from 'node:assert/strict';
import {
  firstStart,
  type Recurrence,
  shortestGapDays,
  startOf,
} from '../../../sandbox/graph/reviews/recurrence.ts';

const now = new Date('2026-03-31T09:30:00Z');

const recurrence = (
  pattern: Recurrence['pattern'],
  range: Partial<Recurrence['range']> = {},
): Recurrence => ({
  pattern,
  range: { type: 'noEnd', startDate: null, endDate: null, occurrences: 0, ...range },
});

const monthly = (interval: number, dayOfMonth = 0): Recurrence['pattern'] => ({
  type: 'absoluteMonthly',
  interval,
  dayOfMonth,
});
const weekly = (interval: number): Recurrence['pattern'] => ({ type: 'weekly', interval, dayOfMonth: 0 });

describe('the rounds of a review', () => {
  const cases: Readonly<Record<string, readonly [Recurrence, readonly (string | undefined)[]]>> = {
    'happen once without a pattern': [recurrence(null), ['2026-03-31T09:30:00.000Z', undefined]],
    'come every second week': [
      recurrence(weekly(2)),
      ['2026-03-31T09:30:00.000Z', '2026-04-14T09:30:00.000Z', '2026-04-28T09:30:00.000Z'],
    ],
    'come every month, on its last day where it is short': [
      recurrence(monthly(1)),
      ['2026-03-31T09:30:00.000Z', '2026-04-30T09:30:00.000Z', '2026-05-31T09:30:00.000Z'],
    ],
    'come every quarter, past the end of a year': [
      recurrence(monthly(3)),
      [
        '2026-03-31T09:30:00.000Z',
        '2026-06-30T09:30:00.000Z',
        '2026-09-30T09:30:00.000Z',
        '2026-12-31T09:30:00.000Z',
      ],
    ],
    'fall on the day of the month that is asked for': [
      recurrence(monthly(1, 5)),
      ['2026-03-31T09:30:00.000Z', '2026-04-05T09:30:00.000Z', '2026-05-05T09:30:00.000Z'],
    ],
    'end after as many as were asked for': [
      recurrence(weekly(1), { type: 'numbered', occurrences: 2 }),
      ['2026-03-31T09:30:00.000Z', '2026-04-07T09:30:00.000Z', undefined],
    ],
    'begin on the day of the end, and not after it': [
      recurrence(weekly(1), { type: 'endDate', endDate: '2026-04-07' }),
      ['2026-03-31T09:30:00.000Z', '2026-04-07T09:30:00.000Z', undefined],
    ],
    'begin on a day ahead at midnight': [
      recurrence(weekly(1), { startDate: '2026-04-02' }),
      ['2026-04-02T00:00:00.000Z', '2026-04-09T00:00:00.000Z'],
    ],
    'begin at once where the day has come': [
      recurrence(weekly(1), { startDate: '2026-03-31' }),
      ['2026-03-31T09:30:00.000Z'],
    ],
  };
  for (const [title, [given, expected]] of Object.entries(cases)) {
    it(title, () => {
      const first = firstStart(given, now);
      assert.deepEqual(
        expected.map((_, number) => startOf(given, first, number)?.toISOString()),
        expected,
      );
    });
  }

  it('leave so many days between them', () => {
    assert.deepEqual(
      [weekly(2), monthly(3), null].map((pattern) => shortestGapDays(recurrence(pattern))),
      [14, 84, Infinity],
    );
  });
});
