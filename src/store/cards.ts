import { sql, type Selectable, type Transaction } from 'kysely';
import { type Person, personKey, type PrincipalId, type RequestId, type TenantId } from '../pim/ids.ts';
import { type CardKind, type CardRecord, type Cards, type Receipt } from '../pim/records.ts';
import { type Database } from './database.ts';
import { secondsAfter, type StoreDeps } from './storeDeps.ts';
import { takeOver } from './takeOver.ts';
import { lockUntilCommit } from './lockUntilCommit.ts';

/** PIM lets a request lapse after 24 hours; an hour more, and no open card can still print the number. */
const NUMBER_KEPT_SECONDS = 25 * 60 * 60;
/** More than anybody has open at once. */
const NUMBERS_OF_A_DAY = 100;
/** Receipts of cards that may still be pressed, and whose number may still be typed. */
const OPEN_RECEIPTS: readonly Receipt[] = ['queued', 'sent', 'refused'];

/** Receipts by which Teams has said whether it takes messages for somebody. */
const ANSWERED_RECEIPTS: readonly Receipt[] = ['sent', 'acted', 'refused'];
/** Receipts of cards that came to lie in somebody's chat. */
const TAKEN_RECEIPTS: readonly Receipt[] = ['sent', 'acted'];
/** A statement takes some sixty thousand parameters; this many people stay well below. */
const PEOPLE_PER_STATEMENT = 1_000;

function cardOf(row: Selectable<Database['card']>): CardRecord {
  return {
    id: row.id,
    kind: row.kind as CardKind,
    requestId: row.requestId as RequestId,
    person: { tenantId: row.tenantId as TenantId, id: row.personId as PrincipalId },
    nonce: row.nonce,
    number: row.number ?? undefined,
    conversationId: row.conversationId ?? undefined,
    activityId: row.activityId ?? undefined,
    receipt: row.receipt as Receipt,
    refusal: row.refusal ?? undefined,
    createdAt: row.createdAt,
    replacedBy: row.replacedBy ?? undefined,
    inPlaceOf: row.inPlaceOf ?? undefined,
  };
}

/** Cards that were sent or are about to be. */
export class SqlCards implements Cards {
  readonly #deps: Pick<StoreDeps, 'db' | 'clock' | 'tenantId'>;

  constructor(deps: Pick<StoreDeps, 'db' | 'clock' | 'tenantId'>) {
    this.#deps = deps;
  }

  async open(
    card: Pick<CardRecord, 'id' | 'kind' | 'requestId' | 'person' | 'nonce'>,
    inPlaceOf: readonly RequestId[] = [],
  ): Promise<{ readonly card: CardRecord; readonly isNew: boolean }> {
    const { db, clock } = this.#deps;
    const now = clock.now();
    return db.transaction().execute(async (tx) => {
      await lockCardsOf(tx, card.person);
      const earlier = await earlierCard(tx, card);
      if (earlier !== undefined) return { card: cardOf(earlier), isNew: false };
      const number = card.kind === 'approval' ? await freeNumber(tx, card.person, now) : null;
      const place = await takeOver(tx, card, inPlaceOf);
      const row = {
        id: card.id,
        kind: card.kind,
        requestId: card.requestId,
        tenantId: card.person.tenantId,
        personId: card.person.id,
        nonce: card.nonce,
        number,
        conversationId: place?.conversationId ?? null,
        activityId: place?.activityId ?? null,
        receipt: 'queued',
        refusal: null,
        createdAt: now,
        inPlaceOf: place?.cardId ?? null,
      };
      const stored = await tx.insertInto('card').values(row).returningAll().executeTakeFirstOrThrow();
      return { card: cardOf(stored), isNew: true };
    });
  }

  async of(id: string): Promise<CardRecord | undefined> {
    const { db, tenantId } = this.#deps;
    const row = await db
      .selectFrom('card')
      .selectAll()
      .where('tenantId', '=', tenantId)
      .where('id', '=', id)
      .executeTakeFirst();
    return row && cardOf(row);
  }

