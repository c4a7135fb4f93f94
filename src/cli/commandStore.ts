import { randomBytes } from 'node:crypto';
import { type Config, ConfigError, readConfig } from '../config.ts';
import { readRestoreConfig, readStoreConfig, type StoreConfig } from '../configParts.ts';
import { openStore } from '../connections.ts';
import { type Logger } from '../pim/logger.ts';
import { copyOfRunningFolder, type FolderCopy } from '../store/folderCopy.ts';
import { databaseRefusal } from '../databaseRefusals.ts';
import { FolderInUseError } from '../store/folderLock.ts';
import { isUnreachable } from '../store/postgres.ts';
import { type Store } from '../store/store.ts';
import { type CommandWorld, Refusal } from './command.ts';

/** A command speaks through what it prints. */
export const silent: Logger = {
  debug: () => undefined,
  info: () => undefined,
  warn: () => undefined,
  error: () => undefined,
};

type Configured = Pick<CommandWorld, 'environment'>;

/**
 * The configuration of the service that the command is about.
 * @throws Refusal with a sentence for everything that is wrong with it
 */
export const configOf = (world: Configured): Config => refusing(world, readConfig);

/**
 * Only what finds its database, for what must be possible whatever is wrong with the rest.
 * @throws Refusal with a sentence for everything that is wrong with that part
 */
export const storeConfigOf = (world: Configured): StoreConfig => refusing(world, readStoreConfig);

/**
 * The same, and where the ends of the audit trail are noted down.
 * @throws Refusal with a sentence for everything that is wrong with that part
 */
export const restoreConfigOf = (world: Configured): ReturnType<typeof readRestoreConfig> =>
  refusing(world, readRestoreConfig);

function refusing<T>({ environment }: Configured, read: (environment: Configured['environment']) => T): T {
  try {
    return read(environment);
  } catch (error) {
    if (error instanceof ConfigError) throw new Refusal(error.reasons);
    throw error;
  }
}

/** The folder of the embedded database; `undefined` with PostgreSQL. @throws Refusal where it has none to be found by */
export function folderOf({ database }: Pick<Config, 'database'>): string | undefined {
  if (database.kind === 'postgres') return undefined;
  if (database.dataDir !== undefined) return database.dataDir;
  throw new Refusal([
    'This Latchkey keeps its database in a folder that goes when it stops, so no command can find it. Set DATABASE_URL or LATCHKEY_DATA_DIR for both.',
  ]);
}

/** Where the database is. The keys are for a command that reads what was sealed; any do for the others. */
type Opening = StoreConfig & Partial<Pick<Config, 'encryptionKeys'>>;

/**
 * Opens the database for one command and closes it after.
 * @param instead what to do where the embedded database belongs to the running process, as a sentence
 * @throws Refusal where it cannot be had
 */
export async function withStore<T>(
  config: Opening,
  world: Pick<CommandWorld, 'clock'>,
  instead: string,
  use: (store: Store) => Promise<T>,
): Promise<T> {
  const store = await opened(config, world).catch((error: unknown) => {
    if (!(error instanceof FolderInUseError)) throw error;
    throw inUse('Stop it first, or use PostgreSQL.', instead);
  });
  return using(store, use);
}

/**
 * The same for a command that only reads: of an embedded database that belongs to the running process it gets a copy.
 * @throws Refusal where it cannot be had
 */
export async function withStoreToRead<T>(
  config: Opening,
  world: Pick<CommandWorld, 'clock'>,
  use: (store: Store) => Promise<T>,
): Promise<T> {
  let copy: FolderCopy | undefined;
  try {
    const store = await opened(config, world).catch((error: unknown) => {
      const folder = folderOf(config);
      if (!(error instanceof FolderInUseError) || folder === undefined) throw error;
      copy = copyOfRunningFolder(folder);
      if (copy === undefined) throw inUse('It cannot be copied just now: try again in a minute.');
      return opened({ ...config, database: { kind: 'embedded', dataDir: copy.dataDir } }, world);
    });
    return await using(store, use);
  } finally {
    copy?.remove();
  }
}

const inUse = (...whatToDo: readonly string[]): Refusal =>
  new Refusal([['The embedded database belongs to the running process.', ...whatToDo].join(' ').trim()]);

async function opened(config: Opening, { clock }: Pick<CommandWorld, 'clock'>): Promise<Store> {
  folderOf(config);
  return openStore(config, config.encryptionKeys ?? [randomBytes(32)], { clock, logger: silent }).catch(
    (error: unknown) => {
      const reason = error instanceof FolderInUseError ? undefined : databaseRefusal(error, config.database);
      throw reason === undefined ? error : new Refusal([reason]);
    },
  );
}

async function using<T>(store: Store, use: (store: Store) => Promise<T>): Promise<T> {
  try {
    await store.ping();
    return await use(store);
  } catch (error) {
    if (!isUnreachable(error)) throw error;
    throw new Refusal(['The database cannot be reached. Look at DATABASE_URL.']);
  } finally {
    await store.close();
  }
}
