import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { type AddressInfo } from 'node:net';
import { principalId } from '../../src/pim/ids.ts';
import { type TicketCheck, type TicketQuestion, type Tickets } from '../../src/pim/tickets.ts';
import { readSettings } from '../../src/settings.ts';
import { createTicketSystems, type TicketCallMade } from '../../src/tickets/ticketSystems.ts';
import { type TicketSystem } from '../../src/tickets/ticketSystem.ts';
import { track } from './hooks.ts';
import { TestClock } from './testClock.ts';

/** The secret that the server is shown. */
export const TICKET_SECRET_VALUE = 'Bearer a-secret-of-the-ticket-system';

/** A ticket system that answers as a test says, and the port to it. */
export class TicketServer {
  /** Paths with their queries, as they came. */
  readonly asked: string[] = [];
  readonly shown: (string | undefined)[] = [];
  readonly logged: string[] = [];
  readonly calls: TicketCallMade[] = [];
  readonly clock = new TestClock();
  answer: (request: IncomingMessage, response: ServerResponse) => void = (_, response) => response.end('{}');
  readonly #server = createServer((request, response) => {
    this.asked.push(request.url ?? '');
    this.shown.push(request.headers.authorization);
    this.answer(request, response);
  });
  #untrack: () => void = () => undefined;

  static async start(): Promise<TicketServer> {
    const server = new TicketServer();
    server.#server.listen(0, '127.0.0.1');
    await once(server.#server, 'listening');
    server.#untrack = track('ticket server');
    return server;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  /** Answers with this JSON text, or this document. */
  says(document: unknown, status = 200, headers: Readonly<Record<string, string>> = {}): void {
    this.answer = (_, response) => {
      response.writeHead(status, { 'content-type': 'application/json', ...headers });
      response.end(typeof document === 'string' ? document : JSON.stringify(document));
    };
  }

  /** The system as settings describe it, with something of it replaced. */
  system(changes: Readonly<Record<string, unknown>> = {}): TicketSystem {
    const system = {
      name: 'Changes',
      url: `${this.url}/api/tickets/{ticket}?full=yes`,
      pattern: '.{1,100}',
      headers: { Authorization: 'LATCHKEY_TICKET_SECRET_CHANGES' },
      found: '$.number',
      title: '$.title',
      state: '$.state',
      openStates: ['open'],
      belongsTo: { path: "$['requested by'].email", is: 'upn' },
      window: { start: '$.plan[0].start', end: '$.plan[0].end' },
      link: '$.page',
      timeoutSeconds: 1,
      ...changes,
    };
    const read = readSettings(JSON.stringify({ ticketSystems: [system] }));
    const [only] = 'settings' in read ? read.settings.ticketSystems : [];
    if (only === undefined) throw new Error(JSON.stringify(read));
    return only;
  }

  port(changes: Readonly<Record<string, unknown>> = {}): Tickets {
    const keep = (facts: object, message: string): void => {
      this.logged.push(`${JSON.stringify(facts)} ${message}`);
    };
    let made = 0;
    return createTicketSystems({
      systems: [this.system(changes)],
      secrets: new Map([['LATCHKEY_TICKET_SECRET_CHANGES', TICKET_SECRET_VALUE]]),
      fetch,
      clock: this.clock,
      random: { ulid: () => `ulid-${String((made += 1))}` },
      logger: { debug: keep, info: keep, warn: keep, error: keep },
      onCall: (call) => this.calls.push(call),
    });
  }

  /** A ticket that is in order for `question`, with something of it replaced. */
  ticket(changes: Readonly<Record<string, unknown>> = {}): object {
    return {
      number: 'CHG1',
      title: 'Move mailboxes',
      state: 'Open',
      'requested by': { email: 'ANA@example.org' },
      plan: [{ start: this.#at(-60), end: this.#at(240) }],
      page: `${this.url}/tickets/CHG1`,
      ...changes,
    };
  }

  question(changes: Partial<TicketQuestion> = {}): TicketQuestion {
    return {
      ticketNumber: 'CHG1',
      requestor: {
        id: principalId('a1a1a1a1-0001-4000-8000-000000000001'),
        displayName: 'Ana Ruiz',
        userPrincipalName: 'ana@example.org',
        mail: 'ana.ruiz@example.org',
      },
      activation: { startAt: this.clock.now(), endAt: new Date(this.clock.now().getTime() + 3_600_000) },
      ...changes,
    };
  }

  check(tickets: Tickets, changes: Partial<TicketQuestion> = {}): Promise<TicketCheck> {
    return tickets.check('Changes', this.question(changes));
  }

  #at(minutes: number): string {
    return new Date(this.clock.now().getTime() + minutes * 60_000).toISOString();
  }

  async stop(): Promise<void> {
    this.#server.closeAllConnections();
    this.#server.close();
    await once(this.#server, 'close');
    this.#untrack();
  }
}
