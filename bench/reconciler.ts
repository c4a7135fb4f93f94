import { setTimeout as pause } from 'node:timers/promises';
import { conversationId } from './largeTenantRows.ts';
import { inLargeWorld, type LargeWorld, until } from './largeWorld.ts';
import { type MeasuredProcess } from './measuredProcess.ts';
import { seedCard, seedRequests } from './seeds.ts';
import { type Spread, spreadOf } from './statistics.ts';

/** How much is measured. */
export interface ReconcilerPlan {
  readonly requests: number;
  /** How long it is watched once every request was read; longer than the seventeen seconds after which each is read again. */
  readonly watchedSeconds: number;
}

/** Requests that wait for approval, all followed at once; nobody who made them is signed in. */
export interface ReconcilerFigures {
  readonly requests: number;
  readonly database: LargeWorld['database'];
  /** From the first reading of any until every one was read. */
  readonly firstRoundSeconds: number;
  /** For as many readings as there are requests. */
  readonly graphCallsPerRound: number;
  /** Between two readings of one request. */
  readonly intervalSeconds: Spread;
  /** Of one processor. */
  readonly cpuShare: number;
  readonly peakRssBytes: number;
  /** From an approval in the tenant until the requestor's card shows it. */
  readonly newsSeconds: Spread;
}

const SETTINGS = 'delivery:\n  messagesPerSecond: 50\n';
const LONGEST_SECONDS = 300;
/** So many are approved at one moment. */
const APPROVED = 50;

/** Follows so many requests, then approves some of them in the tenant. */
export async function measureReconciler(plan: ReconcilerPlan): Promise<ReconcilerFigures> {
  return inLargeWorld({ people: plan.requests, settings: SETTINGS }, async (world) => {
    const news = await seedAll(world, plan.requests);
    const latchkey = await world.start();
    try {
      const { readings } = world.tenant;
      await until('every request read', LONGEST_SECONDS, () => readings.every(({ length }) => length > 0));
      const firsts = readings.map(([first]) => first ?? NaN).toSorted((one, other) => one - other);
      const watched = await watch(world, latchkey, plan.watchedSeconds);
      const newsSeconds = await approve(world, news);
      const { peakRssBytes } = await latchkey.usage();
      return {
        requests: plan.requests,
        database: world.database,
        firstRoundSeconds: ((firsts.at(-1) ?? NaN) - (firsts[0] ?? NaN)) / 1_000,
        ...watched,
        peakRssBytes,
        newsSeconds,
      };
    } finally {
      await latchkey.stop();
    }
  });
}

/** @returns the numbers of those that are approved later, whose requestors have a card */
async function seedAll({ withStore }: LargeWorld, requests: number): Promise<readonly number[]> {
  const step = Math.max(1, Math.floor(requests / APPROVED));
  const news = Array.from({ length: Math.min(APPROVED, requests) }, (_, index) => index * step);
  await withStore(async (store) => {
    await seedRequests(store, requests, new Date());
    for (const index of news) {
      const id = await seedCard(store, { kind: 'request', request: index, person: index });
      await store.cards.setSent(id, conversationId(index), `${index}`);
    }
  });
  return news;
}

async function watch(
  { tenant }: LargeWorld,
  latchkey: MeasuredProcess,
  seconds: number,
): Promise<Pick<ReconcilerFigures, 'graphCallsPerRound' | 'intervalSeconds' | 'cpuShare'>> {
  const lastReadings = tenant.readings.map((times) => times.at(-1) ?? NaN);
  tenant.forget();
  const startedAt = performance.now();
  const cpuBefore = await latchkey.cpu();
  await pause(seconds * 1_000);
  const cpuShare = ((await latchkey.cpu()) - cpuBefore) / (performance.now() - startedAt);
  const { graphCalls, people, readings } = tenant;
  const intervals = readings.flatMap((times, index) =>
    times.map((time, turn) => (time - (times[turn - 1] ?? lastReadings[index] ?? NaN)) / 1_000),
  );
  const graphCallsPerRound = (graphCalls * people) / intervals.length;
  return { graphCallsPerRound, intervalSeconds: spreadOf(intervals), cpuShare };
}

/** Approves them all at one moment, and waits until every requestor's card was drawn again. */
async function approve({ tenant }: LargeWorld, requests: readonly number[]): Promise<Spread> {
  const { activities } = tenant;
  const approvedAt = performance.now();
  for (const index of requests) tenant.grant(index);
  const updateOf = (index: number): number | undefined =>
    activities.find(({ method, conversationId: chat }) => method === 'PUT' && chat === conversationId(index))
      ?.at;
  await until('every card', LONGEST_SECONDS, () => requests.every((index) => updateOf(index) !== undefined));
  return spreadOf(requests.map((index) => ((updateOf(index) ?? NaN) - approvedAt) / 1_000));
}
