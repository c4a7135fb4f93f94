import { z } from 'zod';
import { type User } from '../world.ts';

/** A ticket as this system keeps it. */
export interface Ticket {
  readonly number: string;
  title: string;
  state: string;
  readonly owner: User;
  start: Date;
  end: Date;
}

/** What control may change of a ticket. */
const change = z.strictObject({
  number: z.string(),
  title: z.string().max(10_000).optional(),
  state: z.string().max(100).optional(),
  start: z.iso.datetime().optional(),
  end: z.iso.datetime().optional(),
});

const HOUR_MS = 3_600_000;

/** Changes and issues of the offline tenant; the first two people have one of each kind, everybody an open change. */
export class TicketRecords {
  readonly #users: readonly User[];
  readonly #now: () => Date;
  #tickets = new Map<string, Ticket>();

  constructor(users: readonly User[], now: () => Date) {
    this.#users = users;
    this.#now = now;
    this.reset();
  }

  of(number: string): Ticket | undefined {
    return this.#tickets.get(number.toUpperCase());
  }

  /** Changes in order of their numbers; issues are not among them. */
  changes(): readonly Ticket[] {
    return [...this.#tickets.values()].filter(({ number }) => number.startsWith('CHG'));
  }

  /** Changes one as whoever works on it would; `undefined` where there is none of this number. */
  change(body: unknown): Ticket | undefined {
    const { number, title, state, start, end } = change.parse(body);
    const ticket = this.of(number);
    if (ticket === undefined) return undefined;
    ticket.title = title ?? ticket.title;
    ticket.state = state ?? ticket.state;
    ticket.start = start === undefined ? ticket.start : new Date(start);
    ticket.end = end === undefined ? ticket.end : new Date(end);
    return ticket;
  }

  reset(): void {
    this.#tickets = new Map();
    const [first, second = first] = this.#users;
    if (first === undefined || second === undefined) return;
    this.#seed('CHG0030001', first, 'Move the shared mailboxes', 'Implement');
    this.#seed('CHG0030002', first, 'Renew the transport certificate', 'Closed');
    this.#seed('CHG0030003', second, 'Clean up distribution lists', 'Implement');
    this.#seed('CHG0030004', first, 'Switch the spam filter', 'Scheduled', [48, 56]);
    this.#seed('CHG0030005', first, 'Patch the edge servers', 'Implement', [-30, -26]);
    this.#seed('OPS-101', first, 'Calendar does not sync', 'In Progress');
    this.#seed('OPS-102', first, 'Room list is empty', 'Done');
    this.#seed('OPS-103', second, 'Phone tree is silent', 'In Progress');
    for (const [index, user] of this.#users.slice(0, 50).entries())
      this.#seed(`CHG00310${String(index + 1).padStart(2, '0')}`, user, 'Standard change', 'Implement');
  }

  #seed(
    number: string,
    owner: User,
    title: string,
    state: string,
    hours: readonly [number, number] = [-1, 24 * 90],
  ): void {
    const now = this.#now().getTime();
    const [start, end] = hours.map((hour) => new Date(now + hour * HOUR_MS));
    if (start === undefined || end === undefined) return;
    this.#tickets.set(number, { number, title, state, owner, start, end });
  }
}
