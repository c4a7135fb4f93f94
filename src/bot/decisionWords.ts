/** Which request is decided, and why; without a number nothing is decided. */
export interface DecisionWords {
  readonly number: number | undefined;
  readonly comment: string;
}

const REASON =
  /^(?:because(?:\s+of)?|reason|with\s+comment|comment|weil|wegen|denn|grund|begründung|mit\s+kommentar|kommentar)(?:\s*:)?\s+/iu;

/** Behind a number these make it something else than a request's: several, a length, a count, a question. */
const NO_NUMBER =
  /^(?:(?:(?:and|or|to|und|oder|bis)\s+|[&+,./–-]\s*)?#?\d|[?!]*\?|(?:h|hrs?|hours?|min(?:ute)?s?|d|days?|weeks?|more|of|requests?|people|times?|%|std|stunden?|minuten?|tage?n?|wochen?|mal|anforderungen|anfragen|von)(?![\p{L}\p{N}]))/iu;

/** Nobody approves "not", "if" or "tomorrow": PIM takes an approval now, as it is. */
const NO_APPROVAL =
  /^(?:not|never|if|unless|when|once|only|after|until|tomorrow|later|maybe|next|nicht|falls|wenn|sobald|sofern|erst|nur|nach|bis|morgen|später|spaeter|vielleicht)(?![\p{L}\p{N}])/iu;

/** `3 because planned`, `3: fine with me`; what else may stand between and behind the number, as `numbered` says it. */
export function readDecision(
  decision: 'approve' | 'deny',
  rest: string,
  numbered = /^(?:request\s+|number\s+|no\.?\s*|#)?(\d{1,6})(?!\d)\s*/iu,
): DecisionWords {
  const match = numbered.exec(rest);
  if (match === null) return { number: undefined, comment: commentOf(rest) };
  const behind = rest.slice(match[0].length);
  const words = behind.replace(/^[,:.–-]\s*/u, '');
  const isUnclear =
    NO_NUMBER.test(behind) || NO_NUMBER.test(words) || (decision === 'approve' && NO_APPROVAL.test(words));
  return isUnclear
    ? { number: undefined, comment: rest.trim() }
    : { number: Number(match[1]), comment: commentOf(words) };
}

const commentOf = (words: string): string => words.replace(REASON, '').trim();
