import assert from 'node:assert/strict';
import fc from 'fast-check';
import { dueDay, nextDay, resolveWallTime } from '../../src/jobs/wallTime.ts';

/** Days of 2026 on which a zone leaves a time out, or has it twice; and zones that change nothing. */
const days: readonly (readonly [zone: string, date: string, time: string, at: string])[] = [
  ['Europe/Oslo', '2026-03-29', '02:30', '2026-03-29T01:00:00Z'],
  ['Europe/Oslo', '2026-03-29', '03:00', '2026-03-29T01:00:00Z'],
  ['Europe/Oslo', '2026-03-29', '01:59', '2026-03-29T00:59:00Z'],
  ['Europe/Oslo', '2026-10-25', '02:30', '2026-10-25T00:30:00Z'],
  ['Europe/Oslo', '2026-10-25', '03:00', '2026-10-25T02:00:00Z'],
  ['America/New_York', '2026-03-08', '02:30', '2026-03-08T07:00:00Z'],
  ['America/New_York', '2026-11-01', '01:30', '2026-11-01T05:30:00Z'],
  ['America/Santiago', '2026-09-06', '00:30', '2026-09-06T04:00:00Z'],
  ['America/Santiago', '2026-04-04', '23:30', '2026-04-05T02:30:00Z'],
  ['Africa/Cairo', '2026-04-24', '00:00', '2026-04-23T22:00:00Z'],
  ['Africa/Cairo', '2026-10-29', '23:30', '2026-10-29T20:30:00Z'],
  ['Asia/Beirut', '2026-03-29', '00:30', '2026-03-28T22:00:00Z'],
  ['Asia/Beirut', '2026-10-24', '23:30', '2026-10-24T20:30:00Z'],
  ['America/Havana', '2026-03-08', '00:30', '2026-03-08T05:00:00Z'],
  ['America/Havana', '2026-11-01', '00:30', '2026-11-01T04:30:00Z'],
  ['Africa/Casablanca', '2026-02-15', '02:30', '2026-02-15T01:30:00Z'],
  ['Africa/Casablanca', '2026-03-22', '02:30', '2026-03-22T02:00:00Z'],
  ['Australia/Lord_Howe', '2026-10-04', '02:15', '2026-10-03T15:30:00Z'],
  ['Australia/Lord_Howe', '2026-04-05', '01:45', '2026-04-04T14:45:00Z'],
  ['Antarctica/Troll', '2026-03-29', '02:00', '2026-03-29T01:00:00Z'],
  ['America/Nuuk', '2026-03-28', '23:30', '2026-03-29T01:00:00Z'],
  ['America/Nuuk', '2026-10-24', '23:30', '2026-10-25T00:30:00Z'],
  ['Asia/Gaza', '2026-03-28', '02:30', '2026-03-28T00:00:00Z'],
  ['Asia/Tehran', '2026-03-21', '08:30', '2026-03-21T05:00:00Z'],
  ['America/Asuncion', '2026-10-04', '00:30', '2026-10-04T03:30:00Z'],
  ['Pacific/Apia', '2026-09-27', '03:30', '2026-09-26T14:30:00Z'],
  ['Not/AZone', '2026-01-05', '08:30', '2026-01-05T08:30:00Z'],
];

/** Zones with every kind of change, and at both ends of the day. */
const zones = [
  ...new Set(days.map(([zone]) => zone)),
  'Pacific/Kiritimati',
  'Etc/GMT+12',
  'Asia/Kathmandu',
].filter((zone) => zone !== 'Not/AZone');

/** What a clock on the wall shows, without anything of what is tested: `YYYY-MM-DD HH:MM`. */
function wallReader(timeZone: string): (at: number) => string {
  const format = new Intl.DateTimeFormat('sv-SE', {
    timeZone,
    dateStyle: 'short',
    timeStyle: 'short',
  });
  return (at) => format.format(at);
}

const pad = (value: number): string => String(value).padStart(2, '0');
const aTime = fc
  .tuple(fc.nat({ max: 23 }), fc.nat({ max: 59 }))
  .map(([hours, minutes]) => `${pad(hours)}:${pad(minutes)}`);
const aDay = fc.nat({ max: 364 });
const dateOf = (day: number): string => new Date(Date.UTC(2026, 0, 1 + day)).toISOString().slice(0, 10);

