import { type TicketCheck } from '../pim/tickets.ts';

/** What a ticket system said, as facts on a card. The system's own words stand beside these, never in them. */
export interface TicketWords {
  readonly rows: {
    readonly title: string;
    readonly state: string;
    readonly window: string;
    readonly check: string;
  };
  readonly untilOnly: (at: string) => string;
  readonly fromOnly: (at: string) => string;
  readonly fromTo: (from: string, to: string) => string;
  /** What came of it, for whoever decides; `at` is when the system was asked. */
  readonly outcome: (verdict: TicketCheck['verdict'], system: string, at: string) => string;
  readonly open: string;
}
