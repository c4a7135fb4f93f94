/** The audit trail: what happened, who did it and by which authority; and how it gets out of the database. */
import { type PrincipalId, type RequestId, type RoleDefinitionId, type TenantId } from './ids.ts';

/** Names of audit events: `noun.pastTense`. The names and fields are a contract with whoever reads the trail. */
export type AuditEvent =
  | 'activation.requested'
  | 'activation.submitted'
  | 'activation.refused'
  | 'activation.unclear'
  | 'activation.activated'
  | 'activation.ended'
  | 'deactivation.requested'
  | 'deactivation.done'
  | 'deactivation.refused'
  | 'deactivation.unclear'
  | 'extension.requested'
  | 'extension.submitted'
  | 'extension.refused'
  | 'extension.unclear'
  | 'cancellation.requested'
  | 'cancellation.done'
  | 'cancellation.refused'
  | 'cancellation.unclear'
  | 'decision.requested'
  | 'decision.recorded'
  | 'decision.refused'
  | 'decision.superseded'
  | 'decision.unclear'
  | 'change.requested'
  | 'change.done'
  | 'change.refused'
  | 'change.unclear'
  | 'settings.requested'
  | 'settings.done'
  | 'settings.refused'
  | 'settings.unclear'
  | 'alert.acknowledged'
  | 'alert.snoozed'
  | 'dismissal.requested'
  | 'dismissal.done'
  | 'dismissal.refused'
  | 'dismissal.unclear'
  | 'review.requested'
  | 'review.done'
  | 'review.refused'
  | 'review.unclear'
  | 'signIn.asked'
  | 'signIn.completed'
  | 'signIn.refused'
  | 'signOut.done'
  | 'person.forgotten'
  | 'activation.bypassed'
  | 'activation.emergency'
  | 'votes.opened'
  | 'votes.cast'
  | 'votes.completed'
  | 'votes.relayed'
  | 'votes.denied'
  | 'votes.lapsed'
  | 'votes.canceled'
  | 'votes.decidedOutside'
  | 'votes.failed'
  | 'votes.passedOver'
  | 'approvers.asked'
  | 'approvers.unreachable'
  | 'requests.burst'
  | 'app.installed'
  | 'houseRules.changed'
  | 'houseRules.refused'
  | 'houseRules.bypassed'
  | 'houseRules.breachedLater'
  | 'relay.stopped'
  | 'relay.started'
  | 'restore.noticed'
  | 'restore.finished';

/**
 * One row of the audit trail before it is chained. It is kept for good, so people stand in it by their ids alone: no name,
 * no justification, comment or ticket, no token. What was said is in PIM, and in the request as long as that is kept.
 */
export interface AuditEntry {
  readonly event: AuditEvent;
  readonly tenantId: TenantId;
  /** Whoever acted; `undefined` for Latchkey itself. */
  readonly actor: PrincipalId | undefined;
  readonly operationId?: string;
  readonly requestId?: RequestId;
  readonly roleDefinitionId?: RoleDefinitionId;
  readonly scopeId?: string;
  /** Small, flat facts: how the person authenticated, outcome, Graph's request id. */
  readonly facts?: Readonly<Record<string, string | number | boolean>>;
}

/** Append only, each row chained to the one before by SHA-256. */
export interface AuditTrail {
  /** With a key: only if nobody has brought that key before, whatever it was for. */
  append(entry: AuditEntry, onceKey?: string): Promise<void>;
  /** Rows in order, for verification and export. */
  rows(after: number, limit: number): Promise<readonly ChainedAuditEntry[]>;
}

/** The right to write the audit trail out, lent for a while. `position`: the last row that was written out. */
export interface AuditStreamLease {
  readonly position: number;
  readonly fence: number;
}

/** How far the audit trail was written out to where others read it; one position for all processes. */
export interface AuditStream {
  /** Rows that were not written out yet. */
  behind(): Promise<number>;
  /** `undefined` while somebody else has it, and while nothing is left to write. */
  claim(leaseSeconds: number): Promise<AuditStreamLease | undefined>;
  /** Everything up to here was written out; `false` when somebody else has taken over meanwhile. */
  advance(lease: AuditStreamLease, position: number): Promise<boolean>;
  release(lease: AuditStreamLease): Promise<void>;
}

/** A row as stored: `hash` covers the entry, its place and the hash before it. */
export interface ChainedAuditEntry extends AuditEntry {
  readonly sequence: number;
  readonly at: Date;
  readonly previousHash: string;
  readonly hash: string;
}
