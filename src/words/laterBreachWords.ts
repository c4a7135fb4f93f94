import { type LaterBreach, type LaterBreachLine } from '../pim/houseRules/plannedStarts/laterBreach.ts';

/** Of planned activations that the rules of the house do not allow any more as they begin. */
export interface LaterBreachWords {
  readonly kind: string;
  readonly heading: (verdict: LaterBreach['verdict']) => string;
  readonly sentence: {
    /** To whoever planned it. */
    readonly own: (role: string, at: string) => string;
    readonly ofOther: (person: string, role: string, at: string) => string;
  };
  readonly notJudged: string;
  readonly labels: { readonly scope: string; readonly duration: string; readonly judged: string };
  readonly durationUnknown: string;
  readonly unmetHeading: (isOwn: boolean) => string;
  /** What one rule asks by now, and what of it is not there. */
  readonly line: (line: LaterBreachLine, duration: (minutes: number) => string) => string;
  readonly moreLines: (count: number) => string;
  readonly version: (version: string) => string;
  /** Why it is not simply stopped, and what can be done. */
  readonly whatToDo: { readonly own: string; readonly ofOther: string };
  readonly isOver: string;
  readonly takeBack: string;
  readonly giveBack: string;
  readonly summary: {
    readonly own: (role: string) => string;
    readonly ofOther: (person: string, role: string) => string;
  };
  readonly discreet: string;
  readonly typed: string;
  readonly nothingToTakeBack: string;
  /** What lines are about, in few words. */
  readonly unmet: (things: readonly LaterBreachLine['thing'][]) => string;
  /** In the administrators' digest. */
  readonly digest: {
    readonly title: (count: number) => string;
    readonly row: (person: string, role: string, unmet: string) => string;
  };
}
