import { type RulesOfThen, type RuleVersions } from '../../houseRules/bypasses.ts';
import { type Clock } from '../../ports.ts';

/**
 * Versions of the rules for who asks about one instant after another: the one that counted last is not read again while it
 * still counted. Made anew for every look.
 */
export class RecentVersions implements Pick<RuleVersions, 'at'> {
  readonly #deps: { readonly versions: Pick<RuleVersions, 'at'>; readonly clock: Clock };
  #last: { readonly rules: RulesOfThen; readonly from: Date; readonly until: Date } | undefined;

  constructor(deps: { readonly versions: Pick<RuleVersions, 'at'>; readonly clock: Clock }) {
    this.#deps = deps;
  }

  async at(time: Date): Promise<RulesOfThen | undefined> {
    const last = this.#last;
    if (last !== undefined && time >= last.from && time < last.until) return last.rules;
    const { versions, clock } = this.#deps;
    // The newest counts for what was before this moment; whatever takes its place comes later.
    const readAt = clock.now();
    const rules = await versions.at(time);
    this.#last = rules && { rules, from: rules.since, until: rules.until ?? readAt };
    return rules;
  }
}
