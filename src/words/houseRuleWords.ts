import { type KeptLine } from '../pim/houseRules/keptRuling.ts';
import { type AskedLine, type Ruling } from '../pim/houseRules/ruling.ts';
import { type RuledActivation, type RulesWhatIf } from '../pim/houseRules/whatIf.ts';

/** How names, times and lengths are written into a sentence. */
export interface HouseRuleTold {
  /** Minutes. */
  readonly duration: (minutes: number) => string;
  readonly at: (time: Date) => string;
  /** Of a person or group. */
  readonly name: (id: string) => string;
}

/** Counts of an outlook. */
export interface WhatIfCounts {
  readonly all: number;
  readonly waits: number;
  readonly refused: number;
  readonly days: number;
}

/** What the rules of the house ask, and what of it is met. */
export interface HouseRuleWords {
  readonly nothingAsked: (role: string) => string;
  readonly verdict: (verdict: Ruling['verdict'], person: string, role: string) => string;
  readonly isMet: (isMet: boolean | undefined) => string;
  /** Of a line that an emergency goes past. */
  readonly passedOver: string;
  /** What one rule asks, and where it is not met, why. */
  readonly asked: (line: AskedLine, told: HouseRuleTold) => string;
  readonly approvers: (names: readonly string[], others: number) => string;
  readonly earliest: (at: string) => string;
  readonly neverOpen: string;
  readonly version: (version: string) => string;
  /** Says what the rules are not. */
  readonly notEnforced: string;
  /** On forms and on the cards of requests. */
  readonly onCards: {
    readonly row: string;
    readonly asks: string;
    readonly kept: (line: KeptLine, told: HouseRuleTold) => string;
    readonly others: (count: number) => string;
    /** For somebody whom a rule names and whose name is not known. */
    readonly unnamed: string;
  };
  readonly check: {
    readonly good: (rules: number, version: string) => string;
    readonly unknownRole: (rule: string, role: string) => string;
    readonly unknownPerson: (rule: string, id: string) => string;
    readonly unknownGroup: (rule: string, id: string) => string;
    readonly unknownTicketSystem: (rule: string, system: string) => string;
    readonly notLookedUp: string;
  };
  readonly whatIf: {
    readonly sum: (counts: WhatIfCounts) => string;
    readonly activation: (one: RuledActivation, told: HouseRuleTold, role: string) => string;
    readonly asked: (name: string, times: number) => string;
    readonly tickets: (what: RulesWhatIf) => string;
    readonly nobody: (count: number) => string;
    readonly groupsOfNow: string;
    readonly noLog: string;
  };
}
