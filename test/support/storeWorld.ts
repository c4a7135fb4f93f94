import { randomBytes, randomUUID } from 'node:crypto';
import {
  principalId,
  requestId,
  roleDefinitionId,
  tenantId,
  type Person,
  type RequestId,
  type TenantId,
} from '../../src/pim/ids.ts';
import { type AuditEntry, type FollowedRequest } from '../../src/pim/records.ts';
import { Sealer } from '../../src/store/sealer.ts';
import { storesOn, type Stores } from '../../src/store/store.ts';
import { silentLogger, type TestDatabase } from './databases.ts';
import { TestClock } from './testClock.ts';

/** A lease of so many seconds has run out once it was taken. */
export const OVER_AT_ONCE = 0;

/** What a test of the stores has to itself: a tenant, a clock, people, and the stores for them. */
export interface StoreWorld extends Stores {
  readonly clock: TestClock;
  readonly tenantId: TenantId;
  readonly ana: Person;
  readonly ben: Person;
}

/** A tenant of its own in a database that other tests use too. */
export function storeWorld({ db }: TestDatabase, keys = [randomBytes(32)]): StoreWorld {
  const clock = new TestClock();
  const tenant = tenantId(randomUUID());
  return {
    ...storesOn({
      db,
      tenantId: tenant,
      instanceId: ulid(),
      clock,
      sealer: new Sealer(keys),
      logger: silentLogger,
    }),
    clock,
    tenantId: tenant,
    ana: aPerson(tenant),
    ben: aPerson(tenant),
  };
}

/** Somebody of a tenant. */
export const aPerson = (tenant: TenantId): Person => ({ tenantId: tenant, id: principalId(randomUUID()) });

/** An id of a request. */
export const aRequestId = (): RequestId => requestId(randomUUID());

let made = 0;

/** Rises with every call, as a ULID does. */
export function ulid(): string {
  made += 1;
  return `01${made.toString().padStart(24, '0')}`;
}

/** What an activation of somebody leaves in the audit trail. */
export const anAuditEntry = ({ tenantId: tenant, id }: Person): AuditEntry => ({
  event: 'activation.requested',
  tenantId: tenant,
  actor: id,
  facts: { comment: 'INC-42', attempt: 1, isFirst: true },
});

/** A request of somebody that waits for approval, made and read at a given time. */
export function aFollowedRequest(
  requestor: Person,
  at: Date,
  changes: Partial<FollowedRequest> = {},
): FollowedRequest {
  return {
    id: aRequestId(),
    tenantId: requestor.tenantId,
    requestor: requestor.id,
    requestorName: 'Ana',
    requestorUserPrincipalName: 'ana@contoso.example',
    roleDefinitionId: roleDefinitionId('29232cdf-9323-42fd-ade2-1d097af3e4de'),
    roleName: 'Exchange Administrator',
    isPrivileged: undefined,
    isBuiltIn: true,
    scopeId: '/',
    scopeName: undefined,
    durationMinutes: 60,
    justification: 'Mailbox of INC-42',
    ticketNumber: '',
    ticketSystem: '',
    status: 'PendingApproval',
    approvalId: undefined,
    isApproverJustificationRequired: true,
    createdAt: at,
    startAt: undefined,
    endAt: undefined,
    decision: undefined,
    decidedBy: undefined,
    decidedByName: undefined,
    decisionComment: undefined,
    decidedAt: undefined,
    readAt: at,
    isOpen: true,
    isMadeHere: true,
    ...changes,
  };
}
