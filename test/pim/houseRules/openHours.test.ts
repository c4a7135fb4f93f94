import assert from 'node:assert/strict';
import { DateTime } from 'luxon';
import fc from 'fast-check';
import { type OpenHours, WEEKDAYS } from '../../../src/pim/houseRules/houseRule.ts';
import { isOpen, nextOpening } from '../../../src/pim/houseRules/openHours.ts';

const zones = [
  'UTC',
  'Europe/Oslo',
  'America/New_York',
  'Australia/Lord_Howe',
  'Asia/Kathmandu',
  'America/Santiago',
];
const time = fc
  .record({ hour: fc.nat(23), minute: fc.constantFrom(0, 15, 30, 59) })
  .map(({ hour, minute }) => `${String(hour).padStart(2, '0')}:${String(minute).padStart(2, '0')}`);
const someHours: fc.Arbitrary<OpenHours> = fc
  .record({
    days: fc.uniqueArray(fc.constantFrom(...WEEKDAYS), { minLength: 1 }),
    from: time,
    to: fc.oneof(time, fc.constant('24:00')),
    zone: fc.constantFrom(...zones),
  })
  .filter(({ from, to }) => from !== to);
const instant = fc.oneof(
  fc.date({
    min: new Date('2026-01-01T00:00:00Z'),
    max: new Date('2027-01-01T00:00:00Z'),
    noInvalidDate: true,
  }),
  // The nights on which clocks change in those zones.
  fc
    .tuple(
      fc.constantFrom(
        '2026-03-08',
        '2026-03-29',
        '2026-04-05',
        '2026-09-06',
        '2026-10-04',
        '2026-10-25',
        '2026-11-01',
      ),
      fc.integer({ min: -1_440, max: 2_880 }),
    )
    .map(([day, minutes]) => new Date(Date.parse(`${day}T00:00:00Z`) + minutes * 60_000)),
);

describe('isOpen', () => {
  it('reads the clock of the zone as another calendar does', () => {
    fc.assert(
      fc.property(someHours, instant, (hours, at) => {
        const local = DateTime.fromJSDate(at, { zone: hours.zone });
        const clock = local.toFormat('HH:mm');
        const isDay = (weekday: number): boolean =>
          hours.days.some((day) => WEEKDAYS.indexOf(day) === (weekday + 6) % 7);
        const expected =
          hours.from < hours.to
            ? isDay(local.weekday) && clock >= hours.from && clock < hours.to
            : (isDay(local.weekday) && clock >= hours.from) || (isDay(local.weekday - 1) && clock < hours.to);
        assert.equal(isOpen(hours, at), expected);
      }),
      { numRuns: 1_000 },
    );
  });
});

describe('nextOpening', () => {
  it('is the first instant at which they are open, to the minute', () => {
    fc.assert(
      fc.property(fc.array(someHours, { minLength: 1, maxLength: 2 }), instant, (all, at) => {
        const first = nextOpening(all, at);
        const isAllOpen = (when: number): boolean => all.every((hours) => isOpen(hours, new Date(when)));
        const until = first?.getTime() ?? at.getTime() + 8 * 86_400_000;
        if (first !== undefined) assert.ok(isAllOpen(first.getTime()));
        // Every quarter and the last minutes before: all openings of these hours begin at one of them.
        for (let when = Math.ceil(at.getTime() / 900_000) * 900_000; when < until; when += 900_000)
          assert.ok(!isAllOpen(when), `open already at ${new Date(when).toISOString()}`);
        if (first !== undefined && first > at)
          assert.ok(!isAllOpen(first.getTime() - 60_000) || first.getTime() - 60_000 < at.getTime());
      }),
      { numRuns: 150 },
    );
  });

  it('is never where hours do not fit together', () => {
    const hours = (from: string, to: string): OpenHours => ({ days: WEEKDAYS, from, to, zone: 'UTC' });
    assert.equal(
      nextOpening([hours('08:00', '09:00'), hours('10:00', '11:00')], new Date('2026-01-05T00:00:00Z')),
      undefined,
    );
  });
});
