import { type Logger } from '../pim/logger.ts';
import { type Clock, type Random } from '../pim/ports.ts';
import { type TicketCheck, type TicketQuestion, type Tickets } from '../pim/tickets.ts';
import { askTicketSystem, NoTicketAnswer } from './askTicketSystem.ts';
import { BriefMemory } from './briefMemory.ts';
import { createTicketEgress } from './egress.ts';
import { judgeTicket } from './judgeTicket.ts';
import { type TicketFacts } from './readTicket.ts';
import { numberFitting, ticketNumberIn } from './ticketPattern.ts';
import { type TicketSystem } from './ticketSystem.ts';
import { Turnstile } from './turnstile.ts';

/** One question that was put to a system, for metrics. */
export interface TicketCallMade {
  readonly system: string;
  /** `answered`, or why there is nothing to go by: `timeout`, `status`, `connection`, `tooLarge`, `unreadable`, `egress`. */
  readonly outcome: string;
  readonly milliseconds: number;
}

/** What ticket systems are asked with. */
export interface TicketSystemsOptions {
  readonly systems: readonly TicketSystem[];
  /** Values of headers by the names that the settings give them. */
  readonly secrets: ReadonlyMap<string, string>;
  readonly fetch: typeof fetch;
  readonly clock: Clock;
  readonly random: Pick<Random, 'ulid'>;
  readonly logger: Logger;
  readonly onCall?: (made: TicketCallMade) => void;
}

/** Enough for everybody who activates at the same moment; a system is to notice nothing of us. */
const AT_ONCE = 4;
const KEPT_MILLISECONDS = 60_000;
const MOST_KEPT = 1_000;

/** What was read, and when. */
interface Asked {
  readonly ticket: TicketFacts;
  readonly at: Date;
}

/** The ticket systems of the settings over HTTP. */
export const createTicketSystems = (options: TicketSystemsOptions): Tickets => new RestTickets(options);

class RestTickets implements Tickets {
  readonly #options: TicketSystemsOptions;
  readonly #egress: ReturnType<typeof createTicketEgress>;
  readonly #turnstiles: ReadonlyMap<string, Turnstile>;
  readonly #memory: BriefMemory<Asked>;

  constructor(options: TicketSystemsOptions) {
    this.#options = options;
    this.#egress = createTicketEgress(options.systems);
    this.#turnstiles = new Map(options.systems.map(({ name }) => [name, new Turnstile(AT_ONCE)]));
    this.#memory = new BriefMemory(options.clock, KEPT_MILLISECONDS, MOST_KEPT);
  }

  systemOf(ticketNumber: string): string | undefined {
    return this.#options.systems.find(({ pattern }) => numberFitting(pattern, ticketNumber) !== undefined)
      ?.name;
  }

  async check(name: string, question: TicketQuestion): Promise<TicketCheck> {
    const system = this.#options.systems.find((one) => one.name === name);
    const number = ticketNumberIn(question.ticketNumber);
    const nothing = { system: name, title: undefined, state: undefined, window: undefined, link: undefined };
    const now = this.#options.clock.now();
    if (system === undefined)
      return { ...nothing, verdict: 'notChecked', ifUnknown: 'block', checkedAt: now };
    const { ifUnknown } = system;
    // What cannot be a number is not asked for.
    if (number === undefined) return { ...nothing, verdict: 'notFound', ifUnknown, checkedAt: now };
    // What is remembered is remembered for the person who asked.
    const key = JSON.stringify([name, number.toLowerCase(), question.requestor.id]);
    try {
      const { ticket, at } = await this.#memory.get(key, () => this.#ask(system, number));
      const { title, state, window, link } = ticket;
      const verdict = judgeTicket(system, ticket, question);
      return { system: name, verdict, ifUnknown, checkedAt: at, title, state, window, link };
    } catch (error) {
      if (!(error instanceof NoTicketAnswer)) throw error;
      return { ...nothing, verdict: 'notChecked', ifUnknown, checkedAt: now };
    }
  }

  async #ask(system: TicketSystem, number: string): Promise<Asked> {
    const { clock, random, fetch, secrets, logger, onCall = () => undefined } = this.#options;
    const correlationId = random.ulid();
    const at = clock.now();
    const begun = performance.now();
    const tell = (outcome: string, facts: object = {}): void => {
      const milliseconds = Math.round(performance.now() - begun);
      onCall({ system: system.name, outcome, milliseconds });
      const line = {
        event: 'ticket.asked',
        system: system.name,
        outcome,
        correlationId,
        milliseconds,
        ...facts,
      };
      if (outcome === 'answered') logger.info(line, 'A ticket system was asked');
      else logger.warn(line, 'A ticket system gave no answer that is of use');
    };
    const signal = AbortSignal.timeout(system.timeoutSeconds * 1_000);
    const work = (): Promise<TicketFacts> =>
      askTicketSystem({ egress: this.#egress, fetch, secrets }, system, number, { signal, correlationId });
    try {
      const turnstile = this.#turnstiles.get(system.name);
      const ticket = await (turnstile === undefined ? work() : turnstile.through(signal, work));
      tell('answered', { isFound: ticket.isFound });
      return { ticket, at };
    } catch (error) {
      const known = error instanceof NoTicketAnswer ? error : new NoTicketAnswer('timeout');
      tell(known.reason, known.status === undefined ? {} : { status: known.status });
      throw known;
    }
  }
}
