import { sql, type Insertable, type Kysely, type Selectable } from 'kysely';
import { type Decision } from '../pim/approvals.ts';
import {
  type Person,
  type PrincipalId,
  type RequestId,
  type RoleDefinitionId,
  type TenantId,
} from '../pim/ids.ts';
import {
  type Announcement,
  type DueRequests,
  type FollowedRequest,
  type FollowedRequests,
  type Reading,
} from '../pim/records.ts';
import { appendAudit } from './auditTrail.ts';
import { claimKeys } from './claims.ts';
import { type Database } from './database.ts';
import { queueEntries } from './outbox.ts';
import { keptRulingIn, keptRulingText } from './keptRulingText.ts';
import { isFree, leaseOf } from './leases.ts';
import { type StoreDeps } from './storeDeps.ts';
import { ticketCheckIn, ticketCheckText } from './ticketCheckText.ts';

/** More than anybody makes in a day, whatever else made them. */
const MOST_RECENT = 1_000;

/** A row as the domain knows it. */
export function requestOf({
  nextReadingAt,
  readingUntil,
  leaseOwner,
  proofMethods,
  proofContexts,
  ticketAnswer,
  isHeld,
  houseRuling,
  plannedStartAt,
  ...row
}: Selectable<Database['followedRequest']>): FollowedRequest {
  return {
    ...row,
    id: row.id as RequestId,
    tenantId: row.tenantId as TenantId,
    requestor: row.requestor as PrincipalId,
    roleDefinitionId: row.roleDefinitionId as RoleDefinitionId,
    isPrivileged: row.isPrivileged ?? undefined,
    scopeName: row.scopeName ?? undefined,
    durationMinutes: row.durationMinutes ?? undefined,
    approvalId: row.approvalId ?? undefined,
    startAt: row.startAt ?? undefined,
    ...(plannedStartAt === null ? {} : { plannedStartAt }),
    endAt: row.endAt ?? undefined,
    decision: (row.decision ?? undefined) as Decision | undefined,
    decidedBy: (row.decidedBy ?? undefined) as PrincipalId | undefined,
    decidedByName: row.decidedByName ?? undefined,
    decisionComment: row.decisionComment ?? undefined,
    decidedAt: row.decidedAt ?? undefined,
    ...(proofMethods === null || proofContexts === null
      ? {}
      : { proof: { methods: wordsIn(proofMethods), contexts: wordsIn(proofContexts) } }),
    ...(ticketAnswer === null ? {} : { ticketCheck: ticketCheckIn(ticketAnswer) }),
    ...(isHeld === true ? { isHeld } : {}),
    ...(houseRuling === null ? {} : { houseRuling: keptRulingIn(houseRuling) }),
  };
}

const wordsIn = (text: string): readonly string[] => text.split(' ').filter((word) => word !== '');

function rowOf(request: FollowedRequest): Insertable<Database['followedRequest']> {
  return {
    id: request.id,
    tenantId: request.tenantId,
    requestor: request.requestor,
    requestorName: request.requestorName,
    requestorUserPrincipalName: request.requestorUserPrincipalName,
    roleDefinitionId: request.roleDefinitionId,
    roleName: request.roleName,
    isPrivileged: request.isPrivileged ?? null,
    isBuiltIn: request.isBuiltIn,
    scopeId: request.scopeId,
    scopeName: request.scopeName ?? null,
    durationMinutes: request.durationMinutes ?? null,
    justification: request.justification,
    ticketNumber: request.ticketNumber,
    ticketSystem: request.ticketSystem,
    status: request.status,
    approvalId: request.approvalId ?? null,
    isApproverJustificationRequired: request.isApproverJustificationRequired,
    createdAt: request.createdAt,
    startAt: request.startAt ?? null,
    plannedStartAt: request.plannedStartAt ?? null,
    endAt: request.endAt ?? null,
    decision: request.decision ?? null,
    decidedBy: request.decidedBy ?? null,
    decidedByName: request.decidedByName ?? null,
    decisionComment: request.decisionComment ?? null,
    decidedAt: request.decidedAt ?? null,
    readAt: request.readAt,
    isOpen: request.isOpen,
    isMadeHere: request.isMadeHere,
    proofMethods: request.proof?.methods.join(' ') ?? null,
    proofContexts: request.proof?.contexts.join(' ') ?? null,
    ticketAnswer: request.ticketCheck === undefined ? null : ticketCheckText(request.ticketCheck),
    houseRuling: request.houseRuling === undefined ? null : keptRulingText(request.houseRuling),
    isHeld: request.isHeld ?? null,
    // Whoever reads it next decides when it is due again.
    nextReadingAt: null,
    readingUntil: null,
    leaseOwner: null,
  };
}

/** Writes a request as it is now, within whatever transaction there is. */
export async function writeRequest(db: Kysely<Database>, request: FollowedRequest): Promise<void> {
  const row = rowOf(request);
  await db
    .insertInto('followedRequest')
    .values(row)
    .onConflict((conflict) => conflict.columns(['tenantId', 'id']).doUpdateSet(row))
    .execute();
}

