import { sql, type Selectable } from 'kysely';
import { type Person, type PrincipalId, type TenantId } from '../pim/ids.ts';
import {
  type AuditEntry,
  type Intent,
  type Operation,
  type OperationOutcome,
  type Operations,
  type OperationState,
  type RecentActivation,
} from '../pim/records.ts';
import { appendAudit } from './auditTrail.ts';
import { type Database } from './database.ts';
import { hasRunOut, leaseOf } from './leases.ts';
import { secondsAfter, type StoreDeps } from './storeDeps.ts';

/** An intent that nobody leased for so long was left behind by a process that ended between storing and leasing it. */
const ABANDONED_AFTER_SECONDS = 60;

/** States of an operation whose change PIM has, or may have, or is being asked for. */
const MAY_BE_WITH_PIM: readonly OperationState[] = ['RUNNING', 'DONE', 'UNKNOWN'];

function operationOf(row: Selectable<Database['operation']>): Operation {
  return {
    id: row.id,
    person: { tenantId: row.tenantId as TenantId, id: row.personId as PrincipalId },
    intent: row.intent as Intent,
    state: row.state as OperationState,
    fence: row.fence,
    cardActivityId: row.cardActivityId ?? undefined,
    outcome: row.outcome as OperationOutcome,
    createdAt: row.createdAt,
  };
}

/** Intents, leases and outcomes; every change and its audit row are one commit. */
export class SqlOperations implements Operations {
  readonly #deps: Pick<StoreDeps, 'db' | 'clock' | 'tenantId' | 'instanceId'>;

  constructor(deps: Pick<StoreDeps, 'db' | 'clock' | 'tenantId' | 'instanceId'>) {
    this.#deps = deps;
  }

  async open(
    { id, person, intent, uniqueKey, cardActivityId }: Parameters<Operations['open']>[0],
    audit: AuditEntry,
  ): Promise<{ readonly operation: Operation; readonly isNew: boolean }> {
    const { db, clock, instanceId } = this.#deps;
    const now = clock.now();
    return db.transaction().execute(async (tx) => {
      const stored = await tx
        .insertInto('operation')
        .values({
          tenantId: person.tenantId,
          id,
          personId: person.id,
          uniqueKey: uniqueKey ?? null,
          cardActivityId: cardActivityId ?? null,
          intent: JSON.stringify(intent),
          state: 'INTENT',
          fence: 0,
          leaseUntil: null,
          leaseOwner: instanceId,
          outcome: '{}',
          createdAt: now,
          updatedAt: now,
        })
        .onConflict((conflict) => conflict.doNothing())
        .returningAll()
        .executeTakeFirst();
      if (stored === undefined) {
        const earlier = await tx
          .selectFrom('operation')
          .selectAll()
          .where('tenantId', '=', person.tenantId)
          .where((where) => where.or([where('id', '=', id), where('uniqueKey', '=', uniqueKey ?? null)]))
          .executeTakeFirstOrThrow();
        return { operation: operationOf(earlier), isNew: false };
      }
      await appendAudit(tx, audit, now);
      return { operation: operationOf(stored), isNew: true };
    });
  }

  async of(id: string): Promise<Operation | undefined> {
    const { db, tenantId } = this.#deps;
    const row = await db
      .selectFrom('operation')
      .selectAll()
      .where('tenantId', '=', tenantId)
      .where('id', '=', id)
      .executeTakeFirst();
    return row && operationOf(row);
  }

  async claim(id: string, leaseSeconds: number): Promise<Operation | undefined> {
    const { db, clock, tenantId, instanceId } = this.#deps;
    const now = clock.now();
    const row = await db
      .updateTable('operation')
      .set((operation) => ({
        state: 'RUNNING',
        fence: operation('fence', '+', 1),
        leaseUntil: leaseOf(leaseSeconds),
        leaseOwner: instanceId,
        updatedAt: now,
      }))
      .where('tenantId', '=', tenantId)
      .where('id', '=', id)
      .where((operation) =>
        operation.or([
          operation('state', 'in', ['INTENT', 'NEEDS_USER', 'UNKNOWN']),
          operation.and([operation('state', '=', 'RUNNING'), hasRunOut('leaseUntil')]),
        ]),
      )
      .returningAll()
      .executeTakeFirst();
    return row && operationOf(row);
  }

