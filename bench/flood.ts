import { atNeighbour, latchkey } from './bots.ts';
import { postMessages, postSteadily } from './load.ts';
import { startMeasured } from './measuredProcess.ts';
import { type Neighbour } from './neighbour.ts';
import { type Spread, spreadOf } from './statistics.ts';

/** How long, and how much. */
export interface FloodPlan {
  /** Each is as many seconds without a flood, beside one that goes elsewhere, and during one. */
  readonly rounds: number;
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
  /**
   * From an activity of one of the others until its answer: without the flood, while the same flood reaches another
   * process, which shows what the generator and the machine have to do with it, and during it. Milliseconds.
   */
  readonly alone: Spread;
  readonly elsewhere: Spread;
  readonly flooded: Spread;
}

/** Until the code that answers is compiled: what is measured first would else count as slow by itself. */
const WARM_UP = { amount: 800, connections: 8 } as const;

/** Nobody of those who write as people do. Each flood has a flooder who has sent nothing yet. */
const FIRST_FLOODER = 1_000_000;

/** The limits are those of nobody's settings file: what is flooded is Latchkey as it comes. */
const ITS_OWN_SETTINGS = { LATCHKEY_SETTINGS_FILE: '' };

/** One person writes as fast as a program can, with a good token; many others write as people do. */
export async function measureFlood(
  neighbour: Neighbour,
  plan: FloodPlan,
  databaseUrl: string | undefined,
): Promise<FloodFigures> {
  const database: Readonly<Record<string, string>> =
    databaseUrl === undefined ? {} : { DATABASE_URL: databaseUrl };
  const bot = await startMeasured(latchkey(atNeighbour(neighbour.url), { ...ITS_OWN_SETTINGS, ...database }));
  const taker = await startMeasured({ script: 'bench/taker.ts', environment: {} });
  try {
    await postMessages(bot.endpoint, neighbour, 'help', WARM_UP);
    return await floodInRounds(neighbour, plan, { bot: bot.endpoint, taker: taker.endpoint });
  } finally {
    await Promise.all([bot.stop(), taker.stop()]);
  }
}

async function floodInRounds(
  neighbour: Neighbour,
  { rounds, seconds, othersPerSecond, floodPerSecond }: FloodPlan,
  { bot, taker }: { readonly bot: string; readonly taker: string },
): Promise<FloodFigures> {
  const others = async (): Promise<readonly number[]> =>
    (await postSteadily(bot, neighbour, { perSecond: othersPerSecond, seconds, connections: 16 }))
      .latenciesMs;
  const flood = (endpoint: string, round: number): ReturnType<typeof postSteadily> =>
    postSteadily(endpoint, neighbour, {
      perSecond: floodPerSecond,
      seconds,
      connections: 50,
      people: [FIRST_FLOODER + round],
    });
  const [alone, elsewhere, flooded, taken]: [number[], number[], number[], number[]] = [[], [], [], []];
  for (let round = 0; round < rounds; round += 1) {
    alone.push(...(await others()));
    elsewhere.push(...(await Promise.all([others(), flood(taker, round)]))[0]);
    const [latenciesMs, { turns, seconds: took }] = await Promise.all([others(), flood(bot, round)]);
    flooded.push(...latenciesMs);
    taken.push(turns / took);
  }
  return {
    floodPerSecond,
    takenPerSecond: Math.min(...taken),
    othersPerSecond,
    alone: spreadOf(alone),
    elsewhere: spreadOf(elsewhere),
    flooded: spreadOf(flooded),
  };
}
