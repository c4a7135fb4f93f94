import { type UnmetRule } from '../../pim/errors.ts';
import { type TicketWords } from '../ticketWords.ts';

/** Tickets that a system was asked about, in English. */
export const tickets: TicketWords = {
  rows: { title: 'Ticket says', state: 'Ticket state', window: 'Ticket window', check: 'Ticket check' },
  untilOnly: (at) => `until ${at}`,
  fromOnly: (at) => `from ${at}`,
  fromTo: (from, to) => `${from} to ${to}`,
  outcome: (verdict, system, at) => {
    switch (verdict) {
      case 'valid':
        return `checked with ${system}, ${at}`;
      case 'notChecked':
        return `not checked: ${system} did not answer (${at})`;
      case 'notFound':
        return `${system} does not know this number (${at})`;
      case 'notOpen':
        return `${system} says that it is not open (${at})`;
      case 'notRequestors':
        return `${system} says that it is somebody else’s (${at})`;
      case 'outsideWindow':
        return `its window in ${system} does not hold the activation (${at})`;
    }
  },
  open: 'Open the ticket',
};

/** Why an activation does not go on with a ticket, and what helps. */
export function refusedTicket({
  system,
  verdict,
  state,
  windowStart,
  windowEnd,
}: Extract<UnmetRule, { rule: 'ticket_refused' }>): string {
  switch (verdict) {
    case 'notFound':
      return `${system} does not know this ticket. Look at the number again.`;
    case 'notRequestors':
      return `This ticket in ${system} is not yours. Give one that is.`;
    case 'notOpen':
      return `This ticket in ${system} is not open${state === undefined ? '' : ` (${state})`}. Give an open one, or have it opened.`;
    case 'outsideWindow':
      return `The window of this ticket in ${system}${windowIn(windowStart, windowEnd)} does not hold the activation. Change the start or the length, or have the window changed.`;
    case 'notChecked':
      return `${system} did not answer, so the ticket could not be checked. Send it again in a minute.`;
  }
}

/** `2026-11-22 09:00`, in UTC. */
const minute = (time: string): string => time.slice(0, 16).replace('T', ' ');

function windowIn(start: string | undefined, end: string | undefined): string {
  if (start === undefined) return end === undefined ? '' : ` (until ${minute(end)} UTC)`;
  return end === undefined ? ` (from ${minute(start)} UTC)` : ` (${minute(start)} to ${minute(end)} UTC)`;
}