/** Requests that are followed, as they were last read from PIM. */
export class SqlFollowedRequests implements FollowedRequests {
  readonly #deps: Pick<StoreDeps, 'db' | 'clock' | 'tenantId' | 'instanceId'>;

  constructor(deps: Pick<StoreDeps, 'db' | 'clock' | 'tenantId' | 'instanceId'>) {
    this.#deps = deps;
  }

  async save(request: FollowedRequest, announcement?: Announcement): Promise<void> {
    const { db, clock } = this.#deps;
    if (announcement === undefined) {
      await writeRequest(db, request);
      return;
    }
    const now = clock.now();
    await db.transaction().execute(async (tx) => {
      await writeRequest(tx, request);
      await queueEntries(tx, announcement.messages, now);
      for (const { onceKey, entry } of announcement.audit) {
        const free = await claimKeys(tx, [{ tenantId: request.tenantId, key: onceKey }], now);
        if (free.has(onceKey)) await appendAudit(tx, entry, now);
      }
    });
  }

  async of(tenantId: TenantId, id: RequestId): Promise<FollowedRequest | undefined> {
    const row = await this.#deps.db
      .selectFrom('followedRequest')
      .selectAll()
      .where('tenantId', '=', tenantId)
      .where('id', '=', id)
      .executeTakeFirst();
    return row && requestOf(row);
  }

  async claimDue(limit: number, leaseSeconds: number): Promise<DueRequests> {
    const { db, clock, tenantId, instanceId } = this.#deps;
    const now = clock.now();
    const rows = await db
      .with('due', (due) =>
        due
          .selectFrom('followedRequest')
          .select('id')
          .where('tenantId', '=', tenantId)
          .where('isOpen', '=', true)
          // PIM knows nothing of what is kept here.
          .where((row) => row.or([row('isHeld', 'is', null), row('isHeld', '=', false)]))
          .where((row) => row.or([row('nextReadingAt', 'is', null), row('nextReadingAt', '<=', now)]))
          .where(isFree('readingUntil'))
          .orderBy(sql`next_reading_at nulls first`)
          .orderBy('id')
          .limit(limit)
          .forUpdate()
          .skipLocked(),
      )
      .updateTable('followedRequest')
      .from('due')
      .set({ readingUntil: leaseOf(leaseSeconds), leaseOwner: instanceId })
      .where('followedRequest.tenantId', '=', tenantId)
      .whereRef('followedRequest.id', '=', 'due.id')
      .returningAll('followedRequest')
      .execute();
    return { requests: rows.map(requestOf), leaseUntil: rows[0]?.readingUntil ?? now };
  }

  async putOff({ leaseUntil }: DueRequests, readings: readonly Reading[]): Promise<void> {
    const { db, tenantId } = this.#deps;
    if (readings.length === 0) return;
    await db
      .updateTable('followedRequest')
      .from(
        sql<{ id: string; readAt: Date; nextReadingAt: Date }>`unnest(
          ${readings.map(({ id }) => id)}::text[],
          ${readings.map(({ readAt }) => readAt)}::timestamptz[],
          ${readings.map(({ nextReadingAt }) => nextReadingAt)}::timestamptz[]
        )`.as<'reading'>(sql`reading(id, read_at, next_reading_at)`),
      )
      .set((row) => ({
        readAt: row.ref('reading.readAt'),
        nextReadingAt: row.ref('reading.nextReadingAt'),
        readingUntil: null,
        leaseOwner: null,
      }))
      .where('followedRequest.tenantId', '=', tenantId)
      .whereRef('followedRequest.id', '=', 'reading.id')
      .where('followedRequest.readingUntil', '=', leaseUntil)
      .execute();
  }

  async markDue(tenantId: TenantId, id: RequestId): Promise<void> {
    await this.#deps.db
      .updateTable('followedRequest')
      .set({ nextReadingAt: null, readingUntil: null, readAt: new Date(0) })
      .where('tenantId', '=', tenantId)
      .where('id', '=', id)
      .execute();
  }

  async openOf(requestor: Person): Promise<readonly FollowedRequest[]> {
    const rows = await this.#newestOf(requestor).where('isOpen', '=', true).execute();
    return rows.map(requestOf);
  }

  async lastOf(requestor: Person, limit: number): Promise<readonly FollowedRequest[]> {
    const rows = await this.#newestOf(requestor).limit(limit).execute();
    return rows.map(requestOf);
  }

  async madeSince(requestor: Person, since: Date): Promise<readonly FollowedRequest[]> {
    const rows = await this.#newestOf(requestor).where('createdAt', '>=', since).limit(MOST_RECENT).execute();
    return rows.map(requestOf);
  }

  #newestOf({ tenantId, id }: Person) {
    return this.#deps.db
      .selectFrom('followedRequest')
      .selectAll()
      .where('tenantId', '=', tenantId)
      .where('requestor', '=', id)
      .orderBy('createdAt', 'desc')
      .orderBy('id', 'desc');
  }
}