  async ofRequest(tenantId: TenantId, requestId: RequestId): Promise<readonly CardRecord[]> {
    const rows = await this.#deps.db
      .selectFrom('card')
      .selectAll()
      .where('tenantId', '=', tenantId)
      .where('requestId', '=', requestId)
      .orderBy('id')
      .execute();
    return rows.map(cardOf);
  }

  async numbered({ tenantId, id }: Person, number: number): Promise<CardRecord | undefined> {
    const row = await this.#deps.db
      .selectFrom('card')
      .selectAll()
      .where('tenantId', '=', tenantId)
      .where('personId', '=', id)
      // Whatever somebody types: a number that no integer column can hold is nobody's.
      .where(sql.ref<number | null>('number'), '=', sql<number>`${number}::float8`)
      .orderBy('createdAt', 'desc')
      .orderBy('id', 'desc')
      .limit(1)
      .executeTakeFirst();
    return row && cardOf(row);
  }

  async openOf({ tenantId, id }: Person, kind: CardKind): Promise<readonly CardRecord[]> {
    const rows = await this.#deps.db
      .selectFrom('card')
      .selectAll()
      .where('tenantId', '=', tenantId)
      .where('personId', '=', id)
      .where('kind', '=', kind)
      .where('receipt', 'in', OPEN_RECEIPTS)
      .orderBy('createdAt', 'desc')
      .orderBy('id', 'desc')
      .execute();
    return rows.map(cardOf);
  }

  async lastAnswered(people: readonly Person[], kind: CardKind): Promise<readonly CardRecord[]> {
    const found: CardRecord[] = [];
    for (let start = 0; start < people.length; start += PEOPLE_PER_STATEMENT) {
      const some = people.slice(start, start + PEOPLE_PER_STATEMENT);
      const rows = await this.#deps.db
        .selectFrom('card')
        .distinctOn(['tenantId', 'personId'])
        .selectAll()
        .where((row) =>
          row(
            row.refTuple('tenantId', 'personId'),
            'in',
            some.map(({ tenantId, id }) => row.tuple(tenantId as string, id as string)),
          ),
        )
        .where('kind', '=', kind)
        .where('receipt', 'in', ANSWERED_RECEIPTS)
        .orderBy('tenantId')
        .orderBy('personId')
        .orderBy('createdAt', 'desc')
        .orderBy('id', 'desc')
        .execute();
      found.push(...rows.map(cardOf));
    }
    return found;
  }

  async refusedOf({ tenantId, id }: Person): Promise<readonly CardRecord[]> {
    const rows = await this.#deps.db
      .selectFrom('card')
      .selectAll()
      .where('tenantId', '=', tenantId)
      .where('personId', '=', id)
      .where('refusal', 'is not', null)
      .where('replacedBy', 'is', null)
      .orderBy('createdAt')
      .orderBy('id')
      .execute();
    return rows.map(cardOf);
  }

  async takenBetween(kind: CardKind, from: Date, until: Date, limit: number): Promise<readonly CardRecord[]> {
    const { db, tenantId } = this.#deps;
    const rows = await db
      .selectFrom('card')
      .selectAll()
      .where('tenantId', '=', tenantId)
      .where('kind', '=', kind)
      .where('createdAt', '>', from)
      .where('createdAt', '<=', until)
      .where('receipt', 'in', TAKEN_RECEIPTS)
      .orderBy('createdAt')
      .orderBy('id')
      .limit(limit)
      .execute();
    return rows.map(cardOf);
  }

  /** A card that was pressed, or went stale, before we got to note that it was sent stays so. */
  async setSent(id: string, conversationId: string, activityId: string): Promise<string | undefined> {
    const { db, tenantId } = this.#deps;
    const row = await db
      .with('before', (before) =>
        before
          .selectFrom('card')
          .select(['id', 'activityId'])
          .where('tenantId', '=', tenantId)
          .where('id', '=', id)
          .where('replacedBy', 'is', null)
          .forUpdate(),
      )
      .updateTable('card')
      .from('before')
      .set({ conversationId, activityId, refusal: null, receipt: sentUnlessSettled })
      .where('card.tenantId', '=', tenantId)
      .whereRef('card.id', '=', 'before.id')
      .returning('before.activityId as earlier')
      .executeTakeFirst();
    return row?.earlier ?? undefined;
  }

