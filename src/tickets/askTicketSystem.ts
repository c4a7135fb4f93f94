import { type TicketEgress } from './egress.ts';
import { addressFor } from './ticketAddress.ts';
import { readTicket, type TicketFacts, unknownTicket } from './readTicket.ts';
import { type TicketSystem } from './ticketSystem.ts';

/** Why a system's answer is of no use, in one of our own words; what it wrote is in none of them. */
export class NoTicketAnswer extends Error {
  readonly reason: string;
  readonly status: number | undefined;
  constructor(reason: string, status?: number, options?: ErrorOptions) {
    super(`No answer about a ticket: ${reason}`, options);
    this.name = 'NoTicketAnswer';
    this.reason = reason;
    this.status = status;
  }
}

/** With what a system is asked. */
export interface AskingDeps {
  readonly egress: TicketEgress;
  readonly fetch: typeof fetch;
  /** Values of secrets by their names. */
  readonly secrets: ReadonlyMap<string, string>;
}

/** An answer about one ticket is a fraction of this. */
const MOST_BYTES = 262_144;

/**
 * Asks a system about one ticket: one GET to its own origin, no redirect followed, no more of the answer taken than a
 * ticket can need.
 * @throws NoTicketAnswer
 */
export async function askTicketSystem(
  { egress, fetch, secrets }: AskingDeps,
  system: TicketSystem,
  ticketNumber: string,
  call: { readonly signal: AbortSignal; readonly correlationId: string },
): Promise<TicketFacts> {
  const address = addressFor(system.url, ticketNumber);
  if (!egress(system.name, address)) throw new NoTicketAnswer('egress');
  const headers = {
    accept: 'application/json',
    'accept-encoding': 'identity',
    'x-correlation-id': call.correlationId,
    ...headersOf(system, secrets),
  };
  try {
    const response = await fetch(address, { headers, redirect: 'manual', signal: call.signal });
    if (response.status !== 200) {
      await response.body?.cancel();
      if (response.status === 404) return unknownTicket;
      throw new NoTicketAnswer('status', response.status);
    }
    return readTicket(system, ticketNumber, JSON.parse(await boundedText(response)));
  } catch (error) {
    throw error instanceof NoTicketAnswer
      ? error
      : new NoTicketAnswer(reasonOf(error, call.signal), undefined, { cause: error });
  }
}

const headersOf = (
  { headers }: TicketSystem,
  secrets: ReadonlyMap<string, string>,
): Readonly<Record<string, string>> =>
  Object.fromEntries(Object.entries(headers).map(([name, secret]) => [name, secrets.get(secret) ?? '']));

function reasonOf(error: unknown, signal: AbortSignal): string {
  if (signal.aborted) return 'timeout';
  return error instanceof SyntaxError || error instanceof RangeError || error instanceof TypeError
    ? error.message === 'fetch failed' || error.message === 'terminated'
      ? 'connection'
      : 'unreadable'
    : 'connection';
}

/** Counted after unpacking: a small packed body can be a large one. */
async function boundedText(response: Response): Promise<string> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of (response.body ?? []) as AsyncIterable<Uint8Array>) {
    size += chunk.byteLength;
    // Leaving the loop cancels the rest of the stream.
    if (size > MOST_BYTES) throw new NoTicketAnswer('tooLarge', response.status);
    chunks.push(chunk);
  }
  return new TextDecoder('utf-8', { fatal: true }).decode(Buffer.concat(chunks));
}
