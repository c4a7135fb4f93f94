import { type OpenHours, WEEKDAYS } from './houseRule.ts';

const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;
const DAY_MINUTES = 1_440;
/** So far ahead an opening is looked for; hours that no such time has together are never open together. */
const DAYS_AHEAD = 15;

/** One for each zone: making one costs more than a hundred uses. */
const formats = new Map<string, Intl.DateTimeFormat>();

function formatOf(zone: string): Intl.DateTimeFormat {
  const known = formats.get(zone);
  if (known !== undefined) return known;
  const format = new Intl.DateTimeFormat('en-US', {
    timeZone: zone,
    hourCycle: 'h23',
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
  });
  formats.set(zone, format);
  return format;
}

/** What a clock on the wall of a zone shows, as if it were UTC; milliseconds. */
function wallOf(at: number, zone: string): number {
  const parts = new Map(
    formatOf(zone)
      .formatToParts(at)
      .map(({ type, value }) => [type, Number(value)]),
  );
  const part = (type: Intl.DateTimeFormatPartTypes): number => parts.get(type) ?? 0;
  return Date.UTC(part('year'), part('month') - 1, part('day'), part('hour'), part('minute'), part('second'));
}

const minutesIn = (time: string): number => {
  const [hours = 0, minutes = 0] = time.split(':').map(Number);
  return hours * 60 + minutes;
};

/**
 * Whether they are open at an instant. What counts is what the clock shows: an hour that the zone has twice is open
 * twice, one that it leaves out is not there.
 */
export function isOpen({ days, from, to, zone }: OpenHours, at: Date): boolean {
  const wall = wallOf(at.getTime(), zone);
  const minute = Math.floor((wall % DAY_MS) / MINUTE_MS);
  // 1970 began on a Thursday.
  const weekday = (Math.floor(wall / DAY_MS) + 3) % 7;
  const isDay = (day: number): boolean => days.some((name) => name === WEEKDAYS[(day + 7) % 7]);
  const [begin, end] = [minutesIn(from), minutesIn(to)];
  if (begin < end) return isDay(weekday) && minute >= begin && minute < end;
  return (isDay(weekday) && minute >= begin) || (isDay(weekday - 1) && minute < end);
}

/** The first instant from then on at which all of them are open; `undefined` where there is none within two weeks. */
export function nextOpening(all: readonly OpenHours[], at: Date): Date | undefined {
  const isAllOpen = (instant: Date): boolean => all.every((hours) => isOpen(hours, instant));
  if (isAllOpen(at)) return at;
  let found: number | undefined;
  for (let days = -1; days <= DAYS_AHEAD; days += 1) {
    // A day later in one zone may be earlier in another, so one more day is looked at.
    const earlier = found;
    for (const instant of all.flatMap((hours) => openingsOf(hours, at.getTime(), days))) {
      if (instant > at.getTime() && instant < (found ?? Infinity) && isAllOpen(new Date(instant)))
        found = instant;
    }
    if (earlier !== undefined) break;
  }
  return found === undefined ? undefined : new Date(found);
}

/** Instants around which the hours may open, so many days after the day of an instant; `isOpen` sorts out those that are none. */
function openingsOf({ from, zone }: OpenHours, at: number, days: number): readonly number[] {
  const day = Math.floor(wallOf(at, zone) / DAY_MS) * DAY_MS + days * DAY_MS;
  // Those over midnight go on where the day begins anew after other hours, so midnight is one, too.
  return [minutesIn(from), 0].flatMap((minute) => instantsOf(day + minute * MINUTE_MS, zone));
}

/** Every instant at which the wall may show a time: one, or around a change of the clock the two and the change itself. */
function instantsOf(wall: number, zone: string): readonly number[] {
  const offsetAt = (instant: number): number => wallOf(instant, zone) - instant;
  const [before, after] = [wall - DAY_MINUTES * MINUTE_MS, wall + DAY_MINUTES * MINUTE_MS];
  const [early, late] = [offsetAt(before), offsetAt(after)];
  if (early === late) return [wall - early];
  let [low, high] = [before, after];
  while (high - low > 1_000) {
    const middle = Math.floor((low + high) / 2_000) * 1_000;
    if (offsetAt(middle) === early) low = middle;
    else high = middle;
  }
  return [wall - early, wall - late, high];
}
