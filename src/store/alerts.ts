import { sql, type Insertable, type Selectable, type Transaction } from 'kysely';
import {
  type Alert,
  type AlertChange,
  type AlertEvent,
  type AlertEventKind,
  keyOfAlert,
} from '../pim/alerts/alert.ts';
import { type AlertLook, type Alerts } from '../pim/alerts/alerts.ts';
import { worstFirst } from '../pim/alerts/observeAlerts.ts';
import { type PrincipalId, type TenantId } from '../pim/ids.ts';
import { appendAudit } from './auditTrail.ts';
import { type Database } from './database.ts';
import { queueEntries } from './outbox.ts';
import { type StoreDeps } from './storeDeps.ts';
import { lockUntilCommit } from './lockUntilCommit.ts';

/** A statement takes some sixty thousand parameters; so many rows stay well below. */
const ROWS_PER_STATEMENT = 1_000;
/** An alert's identifier in the subject of its card (`id.raise`). Characters. */
const ULID_LENGTH = 26;

function alertOf({ tenantId: _, key: __, ...row }: Selectable<Database['alert']>): Alert {
  return {
    ...row,
    roleDefinitionId: row.roleDefinitionId ?? undefined,
    snoozedUntil: row.snoozedUntil ?? undefined,
    againSince: row.againSince ?? undefined,
    notJudgedSince: row.notJudgedSince ?? undefined,
    resolvedAt: row.resolvedAt ?? undefined,
    raisedAt: row.raisedAt ?? undefined,
  } as Alert;
}

const rowOf = (tenantId: TenantId, alert: Alert): Insertable<Database['alert']> => ({
  tenantId,
  id: alert.id,
  key: keyOfAlert(alert),
  source: alert.source,
  rule: alert.rule,
  roleDefinitionId: alert.roleDefinitionId ?? null,
  severity: alert.severity,
  parts: JSON.stringify(alert.parts),
  subjects: JSON.stringify(alert.subjects),
  handling: alert.handling,
  snoozedUntil: alert.snoozedUntil ?? null,
  since: alert.since,
  againSince: alert.againSince ?? null,
  seenAt: alert.seenAt,
  notJudgedSince: alert.notJudgedSince ?? null,
  resolvedAt: alert.resolvedAt ?? null,
  raise: alert.raise,
  raisedAt: alert.raisedAt ?? null,
  telling: alert.telling,
});

/** Alerts in our own tables. */
export class SqlAlerts implements Alerts {
  readonly #deps: Pick<StoreDeps, 'db' | 'clock' | 'tenantId'>;

  constructor(deps: Pick<StoreDeps, 'db' | 'clock' | 'tenantId'>) {
    this.#deps = deps;
  }

  async standing(): Promise<readonly Alert[]> {
    const { db, tenantId } = this.#deps;
    const rows = await db
      .selectFrom('alert')
      .selectAll()
      .where('tenantId', '=', tenantId)
      .where('resolvedAt', 'is', null)
      .execute();
    return rows.map(alertOf).sort(worstFirst);
  }

  async of(id: string): Promise<Alert | undefined> {
    const { db, tenantId } = this.#deps;
    const row = await db
      .selectFrom('alert')
      .selectAll()
      .where('tenantId', '=', tenantId)
      .where('id', '=', id)
      .executeTakeFirst();
    return row && alertOf(row);
  }

  async history(id: string, limit: number): Promise<readonly AlertEvent[]> {
    const { db, tenantId } = this.#deps;
    const rows = await db
      .selectFrom('alertEvent')
      .selectAll()
      .where('tenantId', '=', tenantId)
      .where('alertId', '=', id)
      .orderBy('at', 'desc')
      .orderBy('id', 'desc')
      .limit(limit)
      .execute();
    return rows.map(({ kind, at, personId, reason, until }) => ({
      kind: kind as AlertEventKind,
      at,
      by: (personId ?? undefined) as PrincipalId | undefined,
      reason,
      until: until ?? undefined,
    }));
  }

  async lastLook(): Promise<AlertLook | undefined> {
    const { db, tenantId } = this.#deps;
    const row = await db
      .selectFrom('alertLook')
      .selectAll()
      .where('tenantId', '=', tenantId)
      .executeTakeFirst();
    return row && { at: row.lookedAt, notJudged: row.notJudged as readonly string[] };
  }

