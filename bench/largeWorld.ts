import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { tenantId } from '../src/pim/ids.ts';
import { createStore, type Store, type StoreEngine } from '../src/store/store.ts';
import { atNeighbour, latchkey } from './bots.ts';
import { inFreshFolder } from './freshFolder.ts';
import { LargeTenant } from './largeTenant.ts';
import { type MeasuredProcess, startMeasured } from './measuredProcess.ts';
import { app, type Neighbour, startNeighbour } from './neighbour.ts';
import { postgresUrl } from './postgres.ts';
import { seedPeople } from './seeds.ts';

/** A large tenant, and a database in which everybody is known. */
export interface LargeWorld {
  readonly tenant: LargeTenant;
  readonly neighbour: Neighbour;
  readonly database: 'PostgreSQL' | 'embedded';
  /**
   * Works on the database as Latchkey does, by a clock that is ahead by so much. The embedded one has one process at a
   * time.
   */
  readonly withStore: <T>(work: (store: Store) => Promise<T>, shiftMs?: number) => Promise<T>;
  /** Starts another Latchkey; whoever starts it stops it. */
  readonly start: () => Promise<MeasuredProcess>;
}

const silent = {
  debug: () => undefined,
  info: () => undefined,
  warn: () => undefined,
  error: () => undefined,
};

/** Opens such a world for some work, with Latchkey's settings as YAML. */
export async function inLargeWorld<T>(
  { people, settings }: { readonly people: number; readonly settings: string },
  work: (world: LargeWorld) => Promise<T>,
): Promise<T> {
  const tenant = new LargeTenant(people);
  const neighbour = await startNeighbour(tenant);
  try {
    return await inFreshFolder(async (folder) => {
      const settingsFile = join(folder, 'settings.yaml');
      await writeFile(settingsFile, settings);
      const world = await worldAt(folder, settingsFile, { tenant, neighbour });
      await world.withStore((store) => seedPeople(store, people, neighbour.serviceUrl));
      return work(world);
    });
  } finally {
    await neighbour.stop();
  }
}

async function worldAt(
  folder: string,
  settingsFile: string,
  { tenant, neighbour }: Pick<LargeWorld, 'tenant' | 'neighbour'>,
): Promise<LargeWorld> {
  const url = await postgresUrl();
  const dataDir = join(folder, 'data');
  const engine: StoreEngine = url === undefined ? { kind: 'embedded', dataDir } : { kind: 'postgres', url };
  const environment = {
    ...(url === undefined ? { LATCHKEY_DATA_DIR: dataDir } : { DATABASE_URL: url }),
    LATCHKEY_SETTINGS_FILE: settingsFile,
    // As docs/operations.md advises.
    NODE_OPTIONS: '--max-old-space-size=256',
  };
  return {
    tenant,
    neighbour,
    database: url === undefined ? 'embedded' : 'PostgreSQL',
    withStore: async (use, shiftMs = 0) => {
      const store = await createStore({
        engine,
        tenantId: tenantId(app.tenantId),
        clock: { now: () => new Date(Date.now() + shiftMs) },
        encryptionKeys: [Buffer.alloc(32, 7)],
        logger: silent,
      });
      try {
        return await use(store);
      } finally {
        await store.close();
      }
    },
    start: () => startMeasured({ ...latchkey(atNeighbour(neighbour.url), environment), hasMovedClock: true }),
  };
}

const POLL_MS = 50;

/**
 * Waits until something holds.
 * @throws Error when it does not within so many seconds
 */
export async function until(what: string, seconds: number, holds: () => boolean): Promise<void> {
  const deadline = performance.now() + seconds * 1_000;
  while (!holds()) {
    if (performance.now() > deadline) throw new Error(`${what}: not within ${seconds} s`);
    await pause(POLL_MS);
  }
}
