import { DateTime } from 'luxon';
import { type ClockTime, type SpokenDay, type SpokenTimes } from './spokenDays.ts';

/** What spoken times come to on the clock of a zone. */
export interface PlannedTimes {
  /** `undefined`: now. */
  readonly startAt: Date | undefined;
  readonly endAt: Date | undefined;
  /** An hour that was said is one that the zone leaves out on that day; the times have moved forward with the clock. */
  readonly isHourSkipped: boolean;
}

/**
 * The instants of times that were given in local time. Times that the zone skips move forward with it; of times that it
 * has twice the first one counts. An unknown zone counts as UTC.
 */
export function plannedTimes(times: SpokenTimes, now: Date, timeZone: string): PlannedTimes {
  const utc = DateTime.fromJSDate(now, { zone: 'utc' });
  const zoned = utc.setZone(timeZone);
  const local = zoned.isValid ? zoned : utc;
  if (times.kind === 'later') {
    const startAt = local.plus({ minutes: times.inMinutes }).toJSDate();
    return { startAt, endAt: undefined, isHourSkipped: false };
  }
  const first = times.from ?? times.to;
  const day = dayFor(times.day, local, first);
  const start = times.from && instantOf(day, times.from);
  const end = times.to && instantOf(day, times.to);
  return {
    startAt: start?.at,
    endAt: end?.at,
    isHourSkipped: start?.isSkipped === true || end?.isSkipped === true,
  };
}

function instantOf(
  day: DateTime,
  { hour, minute }: ClockTime,
): { readonly at: Date; readonly isSkipped: boolean } {
  const local = day.set({ hour, minute, second: 0, millisecond: 0 });
  return {
    at: DateTime.min(local, ...local.getPossibleOffsets()).toJSDate(),
    isSkipped: local.hour !== hour || local.minute !== minute,
  };
}

/** The day that is meant, at any hour of it; today where the time named is still to come, for a weekday. */
function dayFor(day: SpokenDay | undefined, now: DateTime, time: ClockTime | undefined): DateTime {
  if (day === undefined) return now;
  if (day.kind === 'inDays') return now.plus({ days: day.days });
  if (day.kind === 'weekday') {
    const days = (day.weekday - now.weekday + 7) % 7;
    const isOver = time === undefined || instantOf(now, time).at.getTime() < now.toMillis();
    return now.plus({ days: days === 0 && (day.isNext || isOver) ? 7 : days });
  }
  const { year = now.year, month, day: date } = day;
  const noon = { month, day: date, hour: 12 };
  const named = now.set({ year, ...noon });
  const isOver = day.year === undefined && named.endOf('day') < now;
  return isOver ? now.set({ year: year + 1, ...noon }) : named;
}
