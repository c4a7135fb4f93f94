import { type Selectable } from 'kysely';
import { type Extension, type Extensions } from '../pim/followUps.ts';
import {
  type Person,
  type PrincipalId,
  type RequestId,
  type RoleDefinitionId,
  type TenantId,
} from '../pim/ids.ts';
import { type OutboxAddition } from '../pim/records.ts';
import { type Database } from './database.ts';
import { queueEntries } from './outbox.ts';
import { type StoreDeps } from './storeDeps.ts';

const extensionOf = (row: Selectable<Database['eligibilityExtension']>): Extension => ({
  id: row.requestId as RequestId,
  person: { tenantId: row.tenantId as TenantId, id: row.personId as PrincipalId },
  roleDefinitionId: row.roleDefinitionId as RoleDefinitionId,
  roleName: row.roleName,
  scopeId: row.scopeId,
  endAt: row.endAt,
  askedAt: row.askedAt,
  newEndAt: row.newEndAt ?? undefined,
});

/** Eligibilities for which more time was asked. */
export class SqlExtensions implements Extensions {
  readonly #deps: Pick<StoreDeps, 'db' | 'clock' | 'tenantId'>;

  constructor(deps: Pick<StoreDeps, 'db' | 'clock' | 'tenantId'>) {
    this.#deps = deps;
  }

  async keep({ id, person, newEndAt, ...rest }: Extension): Promise<void> {
    await this.#deps.db
      .insertInto('eligibilityExtension')
      .values({
        ...rest,
        tenantId: person.tenantId,
        requestId: id,
        personId: person.id,
        newEndAt: newEndAt ?? null,
        isOpen: true,
      })
      .onConflict((conflict) => conflict.doNothing())
      .execute();
  }

  async of(tenantId: TenantId, id: RequestId): Promise<Extension | undefined> {
    const row = await this.#deps.db
      .selectFrom('eligibilityExtension')
      .selectAll()
      .where('tenantId', '=', tenantId)
      .where('requestId', '=', id)
      .executeTakeFirst();
    return row && extensionOf(row);
  }

  async open(limit: number): Promise<readonly Extension[]> {
    const { db, tenantId } = this.#deps;
    const rows = await db
      .selectFrom('eligibilityExtension')
      .selectAll()
      .where('tenantId', '=', tenantId)
      .where('isOpen', '=', true)
      .orderBy('endAt')
      .limit(limit)
      .execute();
    return rows.map(extensionOf);
  }

  async openOf({ tenantId, id }: Person): Promise<readonly Extension[]> {
    const rows = await this.#deps.db
      .selectFrom('eligibilityExtension')
      .selectAll()
      .where('tenantId', '=', tenantId)
      .where('personId', '=', id)
      .where('isOpen', '=', true)
      .orderBy('endAt')
      .orderBy('requestId')
      .execute();
    return rows.map(extensionOf);
  }

  async close(
    tenantId: TenantId,
    id: RequestId,
    { newEndAt }: { readonly newEndAt?: Date | undefined },
    told: readonly OutboxAddition[],
  ): Promise<boolean> {
    const { db, clock } = this.#deps;
    return db.transaction().execute(async (tx) => {
      const { numUpdatedRows } = await tx
        .updateTable('eligibilityExtension')
        .set({ isOpen: false, newEndAt: newEndAt ?? null })
        .where('tenantId', '=', tenantId)
        .where('requestId', '=', id)
        .where('isOpen', '=', true)
        .executeTakeFirstOrThrow();
      if (numUpdatedRows === 0n) return false;
      await queueEntries(tx, told, clock.now());
      return true;
    });
  }
}
