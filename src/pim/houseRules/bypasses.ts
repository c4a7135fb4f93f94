import { type RequestId } from '../ids.ts';
import { type Announcement } from '../records.ts';
import { type HouseBypass } from './bypass.ts';
import { type HouseRules } from './houseRule.ts';

/** Activations that went round the rules of the house, as they were found. */
export interface HouseBypasses {
  /**
   * Keeps one together with what is said of it, in one commit.
   * @returns `false` where one of that request is kept already: then nothing is said again
   */
  record(bypass: HouseBypass, announcement: Announcement): Promise<boolean>;
  of(id: RequestId): Promise<HouseBypass | undefined>;
  /** Those found from then on and before `until`, the newest first; a thousand at the most. */
  found(from: Date, until?: Date): Promise<readonly HouseBypass[]>;
  /** Forgets those found before. */
  sweep(before: Date): Promise<void>;
}

/** Rules that counted, and since when. */
export interface RulesSince {
  readonly rules: HouseRules;
  readonly since: Date;
}

/** Rules that counted once. */
export interface RulesOfThen extends RulesSince {
  /** When others took their place; `undefined`: none that are kept did. */
  readonly until: Date | undefined;
}

/** Every version of the rules that counted, to judge what was asked for under it. */
export interface RuleVersions {
  /** Nothing is written where the newest that is kept is the same version. */
  keep(rules: RulesSince): Promise<void>;
  /** The rules that counted at an instant; `undefined` where none are kept from so long ago. */
  at(time: Date): Promise<RulesOfThen | undefined>;
  /** Forgets those that counted no more before then. */
  sweep(before: Date): Promise<void>;
}
