import { type Selectable, sql, type SqlBool, type Transaction } from 'kysely';
import { type PrincipalId, type TenantId } from '../pim/ids.ts';
import {
  type OutboundMessage,
  type Outbox,
  type OutboxAddition,
  type OutboxEntry,
  type OutboxLine,
} from '../pim/records.ts';
import { claimKeys } from './claims.ts';
import { type Database } from './database.ts';
import { isFree, leaseOf } from './leases.ts';
import { type StoreDeps } from './storeDeps.ts';

/** A statement takes some sixty thousand parameters; this many entries stay well below. */
const ENTRIES_PER_STATEMENT = 1_000;

function entryOf(row: Selectable<Database['outboxEntry']>): OutboxEntry {
  return {
    id: row.id,
    person: { tenantId: row.tenantId as TenantId, id: row.personId as PrincipalId },
    message: row.message as OutboundMessage,
    attempts: row.attempts,
    fence: row.fence,
    isBegun: row.isBegun,
    dueAt: row.dueAt,
    createdAt: row.createdAt,
  };
}

/** Whether an entry is one of those that may wait behind everything else. */
const isDigest = sql<boolean>`message ->> 'kind' in ('digest', 'administratorsDigest')`;

/**
 * By the key, one after the other: a database that has not counted yet what has come all at once would compare every entry
 * with every queue.
 */
const isFirstOfFree = sql<SqlBool>`entry.id = any(array(
  select queue.first_id from queue where ${isFree('queue.leaseUntil')}))`;

/** Messages in order: an entry blocks every later one of its person's line until it is removed. */
export class SqlOutbox implements Outbox {
  readonly #deps: Pick<StoreDeps, 'db' | 'clock' | 'tenantId' | 'instanceId'>;

  constructor(deps: Pick<StoreDeps, 'db' | 'clock' | 'tenantId' | 'instanceId'>) {
    this.#deps = deps;
  }

  async add(entries: readonly OutboxAddition[]): Promise<void> {
    const { db, clock } = this.#deps;
    await db.transaction().execute((tx) => queueEntries(tx, entries, clock.now()));
  }

  async claim(limit: number, leaseSeconds: number, line?: OutboxLine): Promise<readonly OutboxEntry[]> {
    const { db, clock, tenantId, instanceId } = this.#deps;
    const now = clock.now();
    const rows = await db
      // Materialised, so that no plan ever computes it once for every row.
      .with(
        (name) => name('queue').materialized(),
        (queues) =>
          queues
            .selectFrom('outboxEntry')
            .select(({ fn }) => [fn.min('id').as('firstId'), fn.max('leaseUntil').as('leaseUntil')])
            .where('tenantId', '=', tenantId)
            .$if(line !== undefined, (some) => some.where(isDigest, '=', line === 'digests'))
            .groupBy(['personId', isDigest]),
      )
      // The entry's own lease is asked for as well: where somebody else claims it at the same moment, PostgreSQL looks
      // again at the row that it locks, but not at what the queues were made of.
      .with('due', (due) =>
        due
          .selectFrom('outboxEntry as entry')
          .select('entry.id')
          .where('entry.tenantId', '=', tenantId)
          .where('entry.dueAt', '<=', now)
          .where(isFree('entry.leaseUntil'))
          .where(isFirstOfFree)
          .orderBy(isDigest)
          .orderBy('entry.dueAt')
          .orderBy('entry.id')
          .limit(limit)
          .forUpdate('entry')
          .skipLocked(),
      )
      .updateTable('outboxEntry')
      .from('due')
      .set((entry) => ({
        leaseUntil: leaseOf(leaseSeconds),
        leaseOwner: instanceId,
        fence: entry('outboxEntry.fence', '+', 1),
      }))
      .where('outboxEntry.tenantId', '=', tenantId)
      .whereRef('outboxEntry.id', '=', 'due.id')
      .returningAll('outboxEntry')
      .execute();
    return rows.map(entryOf).sort((a, b) => (a.id < b.id ? -1 : 1));
  }

  async begin({ id, person, fence }: OutboxEntry): Promise<boolean> {
    const { numUpdatedRows } = await this.#deps.db
      .updateTable('outboxEntry')
      .set({ isBegun: true })
      .where('tenantId', '=', person.tenantId)
      .where('id', '=', id)
      .where('fence', '=', fence)
      .executeTakeFirstOrThrow();
    return numUpdatedRows > 0n;
  }

  async remove({ id, person, fence }: OutboxEntry): Promise<boolean> {
    const { numDeletedRows } = await this.#deps.db
      .deleteFrom('outboxEntry')
      .where('tenantId', '=', person.tenantId)
      .where('id', '=', id)
      .where('fence', '=', fence)
      .executeTakeFirstOrThrow();
    return numDeletedRows > 0n;
  }

