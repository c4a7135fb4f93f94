import { type TicketCheck } from '../pim/tickets.ts';

/** A check with its times as JSON holds them. */
type Written = Omit<TicketCheck, 'checkedAt' | 'window'> & {
  readonly checkedAt: string;
  readonly window?: { readonly startAt?: string; readonly endAt?: string };
};

/** What a ticket system said, as a column holds it. */
export const ticketCheckText = (check: TicketCheck): string => JSON.stringify(check);

/** The same again; only `ticketCheckText` writes the column. */
export function ticketCheckIn(text: string): TicketCheck {
  const { system, verdict, ifUnknown, checkedAt, title, state, window, link } = JSON.parse(text) as Written;
  return {
    system,
    verdict,
    ifUnknown,
    checkedAt: new Date(checkedAt),
    title,
    state,
    window: window && { startAt: instant(window.startAt), endAt: instant(window.endAt) },
    link,
  };
}

const instant = (text: string | undefined): Date | undefined =>
  text === undefined ? undefined : new Date(text);
