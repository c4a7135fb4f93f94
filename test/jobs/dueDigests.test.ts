import assert from 'node:assert/strict';
import fc from 'fast-check';
import { dueDigestsAt } from '../../src/jobs/dueDigests.ts';
import { principalId } from '../../src/pim/ids.ts';

const HOUR_MS = 3_600_000;
/** So long after its time a digest still comes; `until` is that much later than the time itself. */
const GRACE_MS = 4 * HOUR_MS;

/** What an administrators' digest tells of, as instants, and the local date that it is of. */
interface Window {
  readonly localDate: string;
  readonly since: string;
  readonly to: string;
}

interface Wished {
  readonly timeZone: string;
  readonly digestAt: string;
  readonly isOnWeekends: boolean;
}

/** Every digest that comes between two dates, in order, as whoever looks every four hours finds them. */
function windowsBetween(from: string, to: string, { timeZone, digestAt, isOnWeekends }: Wished): Window[] {
  const settings = {
    isDigestOn: true,
    digestAt: '08:30',
    isDigestOnWeekends: isOnWeekends,
    defaultTimeZone: 'UTC',
    administrators: { groupId: principalId('6a0e1f52-1c3b-4d7e-9b20-5f1e0c7a1101'), digestAt },
  };
  const found: Window[] = [];
  for (let at = Date.parse(from); at < Date.parse(to); at += GRACE_MS) {
    const { administrators: due } = dueDigestsAt(new Date(at), settings)({ timeZone, chosen: {} });
    if (due?.kind !== 'administratorsDigest' || due.localDate === found.at(-1)?.localDate) continue;
    const until = new Date(Date.parse(due.until) - GRACE_MS);
    found.push({ localDate: due.localDate, since: due.since, to: until.toISOString() });
  }
  return found;
}

/** Each window begins where the one before it ended. */
function assertMeeting(windows: readonly Window[]): void {
  assert.deepEqual(
    windows.slice(1).map(({ localDate, since }) => [localDate, since]),
    windows.slice(0, -1).map(({ to }, index) => [windows[index + 1]?.localDate, to]),
  );
}

/** Zones with every kind of change of the clock: of an hour and of half of one, at midnight, and by the moon; and two without. */
const zones = [
  'Europe/Berlin',
  'America/New_York',
  'America/Santiago',
  'America/Nuuk',
  'Africa/Casablanca',
  'Africa/Cairo',
  'Australia/Lord_Howe',
  'Antarctica/Troll',
  'Asia/Kathmandu',
  'Pacific/Kiritimati',
];

describe('dueDigestsAt', () => {
  for (const timeZone of zones) {
    it(`tells administrators of every moment of a year once, in ${timeZone}`, () => {
      for (const isOnWeekends of [true, false]) {
        const wish = { timeZone, digestAt: '08:30', isOnWeekends };
        const windows = windowsBetween('2026-01-01', '2027-01-02', wish);
        assert.ok(windows.length > 255, 'one for each day on which one comes');
        assertMeeting(windows);
      }
    });
  }

  it('begins at the time on the wall of the day before, however long that day was', () => {
    const berlin = { timeZone: 'Europe/Berlin', digestAt: '08:30', isOnWeekends: true };
    const [, spring] = windowsBetween('2026-03-28T00:00Z', '2026-03-30T00:00Z', berlin);
    assert.deepEqual(spring, {
      localDate: '2026-03-29',
      since: '2026-03-28T07:30:00.000Z',
      to: '2026-03-29T06:30:00.000Z',
    });
    const [monday] = windowsBetween('2026-10-26T00:00Z', '2026-10-27T00:00Z', {
      ...berlin,
      isOnWeekends: false,
    });
    assert.deepEqual(monday, {
      localDate: '2026-10-26',
      since: '2026-10-23T06:30:00.000Z',
      to: '2026-10-26T07:30:00.000Z',
    });
  });

  it('has no gap and no overlap where a zone leaves the time, or the whole day, out', () => {
    const apia = { timeZone: 'Pacific/Apia', digestAt: '08:30' };
    for (const isOnWeekends of [true, false]) {
      const windows = windowsBetween('2011-12-26', '2012-01-05', { ...apia, isOnWeekends });
      assert.ok(windows.every(({ localDate }) => localDate !== '2011-12-30'));
      assertMeeting(windows);
    }
  });

  it('has no gap and no overlap at whatever time and wherever', () => {
    const pad = (value: number): string => String(value).padStart(2, '0');
    const wished = fc.record({
      timeZone: fc.constantFrom(...zones),
      digestAt: fc
        .tuple(fc.nat({ max: 23 }), fc.nat({ max: 59 }))
        .map(([hours, minutes]) => `${pad(hours)}:${pad(minutes)}`),
      isOnWeekends: fc.boolean(),
    });
    const months = fc.nat({ max: 11 }).map((month) => Date.UTC(2026, month, 1));
    fc.assert(
      fc.property(months, wished, (from, wish) => {
        const end = new Date(from + 35 * 24 * HOUR_MS).toISOString();
        assertMeeting(windowsBetween(new Date(from).toISOString(), end, wish));
      }),
      { numRuns: 60 },
    );
  });
});
