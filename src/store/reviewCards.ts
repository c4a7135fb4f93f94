import { type Selectable } from 'kysely';
import { type Person, type PrincipalId, type RoleDefinitionId, type TenantId } from '../pim/ids.ts';
import { UNCLEAR } from '../pim/outbox.ts';
import { type Receipt } from '../pim/records.ts';
import { type ReviewCard, type ReviewCards } from '../pim/reviewing.ts';
import { type ReviewId, type RoundId, type RoundKey } from '../pim/reviews/review.ts';
import { type Database } from './database.ts';
import { queueEntries } from './outbox.ts';
import { type StoreDeps } from './storeDeps.ts';

/** A statement takes some sixty thousand parameters; this many cards stay well below. */
const CARDS_PER_STATEMENT = 1_000;

const cardOf = (row: Selectable<Database['reviewCard']>): ReviewCard => ({
  id: row.id,
  person: { tenantId: row.tenantId as TenantId, id: row.personId as PrincipalId },
  round: { reviewId: row.reviewId as ReviewId, roundId: row.roundId as RoundId },
  roleDefinitionId: row.roleDefinitionId as RoleDefinitionId,
  nonce: row.nonce,
  activityId: row.activityId ?? undefined,
  receipt: row.receipt as Receipt,
  refusal: row.refusal ?? undefined,
  createdAt: row.createdAt,
});

/** Which reviewer was told what of which round. */
export class SqlReviewCards implements ReviewCards {
  readonly #deps: Pick<StoreDeps, 'db' | 'clock' | 'tenantId'>;

  constructor(deps: Pick<StoreDeps, 'db' | 'clock' | 'tenantId'>) {
    this.#deps = deps;
  }

  async announce(cards: Parameters<ReviewCards['announce']>[0]): Promise<number> {
    const { db, clock } = this.#deps;
    const now = clock.now();
    // In one order everywhere, so that two processes that announce the same never wait for each other.
    const ordered = cards.toSorted((a, b) => (a.person.id < b.person.id ? -1 : 1));
    let made = 0;
    for (let start = 0; start < ordered.length; start += CARDS_PER_STATEMENT) {
      const some = ordered.slice(start, start + CARDS_PER_STATEMENT);
      made += await db.transaction().execute(async (tx) => {
        const rows = await tx
          .insertInto('reviewCard')
          .values(
            some.map(({ id, person, round, roleDefinitionId, nonce }) => ({
              tenantId: person.tenantId,
              id,
              ...round,
              personId: person.id,
              roleDefinitionId,
              nonce,
              receipt: 'queued',
              createdAt: now,
            })),
          )
          .onConflict((conflict) => conflict.doNothing())
          .returning('id')
          .execute();
        const isNew = new Set(rows.map(({ id }) => id));
        await queueEntries(
          tx,
          some
            .filter(({ id }) => isNew.has(id))
            .map(({ id, person, messageId }) => ({
              id: messageId,
              person,
              message: { kind: 'reviewCard', cardId: id },
            })),
          now,
        );
        return rows.length;
      });
    }
    return made;
  }

  async of(id: string): Promise<ReviewCard | undefined> {
    const row = await this.#select().where('id', '=', id).executeTakeFirst();
    return row && cardOf(row);
  }

  async openOf({ id }: Person): Promise<readonly ReviewCard[]> {
    const rows = await this.#select()
      .where('personId', '=', id)
      .where('closedAt', 'is', null)
      .orderBy('id')
      .execute();
    return rows.map(cardOf);
  }

  async ofRound(tenantId: TenantId, { reviewId, roundId }: RoundKey): Promise<readonly ReviewCard[]> {
    const rows = await this.#deps.db
      .selectFrom('reviewCard')
      .selectAll()
      .where('tenantId', '=', tenantId)
      .where('reviewId', '=', reviewId)
      .where('roundId', '=', roundId)
      .orderBy('id')
      .execute();
    return rows.map(cardOf);
  }

  async refusedOf({ id }: Person): Promise<readonly ReviewCard[]> {
    const rows = await this.#select()
      .where('personId', '=', id)
      .where('refusal', 'is not', null)
      .where((card) =>
        card.or([
          card('activityId', 'is not', null),
          card.and([card('closedAt', 'is', null), card('refusal', '!=', UNCLEAR)]),
        ]),
      )
      .orderBy('id')
      .execute();
    return rows.map(cardOf);
  }

  async openRounds(tenantId: TenantId): Promise<readonly RoundKey[]> {
    const rows = await this.#deps.db
      .selectFrom('reviewCard')
      .select(['reviewId', 'roundId'])
      .distinct()
      .where('tenantId', '=', tenantId)
      .where('closedAt', 'is', null)
      .execute();
    return rows.map((row) => ({ reviewId: row.reviewId as ReviewId, roundId: row.roundId as RoundId }));
  }

  async remind({ id, person }: ReviewCard, messageId: string): Promise<boolean> {
    const { db, clock } = this.#deps;
    const now = clock.now();
    return db.transaction().execute(async (tx) => {
      const { numUpdatedRows } = await tx
        .updateTable('reviewCard')
        .set({ remindedAt: now })
        .where('tenantId', '=', person.tenantId)
        .where('id', '=', id)
        .where('remindedAt', 'is', null)
        .executeTakeFirstOrThrow();
      if (numUpdatedRows === 0n) return false;
      await queueEntries(
        tx,
        [{ id: messageId, person, message: { kind: 'reviewReminder', cardId: id } }],
        now,
      );
      return true;
    });
  }

  async close(tenantId: TenantId, { reviewId, roundId }: RoundKey, messageId: () => string): Promise<void> {
    const { db, clock } = this.#deps;
    const now = clock.now();
    await db.transaction().execute(async (tx) => {
      const rows = await tx
        .updateTable('reviewCard')
        .set({ closedAt: now })
        .where('tenantId', '=', tenantId)
        .where('reviewId', '=', reviewId)
        .where('roundId', '=', roundId)
        .where('closedAt', 'is', null)
        .returningAll()
        .execute();
      await queueEntries(
        tx,
        rows.map(cardOf).map(({ id, person }) => ({
          id: messageId(),
          person,
          message: { kind: 'reviewCard', cardId: id },
        })),
        now,
      );
    });
  }

  async setSent(id: string, conversationId: string, activityId: string): Promise<void> {
    const { db, tenantId } = this.#deps;
    await db
      .updateTable('reviewCard')
      .set({ conversationId, activityId, receipt: 'sent', refusal: null })
      .where('tenantId', '=', tenantId)
      .where('id', '=', id)
      .execute();
  }

  async setReceipt(id: string, receipt: Receipt, refusal?: string): Promise<void> {
    const { db, tenantId } = this.#deps;
    await db
      .updateTable('reviewCard')
      .set({ receipt, refusal: refusal ?? null })
      .where('tenantId', '=', tenantId)
      .where('id', '=', id)
      .execute();
  }

  async sweep(before: Date): Promise<void> {
    const { db, tenantId } = this.#deps;
    await db
      .deleteFrom('reviewCard')
      .where('tenantId', '=', tenantId)
      .where('closedAt', '<', before)
      .execute();
  }

  #select() {
    return this.#deps.db.selectFrom('reviewCard').selectAll().where('tenantId', '=', this.#deps.tenantId);
  }
}
