import { sql, type Transaction } from 'kysely';
import { type Database } from './database.ts';
import { type StoreDeps } from './storeDeps.ts';

/**
 * Not seen for so long, a process counts as ended. By the database's own clock: the processes' clocks may differ, and
 * whether somebody lives is no matter of due times.
 */
const SILENT_SECONDS = 4;

/** The processes that share a database. What one leaves behind that ended suddenly is taken up by the others at once. */
export class SqlInstances {
  readonly #deps: Pick<StoreDeps, 'db' | 'tenantId' | 'instanceId'>;

  constructor(deps: Pick<StoreDeps, 'db' | 'tenantId' | 'instanceId'>) {
    this.#deps = deps;
  }

  /** Begins: what was left behind by whoever is no longer there is taken up. Before any work. */
  async arrive({ isAlone }: { readonly isAlone: boolean }): Promise<void> {
    await this.sayAlive();
    const { db, tenantId } = this.#deps;
    await db.transaction().execute(async (tx) => {
      // An embedded database has one process.
      if (isAlone) await this.#others(tx).execute();
      else await this.#others(tx).where(isSilent).execute();
      await handBack(tx, tenantId);
    });
  }

  /** Says that this process lives, and hands back what those hold that do not. Every second. */
  async beat(): Promise<void> {
    await this.sayAlive();
    const { db, tenantId, instanceId } = this.#deps;
    const silent = await db
      .selectFrom('instance')
      .select('id')
      .where('tenantId', '=', tenantId)
      .where('id', '!=', instanceId)
      .where(isSilent)
      .execute();
    if (silent.length === 0) return;
    await db.transaction().execute(async (tx) => {
      await this.#others(tx).where(isSilent).execute();
      await handBack(tx, tenantId);
    });
  }

  /** Says that this process lives, and no more; rejects where nothing can be stored. */
  async sayAlive(): Promise<void> {
    const { db, tenantId, instanceId } = this.#deps;
    const seenAt = sql<Date>`clock_timestamp()`;
    await db
      .insertInto('instance')
      .values({ tenantId, id: instanceId, seenAt })
      .onConflict((conflict) => conflict.columns(['tenantId', 'id']).doUpdateSet({ seenAt }))
      .execute();
  }

  /** Hands back what this process still holds: it ends in order. */
  async leave(): Promise<void> {
    const { db, tenantId, instanceId } = this.#deps;
    await db.transaction().execute(async (tx) => {
      await tx.deleteFrom('instance').where('tenantId', '=', tenantId).where('id', '=', instanceId).execute();
      await handBack(tx, tenantId);
    });
  }

  #others(tx: Transaction<Database>) {
    const { tenantId, instanceId } = this.#deps;
    return tx.deleteFrom('instance').where('tenantId', '=', tenantId).where('id', '!=', instanceId);
  }
}

const isSilent = sql<boolean>`seen_at < clock_timestamp() - make_interval(secs => ${SILENT_SECONDS})`;

/** A lease that ran out at the beginning of time: the next who looks takes it. */
const LONG_AGO = new Date(0);

/** Ends every lease of a process that is not there any more. */
async function handBack(tx: Transaction<Database>, tenantId: string): Promise<void> {
  const living = tx.selectFrom('instance').select('id').where('tenantId', '=', tenantId);
  for (const table of ['outboxEntry', 'operation'] as const) {
    await tx
      .updateTable(table)
      .set({ leaseUntil: LONG_AGO, leaseOwner: null })
      .where('tenantId', '=', tenantId)
      .where('leaseOwner', 'is not', null)
      .where('leaseOwner', 'not in', living)
      .execute();
  }
  await tx
    .updateTable('followedRequest')
    .set({ readingUntil: null, leaseOwner: null, nextReadingAt: null })
    .where('tenantId', '=', tenantId)
    .where('leaseOwner', 'is not', null)
    .where('leaseOwner', 'not in', living)
    .execute();
}
