import { type AuditLogCursor } from '../pim/records.ts';
import { type StoreDeps } from './storeDeps.ts';

/** How far Entra's own audit log was read, one row a tenant. */
export class SqlAuditLogCursor implements AuditLogCursor {
  readonly #deps: Pick<StoreDeps, 'db' | 'tenantId'>;

  constructor(deps: Pick<StoreDeps, 'db' | 'tenantId'>) {
    this.#deps = deps;
  }

  async readUntil(): Promise<Date | undefined> {
    const { db, tenantId } = this.#deps;
    const row = await db
      .selectFrom('auditLogCursor')
      .select('readUntil')
      .where('tenantId', '=', tenantId)
      .executeTakeFirst();
    return row?.readUntil;
  }

  async advance(to: Date): Promise<void> {
    const { db, tenantId } = this.#deps;
    await db
      .insertInto('auditLogCursor')
      .values({ tenantId, readUntil: to })
      .onConflict((conflict) =>
        conflict.column('tenantId').doUpdateSet({ readUntil: to }).where('auditLogCursor.readUntil', '<', to),
      )
      .execute();
  }
}
