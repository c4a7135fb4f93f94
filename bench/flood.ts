import { atNeighbour, latchkey } from './bots.ts';
import { postSteadily } from './load.ts';
import { startMeasured } from './measuredProcess.ts';
import { type Neighbour } from './neighbour.ts';
import { type Spread, spreadOf } from './statistics.ts';

/** How long, and how much. */
export interface FloodPlan {
  readonly seconds: number;
  readonly othersPerSecond: number;
  readonly floodPerSecond: number;
}

/** What everybody else noticed of one person's flood. */
export interface FloodFigures {
  /** As wished for, and as they were taken. */
  readonly floodPerSecond: number;
  readonly takenPerSecond: number;
  readonly othersPerSecond: number;
  /** From an activity of one of the others until its answer: without the flood, and during it. Milliseconds. */
  readonly alone: Spread;
  readonly flooded: Spread;
}

const WARM_UP_SECONDS = 3;

/** The limits are those of nobody's settings file: what is flooded is Latchkey as it comes. */
const ITS_OWN_SETTINGS = { LATCHKEY_SETTINGS_FILE: '' };

/** One person writes as fast as a program can, with a good token; many others write as people do. */
export async function measureFlood(
  neighbour: Neighbour,
  { seconds, othersPerSecond, floodPerSecond }: FloodPlan,
  databaseUrl: string | undefined,
): Promise<FloodFigures> {
  const database: Readonly<Record<string, string>> =
    databaseUrl === undefined ? {} : { DATABASE_URL: databaseUrl };
  const bot = await startMeasured(latchkey(atNeighbour(neighbour.url), { ...ITS_OWN_SETTINGS, ...database }));
  try {
    const others = (forSeconds: number): ReturnType<typeof postSteadily> =>
      postSteadily(bot.endpoint, neighbour, {
        perSecond: othersPerSecond,
        seconds: forSeconds,
        connections: 16,
      });
    await others(WARM_UP_SECONDS);
    const alone = await others(seconds);
    const [flooded, flood] = await Promise.all([
      others(seconds),
      postSteadily(bot.endpoint, neighbour, {
        perSecond: floodPerSecond,
        seconds,
        connections: 50,
        people: [1_000_000],
      }),
    ]);
    return {
      floodPerSecond,
      takenPerSecond: flood.latenciesMs.length / flood.seconds,
      othersPerSecond,
      alone: spreadOf(alone.latenciesMs),
      flooded: spreadOf(flooded.latenciesMs),
    };
  } finally {
    await bot.stop();
  }
}
