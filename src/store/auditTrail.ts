import { type Transaction } from 'kysely';
import { type AuditEntry, type AuditTrail, type ChainedAuditEntry } from '../pim/records.ts';
import { chained, CHAIN_START, type ChainHead } from './auditChain.ts';
import { claimKeys } from './claims.ts';
import { type Database } from './database.ts';
import { type StoreDeps } from './storeDeps.ts';

/**
 * Appends within the caller's transaction, so that a change and its audit row are one commit. The tenant's head stays
 * locked until that commit: call it last.
 * @returns its place in the chain
 */
export async function appendAudit(tx: Transaction<Database>, entry: AuditEntry, at: Date): Promise<number> {
  const { tenantId } = entry;
  // An update that changes nothing: it makes the head where there is none, and locks it where there is one.
  const head = await tx
    .insertInto('auditHead')
    .values({ tenantId, sequence: 0, hash: CHAIN_START })
    .onConflict((conflict) =>
      conflict.column('tenantId').doUpdateSet((row) => ({ tenantId: row.ref('excluded.tenantId') })),
    )
    .returning(['sequence', 'hash'])
    .executeTakeFirstOrThrow();
  const { sequence, previousHash, hash } = chained(entry, at, head);
  await tx
    .insertInto('auditEntry')
    .values({ tenantId, sequence, at, entry: JSON.stringify(entry), previousHash, hash })
    .execute();
  await tx.updateTable('auditHead').set({ sequence, hash }).where('tenantId', '=', tenantId).execute();
  return sequence;
}

/** The audit trail in our own tables, a chain per tenant. */
export class SqlAuditTrail implements AuditTrail {
  readonly #deps: Pick<StoreDeps, 'db' | 'clock' | 'tenantId'>;

  constructor(deps: Pick<StoreDeps, 'db' | 'clock' | 'tenantId'>) {
    this.#deps = deps;
  }

  async append(entry: AuditEntry, onceKey?: string): Promise<void> {
    const { db, clock } = this.#deps;
    const now = clock.now();
    await db.transaction().execute(async (tx) => {
      const { tenantId } = entry;
      const isKnown =
        onceKey !== undefined && (await claimKeys(tx, [{ tenantId, key: onceKey }], now)).size === 0;
      if (!isKnown) await appendAudit(tx, entry, now);
    });
  }

  async rows(after: number, limit: number): Promise<readonly ChainedAuditEntry[]> {
    const { db, tenantId } = this.#deps;
    const rows = await db
      .selectFrom('auditEntry')
      .select(['sequence', 'at', 'entry', 'previousHash', 'hash'])
      .where('tenantId', '=', tenantId)
      .where('sequence', '>', after)
      .orderBy('sequence')
      .limit(limit)
      .execute();
    return rows.map(({ entry, ...row }) => ({ ...(entry as AuditEntry), ...row }));
  }

  /** Where the chain ends; to be noted down outside the database, and to be verified against. */
  async head(): Promise<ChainHead> {
    const { db, tenantId } = this.#deps;
    const head = await db
      .selectFrom('auditHead')
      .select(['sequence', 'hash'])
      .where('tenantId', '=', tenantId)
      .executeTakeFirst();
    return head ?? { sequence: 0, hash: CHAIN_START };
  }
}
