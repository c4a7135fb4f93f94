import { PostgresDialect } from 'kysely';
import { Socket } from 'node:net';
import { Pool, types } from 'pg';
import { type Logger } from '../pim/logger.ts';
import { type Clock } from '../pim/ports.ts';
import { databaseOn } from './database.ts';
import { DatabaseRefusedError } from './databaseRefusedError.ts';
import { type Engine } from './engine.ts';
import { currentRole, grantToApplication, mayChangeAudit } from './grants.ts';
import {
  type DatabaseState,
  migrate,
  migrations,
  migrationState,
  plainDatabaseOn,
  type PlainDatabase,
} from './migrate.ts';

/** What a connection to PostgreSQL needs. */
interface PostgresOptions {
  /** The application's login. */
  readonly url: string;
  /** Login that owns the tables; without it the application's own login migrates. */
  readonly migrationsUrl?: string;
  readonly clock: Clock;
  readonly logger: Logger;
  /** A connection that is in use and on which nothing comes or goes for so long is given up. */
  readonly silenceMilliseconds?: number;
}

const CONNECT_TIMEOUT_MS = 5_000;
/** Nobody has use for a connection for so long: it is ended. Shorter than any silence below, which is for those in use. */
const IDLE_MS = 10_000;
/** On our side of the wire, because poolers refuse `statement_timeout` as a start-up parameter. */
const SILENCE_MS = 15_000;
const MIGRATION_SILENCE_MS = 300_000;

/** How many connections there may be, and how long one of them may be silent. */
interface Limits {
  readonly max: number;
  readonly silenceMilliseconds: number;
}

/**
 * A socket that ends itself when nothing came or went for too long, and with it what waits for an answer. pg's own
 * `query_timeout` gives up the statement alone: the connection goes back to the pool with it, and if the host is gone
 * without a word (a failover, a pooler that hangs) each later one waits behind it in vain until the kernel gives up.
 */
const socketThatGivesUp = (silenceMilliseconds: number): Socket => {
  const socket = new Socket();
  return socket.setTimeout(silenceMilliseconds, () => {
    const silence = new Error('The database said nothing for too long');
    socket.destroy(Object.assign(silence, { code: 'ETIMEDOUT' }));
  });
};

function poolOf(url: string, logger: Logger, { max, silenceMilliseconds }: Limits): Pool {
  const pool = new Pool({
    connectionString: url,
    application_name: 'latchkey',
    connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
    idleTimeoutMillis: IDLE_MS,
    keepAlive: true,
    max,
    // With TLS it is the one underneath, which hears of the same bytes.
    stream: () => socketThatGivesUp(silenceMilliseconds),
    // Numbers for int8, as the embedded engine has them; ours stay far below 2^53.
    types: {
      getTypeParser: (type, format) =>
        type === types.builtins.INT8 ? Number : (types.getTypeParser(type, format) as unknown),
    },
  });
  // Without a listener an idle connection that the server ends would end the process.
  pool.on('error', (error) => {
    logger.warn({ code: (error as { code?: string }).code }, 'The database ended an idle connection.');
  });
  // The pool stops listening to a connection while it is in use. Whoever uses it hears of its end from their statement.
  pool.on('connect', (client) => {
    client.on('error', (error) => {
      logger.debug({ code: (error as { code?: string }).code }, 'The database ended a connection.');
    });
  });
  return pool;
}

/**
 * Opens PostgreSQL. Nothing is connected yet: the first query migrates, and where that fails (the server is not up
 * yet) the next query tries again.
 */
export function openPostgres({
  url,
  migrationsUrl,
  clock,
  logger,
  silenceMilliseconds = SILENCE_MS,
}: PostgresOptions): Engine {
  const pool = poolOf(url, logger, { max: 10, silenceMilliseconds });
  const prepare = async (): Promise<Pool> => {
    await prepareSchema({ url, migrationsUrl, clock, logger });
    return pool;
  };
  return {
    db: databaseOn(new PostgresDialect({ pool: prepare })),
    // Not kysely's destroy, which leaves a pool alone that no query has been through.
    close: () => pool.end(),
  };
}

async function prepareSchema({ url, migrationsUrl, clock, logger }: PostgresOptions): Promise<void> {
  await withPlainDatabase(migrationsUrl ?? url, logger, async (owner) => {
    const applied = await migrate(owner, clock);
    if (applied.length > 0) logger.info({ migrations: applied }, 'The database was migrated.');
    if (migrationsUrl === undefined) return;
    await withPlainDatabase(url, logger, async (application) => {
      await grantToApplication(owner, await currentRole(application));
      if (await mayChangeAudit(application)) {
        throw new DatabaseRefusedError(
          'The role of DATABASE_URL owns the audit trail or may change it. Give the application a login of its own ' +
            'that is neither a superuser nor a member of the role of LATCHKEY_MIGRATIONS_DATABASE_URL.',
        );
      }
    });
  });
}

/** How far the database is, as the application's own login sees it. Nothing is made or changed. */
export const lookAtServer = (url: string, logger: Logger): Promise<DatabaseState> =>
  withPlainDatabase(url, logger, async (db) => {
    const state = await migrationState(db);
    const isThere = state.pending.length < Object.keys(migrations).length;
    return { ...state, mayChangeAudit: isThere ? await mayChangeAudit(db) : undefined };
  });

async function withPlainDatabase<T>(
  url: string,
  logger: Logger,
  use: (db: PlainDatabase) => Promise<T>,
): Promise<T> {
  const pool = poolOf(url, logger, { max: 1, silenceMilliseconds: MIGRATION_SILENCE_MS });
  try {
    return await use(plainDatabaseOn(new PostgresDialect({ pool })));
  } finally {
    await pool.end();
  }
}

/** Codes that mean "not reachable now" rather than "wrongly set up": the system's, and PostgreSQL's classes 08, 53, 57P. */
const UNREACHABLE = /^(E(CONN|HOST|NET|AI_|NOTFOUND|TIMEDOUT|PIPE)\w*|08\w{3}|53\w{3}|57P0[123])$/;

/** Whether an error says that the database cannot be reached now, so that waiting may help. */
export function isUnreachable(error: unknown): boolean {
  if (error instanceof AggregateError) return error.errors.some(isUnreachable);
  if (!(error instanceof Error)) return false;
  const { code } = error as { code?: unknown };
  return typeof code === 'string'
    ? UNREACHABLE.test(code)
    : /timeout|terminated unexpectedly|not queryable/i.test(error.message);
}
