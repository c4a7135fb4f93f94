import { type TicketCheck, type TicketWindow } from '../pim/tickets.ts';
import { type TicketWords } from '../words/ticketWords.ts';
import { type Times } from '../words/times.ts';
import { type Words } from '../words/words.ts';
import { link, type CardAction } from './actions.ts';
import { plainName, type TextLimits } from './plainText.ts';
import { line, run, textRun } from './runs.ts';
import { type CardFact } from './sheet.ts';

const TITLE: TextLimits = { characters: 160, lines: 1, wordCharacters: 36 };
const STATE: TextLimits = { characters: 60, lines: 1, wordCharacters: 36 };

/** What a ticket system said of the ticket, in its words, and that it did; nothing where none was asked. */
export function ticketFacts(
  { tickets }: Words,
  times: Times,
  check: TicketCheck | undefined,
): readonly CardFact[] {
  if (check === undefined) return [];
  const { title, state, window, verdict, system, checkedAt } = check;
  const outcome = tickets.outcome(verdict, plainName(system), times.at(checkedAt));
  const span = window === undefined ? undefined : spanOf(tickets, times, window);
  return [
    ...(title === undefined ? [] : [{ label: tickets.rows.title, value: [textRun(title, TITLE)] }]),
    ...(state === undefined ? [] : [{ label: tickets.rows.state, value: [textRun(state, STATE)] }]),
    ...(span === undefined ? [] : [{ label: tickets.rows.window, value: line(span) }]),
    {
      label: tickets.rows.check,
      value: [run(outcome, verdict === 'valid' ? {} : { weight: 'Bolder', color: 'Attention' })],
    },
  ];
}

function spanOf(words: TicketWords, times: Times, { startAt, endAt }: TicketWindow): string | undefined {
  if (startAt === undefined) return endAt === undefined ? undefined : words.untilOnly(times.planned(endAt));
  return endAt === undefined
    ? words.fromOnly(times.planned(startAt))
    : words.fromTo(times.planned(startAt), times.planned(endAt));
}

/** A way to the ticket itself; the check has links of the system's own origin only. */
export const ticketLink = (
  { open }: Pick<TicketWords, 'open'>,
  check: TicketCheck | undefined,
): readonly CardAction[] =>
  check?.link === undefined ? [] : [link(open, check.link, { mode: 'secondary' })];
