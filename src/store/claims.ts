import { type Claims } from '../pim/records.ts';
import { type Transaction } from 'kysely';
import { type Database } from './database.ts';
import { type StoreDeps } from './storeDeps.ts';

/** Claims: whoever writes the row has it. */
export class SqlClaims implements Claims {
  readonly #deps: Pick<StoreDeps, 'db' | 'clock' | 'tenantId'>;

  constructor(deps: Pick<StoreDeps, 'db' | 'clock' | 'tenantId'>) {
    this.#deps = deps;
  }

  async claim(key: string): Promise<boolean> {
    const { db, clock, tenantId } = this.#deps;
    const { numInsertedOrUpdatedRows } = await db
      .insertInto('claim')
      .values({ tenantId, key, claimedAt: clock.now() })
      .onConflict((conflict) => conflict.doNothing())
      .executeTakeFirstOrThrow();
    return numInsertedOrUpdatedRows === 1n;
  }

  async release(key: string): Promise<void> {
    const { db, tenantId } = this.#deps;
    await db.deleteFrom('claim').where('tenantId', '=', tenantId).where('key', '=', key).execute();
  }

  async sweep(before: Date): Promise<void> {
    const { db, tenantId } = this.#deps;
    await db.deleteFrom('claim').where('tenantId', '=', tenantId).where('claimedAt', '<', before).execute();
  }
}

/**
 * Claims keys within the caller's transaction.
 * @returns those that nobody had before
 */
export async function claimKeys(
  tx: Transaction<Database>,
  keys: readonly { readonly tenantId: string; readonly key: string }[],
  now: Date,
): Promise<Set<string>> {
  // In one order everywhere, so that two processes that claim the same never wait for each other.
  const ordered = keys.toSorted((a, b) => (a.key < b.key ? -1 : 1));
  const written = await tx
    .insertInto('claim')
    .values(ordered.map((claim) => ({ ...claim, claimedAt: now })))
    .onConflict((conflict) => conflict.doNothing())
    .returning('key')
    .execute();
  return new Set(written.map(({ key }) => key));
}
