const dayMs = 86_400_000;

/** When the rounds of a review begin (Graph: patternedRecurrence; only what Graph says it heeds). */
export interface Recurrence {
  readonly pattern: Pattern | null;
  readonly range: Range;
}

interface Pattern {
  readonly type: 'weekly' | 'absoluteMonthly';
  /** Every so many weeks or months. */
  readonly interval: number;
  /** 0: the day of the start. */
  readonly dayOfMonth: number;
}

interface Range {
  readonly type: 'noEnd' | 'endDate' | 'numbered';
  /** `YYYY-MM-DD`; null: at once. */
  readonly startDate: string | null;
  readonly endDate: string | null;
  readonly occurrences: number;
}

const midnight = (date: string): Date => new Date(`${date}T00:00:00Z`);

/** When the first round begins: on a day that is not ahead, at once. */
export function firstStart({ range }: Recurrence, now: Date): Date {
  const planned = range.startDate === null ? now : midnight(range.startDate);
  return planned > now ? planned : now;
}

/** When the round of this number begins, counted from the first one; `undefined`: there is none. */
export function startOf({ pattern, range }: Recurrence, first: Date, number: number): Date | undefined {
  if (number === 0) return first;
  if (pattern === null) return undefined;
  if (range.type === 'numbered' && number >= range.occurrences) return undefined;
  const start =
    pattern.type === 'weekly'
      ? new Date(first.getTime() + number * pattern.interval * 7 * dayMs)
      : monthsLater(first, number * pattern.interval, pattern.dayOfMonth);
  const isPastEnd = range.endDate !== null && start.getTime() >= midnight(range.endDate).getTime() + dayMs;
  return range.type === 'endDate' && isPastEnd ? undefined : start;
}

/** The same time of day some months later; a day that the month does not have becomes its last. */
function monthsLater(first: Date, months: number, dayOfMonth: number): Date {
  const wanted = dayOfMonth === 0 ? first.getUTCDate() : dayOfMonth;
  const found = new Date(first);
  found.setUTCDate(1);
  found.setUTCMonth(first.getUTCMonth() + months);
  const lastDay = new Date(Date.UTC(found.getUTCFullYear(), found.getUTCMonth() + 1, 0)).getUTCDate();
  found.setUTCDate(Math.min(wanted, lastDay));
  return found;
}

/** The shortest time between two rounds, in days. */
export function shortestGapDays({ pattern }: Recurrence): number {
  if (pattern === null) return Infinity;
  return pattern.interval * (pattern.type === 'weekly' ? 7 : 28);
}
