import autocannon from 'autocannon';
import { once } from 'node:events';
import { Agent, type ClientRequest, type IncomingMessage, request } from 'node:http';
import { setTimeout as pause } from 'node:timers/promises';
import { app, type Neighbour } from './neighbour.ts';

/** What came back from one spell of load. */
export interface LoadResult {
  readonly turns: number;
  /** Until the last answer. */
  readonly seconds: number;
  /** From sending an activity until the bot has answered the request, which it does after its reply went out. */
  readonly latenciesMs: readonly number[];
}

/** How many people write in turn. */
const PEOPLE = 64;

const everybody: readonly number[] = Array.from({ length: PEOPLE }, (_, number) => number);

let lastActivity = 0;

/** Posts `amount` signed messages, `connections` of them under way at a time. Rejects when the bot refuses one. */
export async function postMessages(
  endpoint: string,
  neighbour: Neighbour,
  text: string,
  { amount, connections }: { readonly amount: number; readonly connections: number },
): Promise<LoadResult> {
  const before = neighbour.taken;
  const { failed, ...result } = await send(endpoint, neighbour, {
    text,
    people: everybody,
    amount,
    connections,
  });
  const replies = neighbour.taken - before;
  if (failed > 0 || replies < amount) {
    throw new Error(`Of ${amount} turns ${failed} failed, and ${replies} were replied to`);
  }
  return result;
}

/** How a steady load is made. */
export interface SteadyLoad {
  readonly perSecond: number;
  readonly seconds: number;
  /** So many under way at a time, at the most. */
  readonly connections: number;
  /** Numbers of those who write in turn; everybody, where nobody is named. */
  readonly people?: readonly number[];
}

/** Posts `help` so many times a second, evenly within each second. Rejects when the bot does not take one; whether it replies is its affair. */
export async function postSteadily(
  endpoint: string,
  neighbour: Neighbour,
  { perSecond, seconds, connections, people = everybody }: SteadyLoad,
): Promise<LoadResult> {
  const amount = Math.round(perSecond * seconds);
  const headers = await headersFor(neighbour);
  const agent = new Agent({ keepAlive: true, maxSockets: connections });
  const startedAt = performance.now();
  const post = async (): Promise<number> => {
    const sentAt = performance.now();
    lastActivity += 1;
    const body = JSON.stringify(messageOf(neighbour, 'help', lastActivity, people));
    const ask = (): ClientRequest => request(endpoint, { method: 'POST', headers, agent });
    const status = await statusOf(ask, body);
    if (status >= 300) throw new Error(`A message was answered ${status}`);
    return performance.now() - sentAt;
  };
  const posted: Promise<number | Error>[] = [];
  try {
    // One timer at a time: thousands that are set at the beginning hold the first messages back, and send them together.
    for (let index = 0; index < amount; index += 1) {
      const waitMs = startedAt + (index * 1_000) / perSecond - performance.now();
      if (waitMs > 0) await pause(waitMs);
      posted.push(post().catch((error: unknown) => asError(error)));
    }
    const latenciesMs: number[] = [];
    for (const outcome of await Promise.all(posted)) {
      if (outcome instanceof Error) throw outcome;
      latenciesMs.push(outcome);
    }
    return { turns: amount, seconds: (performance.now() - startedAt) / 1_000, latenciesMs };
  } finally {
    agent.destroy();
  }
}

const asError = (error: unknown): Error => (error instanceof Error ? error : new Error(String(error)));

/**
 * Sends it; resolves when its answer is here in full. Once more where the connection was idle so long that the server
 * closed it just then (Node: `request.reusedSocket`).
 */
async function statusOf(ask: () => ClientRequest, body: string): Promise<number> {
  const sent = ask();
  const response = once(sent, 'response').catch((error: unknown) => {
    if (sent.reusedSocket) return undefined;
    throw error;
  });
  sent.end(body);
  const [answer] = ((await response) ?? []) as readonly IncomingMessage[];
  if (answer === undefined) return statusOf(ask, body);
  answer.resume();
  await once(answer, 'end');
  return answer.statusCode ?? 0;
}

const headersFor = async (neighbour: Neighbour): Promise<Record<string, string>> => ({
  'content-type': 'application/json; charset=utf-8',
  authorization: `Bearer ${await neighbour.channelToken()}`,
});

/** What is posted, and how fast. */
interface Load {
  readonly text: string;
  readonly people: readonly number[];
  readonly amount: number;
  readonly connections: number;
}

async function send(
  endpoint: string,
  neighbour: Neighbour,
  { text, people, ...pace }: Load,
): Promise<LoadResult & { readonly failed: number }> {
  const latenciesMs: number[] = [];
  const headers = await headersFor(neighbour);
  const startedAt = performance.now();
  let answeredAt = startedAt;
  const run = autocannon({
    ...pace,
    url: endpoint,
    method: 'POST',
    headers,
    requests: [
      {
        method: 'POST',
        setupRequest: (request) => {
          lastActivity += 1;
          return { ...request, body: JSON.stringify(messageOf(neighbour, text, lastActivity, people)) };
        },
      },
    ],
  });
  (run as unknown as NodeJS.EventEmitter).on('response', (_client, _status, _bytes, responseTime: number) => {
    latenciesMs.push(responseTime);
    answeredAt = performance.now();
  });
  // It ends with a whole second of its own, and not with the last answer.
  const { non2xx, errors } = await run;
  const seconds = (answeredAt - startedAt) / 1_000;
  return { turns: latenciesMs.length, seconds, latenciesMs, failed: non2xx + errors };
}

/** What somebody types, as Teams delivers it. `number` tells activities apart, and whose turn it is. */
export function messageOf(
  neighbour: Neighbour,
  text: string,
  number: number,
  people: readonly number[] = everybody,
): object {
  const person = String(people[number % people.length]).padStart(12, '0');
  return {
    type: 'message',
    id: String(1_700_000_000_000 + number),
    timestamp: '2026-01-05T09:00:00.000Z',
    localTimezone: 'Europe/Oslo',
    locale: 'en-GB',
    channelId: 'msteams',
    serviceUrl: neighbour.serviceUrl,
    text,
    textFormat: 'plain',
    from: { id: `29:${person}`, name: 'Robin Vale', aadObjectId: `0f0f0f0f-0001-4000-8000-${person}` },
    recipient: { id: `28:${app.id}`, name: 'Latchkey' },
    conversation: { id: `a:${person}`, conversationType: 'personal', tenantId: app.tenantId },
    channelData: { tenant: { id: app.tenantId } },
    entities: [
      { type: 'clientInfo', locale: 'en-GB', country: 'GB', platform: 'Web', timezone: 'Europe/Oslo' },
    ],
  };
}
