const MORNING_HOUR = 9;
const WEDNESDAY = 3;
const DAY_MS = 86_400_000;

/**
 * The next Wednesday, 09:00 UTC: no midnight, no weekend and no hour of a digest is near for anybody in the tenants, so that a
 * story goes the same way at whatever hour it is run.
 */
export function workingMorning(now: Date): Date {
  const morning = new Date(now);
  morning.setUTCHours(MORNING_HOUR, 0, 0, 0);
  const days = (WEDNESDAY - morning.getUTCDay() + 7) % 7;
  const first = morning.getTime() + days * DAY_MS;
  return new Date(first < now.getTime() ? first + 7 * DAY_MS : first);
}
