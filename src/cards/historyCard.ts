import { type SnapshotActivation } from '../pim/posture/snapshot.ts';
import { timesFor, type Times } from '../words/times.ts';
import { type HistoryWords } from '../words/postureWords.ts';
import { wordsFor } from '../words/wordsFor.ts';
import { button } from './actions.ts';
import { type HistoryKey } from './actionShapes.ts';
import { type Card, type CardContext } from './card.ts';
import { drawFitting, drawList, type Row } from './list.ts';
import { pageOf } from './pages.ts';
import { plainName } from './plainText.ts';
import { line, nameRun, subtle, textRun, type Line } from './runs.ts';
import { verbs } from './verbs.ts';

/** An activation with the names that its ids stand for. */
export interface HistoryLine {
  readonly activation: SnapshotActivation;
  readonly person: string;
  readonly role: string;
  readonly decidedBy: string | undefined;
}

/** Activations of a role, of a person, or the reader's own. */
export interface HistoryOnCard {
  readonly of: 'role' | 'person' | 'self';
  /** The role or the person; nothing for one's own. */
  readonly name: string;
  readonly lines: readonly HistoryLine[];
  readonly since: Date;
  /** The log that was read begins later than `since`. */
  readonly logBegins: Date | undefined;
  /** What the next page is asked with; `undefined`: there is none. */
  readonly key: HistoryKey | undefined;
  readonly page: number;
  readonly asOf: Date;
}

const ROWS_PER_PAGE = 8;
const WHY = { characters: 160, lines: 2, wordCharacters: 40 };

/** Who activated what, why, for how long, and who approved: the latest first. */
export function historyCard(context: CardContext, history: HistoryOnCard): Card {
  const { of, lines, key, logBegins } = history;
  const { posture: words } = wordsFor(context.locale);
  const times = timesFor(context);
  const title = { role: words.history.ofRole, person: words.history.ofPerson, self: () => words.history.own }[
    of
  ](plainName(history.name));
  const counted = lines.length === 0 ? words.history.nothing : words.history.count(lines.length);
  const reach =
    logBegins === undefined
      ? words.history.since(times.day(history.since))
      : words.history.onlySince(times.day(logBegins));
  const named: Line =
    of === 'self' ? line(words.history.own) : [nameRun(history.name, { size: 'Medium', weight: 'Bolder' })];
  const draw = (most: number): Card => {
    const page = pageOf(lines, history.page, most);
    return drawList(context, {
      heading: words.history.heading,
      lead: [named, line(`${counted} ${reach}`)],
      sections: [{ title: '', rows: page.rows.map((one) => rowOf(words.history, times, one, of)) }],
      lines: [
        ...(page.count > 1 ? [subtle(words.page(page.number, page.count))] : []),
        subtle(words.asOf(times.at(history.asOf))),
      ],
      actions:
        key !== undefined && page.number < page.count
          ? [button(context, words.next, verbs.showHistory, { ...key, page: String(page.number + 1) })]
          : [],
      preview: { summary: title, discreetSummary: counted, typed: words.history.typed },
    });
  };
  return drawFitting(ROWS_PER_PAGE, draw);
}

function rowOf(
  words: HistoryWords,
  times: Times,
  { activation, person, role, decidedBy }: HistoryLine,
  of: HistoryOnCard['of'],
): Row {
  const { activatedAt, endAt, outcome, justification } = activation;
  const at = new Date(activatedAt ?? activation.requestedAt);
  const minutes =
    activatedAt === null || endAt === null
      ? undefined
      : (new Date(endAt).getTime() - new Date(activatedAt).getTime()) / 60_000;
  const facts = [
    times.at(at),
    words.outcome(outcome),
    ...(minutes === undefined ? [] : [times.duration(minutes)]),
    ...(decidedBy === undefined ? [] : [words.decidedBy(plainName(decidedBy), outcome === 'denied')]),
  ];
  return {
    lines: [
      [nameRun(of === 'role' ? person : role, { weight: 'Bolder' })],
      subtle(facts.join(' · ')),
      ...(justification === '' ? [] : [[textRun(justification, WHY, { italic: true, size: 'Small' })]]),
    ],
  };
}
