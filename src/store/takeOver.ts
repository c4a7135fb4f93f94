import { sql, type Selectable, type Transaction } from 'kysely';
import { type CardRecord } from '../pim/records.ts';
import { type Database } from './database.ts';

/** The message that a card has taken over, and from which other card. */
interface TakenPlace {
  readonly cardId: string;
  readonly conversationId: string | null;
  readonly activityId: string | null;
}

type NewCard = Pick<CardRecord, 'id' | 'kind' | 'person'>;
type CardRow = Selectable<Database['card']>;

/**
 * Takes the message of the person's newest card of these requests for a new card, within the transaction that makes it
 * and holds the lock on the person's cards. The earlier card keeps its id, nonce and number, so that a press or a typed
 * number still means the request that it was read with; it only lies nowhere any more.
 * @returns `undefined` where there is no such card, or it is not certain that nothing else is about to be drawn there
 */
export async function takeOver(
  tx: Transaction<Database>,
  card: NewCard,
  requestIds: readonly string[],
): Promise<TakenPlace | undefined> {
  if (requestIds.length === 0) return undefined;
  const earlier = await newestCard(tx, card, requestIds);
  if (earlier === undefined) return undefined;
  if ((await isBeingDrawn(tx, earlier)) || (await isBeingDecided(tx, earlier))) return undefined;
  await tx
    .updateTable('card')
    .set({ receipt: 'stale', conversationId: null, activityId: null, replacedBy: card.id })
    .where('tenantId', '=', earlier.tenantId)
    .where('personId', '=', earlier.personId)
    .where((row) => row.or([row('id', '=', earlier.id), row('replacedBy', '=', earlier.id)]))
    .execute();
  return { cardId: earlier.id, conversationId: earlier.conversationId, activityId: earlier.activityId };
}

/** Where Teams took no update of it any more, it is not as it was left, and the next may not come either. */
function newestCard(
  tx: Transaction<Database>,
  { kind, person }: NewCard,
  requestIds: readonly string[],
): Promise<CardRow | undefined> {
  return tx
    .selectFrom('card')
    .selectAll()
    .where('tenantId', '=', person.tenantId)
    .where('requestId', 'in', requestIds)
    .where('kind', '=', kind)
    .where('personId', '=', person.id)
    .where('receipt', '=', 'sent')
    .where('refusal', 'is', null)
    .where('activityId', 'is not', null)
    .where('replacedBy', 'is', null)
    .orderBy('createdAt', 'desc')
    .orderBy('id', 'desc')
    .limit(1)
    .forUpdate()
    .executeTakeFirst();
}

/**
 * A drawing that somebody is sending, however long that takes, or sent without hearing what came of it, may still arrive
 * after the new card's.
 */
async function isBeingDrawn(tx: Transaction<Database>, card: CardRow): Promise<boolean> {
  const entry = await tx
    .selectFrom('outboxEntry')
    .select('id')
    .where('tenantId', '=', card.tenantId)
    .where('personId', '=', card.personId)
    .where(sql<string>`message->>'cardId'`, '=', card.id)
    .where((row) => row.or([row('leaseUntil', 'is not', null), row('attempts', '>', 0)]))
    .executeTakeFirst();
  return entry !== undefined;
}

/** Whoever has begun to decide on a card finds that card where it was, with what came of it. */
async function isBeingDecided(tx: Transaction<Database>, card: CardRow): Promise<boolean> {
  const operation = await tx
    .selectFrom('operation')
    .select('id')
    .where('tenantId', '=', card.tenantId)
    .where('personId', '=', card.personId)
    .where('updatedAt', '>=', card.createdAt)
    .where(sql<string>`intent->>'kind'`, '=', 'decide')
    .where(sql<string>`intent->>'requestId'`, '=', card.requestId)
    .executeTakeFirst();
  return operation !== undefined;
}
