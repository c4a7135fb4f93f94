import { sql, type Transaction } from 'kysely';
import { type Person } from '../pim/ids.ts';
import { type Digests } from '../pim/records.ts';
import { type Database } from './database.ts';
import { type StoreDeps } from './storeDeps.ts';

type Queued = Parameters<Digests['queue']>[0];
type Noted = Parameters<Digests['note']>[0];

/** Digests and the dates for which somebody has had them. */
export class SqlDigests implements Digests {
  readonly #deps: Pick<StoreDeps, 'db' | 'clock' | 'tenantId'>;

  constructor(deps: Pick<StoreDeps, 'db' | 'clock' | 'tenantId'>) {
    this.#deps = deps;
  }

  async queue(digests: Queued): Promise<number> {
    const { db, clock, tenantId } = this.#deps;
    const now = clock.now();
    return db.transaction().execute(async (tx) => {
      const rows = [];
      for (const kind of kindsOf(digests)) {
        const ofKind = digests.filter(({ message }) => message.kind === kind);
        const noted = await noteDates(tx, tenantId, kind, ofKind);
        rows.push(
          ...ofKind
            .filter(({ person }) => noted.has(person.id))
            .map(({ id, person, message }) => ({
              tenantId: person.tenantId,
              id,
              personId: person.id,
              message: JSON.stringify(message),
              attempts: 0,
              fence: 0,
              dueAt: now,
              leaseUntil: null,
              createdAt: now,
            })),
        );
      }
      if (rows.length > 0) await tx.insertInto('outboxEntry').values(rows).execute();
      return rows.length;
    });
  }

  async isNoted({ tenantId, id }: Person, kind: string, localDate: string): Promise<boolean> {
    const row = await this.#deps.db
      .selectFrom('digestDates')
      .select('personId')
      .where('tenantId', '=', tenantId)
      .where('personId', '=', id)
      .where('kind', '=', kind)
      .where(sql<boolean>`dates @> ${localDate}::date`)
      .executeTakeFirst();
    return row !== undefined;
  }

  async note(digests: Noted): Promise<void> {
    const { db, tenantId } = this.#deps;
    await db.transaction().execute(async (tx) => {
      for (const kind of kindsOf(digests)) {
        await noteDates(
          tx,
          tenantId,
          kind,
          digests.filter(({ message }) => message.kind === kind),
        );
      }
    });
  }
}

/** In one order everywhere, so that two processes never wait for each other. */
const kindsOf = (digests: Noted): readonly string[] =>
  [...new Set(digests.map(({ message }) => message.kind))].toSorted();

/** Adds the dates that are new, and says whose they were. Where nothing is new, nothing is written or locked. */
async function noteDates(
  tx: Transaction<Database>,
  tenantId: string,
  kind: string,
  digests: Noted,
): Promise<ReadonlySet<string>> {
  // In one order everywhere, so that two processes that queue the same never wait for each other.
  const ordered = digests.toSorted((a, b) => (a.person.id < b.person.id ? -1 : 1));
  const people = ordered.map(({ person }) => person.id as string);
  const dates = ordered.map(({ message }) => message.localDate);
  const noted = await tx
    .insertInto('digestDates')
    .columns(['tenantId', 'personId', 'kind', 'dates'])
    .expression((from) =>
      from
        .selectFrom(
          sql<{
            personId: string;
            date: string;
          }>`unnest(${people}::text[], ${dates}::date[])`.as<'due'>(sql`due(person_id, date)`),
        )
        .leftJoin('digestDates as had', (join) =>
          join
            .on('had.tenantId', '=', tenantId)
            .onRef('had.personId', '=', 'due.personId')
            .on('had.kind', '=', kind),
        )
        .select((row) => [
          sql<string>`${tenantId}::text`.as('tenantId'),
          row.ref('due.personId').as('personId'),
          sql<string>`${kind}::text`.as('kind'),
          sql<string>`datemultirange(daterange(due.date, due.date, '[]'))`.as('dates'),
        ])
        .where(sql<boolean>`not coalesce(had.dates @> due.date, false)`)
        .orderBy('due.personId'),
    )
    .onConflict((conflict) =>
      conflict
        .columns(['tenantId', 'personId', 'kind'])
        .doUpdateSet({ dates: sql`digest_dates.dates + excluded.dates` })
        .where(sql<boolean>`not digest_dates.dates && excluded.dates`),
    )
    .returning('personId')
    .execute();
  return new Set(noted.map(({ personId }) => personId));
}
