import { type LaterBreach } from '../pim/houseRules/plannedStarts/laterBreach.ts';
import { type LaterBreaches } from '../pim/houseRules/plannedStarts/laterBreaches.ts';
import { type RequestId } from '../pim/ids.ts';
import { type Announcement } from '../pim/records.ts';
import { appendAudit } from './auditTrail.ts';
import { claimKeys } from './claims.ts';
import { queueEntries } from './outbox.ts';
import { type StoreDeps } from './storeDeps.ts';

/** More than anybody reads; the audit trail has all of them. */
const MOST_FOUND = 1_000;

/** JSON has no times. */
function breachOf(stored: unknown): LaterBreach {
  const breach = stored as LaterBreach;
  return { ...breach, startAt: new Date(breach.startAt), foundAt: new Date(breach.foundAt) };
}

/** Planned activations that rules did not allow any more when they began, in our own table. */
export class SqlLaterBreaches implements LaterBreaches {
  readonly #deps: Pick<StoreDeps, 'db' | 'clock' | 'tenantId'>;

  constructor(deps: Pick<StoreDeps, 'db' | 'clock' | 'tenantId'>) {
    this.#deps = deps;
  }

  async record(breach: LaterBreach, { messages, audit }: Announcement): Promise<boolean> {
    const { db, clock, tenantId } = this.#deps;
    const now = clock.now();
    const { requestId, foundAt } = breach;
    return db.transaction().execute(async (tx) => {
      const { numInsertedOrUpdatedRows } = await tx
        .insertInto('laterBreach')
        .values({ tenantId, requestId, foundAt, breach: JSON.stringify(breach) })
        .onConflict((conflict) => conflict.doNothing())
        .executeTakeFirstOrThrow();
      if (numInsertedOrUpdatedRows !== 1n) return false;
      await queueEntries(tx, messages, now);
      for (const { onceKey, entry } of audit) {
        const free = await claimKeys(tx, [{ tenantId, key: onceKey }], now);
        if (free.has(onceKey)) await appendAudit(tx, entry, now);
      }
      return true;
    });
  }

  async of(id: RequestId): Promise<LaterBreach | undefined> {
    const { db, tenantId } = this.#deps;
    const row = await db
      .selectFrom('laterBreach')
      .select('breach')
      .where('tenantId', '=', tenantId)
      .where('requestId', '=', id)
      .executeTakeFirst();
    return row && breachOf(row.breach);
  }

  async found(from: Date): Promise<readonly LaterBreach[]> {
    const { db, tenantId } = this.#deps;
    const rows = await db
      .selectFrom('laterBreach')
      .select('breach')
      .where('tenantId', '=', tenantId)
      .where('foundAt', '>=', from)
      .orderBy('foundAt', 'desc')
      .orderBy('requestId', 'desc')
      .limit(MOST_FOUND)
      .execute();
    return rows.map(({ breach }) => breachOf(breach));
  }

  async sweep(before: Date): Promise<void> {
    const { db, tenantId } = this.#deps;
    await db
      .deleteFrom('laterBreach')
      .where('tenantId', '=', tenantId)
      .where('foundAt', '<', before)
      .execute();
  }
}
