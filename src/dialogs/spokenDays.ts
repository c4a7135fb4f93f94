/** A time of day, on a clock with 24 hours. */
export interface ClockTime {
  readonly hour: number;
  readonly minute: number;
}

/** A day as people say it. A weekday is the next one; `isNext`: never today. A date without a year is the next one. */
export type SpokenDay =
  | { readonly kind: 'inDays'; readonly days: number }
  /** 1 is Monday. */
  | { readonly kind: 'weekday'; readonly weekday: number; readonly isNext: boolean }
  | {
      readonly kind: 'date';
      readonly year: number | undefined;
      readonly month: number;
      readonly day: number;
    };

/** When something is to begin and end, in the words of somebody's own clock. */
export type SpokenTimes =
  | { readonly kind: 'later'; readonly inMinutes: number }
  | {
      readonly kind: 'clock';
      /** `undefined`: today. */
      readonly day: SpokenDay | undefined;
      /** `undefined`: now. */
      readonly from: ClockTime | undefined;
      readonly to: ClockTime | undefined;
    };

/** `undefined` for a day that no month has. Of years, only a leap year is taken where none is given. */
export function dateOf(year: number | undefined, month: number, day: number): SpokenDay | undefined {
  const date = new Date(Date.UTC(year ?? 2024, month - 1, day));
  const isThere = date.getUTCMonth() === month - 1 && date.getUTCDate() === day;
  return isThere ? { kind: 'date', year, month, day } : undefined;
}
