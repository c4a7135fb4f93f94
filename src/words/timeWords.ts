/** Phrases around a time; the time itself is written by `Intl`. */
export interface TimeWords {
  /** BCP 47 of the region whose dates are written where a reader's locale names none. */
  readonly region: string;
  /** Regions that count the hours of a day to twelve. */
  readonly twelveHours: readonly string[];
  readonly in: (duration: string) => string;
  readonly ago: (duration: string) => string;
  readonly now: string;
  /** Two parts of a duration, the larger first. */
  readonly twoUnits: (larger: string, smaller: string) => string;
  /** A time that is told in UTC because the reader's zone is not known. */
  readonly utc: (time: string) => string;
}