  async setUpdated(id: string, activityId: string): Promise<boolean> {
    const { db, tenantId } = this.#deps;
    const { numUpdatedRows } = await db
      .updateTable('card')
      .set({ refusal: null, receipt: sentUnlessSettled })
      .where('tenantId', '=', tenantId)
      .where('id', '=', id)
      .where('activityId', '=', activityId)
      .where('replacedBy', 'is', null)
      .executeTakeFirstOrThrow();
    return numUpdatedRows > 0n;
  }

  async setRefused(id: string, refusal: string): Promise<void> {
    const { db, tenantId } = this.#deps;
    await db
      .updateTable('card')
      .set({ refusal, receipt: refusedUnlessSeen })
      .where('tenantId', '=', tenantId)
      .where('id', '=', id)
      .where('replacedBy', 'is', null)
      .execute();
  }

  async setReceipt(id: string, receipt: Receipt, refusal?: string): Promise<void> {
    const { db, tenantId } = this.#deps;
    await db
      .updateTable('card')
      .set({ receipt, refusal: refusal ?? null })
      .where('tenantId', '=', tenantId)
      .where('id', '=', id)
      .where('replacedBy', 'is', null)
      .execute();
  }
}

const sentUnlessSettled = sql<Receipt>`case when card.receipt in ('acted', 'stale') then card.receipt else 'sent' end`;

const refusedUnlessSeen = sql<Receipt>`case when card.receipt in ('sent', 'acted') then card.receipt else 'refused' end`;

/** Two requests that reach one person at the same moment must not get the same number. */
async function lockCardsOf(tx: Transaction<Database>, person: Person): Promise<void> {
  await lockUntilCommit(tx, `card/${personKey(person)}`);
}

async function earlierCard(
  tx: Transaction<Database>,
  { kind, requestId, person }: Pick<CardRecord, 'kind' | 'requestId' | 'person'>,
): Promise<Selectable<Database['card']> | undefined> {
  return tx
    .selectFrom('card')
    .selectAll()
    .where('tenantId', '=', person.tenantId)
    .where('requestId', '=', requestId)
    .where('kind', '=', kind)
    .where('personId', '=', person.id)
    .executeTakeFirst();
}

async function freeNumber(tx: Transaction<Database>, person: Person, now: Date): Promise<number> {
  const rows = await tx
    .selectFrom('card')
    .leftJoin('followedRequest as request', (join) =>
      join.onRef('request.tenantId', '=', 'card.tenantId').onRef('request.id', '=', 'card.requestId'),
    )
    .select('card.number')
    .where('card.tenantId', '=', person.tenantId)
    .where('card.personId', '=', person.id)
    // The number of a replaced card may still be in somebody's head, or on their screen.
    .where((row) =>
      row.or([row('card.receipt', 'in', OPEN_RECEIPTS), row('card.replacedBy', 'is not', null)]),
    )
    .where((row) =>
      row.or([
        row('request.isOpen', '=', true),
        row(
          row.fn.coalesce('request.createdAt', 'card.createdAt'),
          '>',
          secondsAfter(now, -NUMBER_KEPT_SECONDS),
        ),
      ]),
    )
    .execute();
  const used = new Set(rows.map(({ number }) => number));
  let number = await firstNumber(tx, person.tenantId, now);
  while (used.has(number)) number += 1;
  return number;
}

/** After a restore cards lie in chats that we know nothing of: their numbers must not come to mean another request. */
async function firstNumber(tx: Transaction<Database>, tenantId: TenantId, now: Date): Promise<number> {
  const { restores } = await tx
    .selectFrom('quarantine')
    .select(({ fn }) => fn.countAll<number>().as('restores'))
    .where('tenantId', '=', tenantId)
    .where('beganAt', '>', secondsAfter(now, -NUMBER_KEPT_SECONDS))
    .executeTakeFirstOrThrow();
  return 1 + restores * NUMBERS_OF_A_DAY;
}
