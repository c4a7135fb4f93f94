import { type Claims } from '../pim/records.ts';
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