describe('resolveWallTime', () => {
  for (const [zone, date, time, at] of days) {
    it(`finds ${time} of ${date} in ${zone}`, () => {
      assert.equal(resolveWallTime(date, time, zone)?.toISOString(), new Date(at).toISOString());
    });
  }

  it('has nothing for a date that a zone never had', () => {
    assert.equal(resolveWallTime('2011-12-30', '08:30', 'Pacific/Apia'), undefined);
    assert.equal(
      resolveWallTime('2011-12-31', '08:30', 'Pacific/Apia')?.toISOString(),
      '2011-12-30T18:30:00.000Z',
    );
  });

  it('finds the first minute at which the wall shows the time or a later one', () => {
    const changing = days.filter(([zone]) => zone !== 'Not/AZone');
    const near = fc
      .tuple(fc.constantFrom(...changing), fc.integer({ min: -1, max: 1 }))
      .map(([[zone, date], shift]) => ({
        zone,
        date: new Date(Date.parse(date) + shift * 86_400_000).toISOString().slice(0, 10),
      }));
    const anywhere = fc.record({ zone: fc.constantFrom(...zones), date: aDay.map(dateOf) });
    fc.assert(
      fc.property(fc.oneof(near, anywhere), aTime, ({ zone, date }, time) => {
        const shows = wallReader(zone);
        const wanted = `${date} ${time}`;
        let first = Date.parse(`${date}T${time}:00Z`) - 15 * 3_600_000;
        while (shows(first) < wanted) first += 60_000;
        assert.equal(resolveWallTime(date, time, zone)?.toISOString(), new Date(first).toISOString());
      }),
      { numRuns: 300 },
    );
  });
});

describe('nextDay', () => {
  const nextAt = (now: string, time: string, timeZone: string): string | undefined =>
    nextDay(new Date(now), { time, timeZone })?.date;

  it('is today while the time is still to come, and tomorrow after it', () => {
    assert.equal(nextAt('2026-01-05T08:29:59Z', '08:30', 'UTC'), '2026-01-05');
    assert.equal(nextAt('2026-01-05T08:30:00Z', '08:30', 'UTC'), '2026-01-06');
  });

  it('goes by the person’s own date', () => {
    assert.equal(nextAt('2026-01-05T20:00:00Z', '08:30', 'Asia/Tokyo'), '2026-01-06');
    assert.equal(nextAt('2026-01-05T02:00:00Z', '23:00', 'America/New_York'), '2026-01-04');
  });

  it('passes over a day that the zone leaves out', () => {
    assert.equal(nextAt('2011-12-30T08:00:00Z', '08:30', 'Pacific/Apia'), '2011-12-31');
  });
});

describe('dueDay', () => {
  const dueAt = (now: string, time: string, timeZone: string): string | undefined =>
    dueDay(new Date(now), { time, timeZone, graceMinutes: 240 })?.date;

  const table: readonly (readonly [now: string, time: string, zone: string, date: string | undefined])[] = [
    ['2026-01-05T08:29:59Z', '08:30', 'UTC', undefined],
    ['2026-01-05T08:30:00Z', '08:30', 'UTC', '2026-01-05'],
    ['2026-01-05T12:30:00Z', '08:30', 'UTC', '2026-01-05'],
    ['2026-01-05T12:30:01Z', '08:30', 'UTC', undefined],
    // Before midnight: still in its grace after it, and of the day before.
    ['2026-01-06T03:29:00Z', '23:30', 'UTC', '2026-01-05'],
    ['2026-01-06T03:31:00Z', '23:30', 'UTC', undefined],
    // The zone leaves the last hour of the day out: it comes with the next day's first minute, for the day before.
    ['2026-03-29T00:59:00Z', '23:30', 'America/Nuuk', undefined],
    ['2026-03-29T01:00:00Z', '23:30', 'America/Nuuk', '2026-03-28'],
    // The grace counts hours that pass, not hours on the wall.
    ['2026-03-29T04:45:00Z', '01:45', 'Europe/Oslo', '2026-03-29'],
    ['2026-03-29T04:46:00Z', '01:45', 'Europe/Oslo', undefined],
  ];
  for (const [now, time, zone, date] of table) {
    it(`is ${date ?? 'none'} at ${now} for ${time} in ${zone}`, () => {
      assert.equal(dueAt(now, time, zone), date);
    });
  }

  it('knows the weekday of the day that it is due for', () => {
    const sunday = dueDay(new Date('2026-01-05T01:00:00Z'), {
      time: '23:30',
      timeZone: 'UTC',
      graceMinutes: 240,
    });
    assert.deepEqual([sunday?.date, sunday?.weekday], ['2026-01-04', 7]);
  });
});
