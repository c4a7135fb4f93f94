import { isAcceptable } from '../tickets.ts';
import { type RuleRequest } from './circumstances.ts';
import { type TicketAsk } from './houseRule.ts';
import { type AskedLine, type TicketProblem } from './ruling.ts';

/** Longer texts are no ticket numbers, and no pattern is tried on them. */
const LONGEST_TICKET = 100;

const patterns = new Map<string, RegExp>();

function hasPattern(ticket: string, pattern: string): boolean {
  if (ticket.length > LONGEST_TICKET) return false;
  const known = patterns.get(pattern);
  const expression = known ?? new RegExp(`^(?:${pattern})$`, 'u');
  if (known === undefined) patterns.set(pattern, expression);
  return expression.test(ticket);
}

/** What a rule asks of the ticket number, and what is wrong with the one that was given. */
export function ticketLine(rule: string, ticket: TicketAsk, request: RuleRequest): AskedLine {
  const line = (problem: TicketProblem | undefined, isMet: boolean | undefined): AskedLine => ({
    thing: 'ticket',
    rule,
    ticket,
    problem,
    isMet,
  });
  const given = request.ticket?.trim() ?? '';
  if (given === '') return ticket.required ? line('missing', false) : line(undefined, true);
  if (ticket.pattern !== undefined && !hasPattern(given, ticket.pattern)) return line('otherPattern', false);
  if (ticket.check === undefined) return line(undefined, true);
  const verdict = request.ticketAnswers?.get(ticket.check);
  if (verdict === undefined) return line(undefined, undefined);
  const problem = verdict === 'valid' ? undefined : verdict;
  return line(problem, isAcceptable({ verdict, ifUnknown: ticket.ifUnknown }));
}
