import { type TicketWindow } from '../pim/tickets.ts';
import { textAt } from './jsonPath.ts';
import { addressFor, isOfOrigin, originOf } from './ticketAddress.ts';
import { type TicketSystem } from './ticketSystem.ts';

/** What an answer says of a ticket. */
export interface TicketFacts {
  readonly isFound: boolean;
  readonly title: string | undefined;
  readonly state: string | undefined;
  readonly owner: string | undefined;
  readonly window: TicketWindow | undefined;
  readonly link: string | undefined;
}

/** Of a number that a system does not know. */
export const unknownTicket: TicketFacts = {
  isFound: false,
  title: undefined,
  state: undefined,
  owner: undefined,
  window: undefined,
  link: undefined,
};

/** As much of a foreign text as is kept. */
const TITLE_CHARACTERS = 300;
const WORD_CHARACTERS = 100;
const LINK_CHARACTERS = 2_000;

/**
 * Reads what the settings name out of a parsed answer. A ticket counts as found only where the answer repeats its number:
 * a system that does not understand the question may answer with any ticket.
 * @throws TypeError where a time cannot be read
 */
export function readTicket(system: TicketSystem, ticketNumber: string, document: unknown): TicketFacts {
  const repeated = textAt(document, system.found);
  if (repeated?.toLowerCase() !== ticketNumber.toLowerCase()) return unknownTicket;
  return {
    isFound: true,
    title: cut(textAt(document, system.title), TITLE_CHARACTERS),
    state: cut(textAt(document, system.state), WORD_CHARACTERS),
    owner: textAt(document, system.belongsTo?.path),
    window:
      system.window === undefined
        ? undefined
        : {
            startAt: instantIn(textAt(document, system.window.start)),
            endAt: instantIn(textAt(document, system.window.end)),
          },
    link: linkOf(system, ticketNumber, document),
  };
}

const cut = (text: string | undefined, characters: number): string | undefined =>
  text === undefined
    ? undefined
    : Array.from(text.slice(0, characters * 2))
        .slice(0, characters)
        .join('');

/** ISO 8601, with a blank in place of the T too; without a zone it is UTC, as ServiceNow's table API writes times. */
const INSTANT = /^(\d{4}-\d\d-\d\d)[T ](\d\d:\d\d(?::\d\d(?:\.\d{1,9})?)?)(Z|[+-]\d\d:?\d\d)?$/;

function instantIn(text: string | undefined): Date | undefined {
  if (text === undefined) return undefined;
  const [whole, day, time, zone = 'Z'] = INSTANT.exec(text) ?? [];
  const instant = new Date(`${day ?? ''}T${time ?? ''}${zone.replace(/^([+-]\d\d)(\d\d)$/, '$1:$2')}`);
  if (whole === undefined || Number.isNaN(instant.getTime())) throw new TypeError('A time that is none');
  return instant;
}

/** A link to elsewhere would be shown in our name: then there is none. */
function linkOf({ link, url }: TicketSystem, ticketNumber: string, document: unknown): string | undefined {
  if (link === undefined) return undefined;
  const address = link.startsWith('$') ? textAt(document, link) : addressFor(link, ticketNumber);
  const isFit =
    address !== undefined && address.length <= LINK_CHARACTERS && isOfOrigin(address, originOf(url));
  return isFit ? address : undefined;
}