  async fold(...[look, fold, newId]: Parameters<Alerts['fold']>): Promise<void> {
    const { tenantId } = this.#deps;
    await this.#oneByOne(async (tx) => {
      const rows = await tx.selectFrom('alert').selectAll().where('tenantId', '=', tenantId).execute();
      const changes = fold(rows.map(alertOf));
      await this.#write(tx, changes, newId);
      const row = { lookedAt: look.at, notJudged: JSON.stringify(look.notJudged) };
      await tx
        .insertInto('alertLook')
        .values({ tenantId, ...row })
        .onConflict((conflict) => conflict.column('tenantId').doUpdateSet(row))
        .execute();
    });
  }

  async handle(
    ...[id, decide, { newId, audit }]: Parameters<Alerts['handle']>
  ): ReturnType<Alerts['handle']> {
    const { clock, tenantId } = this.#deps;
    return this.#oneByOne(async (tx) => {
      const row = await tx
        .selectFrom('alert')
        .selectAll()
        .where('tenantId', '=', tenantId)
        .where('id', '=', id)
        .executeTakeFirst();
      if (row === undefined) return undefined;
      const alert = alertOf(row);
      const change = decide(alert);
      if (change === undefined) return { alert, isChanged: false };
      await this.#write(tx, [change], newId);
      if (audit !== undefined) await appendAudit(tx, audit, clock.now());
      return { alert: change.alert, isChanged: true };
    });
  }

  async noteTelling(...[told, messages]: Parameters<Alerts['noteTelling']>): Promise<void> {
    const { clock, tenantId } = this.#deps;
    if (told.length === 0) return;
    await this.#oneByOne(async (tx) => {
      for (const { id, raise, telling } of told) {
        await tx
          .updateTable('alert')
          .set({ telling })
          .where('tenantId', '=', tenantId)
          .where('id', '=', id)
          .where('raise', '=', raise)
          .where('telling', '=', 'due')
          .execute();
      }
      await queueEntries(tx, messages, clock.now());
    });
  }

  async sweep(before: Date): Promise<void> {
    const { db, tenantId } = this.#deps;
    await db.deleteFrom('alertEvent').where('tenantId', '=', tenantId).where('at', '<', before).execute();
    await db.deleteFrom('alert').where('tenantId', '=', tenantId).where('resolvedAt', '<', before).execute();
  }

  /** Writers of one tenant’s alerts go one after the other. */
  #oneByOne<T>(work: (tx: Transaction<Database>) => Promise<T>): Promise<T> {
    const { db, tenantId } = this.#deps;
    return db.transaction().execute(async (tx) => {
      await lockUntilCommit(tx, `alerts/${tenantId}`);
      return work(tx);
    });
  }

  async #write(
    tx: Transaction<Database>,
    changes: readonly AlertChange[],
    newId: () => string,
  ): Promise<void> {
    const { tenantId } = this.#deps;
    for (let start = 0; start < changes.length; start += ROWS_PER_STATEMENT) {
      const some = changes.slice(start, start + ROWS_PER_STATEMENT);
      await tx
        .insertInto('alert')
        .values(some.map(({ alert }) => rowOf(tenantId, alert)))
        .onConflict((conflict) =>
          conflict.columns(['tenantId', 'id']).doUpdateSet((row) => ({
            severity: row.ref('excluded.severity'),
            parts: row.ref('excluded.parts'),
            subjects: row.ref('excluded.subjects'),
            handling: row.ref('excluded.handling'),
            snoozedUntil: row.ref('excluded.snoozedUntil'),
            since: row.ref('excluded.since'),
            againSince: row.ref('excluded.againSince'),
            seenAt: row.ref('excluded.seenAt'),
            notJudgedSince: row.ref('excluded.notJudgedSince'),
            resolvedAt: row.ref('excluded.resolvedAt'),
            raise: row.ref('excluded.raise'),
            raisedAt: row.ref('excluded.raisedAt'),
            telling: row.ref('excluded.telling'),
          })),
        )
        .execute();
    }
    await this.#writeEvents(tx, changes, newId);
    await this.#redraw(tx, changes, newId);
  }

  async #writeEvents(
    tx: Transaction<Database>,
    changes: readonly AlertChange[],
    newId: () => string,
  ): Promise<void> {
    const { tenantId } = this.#deps;
    const rows = changes.flatMap(({ alert, events }) =>
      events.map(({ kind, at, by, reason, until }) => ({
        tenantId,
        id: newId(),
        alertId: alert.id,
        kind,
        at,
        personId: by ?? null,
        reason,
        until: until ?? null,
      })),
    );
    for (let start = 0; start < rows.length; start += ROWS_PER_STATEMENT) {
      await tx
        .insertInto('alertEvent')
        .values(rows.slice(start, start + ROWS_PER_STATEMENT))
        .execute();
    }
  }

  /** Cards that lie somewhere, or are on their way there, say how it stands now; none is sent because of that. */
  async #redraw(
    tx: Transaction<Database>,
    changes: readonly AlertChange[],
    newId: () => string,
  ): Promise<void> {
    const { clock, tenantId } = this.#deps;
    const ids = changes.filter(({ isVisible }) => isVisible).map(({ alert }) => alert.id);
    if (ids.length === 0) return;
    const cards = await tx
      .selectFrom('card')
      .select(['id', 'personId'])
      .where('tenantId', '=', tenantId)
      .where('kind', '=', 'alert')
      .where(sql<string>`left(request_id, ${ULID_LENGTH})`, 'in', ids.slice(0, ROWS_PER_STATEMENT))
      .where((row) => row.or([row('activityId', 'is not', null), row('receipt', '=', 'queued')]))
      .orderBy('id')
      .execute();
    const entries = cards.map(({ id, personId }) => ({
      id: newId(),
      person: { tenantId, id: personId as PrincipalId },
      message: { kind: 'card', cardId: id } as const,
    }));
    await queueEntries(tx, entries, clock.now());
  }
}
