import { findPostgres, startPostgres } from '../test/support/postgresServer.ts';
import { type CycleResult, runCycle } from './cycle.ts';
import { embeddedPlaces, type Places, postgresPlaces } from './databases.ts';
import { type EngineName, planOf, type StoryName } from './plan.ts';
import { openScene, type Scene } from './scene.ts';

/** Which cycles are run. */
export interface TortureOptions {
  readonly engine: EngineName;
  readonly seed: number;
  /** Number of the first cycle. */
  readonly from: number;
  readonly cycles: number;
  /** The stories to draw from; `undefined`: all. */
  readonly stories?: readonly StoryName[] | undefined;
  /** So many tenants side by side; a cycle is the same in each of them. */
  readonly lanes: number;
  readonly onCycle?: (result: CycleResult) => void;
}

/** Where a run makes its databases; `undefined`: this machine has no PostgreSQL. */
export async function placesFor(engine: EngineName): Promise<(() => Places) | undefined> {
  if (engine === 'embedded') return embeddedPlaces;
  const binaries = findPostgres();
  if (binaries === undefined) return undefined;
  const server = await startPostgres(binaries);
  return () => postgresPlaces(server);
}

/** Runs the cycles, each from the beginning of the world. Gives them in order of their numbers. */
export async function runCycles(
  options: TortureOptions,
  newPlaces: () => Places,
): Promise<readonly CycleResult[]> {
  const { from, cycles, lanes } = options;
  let next = from;
  const take = (): number | undefined => (next < from + cycles ? next++ : undefined);
  const count = Math.min(lanes, cycles);
  const results = await Promise.all(Array.from({ length: count }, () => runLane(options, newPlaces(), take)));
  return results.flat().toSorted((a, b) => a.plan.number - b.plan.number);
}

async function runLane(
  { engine, seed, stories, onCycle }: TortureOptions,
  places: Places,
  take: () => number | undefined,
): Promise<readonly CycleResult[]> {
  const scene = await openScene(places);
  try {
    const results: CycleResult[] = [];
    for (let number = take(); number !== undefined; number = take()) {
      const result = await told(scene, planOf(engine, seed, number, stories));
      results.push(result);
      onCycle?.(result);
    }
    return results;
  } finally {
    await scene.stop();
  }
}

/** Whatever breaks the torture itself says in which cycle it did. */
async function told(scene: Scene, plan: ReturnType<typeof planOf>): Promise<CycleResult> {
  try {
    return await runCycle(scene, plan);
  } catch (error) {
    throw new Error(`Cycle ${plan.number} could not be run: ${JSON.stringify(plan)}`, { cause: error });
  }
}
