import { type UnmetRule } from '../../pim/errors.ts';
import { type TicketWords } from '../ticketWords.ts';

/** Tickets that a system was asked about, in German. */
export const tickets: TicketWords = {
  rows: {
    title: 'Ticket sagt',
    state: 'Ticketzustand',
    window: 'Ticketzeitraum',
    check: 'Ticketprüfung',
  },
  untilOnly: (at) => `bis ${at}`,
  fromOnly: (at) => `ab ${at}`,
  fromTo: (from, to) => `${from} bis ${to}`,
  outcome: (verdict, system, at) => {
    switch (verdict) {
      case 'valid':
        return `geprüft bei ${system}, ${at}`;
      case 'notChecked':
        return `nicht geprüft: ${system} hat nicht geantwortet (${at})`;
      case 'notFound':
        return `${system} kennt diese Nummer nicht (${at})`;
      case 'notOpen':
        return `laut ${system} ist es nicht offen (${at})`;
      case 'notRequestors':
        return `laut ${system} gehört es jemand anderem (${at})`;
      case 'outsideWindow':
        return `sein Zeitraum in ${system} umfasst die Aktivierung nicht (${at})`;
    }
  },
  open: 'Ticket öffnen',
};

/** Why an activation does not go on with a ticket, and what helps, in German. */
export function refusedTicket({
  system,
  verdict,
  state,
  windowStart,
  windowEnd,
}: Extract<UnmetRule, { rule: 'ticket_refused' }>): string {
  switch (verdict) {
    case 'notFound':
      return `${system} kennt dieses Ticket nicht. Sehen Sie sich die Nummer noch einmal an.`;
    case 'notRequestors':
      return `Dieses Ticket in ${system} ist nicht Ihres. Nennen Sie eines, das Ihnen gehört.`;
    case 'notOpen':
      return `Dieses Ticket in ${system} ist nicht offen${state === undefined ? '' : ` (${state})`}. Nennen Sie ein offenes, oder lassen Sie es öffnen.`;
    case 'outsideWindow':
      return `Der Zeitraum dieses Tickets in ${system}${windowIn(windowStart, windowEnd)} umfasst die Aktivierung nicht. Ändern Sie Beginn oder Dauer, oder lassen Sie den Zeitraum ändern.`;
    case 'notChecked':
      return `${system} hat nicht geantwortet; das Ticket ließ sich nicht prüfen. Senden Sie es in einer Minute noch einmal.`;
  }
}

/** `2026-11-22 09:00`, in UTC. */
const minute = (time: string): string => time.slice(0, 16).replace('T', ' ');

function windowIn(start: string | undefined, end: string | undefined): string {
  if (start === undefined) return end === undefined ? '' : ` (bis ${minute(end)} UTC)`;
  return end === undefined ? ` (ab ${minute(start)} UTC)` : ` (${minute(start)} bis ${minute(end)} UTC)`;
}
