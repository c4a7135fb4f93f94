import { sql, type Kysely } from 'kysely';
import { Client } from 'pg';
import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { rmSync } from 'node:fs';
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { type Logger } from '../../src/pim/logger.ts';
import { type Database } from '../../src/store/database.ts';
import { openEmbedded } from '../../src/store/embedded.ts';
import { openPostgres } from '../../src/store/postgres.ts';
import { type StoreEngine } from '../../src/store/store.ts';
import { copyFolder } from './copiedFolder.ts';
import { track } from './hooks.ts';
import { findPostgres, findProgram, serverAt, startPostgres, type PostgresServer } from './postgresServer.ts';
import { TestClock } from './testClock.ts';
import { leaveOut } from './withoutPostgres.ts';

/** A database of a test file's own, with our tables in it. Tests in one file keep apart by their tenants. */
export interface TestDatabase {
  readonly db: Kysely<Database>;
  close(): Promise<void>;
}

/** Where a database is, without anything open: for `createStore`, or for a process of its own. */
export interface TestPlace {
  readonly engine: StoreEngine;
  /** Backs it up as docs/operations.md says and gives what restores it; nobody has an embedded one open meanwhile. */
  readonly backUp: () => Promise<() => Promise<void>>;
  readonly remove: () => Promise<void>;
}

/** One of the engines that every store is tested on. */
interface TestEngine {
  readonly name: 'embedded' | 'PostgreSQL';
  /** A migrated database, open. */
  readonly open: () => Promise<TestDatabase>;
  /** A place where nothing was stored yet. */
  readonly place: () => Promise<TestPlace>;
}

/** A logger that says nothing. */
export const silentLogger: Logger = {
  debug: () => undefined,
  info: () => undefined,
  warn: () => undefined,
  error: () => undefined,
};

const deps = { clock: new TestClock(), logger: silentLogger };

/** Made once in a process: copying a folder is ten times as fast as making one. */
let preparedFolder: Promise<string> | undefined;

async function prepareFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'latchkey-prepared-'));
  process.once('exit', () => {
    rmSync(folder, { recursive: true, force: true });
  });
  const engine = await openEmbedded({ dataDir: folder, ...deps });
  await engine.close();
  return folder;
}

/** A folder with a migrated embedded database in it, to be removed by the test. */
export async function clonedFolder(): Promise<{ dataDir: string; remove: () => Promise<void> }> {
  preparedFolder ??= prepareFolder();
  const dataDir = await mkdtemp(join(tmpdir(), 'latchkey-test-'));
  await copyFolder(await preparedFolder, dataDir);
  const closed = track(`folder ${dataDir}`);
  return {
    dataDir,
    remove: async () => {
      await rm(dataDir, { recursive: true, force: true });
      closed();
    },
  };
}

const embedded: TestEngine = {
  name: 'embedded',
  open: async () => {
    const { dataDir, remove } = await clonedFolder();
    const { db, close } = await openEmbedded({ dataDir, ...deps });
    return {
      db,
      close: async () => {
        await close();
        await remove();
      },
    };
  },
  place: async () => {
    const { dataDir, remove } = await clonedFolder();
    const copy = `${dataDir}-backup`;
    return {
      engine: { kind: 'embedded', dataDir },
      backUp: async () => {
        await mkdir(copy);
        await copyFolder(dataDir, copy);
        return async () => {
          await rm(dataDir, { recursive: true });
          await mkdir(dataDir);
          await copyFolder(copy, dataDir);
        };
      },
      remove: async () => {
        await rm(copy, { recursive: true, force: true });
        await remove();
      },
    };
  },
};

let server: Promise<PostgresServer> | undefined;

const testDatabaseUrl = process.env['TEST_DATABASE_URL'];
const binaries = findPostgres();

/** The server of this process: the one that `TEST_DATABASE_URL` names, or a private one that is started now. */
async function postgresServer(): Promise<PostgresServer> {
  if (testDatabaseUrl !== undefined) return serverAt(testDatabaseUrl);
  if (binaries === undefined) throw new Error('There is no PostgreSQL here');
  server ??= startPostgres(binaries);
  return server;
}