  async keep({ id, person, fence }: Operation, leaseSeconds: number): Promise<boolean> {
    const { numUpdatedRows } = await this.#deps.db
      .updateTable('operation')
      .set({ leaseUntil: leaseOf(leaseSeconds) })
      .where('tenantId', '=', person.tenantId)
      .where('id', '=', id)
      .where('state', '=', 'RUNNING')
      .where('fence', '=', fence)
      .executeTakeFirstOrThrow();
    return numUpdatedRows > 0n;
  }

  async handBack(id: string): Promise<void> {
    const { db, clock, tenantId } = this.#deps;
    await db
      .updateTable('operation')
      .set({ leaseOwner: null, updatedAt: clock.now() })
      .where('tenantId', '=', tenantId)
      .where('id', '=', id)
      .where('state', '=', 'INTENT')
      .execute();
  }

  async settle(
    { id, person, fence }: Operation,
    state: Exclude<OperationState, 'INTENT' | 'RUNNING'>,
    outcome: OperationOutcome,
    audit: AuditEntry,
  ): Promise<boolean> {
    const { db, clock } = this.#deps;
    const now = clock.now();
    return db.transaction().execute(async (tx) => {
      const { numUpdatedRows } = await tx
        .updateTable('operation')
        .set({ state, outcome: JSON.stringify(outcome), leaseUntil: null, leaseOwner: null, updatedAt: now })
        .where('tenantId', '=', person.tenantId)
        .where('id', '=', id)
        .where('state', '=', 'RUNNING')
        .where('fence', '=', fence)
        .executeTakeFirstOrThrow();
      if (numUpdatedRows === 0n) return false;
      await appendAudit(tx, audit, now);
      return true;
    });
  }

  /** Intents that were stored a minute ago and never leased are among them. */
  async unsettled(limit: number): Promise<readonly Operation[]> {
    const { db, clock, tenantId } = this.#deps;
    const now = clock.now();
    const rows = await db
      .selectFrom('operation')
      .selectAll()
      .where('tenantId', '=', tenantId)
      .where((operation) =>
        operation.or([
          operation('state', '=', 'UNKNOWN'),
          operation.and([operation('state', '=', 'RUNNING'), hasRunOut('leaseUntil')]),
          operation.and([
            operation('state', '=', 'INTENT'),
            operation.or([
              operation('createdAt', '<=', secondsAfter(now, -ABANDONED_AFTER_SECONDS)),
              // Its process has ended, or could not go on with it.
              operation('leaseOwner', 'is', null),
            ]),
          ]),
        ]),
      )
      .orderBy('createdAt')
      .orderBy('id')
      .limit(limit)
      .execute();
    return rows.map(operationOf);
  }

  async activationsSince({ tenantId, id }: Person, since: Date): Promise<readonly RecentActivation[]> {
    const rows = await this.#deps.db
      .selectFrom('operation')
      .select(['id', 'intent', 'updatedAt'])
      .where('tenantId', '=', tenantId)
      .where('personId', '=', id)
      .where('updatedAt', '>=', since)
      .where('state', 'in', MAY_BE_WITH_PIM)
      .where(sql<string>`intent->>'kind'`, '=', 'activate')
      .orderBy('updatedAt')
      .orderBy('id')
      .execute();
    return rows.map((row) => {
      const intent = row.intent as Extract<Intent, { kind: 'activate' }>;
      const { roleDefinitionId, scopeId, isEmergency = false } = intent;
      return { operationId: row.id, roleDefinitionId, scopeId, at: row.updatedAt, isEmergency };
    });
  }
}
