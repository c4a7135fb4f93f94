/** What a check found: as expected, not, or another way than expected for a reason that is known. */
export type Verdict = 'met' | 'failed' | 'deviation';

/** One row of the table. */
export interface Finding {
  readonly part: string;
  readonly check: string;
  readonly expected: string;
  readonly seen: string;
  readonly verdict: Verdict;
  /** Why a deviation is none of ours to mend, or what was run instead. */
  readonly reason?: string;
}

/** Collects what one part finds. */
export class Findings {
  readonly all: Finding[] = [];
  readonly #part: string;
  readonly #onFinding: (finding: Finding) => void;

  constructor(part: string, onFinding: (finding: Finding) => void = () => undefined) {
    this.#part = part;
    this.#onFinding = onFinding;
  }

  /** Met when `seen` is what was expected, to the character. */
  equal(check: string, expected: string, seen: string): void {
    this.#add({ check, expected, seen, verdict: seen === expected ? 'met' : 'failed' });
  }

  /** Met when `isMet`; both texts are for the reader. */
  that(check: string, expected: string, seen: string, isMet: boolean): void {
    this.#add({ check, expected, seen, verdict: isMet ? 'met' : 'failed' });
  }

  /** Something is another way than expected, and it is known why. */
  deviation(check: string, expected: string, seen: string, reason: string): void {
    this.#add({ check, expected, seen, verdict: 'deviation', reason });
  }

  #add(row: Omit<Finding, 'part'>): void {
    const finding = { part: this.#part, ...row };
    this.all.push(finding);
    this.#onFinding(finding);
  }
}

const signs: Readonly<Record<Verdict, string>> = { met: '✓', failed: '✗', deviation: '~' };

/** The findings as a Markdown table, with the reasons of deviations below it and the counts at the end. */
export function tableOf(findings: readonly Finding[]): string {
  const head = ['| part | check | expected | seen | |', '|---|---|---|---|---|'];
  const rows = findings.map(
    ({ part, check, expected, seen, verdict }) =>
      `| ${[part, check, expected, seen].map(cell).join(' | ')} | ${signs[verdict]} |`,
  );
  const reasons = findings.flatMap(({ part, check, reason }) =>
    reason === undefined ? [] : [`~ ${part}, ${check}: ${reason}`],
  );
  return [...head, ...rows, ...(reasons.length > 0 ? ['', ...reasons] : []), '', countsOf(findings)].join(
    '\n',
  );
}

/** How many of each. */
function countsOf(findings: readonly Finding[]): string {
  const count = (verdict: Verdict): number => findings.filter((one) => one.verdict === verdict).length;
  return `${count('met')} met, ${count('failed')} failed, ${count('deviation')} deviations`;
}

/** 0 when something was checked and nothing failed; otherwise 1. */
export const exitCodeOf = (findings: readonly Finding[]): number =>
  findings.length > 0 && findings.every(({ verdict }) => verdict !== 'failed') ? 0 : 1;

const longestCell = 160;

/** A cell stands in one line, and a bar in it is not the end of it. */
function cell(text: string): string {
  const line = text
    .replaceAll(/\s+/gu, ' ')
    .replaceAll('|', String.raw`\|`)
    .trim();
  return line.length > longestCell ? `${line.slice(0, longestCell - 1)}…` : line;
}