  async postpone({ id, person, fence }: OutboxEntry, dueAt: Date, newId = id): Promise<boolean> {
    const { numUpdatedRows } = await this.#deps.db
      .updateTable('outboxEntry')
      .set((entry) => ({
        id: newId,
        dueAt,
        leaseUntil: null,
        leaseOwner: null,
        isBegun: false,
        attempts: entry('attempts', '+', 1),
      }))
      .where('tenantId', '=', person.tenantId)
      .where('id', '=', id)
      .where('fence', '=', fence)
      .executeTakeFirstOrThrow();
    return numUpdatedRows > 0n;
  }

  async depth(): Promise<number> {
    const { db, tenantId } = this.#deps;
    const { depth } = await db
      .selectFrom('outboxEntry')
      .select(({ fn }) => fn.countAll<number>().as('depth'))
      .where('tenantId', '=', tenantId)
      .executeTakeFirstOrThrow();
    return depth;
  }

  async standstillSince(): Promise<Date | undefined> {
    const { db, clock, tenantId } = this.#deps;
    const now = clock.now();
    // Only the first entry of each line can go out; those behind it wait for it, whenever they are due.
    const row = await db
      .with('queue', (queues) =>
        queues
          .selectFrom('outboxEntry')
          .select(({ fn }) => [fn.min('id').as('firstId'), fn.max('leaseUntil').as('leaseUntil')])
          .where('tenantId', '=', tenantId)
          .groupBy(['personId', isDigest]),
      )
      .selectFrom('queue')
      .innerJoin('outboxEntry as entry', (join) =>
        join.onRef('entry.id', '=', 'queue.firstId').on('entry.tenantId', '=', tenantId),
      )
      .select(({ fn }) => [
        fn.min('entry.dueAt').as('dueAt'),
        sql<boolean | null>`bool_or(not ${isFree('queue.leaseUntil')})`.as('isAtWork'),
      ])
      .executeTakeFirst();
    // Of no rows at all there is no earliest one, whatever the types say.
    const { dueAt = null, isAtWork = null }: { dueAt?: Date | null; isAtWork?: boolean | null } = row ?? {};
    return dueAt === null || dueAt > now || isAtWork === true ? undefined : dueAt;
  }
}

/** Queues messages within the caller's transaction. */
export async function queueEntries(
  tx: Transaction<Database>,
  entries: readonly OutboxAddition[],
  now: Date,
): Promise<void> {
  const first = await firstTimes(tx, entries, now);
  const queued = await queuedCards(tx, first);
  const rows = first
    .filter(({ message }) => message.kind !== 'card' || isFirst(queued, message.cardId))
    .map(({ id, person, message, dueAt }) => ({
      tenantId: person.tenantId,
      id,
      personId: person.id,
      message: JSON.stringify(message),
      attempts: 0,
      fence: 0,
      dueAt: dueAt ?? now,
      leaseUntil: null,
      leaseOwner: null,
      createdAt: now,
    }));
  for (let start = 0; start < rows.length; start += ENTRIES_PER_STATEMENT) {
    const some = rows.slice(start, start + ENTRIES_PER_STATEMENT);
    await tx.insertInto('outboxEntry').values(some).execute();
  }
}

/** Without those whose key somebody has brought before. */
async function firstTimes(
  tx: Transaction<Database>,
  entries: readonly OutboxAddition[],
  now: Date,
): Promise<readonly OutboxAddition[]> {
  const keyed = entries.flatMap(({ person, onceKey }) =>
    onceKey === undefined ? [] : [{ tenantId: person.tenantId, key: onceKey }],
  );
  if (keyed.length === 0) return entries;
  const free = await claimKeys(tx, keyed, now);
  return entries.filter(({ onceKey }) => onceKey === undefined || free.delete(onceKey));
}

/** Whether it is not in the set yet; it is afterwards. */
function isFirst(cards: Set<string>, cardId: string): boolean {
  const isNew = !cards.has(cardId);
  cards.add(cardId);
  return isNew;
}

/**
 * Cards whose drawing is queued already. Nobody is drawing them, nor is anybody whose lease has run out: whatever changed
 * before now will be on them, so that ten changes in a row make one update and not ten.
 */
async function queuedCards(
  tx: Transaction<Database>,
  entries: readonly OutboxAddition[],
): Promise<Set<string>> {
  const cards = entries.filter(({ message }) => message.kind === 'card');
  const [first] = cards;
  if (first === undefined) return new Set();
  const rows = await tx
    .selectFrom('outboxEntry')
    .select('message')
    .where('tenantId', '=', first.person.tenantId)
    .where(
      'personId',
      'in',
      cards.map(({ person }) => person.id),
    )
    .where('leaseUntil', 'is', null)
    // Until the caller's change is committed nobody may begin to draw: it would be drawn as it was before.
    .orderBy('id')
    .forUpdate()
    .execute();
  const messages = rows.map(({ message }) => message as OutboundMessage);
  return new Set(messages.flatMap((message) => (message.kind === 'card' ? message.cardId : [])));
}
