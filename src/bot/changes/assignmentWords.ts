/** What a line about giving somebody a role says. Empty words: not said. */
export interface AssignmentWords {
  readonly roleWords: string;
  readonly personWords: string;
  readonly what: 'assignEligible' | 'assignActive';
}

const KIND = /(?:^|\s)(?:as\s+(?:an?\s+)?)?(eligible|active)(?:\s+(?:role|assignment|member))?$/iu;

const tidy = (words: string): string =>
  words
    .replace(/(?<![\s,;:?!.])[\s,;:?!.]+$/u, '')
    .replace(/(?<!\s)\s+(?:please|pls|plz|thanks|thank you|thx)$/iu, '')
    .trim();

const roleIn = (words: string): string =>
  tidy(words)
    .replace(/^(?:(?:the|a|an|role)\s+)+/iu, '')
    .replace(/(?<!\s)\s+role$/iu, '');

/** Reads `<role> to <person>`, with `as active` at its end; names may have spaces, so the last "to" counts. */
export function readAssignment(rest: string): AssignmentWords {
  const line = tidy(rest);
  const kind = KIND.exec(line);
  const words = kind === null ? line : line.slice(0, kind.index);
  const what = kind?.[1]?.toLowerCase() === 'active' ? 'assignActive' : 'assignEligible';
  const parts = /^(?:(.*)\s)?to(?:\s(.*))?$/iu.exec(words);
  return parts === null
    ? { roleWords: roleIn(words), personWords: '', what }
    : { roleWords: roleIn(parts[1] ?? ''), personWords: tidy(parts[2] ?? ''), what };
}
