import { type BypassLine, type HouseBypass } from '../pim/houseRules/bypass.ts';

/** Of activations that went round the rules of the house. */
export interface HouseBypassWords {
  readonly kind: string;
  readonly heading: (verdict: HouseBypass['verdict']) => string;
  readonly sentence: (person: string, role: string, at: string) => string;
  readonly notJudged: string;
  readonly labels: {
    readonly scope: string;
    readonly duration: string;
    readonly way: string;
    readonly approvedBy: string;
  };
  readonly durationUnknown: string;
  readonly way: (way: HouseBypass['way']) => string;
  readonly unmetHeading: string;
  /** What one rule asks, and what of it was not there. */
  readonly line: (line: BypassLine, duration: (minutes: number) => string) => string;
  readonly moreLines: (count: number) => string;
  readonly version: (version: string, isOfThen: boolean) => string;
  readonly whatToDo: string;
  readonly practice: string;
  readonly showSettings: string;
  readonly showHolders: string;
  readonly summary: (person: string, role: string) => string;
  readonly discreet: string;
  readonly typed: string;
  /** Many at once. */
  readonly list: {
    readonly heading: (count: number) => string;
    readonly row: (at: string, verdict: HouseBypass['verdict'], unmet: string) => string;
    readonly summary: (count: number) => string;
    readonly more: (count: number) => string;
  };
  /** What lines are about, in few words. */
  readonly unmet: (things: readonly BypassLine['thing'][]) => string;
  /** In the administrators' digest. */
  readonly digest: {
    readonly title: (count: number) => string;
    readonly row: (person: string, role: string, unmet: string) => string;
  };
}
