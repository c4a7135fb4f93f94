import { type Finding, type FindingFacts, type FindingRuleId } from '../pim/findings/finding.ts';

/** What findings say. All of it plain text; words of the directory are in it. */
export interface FindingWords {
  readonly told: (finding: Finding, names: FindingNames) => ToldFinding;
  readonly rules: Readonly<Record<FindingRuleId, FindingRuleWords>>;
}

/** Names of what a finding is about, ready to be shown. */
export interface FindingNames {
  readonly role: string | undefined;
  /** The first of those whom it concerns, or all of them; how many there are stands in the facts. */
  readonly principals: readonly string[];
}

/** A finding in sentences. */
export interface ToldFinding {
  readonly title: string;
  readonly evidence: string;
  readonly why: string;
  readonly mend: string;
}

/** What a rule says of everything that it finds. */
export interface FindingRuleWords {
  readonly title: string;
  /** When the rule finds something, for those who read about it before it does. */
  readonly what: string;
  /** What was found this time. */
  readonly evidence: (facts: FindingFacts, names: FindingNames) => string;
  readonly why: string;
  readonly mend: string;
}
