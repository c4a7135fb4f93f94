import { PGlite, types } from '@electric-sql/pglite';
import { PGliteDialect, sql } from 'kysely';
import { existsSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Logger } from '../pim/logger.ts';
import { type Clock } from '../pim/ports.ts';
import { databaseOn } from './database.ts';
import { DatabaseRefusedError } from './databaseRefusedError.ts';
import { type Engine } from './engine.ts';
import { lockFolder } from './folderLock.ts';
import { grantToApplication } from './grants.ts';
import { type DatabaseState, migrate, migrationState, plainDatabaseOn } from './migrate.ts';

/** What the embedded database needs. */
interface EmbeddedOptions {
  /** Folder of the database, made where it is missing; without it a fresh one that goes when the engine is closed. */
  readonly dataDir?: string;
  readonly clock: Clock;
  readonly logger: Logger;
}

/** The role that the application goes on as once the tables are there. It could go back: a guard rail, not a wall. */
const APPLICATION_ROLE = 'latchkey_application';

interface Folder {
  readonly path: string;
  readonly release: () => void;
}

/** @throws DatabaseRefusedError where it is in use, or cannot be made or written */
function keptFolder(path: string): Folder {
  try {
    mkdirSync(path, { recursive: true, mode: 0o700 });
    return { path, release: lockFolder(path) };
  } catch (error) {
    if (error instanceof DatabaseRefusedError) throw error;
    throw new DatabaseRefusedError(
      `The folder ${path} cannot be made or written. Name another one in LATCHKEY_DATA_DIR, or give this user the right to it.`,
      { cause: error },
    );
  }
}

function freshFolder(): Folder {
  const path = mkdtempSync(join(tmpdir(), 'latchkey-'));
  const remove = (): void => {
    rmSync(path, { recursive: true, force: true });
  };
  process.once('exit', remove);
  const release = (): void => {
    process.off('exit', remove);
    remove();
  };
  return { path, release };
}

/**
 * Opens the embedded database: PostgreSQL compiled to WebAssembly, inside this process, over one connection. kysely
 * lets one transaction at a time have it; whoever uses `db` inside a transaction waits for ever.
 * @throws DatabaseRefusedError when another process has the folder, or it cannot be written.
 */
export async function openEmbedded({ dataDir, clock, logger }: EmbeddedOptions): Promise<Engine> {
  const folder = dataDir === undefined ? freshFolder() : keptFolder(dataDir);
  if (dataDir !== undefined) {
    logger.warn(
      {},
      'The embedded database may lose its last changes in a power cut, and whoever can write its folder can change the audit trail. Use PostgreSQL for a real tenant.',
    );
  }
  let pglite: PGlite | undefined;
  try {
    pglite = await PGlite.create(join(folder.path, 'database'), { parsers: { [types.INT8]: Number } });
    await prepareSchema(pglite, clock, logger);
    return engineOn(pglite, folder);
  } catch (error) {
    await pglite?.close();
    folder.release();
    throw error;
  }
}

/** How far the database in a folder is; `undefined` where there is none. @throws FolderInUseError */
export async function lookAtFolder(path: string): Promise<DatabaseState | undefined> {
  const database = join(path, 'database');
  if (!existsSync(database)) return undefined;
  const release = lockFolder(path);
  try {
    const pglite = await PGlite.create(database, { parsers: { [types.INT8]: Number } });
    try {
      const state = await migrationState(plainDatabaseOn(new PGliteDialect({ pglite })));
      // Whoever can write the folder can change everything in it.
      return { ...state, mayChangeAudit: true };
    } finally {
      await pglite.close();
    }
  } finally {
    release();
  }
}

function engineOn(pglite: PGlite, { path, release }: Folder): Engine {
  const db = databaseOn(new PGliteDialect({ pglite }));
  return {
    db,
    folder: path,
    close: async () => {
      try {
        await db.destroy();
        if (!pglite.closed) await pglite.close();
      } finally {
        release();
      }
    },
  };
}

async function prepareSchema(pglite: PGlite, clock: Clock, logger: Logger): Promise<void> {
  // Never destroyed: that would close the connection, which the store goes on with.
  const owner = plainDatabaseOn(new PGliteDialect({ pglite }));
  const applied = await migrate(owner, clock);
  if (applied.length > 0) logger.info({ migrations: applied }, 'The database was migrated.');
  const role = sql.id(APPLICATION_ROLE);
  const { rows } = await sql`select 1 from pg_roles where rolname = ${APPLICATION_ROLE}`.execute(owner);
  if (rows.length === 0) await sql`create role ${role} nologin`.execute(owner);
  await grantToApplication(owner, APPLICATION_ROLE);
  await sql`set role ${role}`.execute(owner);
}
