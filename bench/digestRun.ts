import { conversationId } from './largeTenantRows.ts';
import { inLargeWorld, type LargeWorld, until } from './largeWorld.ts';
import { mostInOneSecond } from './statistics.ts';

/** A digest for everybody in a tenant, from the moment at which it is due until the last one is in Teams. */
export interface DigestFigures {
  readonly people: number;
  readonly database: LargeWorld['database'];
  readonly seconds: number;
  /** What so many messages take if Teams' limit is all that holds them up. */
  readonly limitSeconds: number;
  readonly graphCalls: number;
  /** Pages of the tenant's two lists of roles. */
  readonly pages: number;
  readonly cpuMillisecondsPerPerson: number;
  /** At any time since the process was started. */
  readonly peakRssBytes: number;
  /** In use after the last one, after a garbage collection. */
  readonly heapBytes: number;
  readonly mostInOneSecond: number;
  /** Who did not get exactly one. */
  readonly strays: number;
}

/** Teams takes so many requests of an app in a tenant each second (Teams: "rate limiting"). */
export const TEAMS_PER_SECOND = 50;

const DUE_IN_HOURS = 2;
const HOUR_MS = 3_600_000;
/** From the start of the process until its clock is past the time of the digests. */
export const UNTIL_DUE_MS = DUE_IN_HOURS * HOUR_MS + 60_000;
/** A run that takes longer than this many times what the limit alone takes has come to a standstill. */
const STANDSTILL_RATIO = 3;
const STANDSTILL_SECONDS = 60;

/** Settings of a process to be started now: digests two hours from now, as fast as Teams takes them. */
export function digestSettings(): string {
  const at = new Date(Date.now() + DUE_IN_HOURS * HOUR_MS).toISOString().slice(11, 16);
  const digest = `digest: { at: '${at}', weekends: true }\n`;
  const delivery = `delivery: { messagesPerSecond: ${TEAMS_PER_SECOND} }\n`;
  // Looking for alerts reads the whole tenant too, and has nothing to do with the question.
  return `${digest}${delivery}alerts: { everyMinutes: 0 }\n`;
}

/** Lets a digest come due for everybody, in a tenant of each of these sizes. */
export async function measureDigests(sizes: readonly number[]): Promise<readonly DigestFigures[]> {
  const figures: DigestFigures[] = [];
  for (const people of sizes) {
    figures.push(await inLargeWorld({ people, settings: digestSettings() }, measureOne));
  }
  return figures;
}

async function measureOne(world: LargeWorld): Promise<DigestFigures> {
  const { tenant, database } = world;
  const { people, activities } = tenant;
  const limitSeconds = people / TEAMS_PER_SECOND;
  const latchkey = await world.start();
  try {
    tenant.forget();
    const cpuBefore = await latchkey.cpu();
    const dueAt = performance.now();
    await latchkey.moveClock(UNTIL_DUE_MS);
    const mostSeconds = STANDSTILL_SECONDS + STANDSTILL_RATIO * limitSeconds;
    await until(`${people} digests`, mostSeconds, () => activities.length >= people);
    const { cpuMilliseconds, peakRssBytes, heapBytes } = await latchkey.usage();
    const { graphCalls, pages } = tenant;
    // Whatever it would have sent too many is out when it has ended in order.
    await latchkey.stop();
    return {
      people,
      database,
      seconds: ((activities[people - 1]?.at ?? NaN) - dueAt) / 1_000,
      limitSeconds,
      graphCalls,
      pages,
      cpuMillisecondsPerPerson: (cpuMilliseconds - cpuBefore) / people,
      peakRssBytes,
      heapBytes,
      mostInOneSecond: mostInOneSecond(activities.map(({ at }) => at)),
      strays: straysIn(world),
    };
  } finally {
    await latchkey.stop();
  }
}

/** People who did not get exactly one message. */
function straysIn({ tenant: { people, activities } }: LargeWorld): number {
  const counts = new Map<string, number>();
  for (const { conversationId: chat } of activities) counts.set(chat, (counts.get(chat) ?? 0) + 1);
  return Array.from({ length: people }, (_, index) => counts.get(conversationId(index))).filter(
    (count) => count !== 1,
  ).length;
}
