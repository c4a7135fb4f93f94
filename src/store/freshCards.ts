import { type Transaction } from 'kysely';
import { type PrincipalId, type TenantId } from '../pim/ids.ts';
import { isWaitingForApproval } from '../pim/requests.ts';
import { type Database } from './database.ts';
import { queueEntries } from './outbox.ts';

/** Which cards, and how their messages are named. */
interface FreshCards {
  readonly tenantId: TenantId;
  /** Cards made later are fresh already. */
  readonly madeUntil: Date;
  readonly now: Date;
  readonly newId: () => string;
}

/** A statement takes some sixty thousand parameters. */
const CARDS_PER_STATEMENT = 1_000;

/**
 * Queues a new copy of each card of a request that still waits: the copy in the chat has a key that is refused. Other
 * open cards are drawn again where they lie.
 * @returns how many were queued
 */
export async function queueFreshCards(
  tx: Transaction<Database>,
  { tenantId, madeUntil, now, newId }: FreshCards,
): Promise<number> {
  const cards = await tx
    .selectFrom('card')
    .innerJoin('followedRequest as request', (join) =>
      join.onRef('request.tenantId', '=', 'card.tenantId').onRef('request.id', '=', 'card.requestId'),
    )
    .select(['card.id', 'card.personId', 'card.kind', 'request.status'])
    .where('card.tenantId', '=', tenantId)
    .where('request.isOpen', '=', true)
    .where('card.createdAt', '<=', madeUntil)
    .where('card.receipt', '!=', 'refused')
    .orderBy('card.id')
    .execute();
  const waiting = cards.filter((card) => isWaitingForApproval(card)).map(({ id }) => id);
  for (let start = 0; start < waiting.length; start += CARDS_PER_STATEMENT) {
    await tx
      .updateTable('card')
      .set({ receipt: 'queued', conversationId: null, activityId: null })
      .where('tenantId', '=', tenantId)
      .where('id', 'in', waiting.slice(start, start + CARDS_PER_STATEMENT))
      .execute();
  }
  const entries = cards.map(({ id, personId }) => ({
    id: newId(),
    person: { tenantId, id: personId as PrincipalId },
    message: { kind: 'card', cardId: id } as const,
  }));
  await queueEntries(tx, entries, now);
  return cards.length;
}
