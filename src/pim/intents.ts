import { type Decision } from './approvals.ts';
import { type AuditEntry } from './audit.ts';
import { type PimErrorCode } from './errors.ts';
import { type HoldingChange } from './holdingChange.ts';
import { type Person, type RequestId, type RoleDefinitionId } from './ids.ts';
import { type SettingsChange } from './posture/settingsSteps.ts';
import { type RequestStatus } from './requests.ts';
import { type ReviewAct } from './reviews/reviewAct.ts';

/** Operations that were asked for in one go, and the card that tells what came of all of them. */
export interface Together {
  /** In the form's order, the operation's own among them. */
  readonly operationIds: readonly string[];
  readonly activityId: string;
}

/** What somebody asked Latchkey to do; stored before it is done. */
export type Intent =
  | {
      readonly kind: 'activate';
      readonly roleDefinitionId: RoleDefinitionId;
      readonly scopeId: string;
      readonly durationMinutes: number;
      readonly justification: string;
      readonly ticketNumber: string;
      readonly ticketSystem: string;
      /** ISO 8601 instant; `undefined`: now. */
      readonly startAt: string | undefined;
      /**
       * ISO 8601 instant at which the person's words or press arrived. What they asked for may be stored later, and of what
       * came between they did not know. Absent where the intent was stored at once.
       */
      readonly askedAt?: string;
      /** Where it was asked for in one go with others. */
      readonly together?: Together;
      /** The requestor goes past the rules of the house, and their owners are told. */
      readonly isEmergency?: boolean;
      /** The request that was kept here for votes, which this takes to PIM. */
      readonly heldId?: RequestId;
    }
  | { readonly kind: 'deactivate'; readonly roleDefinitionId: RoleDefinitionId; readonly scopeId: string }
  | {
      readonly kind: 'extendEligibility';
      readonly roleDefinitionId: RoleDefinitionId;
      readonly scopeId: string;
      readonly justification: string;
    }
  | { readonly kind: 'cancel'; readonly requestId: RequestId }
  | {
      readonly kind: 'decide';
      readonly requestId: RequestId;
      readonly decision: Decision;
      readonly comment: string;
    }
  /** An administrator changes what somebody else holds. */
  | { readonly kind: 'changeHolding'; readonly change: HoldingChange }
  /** An administrator changes how a role is set. */
  | { readonly kind: 'changeSettings'; readonly change: SettingsChange }
  /** An administrator dismisses one of PIM's own alerts, by its name. */
  | { readonly kind: 'dismissAlert'; readonly alertId: string; readonly alertName: string }
  /** What somebody does with access reviews. */
  | {
      readonly kind: 'review';
      readonly act: ReviewAct;
      /** Of a decision; empty for everything else. */
      readonly justification: string;
    };

/**
 * INTENT: stored. NEEDS_USER: waits for the person to sign in. RUNNING: leased. DONE, CONFLICT (somebody else was
 * first), REFUSED: ended. UNKNOWN: the answer was lost; it is read back before anything else.
 */
export type OperationState =
  'INTENT' | 'NEEDS_USER' | 'RUNNING' | 'DONE' | 'CONFLICT' | 'REFUSED' | 'UNKNOWN';

/** How an operation ended. */
export interface OperationOutcome {
  readonly requestId?: RequestId;
  readonly status?: RequestStatus;
  readonly errorCode?: PimErrorCode;
  readonly graphRequestId?: string;
  /** Rules of a role's settings that were changed before it ended otherwise than done, in that order. */
  readonly appliedRules?: readonly string[];
}

/** A stored intent and where it stands. `id` is a ULID and, for activations, the tag in the justification. */
export interface Operation {
  readonly id: string;
  readonly person: Person;
  readonly intent: Intent;
  readonly state: OperationState;
  /** Rises with every lease; whoever holds an older one can settle nothing. */
  readonly fence: number;
  /** The message on which it was asked for, and on which the outcome is to stand; `undefined`: it was typed. */
  readonly cardActivityId: string | undefined;
  readonly outcome: OperationOutcome;
  readonly createdAt: Date;
}

/** An activation that somebody asked for lately. */
export interface RecentActivation {
  readonly operationId: string;
  readonly roleDefinitionId: RoleDefinitionId;
  readonly scopeId: string;
  /** When it was last run or settled. */
  readonly at: Date;
  /** Whether it went past the rules of the house. */
  readonly isEmergency: boolean;
}

/** Intents, leases, outcomes. */
export interface Operations {
  /**
   * Stores an intent and its audit row in one commit. With an id or a `uniqueKey` that is taken (the same form or the same
   * decision pressed twice) nothing is stored and the earlier operation comes back.
   */
  open(
    operation: {
      readonly id: string;
      readonly person: Person;
      readonly intent: Intent;
      readonly uniqueKey?: string;
      readonly cardActivityId?: string;
    },
    audit: AuditEntry,
  ): Promise<{ readonly operation: Operation; readonly isNew: boolean }>;
  of(id: string): Promise<Operation | undefined>;
  /** Leases it for so long, unless it has ended or somebody else's lease still runs. */
  claim(id: string, leaseSeconds: number): Promise<Operation | undefined>;
  /**
   * Leases it anew, for so long from now on, for the run that has claimed it; `false` when that has ended, or somebody
   * else has taken it up meanwhile.
   */
  keep(claimed: Operation, leaseSeconds: number): Promise<boolean>;
  /** Nobody goes on with an intent that was never leased: it is unsettled at once. */
  handBack(id: string): Promise<void>;
  /** Ends it, or parks it as NEEDS_USER or UNKNOWN; `false` when the fence is stale. Audit row in the same commit. */
  settle(
    claimed: Operation,
    state: Exclude<OperationState, 'INTENT' | 'RUNNING'>,
    outcome: OperationOutcome,
    audit: AuditEntry,
  ): Promise<boolean>;
  /** UNKNOWN ones and leases that ran out, oldest first. */
  unsettled(limit: number): Promise<readonly Operation[]>;
  /** A person's activations since then that PIM has taken, may have taken, or is being asked for; oldest first. */
  activationsSince(person: Person, since: Date): Promise<readonly RecentActivation[]>;
}
