import { type KeptRuling } from '../pim/houseRules/keptRuling.ts';
import { type FollowedRequest } from '../pim/records.ts';
import { type ShownProof } from '../pim/shownProof.ts';
import { type TicketCheck } from '../pim/tickets.ts';
import { type Times } from '../words/times.ts';
import { type Words } from '../words/words.ts';
import { rulingFacts } from './houseRuleLines.ts';
import { plainText, type TextLimits } from './plainText.ts';
import { roleOfRequest, scopeText, type RoleOnCard } from './roleOnCard.ts';
import { line, run, textRun, type Line } from './runs.ts';
import { type CardFact, type Quote } from './sheet.ts';
import { ticketFacts } from './ticketFacts.ts';

/** What was asked for, as the requestor gave it. */
export interface Asked {
  readonly role: RoleOnCard;
  readonly durationMinutes: number | undefined;
  /** `undefined`: as soon as possible. */
  readonly startAt: Date | undefined;
  /** The requestor's own words, without our tag. */
  readonly justification: string;
  readonly ticketNumber: string;
  readonly ticketSystem: string;
  /** What the requestor's token showed; absent where nobody saw it. */
  readonly proof?: ShownProof | undefined;
  /** What a ticket system said of the ticket; absent where none was asked. */
  readonly ticketCheck?: TicketCheck | undefined;
  /** What the rules of the house said; absent where none is about it. */
  readonly houseRuling?: KeptRuling | undefined;
}

/** What a followed request asks for. */
export const askedOf = (request: FollowedRequest): Asked => ({
  role: roleOfRequest(request),
  durationMinutes: request.durationMinutes,
  startAt: request.startAt,
  justification: request.justification,
  ticketNumber: request.ticketNumber,
  ticketSystem: request.ticketSystem,
  proof: request.proof,
  ticketCheck: request.ticketCheck,
  houseRuling: request.houseRuling,
});

/** A justification or comment: as much as PIM takes from us, in few lines so that it cannot look like a card. */
const FREE_TEXT: TextLimits = { characters: 500, lines: 6, wordCharacters: 36 };

/** A ticket number is text like any other, whoever has checked it. */
const TICKET: TextLimits = { characters: 100, lines: 1, wordCharacters: 36 };

/** The ticket as it was given, or `undefined`. */
export function ticketLine({
  ticketNumber,
  ticketSystem,
}: Pick<Asked, 'ticketNumber' | 'ticketSystem'>): Line | undefined {
  const number = plainText(ticketNumber, TICKET);
  const system = plainText(ticketSystem, TICKET);
  if (number === '') return undefined;
  return line(system === '' ? number : `${number} (${system})`);
}

/** Where, how long, when, ticket: the facts of a request. */
export function requestFacts(words: Words, times: Times, asked: Asked): readonly CardFact[] {
  const { rows } = words.requests;
  const ticket = ticketLine(asked);
  return [
    { label: rows.scope, value: line(scopeText(words.roles, asked.role)) },
    ...(asked.durationMinutes === undefined
      ? []
      : [{ label: rows.duration, value: line(times.duration(asked.durationMinutes)) }]),
    ...(asked.startAt === undefined
      ? []
      : [{ label: rows.start, value: line(times.planned(asked.startAt)) }]),
    ...(ticket === undefined ? [] : [{ label: rows.ticket, value: ticket }]),
    ...ticketFacts(words, times, asked.ticketCheck),
    ...rulingFacts(words, times, asked.houseRuling),
    ...proofFact(words, asked),
  ];
}

/** A token's words come from Entra, but not from us. */
const PROOF: TextLimits = { characters: 160, lines: 1 };

/** How the requestor signed in, where a token said so; no word of it otherwise. */
export const proofFact = ({ requests }: Words, { proof }: Pick<Asked, 'proof'>): readonly CardFact[] =>
  proof === undefined
    ? []
    : [{ label: requests.rows.proof, value: line(plainText(requests.proof(proof), PROOF)) }];

/** The requestor's justification, quoted back to them. */
export const requestQuotes = (words: Words, { justification }: Asked): readonly Quote[] =>
  justification.trim() === '' ? [] : [quoteOf(words.requests.why, justification)];

/** Somebody's words under a label; nothing in them can leave the box. */
export const quoteOf = (label: string, text: string): Quote => ({
  label: [run(label, { isSubtle: true, size: 'Small' })],
  text: [textRun(text, FREE_TEXT)],
});
