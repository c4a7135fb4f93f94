import { type TimeOfDay } from './plan.ts';

const DAY_MS = 86_400_000;
const TUESDAY = 2;

/** The next Tuesday, 06:00 UTC, after an instant. */
export function eveBefore(now: Date): Date {
  const eve = new Date(now);
  eve.setUTCHours(6, 0, 0, 0);
  const days = (TUESDAY - eve.getUTCDay() + 7) % 7;
  const first = eve.getTime() + days * DAY_MS;
  return new Date(first <= now.getTime() ? first + 7 * DAY_MS : first);
}

/**
 * The instant at which a cycle begins, so that it goes the same way on every day of the year: on the Tuesday's evening no
 * digest is due to anybody who plays a part; on the Wednesday's morning Latchkey finds Europe's due when it starts.
 */
export function instantOf(timeOfDay: TimeOfDay, eve: Date): Date {
  const at = new Date(eve);
  if (timeOfDay === 'evening') {
    at.setUTCHours(18, 0, 0, 0);
  } else {
    at.setTime(at.getTime() + DAY_MS);
    at.setUTCHours(7, 46, 0, 0);
  }
  return at;
}
