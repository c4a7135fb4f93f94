import { sql, type Kysely, type Transaction } from 'kysely';
import {
  type HouseVoting,
  type HouseVotings,
  type VotingStep,
} from '../pim/houseRules/votings/houseVoting.ts';
import { type RequestId, type TenantId } from '../pim/ids.ts';
import { type Announcement, type FollowedRequest } from '../pim/records.ts';
import { appendAudit } from './auditTrail.ts';
import { claimKeys } from './claims.ts';
import { type Database } from './database.ts';
import { writeRequest } from './followedRequests.ts';
import { changing, rowOf, type VoteRow, votingOf } from './houseVotingRows.ts';
import { queueEntries } from './outbox.ts';
import { secondsAfter, type StoreDeps } from './storeDeps.ts';
import { lockUntilCommit } from './lockUntilCommit.ts';

async function votesOf(
  db: Kysely<Database>,
  tenantId: string,
  ids: readonly string[],
): Promise<ReadonlyMap<string, readonly VoteRow[]>> {
  if (ids.length === 0) return new Map();
  const rows = await db
    .selectFrom('houseVote')
    .selectAll()
    .where('tenantId', '=', tenantId)
    .where('votingId', 'in', ids)
    .orderBy('sequence')
    .execute();
  return Map.groupBy(rows, ({ votingId }) => votingId);
}

async function tell(
  tx: Transaction<Database>,
  tenantId: TenantId,
  { messages, audit }: Announcement,
  now: Date,
): Promise<void> {
  await queueEntries(tx, messages, now);
  for (const { onceKey, entry } of audit) {
    const free = await claimKeys(tx, [{ tenantId, key: onceKey }], now);
    if (free.has(onceKey)) await appendAudit(tx, entry, now);
  }
}

/** Adds votes; those that are there stay as they are. */
async function addVotes(tx: Transaction<Database>, voting: HouseVoting, there: number): Promise<void> {
  const added = voting.votes.slice(there);
  if (added.length === 0) return;
  await tx
    .insertInto('houseVote')
    .values(
      added.map((vote, index) => ({
        tenantId: voting.tenantId,
        votingId: voting.id,
        sequence: there + index + 1,
        personId: vote.by,
        decision: vote.decision,
        at: vote.at,
        seats: JSON.stringify(vote.seats),
        operationId: vote.operationId,
        byName: vote.byName,
        comment: vote.comment,
      })),
    )
    .execute();
}

/**
 * Another request that is kept here for the same person and role and is not over. Two that are asked for in the same instant
 * come one after the other.
 */
async function otherKept(
  tx: Transaction<Database>,
  { id, tenantId, requestor, roleDefinitionId, scopeId }: FollowedRequest,
): Promise<RequestId | undefined> {
  await lockUntilCommit(tx, `kept/${tenantId}/${requestor}/${roleDefinitionId}`);
  const row = await tx
    .selectFrom('followedRequest')
    .select('id')
    .where('tenantId', '=', tenantId)
    .where('requestor', '=', requestor)
    .where('isOpen', '=', true)
    .where('isHeld', '=', true)
    .where('roleDefinitionId', '=', roleDefinitionId)
    .where(sql`lower(scope_id)`, '=', scopeId.toLowerCase())
    .where('id', '!=', id)
    .executeTakeFirst();
  return row?.id as RequestId | undefined;
}

/** Requests that were put to the vote. Whoever changes one has its row locked until that is committed. */
export class SqlHouseVotings implements HouseVotings {
  readonly #deps: Pick<StoreDeps, 'db' | 'clock' | 'tenantId'>;

  constructor(deps: Pick<StoreDeps, 'db' | 'clock' | 'tenantId'>) {
    this.#deps = deps;
  }

