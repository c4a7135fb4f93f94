import assert from 'node:assert/strict';
import { isQuiet } from '../../src/jobs/quietHours.ts';

const night = { from: '22:00', to: '07:00' };

describe('isQuiet', () => {
  const cases: readonly (readonly [
    title: string,
    at: string,
    zone: string,
    hours: typeof night,
    is: boolean,
  ])[] = [
    ['before they begin', '2026-01-05T20:59:00Z', 'Europe/Oslo', night, false],
    ['as they begin', '2026-01-05T21:00:00Z', 'Europe/Oslo', night, true],
    ['after midnight', '2026-01-06T02:00:00Z', 'Europe/Oslo', night, true],
    ['as they end', '2026-01-06T06:00:00Z', 'Europe/Oslo', night, false],
    ['in another zone at the same instant', '2026-01-06T06:00:00Z', 'America/New_York', night, true],
    ['within one day', '2026-01-05T12:30:00Z', 'UTC', { from: '12:00', to: '13:00' }, true],
    ['at noon of none', '2026-01-05T12:00:00Z', 'UTC', { from: '12:00', to: '12:00' }, false],
    ['in a zone that is none', '2026-01-05T23:00:00Z', 'Mars/Olympus', night, true],
    // Oslo has no 02:30 on this day: they end as the clock springs to 03:00.
    [
      'until a time that is left out',
      '2026-03-29T00:59:00Z',
      'Europe/Oslo',
      { from: '22:00', to: '02:30' },
      true,
    ],
    [
      'after a time that is left out',
      '2026-03-29T01:00:00Z',
      'Europe/Oslo',
      { from: '22:00', to: '02:30' },
      false,
    ],
    // Oslo has 02:30 twice on this day: the first one ends them for good.
    [
      'before a time that comes twice',
      '2026-10-25T00:29:00Z',
      'Europe/Oslo',
      { from: '22:00', to: '02:30' },
      true,
    ],
    ['between its two times', '2026-10-25T01:10:00Z', 'Europe/Oslo', { from: '22:00', to: '02:30' }, false],
    [
      'on an island whose midnight is missing',
      '2026-09-06T04:30:00Z',
      'America/Santiago',
      { from: '23:30', to: '00:30' },
      false,
    ],
  ];
  for (const [title, at, zone, hours, is] of cases) {
    it(`is ${is ? '' : 'not '}so ${title}`, () => {
      assert.equal(isQuiet(new Date(at), hours, zone), is);
    });
  }
});
