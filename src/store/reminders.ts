import { sql } from 'kysely';
import { type Person, type PrincipalId, type RequestId, type TenantId } from '../pim/ids.ts';
import { type DueReminder, type Reminded, type Reminders } from '../pim/followUps.ts';
import { type StoreDeps } from './storeDeps.ts';

/** Reminders, a row for each request and approver. */
export class SqlReminders implements Reminders {
  readonly #deps: Pick<StoreDeps, 'db' | 'clock' | 'tenantId'>;

  constructor(deps: Pick<StoreDeps, 'db' | 'clock' | 'tenantId'>) {
    this.#deps = deps;
  }

  async due({
    madeAfter,
    madeUntil,
    lastUntil,
    most,
  }: Parameters<Reminders['due']>[0]): Promise<readonly DueReminder[]> {
    const { db, tenantId } = this.#deps;
    const rows = await db
      .selectFrom('card')
      .innerJoin('followedRequest as request', (join) =>
        join.onRef('request.tenantId', '=', 'card.tenantId').onRef('request.id', '=', 'card.requestId'),
      )
      .select(['card.personId', 'card.requestId'])
      .where('card.tenantId', '=', tenantId)
      .where('card.kind', '=', 'approval')
      .where('card.receipt', '=', 'sent')
      .where('request.isOpen', '=', true)
      .where(sql<string>`lower(request.status)`, 'like', 'pendingapproval%')
      // Who votes on what is kept here is reminded as the rules of the house say.
      .where((row) => row.or([row('request.isHeld', 'is', null), row('request.isHeld', '=', false)]))
      .where('request.createdAt', '>', madeAfter)
      .where('request.createdAt', '<=', madeUntil)
      .where((card) =>
        card.not(
          card.exists(
            card
              .selectFrom('reminder')
              .select('reminder.requestId')
              .whereRef('reminder.tenantId', '=', 'card.tenantId')
              .whereRef('reminder.personId', '=', 'card.personId')
              .where((reminder) =>
                reminder.or([
                  reminder('reminder.lastAt', '>', lastUntil),
                  reminder.and([
                    reminder('reminder.requestId', '=', reminder.ref('card.requestId')),
                    reminder('reminder.count', '>=', most),
                  ]),
                ]),
              ),
          ),
        ),
      )
      .orderBy('card.personId')
      .orderBy('card.requestId')
      .execute();
    return [...Map.groupBy(rows, ({ personId }) => personId)].map(([id, ofOne]) => ({
      approver: { tenantId, id: id as PrincipalId },
      requestIds: ofOne.map(({ requestId }) => requestId as RequestId),
    }));
  }

  async count(
    { tenantId, id: personId }: Person,
    requestIds: readonly RequestId[],
    { most, none }: Parameters<Reminders['count']>[2],
  ): Promise<readonly RequestId[]> {
    const { db, clock } = this.#deps;
    if (requestIds.length === 0 || most < 1) return [];
    const now = clock.now();
    const earlier = db
      .selectFrom('reminder')
      .select('requestId')
      .where('tenantId', '=', tenantId)
      .where('personId', '=', personId)
      .where('lastAt', '>', none.ofAny ?? now);
    // In one order everywhere, so that two processes that count the same never wait for each other.
    const ids = requestIds.toSorted();
    const rows = await db
      .insertInto('reminder')
      .columns(['tenantId', 'requestId', 'personId', 'count', 'lastAt'])
      .expression((from) =>
        from
          .selectFrom(sql<{ id: string }>`unnest(${ids}::text[])`.as<'wanted'>(sql`wanted(id)`))
          .select((row) => [
            sql<string>`${tenantId}::text`.as('tenantId'),
            row.ref('wanted.id').as('requestId'),
            sql<string>`${personId}::text`.as('personId'),
            sql<number>`1`.as('count'),
            sql<Date>`${now}::timestamptz`.as('lastAt'),
          ])
          .where((eb) => eb.not(eb.exists(earlier)))
          .orderBy('wanted.id'),
      )
      .onConflict((conflict) =>
        conflict
          .columns(['tenantId', 'requestId', 'personId'])
          .doUpdateSet({ count: sql`reminder.count + 1`, lastAt: now })
          .where('reminder.count', '<', most)
          .where('reminder.lastAt', '<=', none.ofRequest),
      )
      .returning('requestId')
      .execute();
    return rows.map(({ requestId }) => requestId as RequestId);
  }

  async ofRequest(tenantId: TenantId, requestId: RequestId): Promise<readonly Reminded[]> {
    const rows = await this.#deps.db
      .selectFrom('reminder')
      .select(['personId', 'count', 'lastAt'])
      .where('tenantId', '=', tenantId)
      .where('requestId', '=', requestId)
      .orderBy('personId')
      .execute();
    return rows.map(({ personId, count, lastAt }) => ({ approver: personId as PrincipalId, count, lastAt }));
  }

  async sweep(before: Date): Promise<void> {
    const { db, tenantId } = this.#deps;
    await db.deleteFrom('reminder').where('tenantId', '=', tenantId).where('lastAt', '<', before).execute();
  }
}
