import { Kysely, sql, type Dialect, type Transaction } from 'kysely';
import { type Migration } from 'kysely/migration';
import { type Clock } from '../pim/ports.ts';
import { SCHEMA } from './database.ts';
import { DatabaseRefusedError } from './databaseRefusedError.ts';
import { people } from './migrations/0001-people.ts';
import { operations } from './migrations/0002-operations.ts';
import { requests } from './migrations/0003-requests.ts';
import { cards } from './migrations/0004-cards.ts';
import { signIns } from './migrations/0005-sign-ins.ts';
import { audit } from './migrations/0006-audit.ts';
import { relaySwitch } from './migrations/0007-relay-switch.ts';
import { digests } from './migrations/0008-digests.ts';
import { provisioningDelays } from './migrations/0009-provisioning-delays.ts';
import { following } from './migrations/0010-following.ts';
import { instances } from './migrations/0011-instances.ts';
import { quarantine } from './migrations/0012-quarantine.ts';
import { departures } from './migrations/0013-departures.ts';
import { limits } from './migrations/0014-limits.ts';
import { proofs } from './migrations/0015-proofs.ts';
import { takenSignIns } from './migrations/0016-taken-sign-ins.ts';
import { keptSettings } from './migrations/0017-kept-settings.ts';
import { alerts } from './migrations/0018-alerts.ts';
import { reviews } from './migrations/0019-reviews.ts';
import { presets } from './migrations/0020-presets.ts';
import { ticketAnswers } from './migrations/0021-ticket-answers.ts';
import { policyFiles } from './migrations/0022-policy-files.ts';
import { houseRulings } from './migrations/0023-house-rulings.ts';
import { houseBypasses } from './migrations/0024-house-bypasses.ts';
import { houseVotings } from './migrations/0025-house-votings.ts';
import { laterBreaches } from './migrations/0026-later-breaches.ts';
import { emergenciesPastVotes } from './migrations/0027-emergencies-past-votes.ts';

/** Every migration by its file's name, in order. A migration that was released is never edited again. */
export const migrations: Readonly<Record<string, Migration>> = {
  '0001-people': people,
  '0002-operations': operations,
  '0003-requests': requests,
  '0004-cards': cards,
  '0005-sign-ins': signIns,
  '0006-audit': audit,
  '0007-relay-switch': relaySwitch,
  '0008-digests': digests,
  '0009-provisioning-delays': provisioningDelays,
  '0010-following': following,
  '0011-instances': instances,
  '0012-quarantine': quarantine,
  '0013-departures': departures,
  '0014-limits': limits,
  '0015-proofs': proofs,
  '0016-taken-sign-ins': takenSignIns,
  '0017-kept-settings': keptSettings,
  '0018-alerts': alerts,
  '0019-reviews': reviews,
  '0020-presets': presets,
  '0021-ticket-answers': ticketAnswers,
  '0022-policy-files': policyFiles,
  '0023-house-rulings': houseRulings,
  '0024-house-bypasses': houseBypasses,
  '0025-house-votings': houseVotings,
  '0026-later-breaches': laterBreaches,
  '0027-emergencies-past-votes': emergenciesPastVotes,
};

interface MigrationTables {
  migration: { name: string; applied_at: Date };
}

/** A kysely without any plugin, as migrations and grants are written for. */
export type PlainDatabase = Kysely<MigrationTables>;

/** Makes a `PlainDatabase` for our schema. */
export const plainDatabaseOn = (dialect: Dialect): PlainDatabase =>
  new Kysely<MigrationTables>({ dialect }).withSchema(SCHEMA);

/** Key of the advisory lock that orders whoever prepares the schema; any constant that nobody else uses. */
const PREPARATION_LOCK = 5_284_736_221;
/** A migration that cannot get its table lock gives up, so that it never makes everybody else wait behind it. */
const LOCK_TIMEOUT = '2s';

/** Lets one process at a time change the catalogue; ends with the transaction. */
export async function lockPreparation(tx: Transaction<MigrationTables>): Promise<void> {
  await sql`select pg_advisory_xact_lock(${sql.lit(PREPARATION_LOCK)})`.execute(tx);
}