/** Runs statements as superuser; they are constants of the tests. */
export async function asSuperuser(url: string, ...statements: readonly string[]): Promise<void> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    for (const statement of statements) await client.query(statement);
  } finally {
    await client.end();
  }
}

/** A random name for a database or role. */
export const freshName = (): string => `latchkey_test_${randomBytes(8).toString('hex')}`;

/** A PostgreSQL database of a test's own. */
export interface OwnPostgres {
  readonly name: string;
  readonly server: PostgresServer;
  readonly remove: () => Promise<void>;
}

/** Makes an empty database, to be removed by the test. */
export const emptyPostgres = async (): Promise<OwnPostgres> => newPostgres(await postgresServer());

/** The same with our tables in it. */
async function migratedPostgres(): Promise<OwnPostgres> {
  const on = await postgresServer();
  // On somebody else's server nothing may be left, and what others are copied from is there until the process ends.
  if (testDatabaseUrl !== undefined) return newPostgres(on);
  preparedDatabase ??= prepareDatabase(on);
  return newPostgres(on, await preparedDatabase);
}

/** Made once in a process, as the folder is. */
let preparedDatabase: Promise<string> | undefined;

async function prepareDatabase(on: PostgresServer): Promise<string> {
  const name = freshName();
  await asSuperuser(on.urlOf('postgres'), `create database ${name}`);
  const { db, close } = openPostgres({ url: on.urlOf(name), ...deps });
  await sql`select 1`.execute(db);
  await close();
  return name;
}

async function newPostgres(on: PostgresServer, template = 'template1'): Promise<OwnPostgres> {
  const name = freshName();
  await asSuperuser(on.urlOf('postgres'), `create database ${name} template ${template}`);
  const removed = track(`database ${name}`);
  return {
    name,
    server: on,
    remove: async () => {
      await asSuperuser(on.urlOf('postgres'), `drop database ${name} with (force)`);
      removed();
    },
  };
}

const run = promisify(execFile);

const postgres: TestEngine = {
  name: 'PostgreSQL',
  open: async () => {
    const { name, server: on, remove } = await migratedPostgres();
    const { db, close } = openPostgres({ url: on.urlOf(name), ...deps });
    await sql`select 1`.execute(db);
    return {
      db,
      close: async () => {
        await close();
        await remove();
      },
    };
  },
  place: async () => {
    const { name, server: on, remove } = await emptyPostgres();
    const url = on.urlOf(name);
    const dump = join(tmpdir(), `${name}.dump`);
    return {
      engine: { kind: 'postgres', url },
      backUp: async () => {
        await run(findProgram('pg_dump'), ['--format=custom', `--file=${dump}`, url]);
        return async () => {
          await asSuperuser(
            on.urlOf('postgres'),
            `drop database ${name} with (force)`,
            `create database ${name}`,
          );
          await run(findProgram('pg_restore'), ['--exit-on-error', `--dbname=${url}`, dump]);
        };
      },
      remove: async () => {
        await rm(dump, { force: true });
        await remove();
      },
    };
  },
};

function enginesHere(): readonly TestEngine[] {
  if (testDatabaseUrl !== undefined || binaries !== undefined) return [embedded, postgres];
  leaveOut(
    'neither its programs nor TEST_DATABASE_URL, so that the stores are tested on the embedded engine only.',
  );
  return [embedded];
}

/** Where a Latchkey that is about to start keeps its rows. */
export interface DatabaseOfOne {
  /** What names it in the environment. */
  readonly environment: Readonly<Record<string, string>>;
  readonly remove: () => Promise<void>;
}

/**
 * A database for one Latchkey: on PostgreSQL where this machine has one, which is there ten times as fast, unless the test is
 * about the embedded one.
 */
export async function databaseOfOne(engine?: 'embedded'): Promise<DatabaseOfOne> {
  if (engine === 'embedded' || engines.length === 1) {
    const { dataDir, remove } = await clonedFolder();
    return { environment: { LATCHKEY_DATA_DIR: dataDir }, remove };
  }
  const { name, server: on, remove } = await migratedPostgres();
  return { environment: { DATABASE_URL: on.urlOf(name) }, remove };
}

/** Every engine that this machine can run; a store's test is a table over them. */
export const engines: readonly TestEngine[] = enginesHere();