  async open({ voting, request, announcement }: VotingStep): ReturnType<HouseVotings['open']> {
    const { db, clock } = this.#deps;
    const there = await db.transaction().execute(async (tx) => {
      const other = request && (await otherKept(tx, request));
      if (other !== undefined) return other;
      const { numInsertedOrUpdatedRows } = await tx
        .insertInto('houseVoting')
        .values(rowOf(voting))
        .onConflict((conflict) => conflict.doNothing())
        .executeTakeFirstOrThrow();
      if (numInsertedOrUpdatedRows !== 1n) return voting.id;
      await addVotes(tx, voting, 0);
      if (request !== undefined) await writeRequest(tx, request);
      await tell(tx, voting.tenantId, announcement, clock.now());
      return undefined;
    });
    if (there === undefined) return { voting, isNew: true };
    return { voting: (await this.of(voting.tenantId, there)) ?? voting, isNew: false };
  }

  async of(tenantId: TenantId, id: RequestId): Promise<HouseVoting | undefined> {
    const { db } = this.#deps;
    const [row, votes] = await Promise.all([
      db
        .selectFrom('houseVoting')
        .selectAll()
        .where('tenantId', '=', tenantId)
        .where('id', '=', id)
        .executeTakeFirst(),
      votesOf(db, tenantId, [id]),
    ]);
    return row && votingOf(row, votes.get(id) ?? []);
  }

  async ofPimRequest(tenantId: TenantId, pimRequestId: RequestId): Promise<HouseVoting | undefined> {
    const { db } = this.#deps;
    const row = await db
      .selectFrom('houseVoting')
      .selectAll()
      .where('tenantId', '=', tenantId)
      .where((voting) =>
        voting.or([
          voting('pimRequestId', '=', pimRequestId),
          voting.and([voting('id', '=', pimRequestId), voting('way', '=', 'approval')]),
        ]),
      )
      .executeTakeFirst();
    return row && votingOf(row, (await votesOf(db, tenantId, [row.id])).get(row.id) ?? []);
  }

  async change(
    tenantId: TenantId,
    id: RequestId,
    step: (now: HouseVoting) => VotingStep | undefined,
  ): Promise<HouseVoting | undefined> {
    const { db, clock } = this.#deps;
    return db.transaction().execute(async (tx) => {
      const row = await tx
        .selectFrom('houseVoting')
        .selectAll()
        .where('tenantId', '=', tenantId)
        .where('id', '=', id)
        .forUpdate()
        .executeTakeFirst();
      if (row === undefined) return undefined;
      const before = votingOf(row, (await votesOf(tx, tenantId, [id])).get(id) ?? []);
      const next = step(before);
      if (next === undefined) return before;
      await tx
        .updateTable('houseVoting')
        .set(changing(next.voting))
        .where('tenantId', '=', tenantId)
        .where('id', '=', id)
        .execute();
      await addVotes(tx, next.voting, before.votes.length);
      if (next.request !== undefined) await writeRequest(tx, next.request);
      await tell(tx, tenantId, next.announcement, clock.now());
      return next.voting;
    });
  }

  async claimDue(limit: number, leaseSeconds: number): Promise<readonly HouseVoting[]> {
    const { db, clock, tenantId } = this.#deps;
    const now = clock.now();
    const rows = await db
      .with('due', (due) =>
        due
          .selectFrom('houseVoting')
          .select('id')
          .where('tenantId', '=', tenantId)
          .where('lookAt', '<=', now)
          .orderBy('lookAt')
          .orderBy('id')
          .limit(limit)
          .forUpdate()
          .skipLocked(),
      )
      .updateTable('houseVoting')
      .from('due')
      .set({ lookAt: secondsAfter(now, leaseSeconds) })
      .where('houseVoting.tenantId', '=', tenantId)
      .whereRef('houseVoting.id', '=', 'due.id')
      .returningAll('houseVoting')
      .execute();
    const votes = await votesOf(
      db,
      tenantId,
      rows.map(({ id }) => id),
    );
    return rows.map((row) => votingOf(row, votes.get(row.id) ?? []));
  }

  async markDue(tenantId: TenantId, id: RequestId): Promise<void> {
    await this.#deps.db
      .updateTable('houseVoting')
      .set({ lookAt: sql<Date>`'epoch'::timestamptz` })
      .where('tenantId', '=', tenantId)
      .where('id', '=', id)
      .where('lookAt', 'is not', null)
      .execute();
  }
}
