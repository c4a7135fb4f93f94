/** What of the whole organization is asked about. */
export type Question =
  | { readonly kind: 'holders'; readonly question: 'has' | 'canBecome'; readonly words: string }
  /** Without words: the asker's own. */
  | { readonly kind: 'history'; readonly words: string; readonly days: number }
  | { readonly kind: 'stats'; readonly days: number }
  /** How a role is set. */
  | { readonly kind: 'settings'; readonly words: string };

/** So far back a history reaches unless somebody says otherwise, and at the most: PIM's log holds no more (Entra: 30 days). */
export const HISTORY_DAYS = 30;

const PERIOD =
  /(?:^|\s)(?:(?:in|for|of|over|during)\s+)?(?:the\s+)?(?:last|past)\s+(?:(\d{1,4})\s+)?(hours?|days?|weeks?|months?)$/iu;
const DAYS: Readonly<Record<string, number>> = { hour: 1 / 24, day: 1, week: 7, month: 30 };

interface Period {
  readonly words: string;
  readonly days: number;
}

function readPeriod(text: string): Period {
  const line = text.replace(/(?<![?!.\s])[?!.\s]+$/u, '').trim();
  const match = PERIOD.exec(line);
  if (match === null) return { words: line, days: HISTORY_DAYS };
  const [, count = '1', unit = 'day'] = match;
  const days = Math.ceil(Number(count) * (DAYS[unit.toLowerCase().replace(/s$/u, '')] ?? 1));
  return { words: line.slice(0, match.index).trim(), days: Math.min(Math.max(1, days), 3_650) };
}

const withoutLeader = (words: string): string =>
  words.replace(/^(?:(?:of|for|by|about|role|the|a|an)\s+)+/iu, '').trim();

const roleIn = (rest: string): string =>
  withoutLeader(rest.replace(/(?<![?!.])[?!.]+$/u, '').trim()).replace(/(?<!\s)\s+(?:role|now|today)$/iu, '');

/** `who has <role>`. */
const readHolders = (rest: string, question: 'has' | 'canBecome'): Question => ({
  kind: 'holders',
  question,
  words: roleIn(rest),
});

/** `policy <role>`. */
const readPolicy = (rest: string): Question => ({ kind: 'settings', words: roleIn(rest) });

/** `history`, `history <role or person>`, with `last 7 days` at its end. */
function readHistory(rest: string): Question {
  const { words, days } = readPeriod(rest);
  const whose = withoutLeader(words);
  return { kind: 'history', words: /^(?:my|mine|me|myself|my own)$/iu.test(whose) ? '' : whose, days };
}

/** `stats`, with `last 7 days` at its end. */
const readStats = (rest: string): Question => ({ kind: 'stats', days: readPeriod(rest).days });

/** A question by the command that asks it, and what stands behind the command. */
export function readQuestion(
  name: 'whoHas' | 'whoCanBecome' | 'history' | 'stats' | 'policy',
  rest: string,
): Question {
  switch (name) {
    case 'whoHas':
      return readHolders(rest, 'has');
    case 'whoCanBecome':
      return readHolders(rest, 'canBecome');
    case 'history':
      return readHistory(rest);
    case 'stats':
      return readStats(rest);
    case 'policy':
      return readPolicy(rest);
  }
}
