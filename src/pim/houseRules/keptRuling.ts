import { type AskedLine, type Ruling } from './ruling.ts';

/** One thing that a rule asked; of approvals only how many. */
type KeptAsk =
  | Extract<AskedLine, { thing: 'hours' | 'maximum' | 'coolDown' | 'ticket' }>
  | {
      readonly thing: 'approvals';
      readonly rule: string;
      /** Over all stages. */
      readonly count: number;
      readonly isMet: undefined;
    };

/** A line of a ruling as it is kept with its request. */
export interface KeptLine {
  readonly asked: KeptAsk;
  /** It was passed over in an emergency. */
  readonly isWaived: boolean;
}

/** What the rules of the house said of a request that went on, as it is kept with the request. */
export interface KeptRuling {
  readonly version: string;
  readonly at: Date;
  readonly verdict: Exclude<Ruling['verdict'], 'refused'>;
  /** In the order of the file, those that were passed over last. */
  readonly lines: readonly KeptLine[];
  /** Lines beyond the first twenty. */
  readonly others: number;
}

/** Nobody reads more of them on a card. */
const MOST_LINES = 20;

/** What is kept of a ruling; `undefined` where no rule is about the request, or it was refused. */
export function keptRulingOf({ version, at, verdict, asked, waived }: Ruling): KeptRuling | undefined {
  if (verdict === 'refused' || asked.length + waived.length === 0) return undefined;
  const lines = [
    ...asked.flatMap((line) => keptLine(line, false)),
    ...waived.flatMap((line) => keptLine(line, true)),
  ];
  return {
    version,
    at,
    verdict,
    lines: lines.slice(0, MOST_LINES),
    others: Math.max(0, lines.length - MOST_LINES),
  };
}

function keptLine(line: AskedLine, isWaived: boolean): readonly KeptLine[] {
  switch (line.thing) {
    case 'hours':
    case 'maximum':
    case 'coolDown':
    case 'ticket':
      return [{ asked: line, isWaived }];
    case 'approvals': {
      const { rule, chain } = line;
      const count = chain.stages.reduce((sum, stage) => sum + stage.count, 0);
      return [{ asked: { thing: 'approvals', rule, count, isMet: undefined }, isWaived }];
    }
    // What cannot be read or understood refuses, and a refused request is not kept.
    case 'unread':
    case 'broken':
    case 'emergency':
      return [];
  }
}

/** So much of a ruling's rules stands in the audit trail. */
const MOST_FACT_CHARACTERS = 500;

/** `Office hours: hours; Not in a row: coolDown`, bounded. */
export function rulesInTrail(lines: readonly Pick<AskedLine, 'rule' | 'thing'>[]): string {
  const all = lines.map(({ rule, thing }) => `${rule}: ${thing}`).join('; ');
  return all.length <= MOST_FACT_CHARACTERS ? all : `${all.slice(0, MOST_FACT_CHARACTERS - 1)}…`;
}

/** What the audit trail says of a ruling: the version, how it came out, what was not met, and what was passed over. */
export function rulingFacts(ruling: KeptRuling): Readonly<Record<string, string | number | boolean>> {
  const waived = ruling.lines.filter(({ isWaived }) => isWaived).map(({ asked }) => asked);
  const asked = ruling.lines.filter(({ isWaived }) => !isWaived).map((line) => line.asked);
  return {
    rulesVersion: ruling.version,
    rulesVerdict: ruling.verdict,
    ...(asked.length === 0 ? {} : { rulesAsked: rulesInTrail(asked) }),
    ...(waived.length === 0 ? {} : { rulesWaived: rulesInTrail(waived) }),
  };
}
