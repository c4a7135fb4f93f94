import { setTimeout as pause } from 'node:timers/promises';
import { atNeighbour, echoBot, latchkey } from './bots.ts';
import { postMessages } from './load.ts';
import { type MeasuredProcess, startMeasured } from './measuredProcess.ts';
import { type Neighbour } from './neighbour.ts';
import { type Usage } from './probeMessages.ts';
import { median, type Spread, spreadOf } from './statistics.ts';

/** How much is measured. */
export interface HelpTurnsPlan {
  readonly warmUpTurns: number;
  readonly rounds: number;
  readonly turnsPerRound: number;
  /** For the latency: one turn at a time. */
  readonly singleTurns: number;
  /** A database for a second Latchkey; without it there is none. */
  readonly databaseUrl: string | undefined;
}

/** A bot under the same load as the others. */
export interface BotFigures {
  readonly bot: string;
  readonly turns: number;
  /** With eight turns under way. */
  readonly turnsPerSecond: number;
  /** One turn at a time, in milliseconds. */
  readonly latency: Spread;
  readonly cpuMillisecondsPerTurn: number;
  /** Median of the rounds' ratios to the echo bot in the same round. */
  readonly cpuRatio: number;
  readonly cpuMillisecondsPerIdleSecond: number;
  readonly memoryBefore: Usage;
  readonly memoryAfter: Usage;
}

interface Runner {
  readonly name: string;
  readonly process: MeasuredProcess;
  readonly rates: number[];
  readonly cpu: number[];
  latency: Spread;
  turns: number;
}

const UNDER_WAY = 8;
const IDLE_SECONDS = 2;

/** `help`, a turn that needs no Graph, at every bot in turn, so that what else the machine does falls on all alike. */
export async function measureHelpTurns(
  neighbour: Neighbour,
  plan: HelpTurnsPlan,
): Promise<readonly BotFigures[]> {
  const runners: Runner[] = [];
  try {
    for (const [name, options] of botsOf(neighbour, plan.databaseUrl)) {
      const process = await startMeasured(options);
      runners.push({
        name,
        process,
        rates: [],
        cpu: [],
        latency: { count: 0, p50: 0, p95: 0, p99: 0 },
        turns: 0,
      });
    }
    const before = new Map<Runner, Usage>();
    for (const runner of runners) before.set(runner, await runner.process.usage());
    await runAll(runners, neighbour, plan);
    const echo = runners[0]?.cpu ?? [];
    const figures: BotFigures[] = [];
    for (const runner of runners) figures.push(await figuresOf(runner, echo, before.get(runner)));
    return figures;
  } finally {
    await Promise.all(runners.map(({ process }) => process.stop()));
  }
}

/** The bot that the goal for a turn is for: decision 8 says why the other is not. */
export const ON_POSTGRESQL = 'Latchkey, PostgreSQL';

const botsOf = (
  { url }: Neighbour,
  databaseUrl: string | undefined,
): readonly (readonly [string, ReturnType<typeof latchkey>])[] => [
  ['echo bot', echoBot(atNeighbour(url))],
  ['Latchkey, embedded database', latchkey(atNeighbour(url))],
  ...(databaseUrl === undefined
    ? []
    : [[ON_POSTGRESQL, latchkey(atNeighbour(url), { DATABASE_URL: databaseUrl })] as const]),
];

async function runAll(runners: readonly Runner[], neighbour: Neighbour, plan: HelpTurnsPlan): Promise<void> {
  const { warmUpTurns, rounds, turnsPerRound, singleTurns } = plan;
  const post = async (
    runner: Runner,
    amount: number,
    connections: number,
  ): ReturnType<typeof postMessages> => {
    runner.turns += amount;
    return postMessages(runner.process.endpoint, neighbour, 'help', { amount, connections });
  };
  for (const runner of runners) await post(runner, warmUpTurns, UNDER_WAY);
  for (let round = 0; round < rounds; round += 1) {
    for (const runner of runners) {
      const cpu = await runner.process.cpu();
      const { turns, seconds } = await post(runner, turnsPerRound, UNDER_WAY);
      runner.cpu.push(((await runner.process.cpu()) - cpu) / turns);
      runner.rates.push(turns / seconds);
    }
  }
  for (const runner of runners) {
    runner.latency = spreadOf((await post(runner, singleTurns, 1)).latenciesMs);
  }
}

async function figuresOf(
  { name, process, rates, cpu, latency, turns }: Runner,
  echo: readonly number[],
  before: Usage | undefined,
): Promise<BotFigures> {
  const after = await process.usage();
  const cpuAtRest = await process.cpu();
  await pause(IDLE_SECONDS * 1_000);
  const idle = ((await process.cpu()) - cpuAtRest) / IDLE_SECONDS;
  return {
    bot: name,
    turns,
    turnsPerSecond: median(rates),
    latency,
    cpuMillisecondsPerTurn: median(cpu),
    cpuRatio: median(cpu.map((each, round) => each / (echo[round] ?? NaN))),
    cpuMillisecondsPerIdleSecond: idle,
    memoryBefore: before ?? after,
    memoryAfter: after,
  };
}
