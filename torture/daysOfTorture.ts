import { type TimeOfDay } from './plan.ts';

const DAY_MS = 86_400_000;

/**
 * The instant at which a cycle begins in a tenant whose time began on some working morning, so that it goes the same way on
 * every day of the year: in that day's evening no digest is due to anybody who plays a part; on the next morning Latchkey
 * finds Europe's due when it starts.
 */
export function instantOf(timeOfDay: TimeOfDay, beginning: Date): Date {
  const at = new Date(beginning);
  if (timeOfDay === 'evening') {
    at.setUTCHours(18, 0, 0, 0);
  } else {
    at.setTime(at.getTime() + DAY_MS);
    at.setUTCHours(7, 46, 0, 0);
  }
  return at;
}
