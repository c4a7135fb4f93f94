import { type AuditStream, type AuditStreamLease } from '../pim/records.ts';
import { isFree, leaseOf } from './leases.ts';
import { type StoreDeps } from './storeDeps.ts';

/** How far the audit trail was written out: one row a tenant, leased by whichever process writes. */
export class SqlAuditStream implements AuditStream {
  readonly #deps: Pick<StoreDeps, 'db' | 'tenantId'>;

  constructor(deps: Pick<StoreDeps, 'db' | 'tenantId'>) {
    this.#deps = deps;
  }

  async behind(): Promise<number> {
    const { db, tenantId } = this.#deps;
    const head = await db
      .selectFrom('auditHead')
      .leftJoin('auditStream', 'auditStream.tenantId', 'auditHead.tenantId')
      .select(['auditHead.sequence', 'auditStream.position'])
      .where('auditHead.tenantId', '=', tenantId)
      .executeTakeFirst();
    return head === undefined ? 0 : Math.max(0, head.sequence - (head.position ?? 0));
  }

  async claim(leaseSeconds: number): Promise<AuditStreamLease | undefined> {
    const { db, tenantId } = this.#deps;
    // Asked first, because most of the time there is nothing to write, and a row that is written each second costs more.
    if ((await this.behind()) === 0) return undefined;
    const leaseUntil = leaseOf(leaseSeconds);
    return db
      .insertInto('auditStream')
      .values({ tenantId, position: 0, fence: 1, leaseUntil })
      .onConflict((conflict) =>
        conflict
          .column('tenantId')
          .doUpdateSet((row) => ({ leaseUntil, fence: row('auditStream.fence', '+', 1) }))
          .where(isFree('auditStream.leaseUntil')),
      )
      .returning(['position', 'fence'])
      .executeTakeFirst();
  }

  async advance({ fence }: AuditStreamLease, position: number): Promise<boolean> {
    const { db, tenantId } = this.#deps;
    const { numUpdatedRows } = await db
      .updateTable('auditStream')
      .set({ position })
      .where('tenantId', '=', tenantId)
      .where('fence', '=', fence)
      .executeTakeFirstOrThrow();
    return numUpdatedRows > 0n;
  }

  async release({ fence }: AuditStreamLease): Promise<void> {
    const { db, tenantId } = this.#deps;
    await db
      .updateTable('auditStream')
      .set({ leaseUntil: null })
      .where('tenantId', '=', tenantId)
      .where('fence', '=', fence)
      .execute();
  }
}
