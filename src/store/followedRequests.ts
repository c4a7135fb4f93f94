import { type Insertable, type Selectable } from 'kysely';
import { type Decision } from '../pim/approvals.ts';
import {
  type Person,
  type PrincipalId,
  type RequestId,
  type RoleDefinitionId,
  type TenantId,
} from '../pim/ids.ts';
import { type FollowedRequest, type FollowedRequests } from '../pim/records.ts';
import { type Database } from './database.ts';
import { type StoreDeps } from './storeDeps.ts';

function requestOf(row: Selectable<Database['followedRequest']>): FollowedRequest {
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
    endAt: row.endAt ?? undefined,
    decision: (row.decision ?? undefined) as Decision | undefined,
    decidedBy: (row.decidedBy ?? undefined) as PrincipalId | undefined,
    decidedByName: row.decidedByName ?? undefined,
    decisionComment: row.decisionComment ?? undefined,
    decidedAt: row.decidedAt ?? undefined,
  };
}

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
    endAt: request.endAt ?? null,
    decision: request.decision ?? null,
    decidedBy: request.decidedBy ?? null,
    decidedByName: request.decidedByName ?? null,
    decisionComment: request.decisionComment ?? null,
    decidedAt: request.decidedAt ?? null,
    readAt: request.readAt,
    isOpen: request.isOpen,
  };
}

/** Requests that are followed, as they were last read from PIM. */
export class SqlFollowedRequests implements FollowedRequests {
  readonly #deps: Pick<StoreDeps, 'db' | 'tenantId'>;

  constructor(deps: Pick<StoreDeps, 'db' | 'tenantId'>) {
    this.#deps = deps;
  }

  async save(request: FollowedRequest): Promise<void> {
    const row = rowOf(request);
    await this.#deps.db
      .insertInto('followedRequest')
      .values(row)
      .onConflict((conflict) => conflict.columns(['tenantId', 'id']).doUpdateSet(row))
      .execute();
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

  async open(readBefore: Date, limit: number): Promise<readonly FollowedRequest[]> {
    const { db, tenantId } = this.#deps;
    const rows = await db
      .selectFrom('followedRequest')
      .selectAll()
      .where('tenantId', '=', tenantId)
      .where('isOpen', '=', true)
      .where('readAt', '<', readBefore)
      .orderBy('readAt')
      .orderBy('id')
      .limit(limit)
      .execute();
    return rows.map(requestOf);
  }

  async openOf(requestor: Person): Promise<readonly FollowedRequest[]> {
    const rows = await this.#newestOf(requestor).where('isOpen', '=', true).execute();
    return rows.map(requestOf);
  }

  async lastOf(requestor: Person, limit: number): Promise<readonly FollowedRequest[]> {
    const rows = await this.#newestOf(requestor).limit(limit).execute();
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