/**
 * Brings the database up to date and says which migrations it ran. Each runs in a transaction that first writes the
 * migration's own row: a second migrator waits on that row, finds it taken and steps aside. kysely's own `Migrator` is
 * not used, because it refuses a database that a newer version has already migrated, and two versions run side by side
 * during an update.
 * @throws Error when the database holds migrations that are not ours.
 */
export async function migrate(db: PlainDatabase, clock: Clock): Promise<readonly string[]> {
  const known = Object.entries(migrations);
  const pending = known.filter(pendingAfter(await appliedMigrations(db)));
  if (pending.length === 0) return [];
  await prepare(db);
  const applied: string[] = [];
  for (const [name, migration] of pending) {
    if (await applyOnce(db, clock, name, migration)) applied.push(name);
  }
  return applied;
}

/** How far a database is. */
export interface MigrationState {
  /** Migrations that this program has and the database has not. */
  readonly pending: readonly string[];
  /** How many a newer version has made beyond them. */
  readonly newer: number;
  /** A migration that is not of this program at all. */
  readonly foreign: string | undefined;
}

/** The same, and who may do what to the audit trail. */
export interface DatabaseState extends MigrationState {
  /** Whether the application's role could change it; `undefined` where there is none yet. */
  readonly mayChangeAudit: boolean | undefined;
}

/** How far the database is, without bringing it any further; for whoever only looks. */
export async function migrationState(db: PlainDatabase): Promise<MigrationState> {
  const known = Object.keys(migrations);
  const applied = await appliedMigrations(db);
  return {
    pending: known.filter((name) => !applied.includes(name)),
    newer: Math.max(0, applied.length - known.length),
    foreign: applied.slice(0, known.length).find((name, index) => name !== known[index]),
  };
}

function pendingAfter(applied: readonly string[]): (migration: readonly [string, Migration]) => boolean {
  const known = Object.keys(migrations);
  const foreign = applied.slice(0, known.length).find((name, index) => name !== known[index]);
  if (foreign !== undefined) {
    throw new DatabaseRefusedError(
      `The database was migrated by something else: "${foreign}" is not among this program's migrations. ` +
        'Point DATABASE_URL or LATCHKEY_DATA_DIR at a database of its own.',
    );
  }
  return ([name]) => !applied.includes(name);
}

async function appliedMigrations(db: PlainDatabase): Promise<readonly string[]> {
  const { rows } = await sql<{ table: string | null }>`
    select to_regclass(${`${SCHEMA}.migration`})::text as "table"`.execute(db);
  if ((rows[0]?.table ?? null) === null) return [];
  const applied = await db.selectFrom('migration').select('name').orderBy('name').execute();
  return applied.map(({ name }) => name);
}

async function prepare(db: PlainDatabase): Promise<void> {
  await db.transaction().execute(async (tx) => {
    await lockPreparation(tx);
    const { rows } = await sql`select 1 from pg_namespace where nspname = ${SCHEMA}`.execute(tx);
    if (rows.length === 0) await tx.schema.createSchema(SCHEMA).execute();
    await tx.schema
      .createTable('migration')
      .ifNotExists()
      .addColumn('name', sql`text collate "C"`, (column) => column.primaryKey())
      .addColumn('applied_at', 'timestamptz', (column) => column.notNull())
      .execute();
  });
}

async function applyOnce(
  db: PlainDatabase,
  clock: Clock,
  name: string,
  migration: Migration,
): Promise<boolean> {
  return db.transaction().execute(async (tx) => {
    const { numInsertedOrUpdatedRows } = await tx
      .insertInto('migration')
      .values({ name, applied_at: clock.now() })
      .onConflict((conflict) => conflict.doNothing())
      .executeTakeFirstOrThrow();
    if (numInsertedOrUpdatedRows === 0n) return false;
    await sql`set local lock_timeout = ${sql.lit(LOCK_TIMEOUT)}`.execute(tx);
    await migration.up(tx);
    return true;
  });
}
