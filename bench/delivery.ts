import { type ChatMessage } from '../test/support/teamsUser.ts';
import { postgresUrl } from './postgres.ts';
import { type SeenFetch } from './probeMessages.ts';
import { type Spread, spreadOf } from './statistics.ts';
import { openTenant, type Tenant } from './tenant.ts';

/** From the moment at which Latchkey has PIM's answer that takes the request, until the last approver's card is in Teams. */
export interface DeliveryFigures {
  readonly database: 'PostgreSQL' | 'embedded';
  /** What the offline tenant waits before it answers a call to Graph. Milliseconds. */
  readonly graphTakesMs: number;
  /** Milliseconds. */
  readonly latency: Spread;
}

const GRAPH_TAKES_MS = 300;
const ENOUGH_TIMES = 100_000;
/** Names of people are kept for ten minutes. */
const FORGOTTEN_AFTER_MINUTES = 11;
/** One by name, two through a group. */
const APPROVERS = ['Ben', 'Chi', 'Dara'];

/** Makes so many requests, one at a time, on each database that is here: with a Graph that answers at once, and a slow one. */
export async function measureDelivery(requests: number): Promise<readonly DeliveryFigures[]> {
  const url = await postgresUrl();
  return [
    ...(url === undefined ? [] : await measureOn('PostgreSQL', requests, { DATABASE_URL: url })),
    ...(await measureOn('embedded', requests, {})),
  ];
}

async function measureOn(
  database: DeliveryFigures['database'],
  requests: number,
  environment: Readonly<Record<string, string>>,
): Promise<readonly DeliveryFigures[]> {
  const tenant = await openTenant(environment);
  try {
    await waitForApprovers(tenant, 'before anything is measured');
    const atOnce = await measureAll(tenant, requests);
    await tenant.control.faults.add({
      match: { path: '^/graph/' },
      delayMs: GRAPH_TAKES_MS,
      times: ENOUGH_TIMES,
    });
    const slow = await measureAll(tenant, requests);
    return [
      { database, graphTakesMs: 0, latency: atOnce },
      { database, graphTakesMs: GRAPH_TAKES_MS, latency: slow },
    ];
  } finally {
    await tenant.stop();
  }
}

async function measureAll(tenant: Tenant, requests: number): Promise<Spread> {
  const times: number[] = [];
  for (let index = 0; index < requests; index += 1) {
    // So long ago that no name is remembered.
    await tenant.forward(FORGOTTEN_AFTER_MINUTES);
    times.push(await waitForApprovers(tenant, `measured ${index}`));
  }
  return spreadOf(times);
}

/** One request, taken back when its approvers have their cards. Milliseconds between the two. */
async function waitForApprovers(tenant: Tenant, reason: string): Promise<number> {
  const ana = tenant.person('Ana');
  const approvers = APPROVERS.map((name) => tenant.person(name));
  const own = await ana.mark();
  const marks = await Promise.all(approvers.map((each) => each.mark()));
  await tenant.latchkey.calls();
  await ana.say(`activate exchange admin for 30 min because ${reason}`);
  await Promise.all(approvers.map((each, index) => each.waitForButton('Approve', { after: marks[index] })));
  const calls = await tenant.latchkey.calls();
  await ana.press('request.cancel', {}, { after: own });
  await Promise.all(
    approvers.map((each) => each.waitUntil('no button', (messages) => !messages.some(hasApprove))),
  );
  const cards = calls.filter(({ method, body }) => method === 'POST' && body.includes('request.approve'));
  if (cards.length !== APPROVERS.length) throw new Error(`${cards.length} cards of approvers were sent`);
  return Math.max(...cards.map(({ endedAt }) => endedAt)) - acceptedAt(calls);
}

const hasApprove = (message: ChatMessage): boolean =>
  message.isDeleted !== true && JSON.stringify(message).includes('request.approve');

/** When PIM's answer to the request was there: the last that was posted, for a dry run may come before it. */
function acceptedAt(calls: readonly SeenFetch[]): number {
  const asked = calls.findLast(
    ({ method, path }) => method === 'POST' && path.endsWith('/roleAssignmentScheduleRequests'),
  );
  if (asked === undefined) throw new Error('Nothing was asked of PIM');
  return asked.endedAt;
}
