import { PimError, type PimErrorCode, type PimErrorDetails, type UnmetRule } from '../pim/errors.ts';

/** What an error says: what happened, and what the person can do now. */
export interface ErrorText {
  readonly what: string;
  readonly next: string;
}

/** Writes minutes as people say them. */
export type SayDuration = (minutes: number) => string;

/** Writes an instant for its reader. */
export type SayTime = (time: Date) => string;

/** How lengths and times are written into an explanation. */
export interface SayingTimes {
  readonly duration: SayDuration;
  readonly at: SayTime;
}

/** The words for every code. A new code or rule does not compile until each language has its words. */
export interface ErrorWords {
  readonly codes: Readonly<
    Record<PimErrorCode, (details: PimErrorDetails, duration: SayDuration, at: SayTime) => ErrorText>
  >;
  readonly rules: {
    readonly [R in UnmetRule['rule']]: (
      rule: Extract<UnmetRule, { rule: R }>,
      duration: SayDuration,
      at: SayTime,
    ) => string;
  };
  /** For an error that is none of ours. */
  readonly unexpected: ErrorText;
  /** For Microsoft's support: the code and the id of the call. */
  readonly technical: (code: string | undefined, graphRequestId: string | undefined) => string;
  readonly heading: string;
  readonly nothingChanged: string;
}

/** An error in words. Names may be in it: show it in `TextRun` only. */
export interface Explanation extends ErrorText {
  /** `undefined` for an error that is none of ours. */
  readonly code: PimErrorCode | undefined;
  /** Every rule that is not met, a sentence each. */
  readonly unmet: readonly string[];
  /** A line for support; `undefined` when there is nothing to tell. */
  readonly technical: string | undefined;
}

/** One rule that is not met, as a sentence. */
export function explainRule(words: ErrorWords, rule: UnmetRule, { duration, at }: SayingTimes): string {
  // Each entry takes its own rule; the compiler cannot see that the key and the argument belong together.
  const say = words.rules[rule.rule] as (rule: UnmetRule, duration: SayDuration, at: SayTime) => string;
  return say(rule, duration, at);
}

/** Whatever was thrown, in words; never its message, which is for the log. */
export function explain(words: ErrorWords, error: unknown, times: SayingTimes): Explanation {
  if (!(error instanceof PimError)) {
    return { ...words.unexpected, code: undefined, unmet: [], technical: undefined };
  }
  return explainCode(words, error.code, error.details, times);
}

/** A code and what is known beside it, in words. */
export function explainCode(
  words: ErrorWords,
  code: PimErrorCode,
  details: PimErrorDetails,
  times: SayingTimes,
): Explanation {
  const isTraceable = details.graphCode !== undefined || details.graphRequestId !== undefined;
  return {
    ...words.codes[code](details, times.duration, times.at),
    code,
    unmet: (details.unmet ?? []).map((rule) => explainRule(words, rule, times)),
    technical: isTraceable ? words.technical(details.graphCode, details.graphRequestId) : undefined,
  };
}
