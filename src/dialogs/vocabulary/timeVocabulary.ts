import { type SpokenDay } from '../spokenDays.ts';

/** A language in which lines are typed; each is read with words of its own, so that none changes what another means. */
export type SpokenLanguage = 'en' | 'de';

/** How a language says when something begins and ends. */
export interface TimeVocabulary {
  /**
   * A clock time with what stands around it, in the groups `before`, `within` and `after` (a day), `word` ("at"),
   * `from`, `joint` ("to") and `to`. Flags: `giu`.
   */
  readonly clock: RegExp;
  /** "in 30 min"; its groups are for `minutesLater`. */
  readonly later: RegExp;
  readonly minutesLater: (groups: Readonly<Record<string, string | undefined>>) => number;
  /** Words before a time that is an end. */
  readonly until: RegExp;
  /** "between", and the "and" that belongs to it and to no other. */
  readonly between: readonly [between: string, and: string];
  readonly noon: string;
  readonly midnight: string;
  /** A time in lower case, with digits, a colon and "am" or "pm" alone. */
  readonly inDigits: (typed: string) => string;
  /** A word that makes a number a time without any other. */
  readonly clockWord: RegExp | undefined;
  /** Whether a bare number behind "at" is a time, whatever the number. */
  readonly isBareAfterWord: boolean;
  readonly dayOf: (said: string) => SpokenDay | undefined;
  /** The first hour that lies behind noon where a part of the day was said with the day; `undefined` where none was. */
  readonly afterNoonFrom: (said: string) => number | undefined;
}
