import { sql, type Transaction } from 'kysely';
import { type PrincipalId, type TenantId } from '../pim/ids.ts';
import { endEntry } from '../pim/operations/operationEntry.ts';
import { type AuditEntry, type Intent } from '../pim/records.ts';
import { type Database } from './database.ts';

/** Read at the beginning of time: whoever looks next reads it. */
const NEVER = new Date(0);

/**
 * Takes from the rows of a restored database what must not be believed any more: the keys of cards that lie in chats, the
 * messages that waited, everybody's proofs, and what PIM was known to say of open requests.
 */
export async function distrustRows(
  tx: Transaction<Database>,
  tenantId: TenantId,
  secret: string,
  now: Date,
): Promise<void> {
  // A key for each card in one statement, and none that could be told from another.
  const nonce = sql<string>`encode(sha256(convert_to(${secret} || '/' || ${sql.ref('id')}, 'UTF8')), 'hex')`;
  await tx
    .updateTable('card')
    .set({ nonce })
    .where('tenantId', '=', tenantId)
    .where('requestId', 'in', (requests) =>
      requests
        .selectFrom('followedRequest')
        .select('id')
        .where('tenantId', '=', tenantId)
        .where('isOpen', '=', true),
    )
    .execute();
  for (const table of ['outboxEntry', 'token', 'signIn'] as const) {
    await tx.deleteFrom(table).where('tenantId', '=', tenantId).execute();
  }
  await endKeptVotings(tx, tenantId, now);
  await tx
    .updateTable('followedRequest')
    .set({ readAt: NEVER, nextReadingAt: null, readingUntil: null, leaseOwner: null })
    .where('tenantId', '=', tenantId)
    .where('isOpen', '=', true)
    .execute();
}

/** A request that was kept here may have gone to PIM since, or been denied: nothing is activated on such votes. */
async function endKeptVotings(tx: Transaction<Database>, tenantId: TenantId, now: Date): Promise<void> {
  const ended = await tx
    .updateTable('houseVoting')
    .set({ endedAt: now, endedHow: 'lapsed', endedWhy: 'restored', lookAt: null })
    .where('tenantId', '=', tenantId)
    .where('way', '=', 'activation')
    .where('endedAt', 'is', null)
    .returning('id')
    .execute();
  if (ended.length === 0) return;
  await tx
    .updateTable('followedRequest')
    .set({ status: 'TimedOut', isOpen: false })
    .where('tenantId', '=', tenantId)
    .where(
      'id',
      'in',
      ended.map(({ id }) => id),
    )
    .execute();
}

/**
 * Ends what had not ended when the backup was made. What became of it since is PIM's to say, and nothing is done again
 * because of it.
 * @returns an audit row for each
 */
export async function endOpenOperations(
  tx: Transaction<Database>,
  tenantId: TenantId,
  now: Date,
): Promise<readonly AuditEntry[]> {
  const errorCode = 'outcome_unknown';
  const ended = await tx
    .updateTable('operation')
    .set((operation) => ({
      state: 'REFUSED',
      outcome: JSON.stringify({ errorCode }),
      fence: operation('fence', '+', 1),
      leaseUntil: null,
      leaseOwner: null,
      updatedAt: now,
    }))
    .where('tenantId', '=', tenantId)
    .where('state', 'in', ['INTENT', 'NEEDS_USER', 'RUNNING', 'UNKNOWN'])
    .returning(['id', 'personId', 'intent'])
    .execute();
  return ended.map(({ id, personId, intent }) => {
    const person = { tenantId, id: personId as PrincipalId };
    return endEntry('unclear', { id, person, intent: intent as Intent }, { errorCode });
  });
}
