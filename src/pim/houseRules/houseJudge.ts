import { type Role } from '../roles.ts';
import { type HouseDirectory, type RuleRequest } from './circumstances.ts';
import { type NamedByRules } from './namedByRules.ts';
import { type RuleIndex } from './ruleIndex.ts';
import { type Ruling } from './ruling.ts';

/** The rules that count, and since when. */
export interface CountingRules {
  readonly index: RuleIndex;
  readonly since: Date;
}

/**
 * How old what is said of groups and managers may be. `now`: read for this very question, as wherever a vote counts or
 * a role is given. `lately`: a minute at the most, for what is only shown.
 */
export type Freshness = 'now' | 'lately';

/** How a request is judged. */
export interface Judging {
  readonly freshness: Freshness;
  /** The operation that asks; it does not count against itself. */
  readonly operationId?: string | undefined;
}

/** The rules of the house with everything that they are judged by. Absent where nothing has rules. */
export interface HouseJudge {
  /** The rules that count at this moment. */
  counting(): CountingRules;
  /** How rules see a role. A role of which nobody could say whether it is privileged is taken for one that is. */
  roleSeen(role: Role): RuleRequest['role'];
  /**
   * What the rules that count now say of a request. Nothing is read where no rule is about its role. What cannot be read
   * refuses, as the ruling says; it is never taken for a permission.
   */
  judge(request: RuleRequest, how: Judging): Promise<Ruling>;
  /**
   * The same for one who still chooses: reads once what a request of this person for this role and scope is judged by,
   * and then judges it with any start, length and ticket.
   */
  hearingOf(request: RuleRequest, how: Judging): Promise<(variant: RuleRequest) => Ruling>;
  /** The directory as far as somebody names it. What could not be read is `undefined` in it. */
  directoryOf(named: NamedByRules, freshness: Freshness): Promise<HouseDirectory>;
}
