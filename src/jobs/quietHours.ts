import { DateTime, IANAZone } from 'luxon';
import { resolveWallTime } from './wallTime.ts';

/** A part of each day, `HH:MM` to `HH:MM` on the wall; over midnight where it ends earlier than it begins. */
export interface QuietHours {
  readonly from: string;
  readonly to: string;
}

/** Whether an instant lies in somebody's quiet hours. Two equal times mean that there are none. */
export function isQuiet(now: Date, { from, to }: QuietHours, timeZone: string): boolean {
  const zone = IANAZone.isValidZone(timeZone) ? timeZone : 'utc';
  const { year, month, day } = DateTime.fromJSDate(now, { zone });
  const dateAfter = (days: number): string =>
    DateTime.utc(year, month, day).plus({ days }).toFormat('yyyy-MM-dd');
  // Those of yesterday may last into today. Both ends are instants, so that no change of the clock makes two ends of one.
  return [-1, 0].some((days) => {
    const begin = resolveWallTime(dateAfter(days), from, timeZone);
    const end = resolveWallTime(dateAfter(to < from ? days + 1 : days), to, timeZone);
    return begin !== undefined && end !== undefined && begin <= now && now < end;
  });
}
