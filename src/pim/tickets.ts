/** Ticket systems: what they say of the number that somebody gives with an activation. */
import { type DirectoryPerson } from './people.ts';
import { type TicketVerdict } from './ticketVerdict.ts';

export { type TicketVerdict } from './ticketVerdict.ts';

/** What goes on where a system does not know a number, or did not answer. */
export type IfUnknown = 'block' | 'warn';

/** When work on a ticket is planned; `undefined`: open on that side. */
export interface TicketWindow {
  readonly startAt: Date | undefined;
  readonly endAt: Date | undefined;
}

/** What a system said of a ticket. Title and state are its own words: shown as text, never parsed. */
export interface TicketCheck {
  /** The name that the settings give the system. */
  readonly system: string;
  readonly verdict: TicketVerdict;
  readonly ifUnknown: IfUnknown;
  /** When it was asked. */
  readonly checkedAt: Date;
  readonly title: string | undefined;
  readonly state: string | undefined;
  readonly window: TicketWindow | undefined;
  /** Where a person looks at the ticket; of the system's own origin. */
  readonly link: string | undefined;
}

/** What is asked about a ticket. */
export interface TicketQuestion {
  readonly ticketNumber: string;
  readonly requestor: Pick<DirectoryPerson, 'id' | 'displayName' | 'userPrincipalName' | 'mail'>;
  /** When the role would be active. */
  readonly activation: { readonly startAt: Date; readonly endAt: Date };
}

/** The ticket systems that are set up. */
export interface Tickets {
  /** Name of the first system whose numbers look like this one; `undefined` where none does. */
  systemOf(ticketNumber: string): string | undefined;
  /**
   * Asks a system, which may be one whose numbers look otherwise. What it said of a ticket to the same requestor within the
   * last minute is taken again. Never fails: what went wrong is in the log.
   */
  check(system: string, question: TicketQuestion): Promise<TicketCheck>;
}

/** Whether an activation may go on with it. What is not known is passed on with a warning, where the settings say so. */
export const isAcceptable = ({ verdict, ifUnknown }: Pick<TicketCheck, 'verdict' | 'ifUnknown'>): boolean =>
  verdict === 'valid' || (ifUnknown === 'warn' && (verdict === 'notFound' || verdict === 'notChecked'));
