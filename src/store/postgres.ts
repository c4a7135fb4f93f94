import { PostgresDialect } from 'kysely';
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
}

const CONNECT_TIMEOUT_MS = 5_000;
/** On our side of the wire, because poolers refuse `statement_timeout` as a start-up parameter. */
const QUERY_TIMEOUT_MS = 15_000;
const MIGRATION_TIMEOUT_MS = 300_000;

function poolOf(url: string, logger: Logger, limits: { max: number; query_timeout: number }): Pool {
  const pool = new Pool({
    connectionString: url,
    application_name: 'latchkey',
    connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
    keepAlive: true,
    // Numbers for int8, as the embedded engine has them; ours stay far below 2^53.
    types: {
      getTypeParser: (type, format) =>
        type === types.builtins.INT8 ? Number : (types.getTypeParser(type, format) as unknown),
    },
    ...limits,
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
export function openPostgres({ url, migrationsUrl, clock, logger }: PostgresOptions): Engine {
  const pool = poolOf(url, logger, { max: 10, query_timeout: QUERY_TIMEOUT_MS });
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
  const pool = poolOf(url, logger, { max: 1, query_timeout: MIGRATION_TIMEOUT_MS });
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
    : /timeout|terminated unexpectedly/i.test(error.message);
}
