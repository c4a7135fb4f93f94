import { type Decision } from './approvals.ts';
import { type KeptRuling } from './houseRules/keptRuling.ts';
import {
  type Person,
  type PrincipalId,
  type RequestId,
  type RoleDefinitionId,
  type TenantId,
} from './ids.ts';
import { type Announcement } from './outbox.ts';
import { type RequestStatus } from './requests.ts';
import { type ShownProof } from './shownProof.ts';
import { type TicketCheck } from './tickets.ts';

/** A request that Latchkey follows: what its cards are drawn from. Refreshed from PIM, never the other way round. */
export interface FollowedRequest {
  readonly id: RequestId;
  readonly tenantId: TenantId;
  readonly requestor: PrincipalId;
  readonly requestorName: string;
  readonly requestorUserPrincipalName: string;
  readonly roleDefinitionId: RoleDefinitionId;
  readonly roleName: string;
  readonly isPrivileged: boolean | undefined;
  readonly isBuiltIn: boolean;
  readonly scopeId: string;
  /** `undefined` for the whole tenant. */
  readonly scopeName: string | undefined;
  readonly durationMinutes: number | undefined;
  /** The requestor's own words, without our tag. */
  readonly justification: string;
  readonly ticketNumber: string;
  readonly ticketSystem: string;
  readonly status: RequestStatus;
  readonly approvalId: string | undefined;
  readonly isApproverJustificationRequired: boolean;
  readonly createdAt: Date;
  readonly startAt: Date | undefined;
  /** When it was asked to begin; absent where that was at once, and for what was asked for elsewhere. */
  readonly plannedStartAt?: Date;
  /** End of the activation as PIM says it, once it is active. */
  readonly endAt: Date | undefined;
  readonly decision: Decision | undefined;
  readonly decidedBy: PrincipalId | undefined;
  readonly decidedByName: string | undefined;
  readonly decisionComment: string | undefined;
  readonly decidedAt: Date | undefined;
  /** When it was last read from PIM. */
  readonly readAt: Date;
  /** `true` until the activation is over or the request can change no more. */
  readonly isOpen: boolean;
  /** `false`: asked for in the portal or by another tool. Its requestor has no card of it. */
  readonly isMadeHere: boolean;
  /** What the token showed with which the requestor asked; absent where nobody saw it. */
  readonly proof?: ShownProof;
  /** What a ticket system said of its ticket when it was asked for; absent where none was asked. */
  readonly ticketCheck?: TicketCheck;
  /** It is kept here until house rules have their votes: its id is ours, and PIM is never asked about it. */
  readonly isHeld?: true;
  /** What the rules of the house said of it when it was asked for; absent where none is about it. */
  readonly houseRuling?: KeptRuling;
}

/** Requests that are to be read now, and until when nobody else will. */
export interface DueRequests {
  readonly requests: readonly FollowedRequest[];
  readonly leaseUntil: Date;
}

/** When a request was read, and when it is to be read again. */
export interface Reading {
  readonly id: RequestId;
  readonly readAt: Date;
  readonly nextReadingAt: Date;
}

/** Requests that Latchkey follows. */
export interface FollowedRequests {
  /** Saves it, together with what everybody concerned is to hear of the change. */
  save(request: FollowedRequest, announcement?: Announcement): Promise<void>;
  of(tenantId: TenantId, id: RequestId): Promise<FollowedRequest | undefined>;
  /**
   * Open ones whose time has come, or that were saved since they were last put off; leased (SKIP LOCKED), so that of
   * several processes one reads each of them.
   */
  claimDue(limit: number, leaseSeconds: number): Promise<DueRequests>;
  /** Puts off what was claimed and did not change. What somebody saved meanwhile stays due. */
  putOff(claimed: DueRequests, readings: readonly Reading[]): Promise<void>;
  /** Somebody knows that PIM has news of it: it is read at once. */
  markDue(tenantId: TenantId, id: RequestId): Promise<void>;
  openOf(requestor: Person): Promise<readonly FollowedRequest[]>;
  /** The requestor's newest ones of this role and scope, for "again" and for defaults. */
  lastOf(requestor: Person, limit: number): Promise<readonly FollowedRequest[]>;
  /** The requestor's requests made since then, newest first; a thousand at the most. */
  madeSince(requestor: Person, since: Date): Promise<readonly FollowedRequest[]>;
}
