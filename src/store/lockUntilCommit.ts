import { sql, type Transaction } from 'kysely';
import { type Database } from './database.ts';

/**
 * Lets one transaction at a time go on with what the key names, in all processes on the database; the others wait until it
 * has ended. (PostgreSQL: advisory locks of a transaction.)
 */
export async function lockUntilCommit(tx: Transaction<Database>, key: string): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${key}, 0))`.execute(tx);
}
