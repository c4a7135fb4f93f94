import { type Transaction } from 'kysely';
import {
  isOfLostRows,
  type NotedHead,
  type Quarantine,
  type QuarantineEnd,
  type QuarantineState,
  type RestoreNotice,
} from '../pim/quarantine.ts';
import { appendAudit } from './auditTrail.ts';
import { type Database } from './database.ts';
import { distrustRows, endOpenOperations } from './distrustRows.ts';
import { queueFreshCards } from './freshCards.ts';
import { type StoreDeps } from './storeDeps.ts';
import { lockUntilCommit } from './lockUntilCommit.ts';

/** So many heads are looked up in one statement. */
const HEADS_AT_ONCE = 1_000;

/** A restored database as a row of its own, which stays: it also says which rows of the audit trail were lost. */
export class SqlQuarantine implements Quarantine {
  readonly #deps: Pick<StoreDeps, 'db' | 'clock' | 'tenantId'>;

  constructor(deps: Pick<StoreDeps, 'db' | 'clock' | 'tenantId'>) {
    this.#deps = deps;
  }

  async state(): Promise<QuarantineState> {
    const { db, tenantId } = this.#deps;
    const last = await db
      .selectFrom('quarantine')
      .select(['beganAt', 'endedAt'])
      .where('tenantId', '=', tenantId)
      .orderBy('sequence', 'desc')
      .limit(1)
      .executeTakeFirst();
    return { isOn: last?.endedAt === null, since: last?.beganAt };
  }

  async lostHead(noted: readonly NotedHead[]): Promise<NotedHead | undefined> {
    const { db, tenantId } = this.#deps;
    const rows = await db
      .selectFrom('quarantine')
      .select(['sequence', 'beganAt as at', 'lostSequence'])
      .where('tenantId', '=', tenantId)
      .execute();
    const reseals = rows.flatMap(({ lostSequence, ...row }) =>
      lostSequence === null ? [] : { ...row, lostSequence },
    );
    let lost: NotedHead | undefined;
    for (let start = 0; start < noted.length; start += HEADS_AT_ONCE) {
      const some = noted.slice(start, start + HEADS_AT_ONCE);
      const hashes = await this.#hashesAt(some.map(({ sequence }) => sequence));
      for (const head of some) {
        const isLost = head.sequence > 0 && hashes.get(head.sequence) !== head.hash;
        if (!isLost || reseals.some((reseal) => isOfLostRows(head, reseal))) continue;
        if (lost === undefined || head.sequence >= lost.sequence) lost = head;
      }
    }
    return lost;
  }

  async begin({ by, lost, secret }: RestoreNotice): Promise<boolean> {
    const { db, clock, tenantId } = this.#deps;
    const now = clock.now();
    return db.transaction().execute(async (tx) => {
      await lockQuarantine(tx, tenantId);
      // Another process may have read the same note a moment ago.
      if (lost !== undefined && (await isKnown(tx, tenantId, lost))) return false;
      await distrustRows(tx, tenantId, secret, now);
      const endings = await endOpenOperations(tx, tenantId, now);
      const facts = {
        by,
        operations: endings.length,
        ...(lost === undefined ? {} : { lostSequence: lost.sequence, lostHash: lost.hash }),
      };
      const notice = { event: 'restore.noticed', tenantId, actor: undefined, facts } as const;
      const sequence = await appendAudit(tx, notice, now);
      for (const ending of endings) await appendAudit(tx, ending, now);
      await tx
        .updateTable('quarantine')
        .set({ endedAt: now })
        .where('tenantId', '=', tenantId)
        .where('endedAt', 'is', null)
        .execute();
      await tx
        .insertInto('quarantine')
        .values({
          tenantId,
          sequence,
          beganAt: now,
          endedAt: null,
          lostSequence: lost?.sequence ?? null,
          lostHash: lost?.hash ?? null,
        })
        .execute();
      return true;
    });
  }

  async end(newId: () => string, by?: string): Promise<QuarantineEnd | undefined> {
    const { db, clock, tenantId } = this.#deps;
    const now = clock.now();
    return db.transaction().execute(async (tx) => {
      await lockQuarantine(tx, tenantId);
      const lasting = await tx
        .selectFrom('quarantine')
        .select(['sequence', 'beganAt'])
        .where('tenantId', '=', tenantId)
        .where('endedAt', 'is', null)
        .executeTakeFirst();
      if (lasting === undefined) return undefined;
      const { sequence, beganAt } = lasting;
      const unread = await unreadSince(tx, tenantId, beganAt);
      if (unread > 0 && by === undefined) return { isOver: false, unread };
      const cards = await queueFreshCards(tx, { tenantId, madeUntil: beganAt, now, newId });
      await tx
        .updateTable('quarantine')
        .set({ endedAt: now })
        .where('tenantId', '=', tenantId)
        .where('sequence', '=', sequence)
        .execute();
      const facts = { cards, unread, ...(by === undefined ? {} : { by }) };
      await appendAudit(tx, { event: 'restore.finished', tenantId, actor: undefined, facts }, now);
      return { isOver: true, cards };
    });
  }

  async #hashesAt(sequences: readonly number[]): Promise<ReadonlyMap<number, string>> {
    const { db, tenantId } = this.#deps;
    const rows = await db
      .selectFrom('auditEntry')
      .select(['sequence', 'hash'])
      .where('tenantId', '=', tenantId)
      .where('sequence', 'in', [...new Set(sequences)])
      .execute();
    return new Map(rows.map(({ sequence, hash }) => [sequence, hash]));
  }
}

/** One process at a time finds out, and one ends it. */
async function lockQuarantine(tx: Transaction<Database>, tenantId: string): Promise<void> {
  await lockUntilCommit(tx, `quarantine/${tenantId}`);
}

async function isKnown(tx: Transaction<Database>, tenantId: string, lost: NotedHead): Promise<boolean> {
  const row = await tx
    .selectFrom('quarantine')
    .select('sequence')
    .where('tenantId', '=', tenantId)
    .where('lostSequence', '=', lost.sequence)
    .where('lostHash', '=', lost.hash)
    .executeTakeFirst();
  return row !== undefined;
}

async function unreadSince(tx: Transaction<Database>, tenantId: string, since: Date): Promise<number> {
  const { unread } = await tx
    .selectFrom('followedRequest')
    .select(({ fn }) => fn.countAll<number>().as('unread'))
    .where('tenantId', '=', tenantId)
    .where('isOpen', '=', true)
    .where('readAt', '<', since)
    .executeTakeFirstOrThrow();
  return unread;
}
