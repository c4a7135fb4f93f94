import { DateTime, FixedOffsetZone, IANAZone, type Zone } from 'luxon';

/** A calendar day in somebody's own zone. */
export interface LocalDay {
  /** `YYYY-MM-DD`. */
  readonly date: string;
  /** 1 Monday to 7 Sunday. */
  readonly weekday: number;
}

const HOUR_MS = 3_600_000;
/** No zone is further from UTC than this, so a change of offset that touches a wall time lies between them. Hours. */
const FURTHEST_AHEAD = 15;
const FURTHEST_BEHIND = 13;

/** A zone that is not known counts as UTC, as it does wherever times are shown. */
function zoneOf(name: string): Zone {
  const zone = IANAZone.create(name);
  return zone.isValid ? zone : FixedOffsetZone.utcInstance;
}

const dayIn = (zone: Zone, at: number): LocalDay => {
  const local = DateTime.fromMillis(at, { zone });
  return { date: local.toFormat('yyyy-MM-dd'), weekday: local.weekday };
};

/** The first instant between two at which the offset is not the one of the earlier. */
function changeBetween(from: number, to: number, offsetAt: (at: number) => number): number {
  const before = offsetAt(from);
  let [low, high] = [from, to];
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2);
    if (offsetAt(middle) === before) low = middle;
    else high = middle;
  }
  return high;
}

/**
 * The instant at which a clock on the wall shows a time of a date: the first of two where the zone has it twice, the
 * first instant after the gap where the zone leaves it out.
 * @returns `undefined` for a date that the zone never had
 */
export function resolveWallTime(date: string, time: string, timeZone: string): Date | undefined {
  const zone = zoneOf(timeZone);
  const offsetAt = (at: number): number => zone.offset(at) * 60_000;
  const wall = Date.parse(`${date}T${time}:00Z`);
  const from = wall - FURTHEST_AHEAD * HOUR_MS;
  const to = wall + FURTHEST_BEHIND * HOUR_MS;
  const early = wall - offsetAt(from);
  if (offsetAt(from) === offsetAt(to)) return new Date(early);
  const change = changeBetween(from, to, offsetAt);
  if (early < change) return new Date(early);
  const resolved = Math.max(wall - offsetAt(to), change);
  const isThere = [resolved, change - 1].some((at) => dayIn(zone, at).date === date);
  return isThere ? new Date(resolved) : undefined;
}

/**
 * The instant at which a clock on the wall showed a time on the last date before another that counts, by its weekday.
 * A date that the zone never had is passed over.
 */
export function lastWallTime(
  before: string,
  { time, timeZone }: { time: string; timeZone: string },
  counts: (weekday: number) => boolean,
): Date {
  for (let day = DateTime.fromISO(before, { zone: 'utc' }); ;) {
    day = day.minus({ days: 1 });
    const at = counts(day.weekday) ? resolveWallTime(day.toFormat('yyyy-MM-dd'), time, timeZone) : undefined;
    if (at !== undefined) return at;
  }
}

/** Days around today, the latest first: a time near midnight may fall on the day before or after it somewhere. */
function daysAround(now: Date, timeZone: string): readonly LocalDay[] {
  const today = DateTime.fromJSDate(now, { zone: zoneOf(timeZone) });
  return [2, 1, 0, -1].map((days) => {
    const day = DateTime.utc(today.year, today.month, today.day).plus({ days });
    return { date: day.toFormat('yyyy-MM-dd'), weekday: day.weekday };
  });
}

/** The local day on which a clock on the wall shows a time next. */
export function nextDay(
  now: Date,
  { time, timeZone }: { time: string; timeZone: string },
): LocalDay | undefined {
  return daysAround(now, timeZone).findLast(({ date }) => {
    const at = resolveWallTime(date, time, timeZone);
    return at !== undefined && at > now;
  });
}

/**
 * The local day whose digest is due at an instant: its time of day has come, and no longer ago than the grace. The
 * days around today count too, since a time before midnight may be reached, or still be in its grace, after it.
 */
export function dueDay(
  now: Date,
  { time, timeZone, graceMinutes }: { time: string; timeZone: string; graceMinutes: number },
): (LocalDay & { readonly at: Date }) | undefined {
  for (const day of daysAround(now, timeZone)) {
    const at = resolveWallTime(day.date, time, timeZone);
    const late = at === undefined ? -1 : now.getTime() - at.getTime();
    if (at !== undefined && late >= 0 && late <= graceMinutes * 60_000) return { ...day, at };
  }
  return undefined;
}
