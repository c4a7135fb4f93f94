import { type RoleSettings } from '../pim/policy.ts';
import { type GroupEligibility, type RoleDefinition } from '../pim/records.ts';
import { type DecisionWord } from '../reviews/records.ts';
import { type AlertThresholds, type Choices } from '../pim/state.ts';

interface SeededGrant {
  readonly principalId: string;
  readonly roleDefinitionId: string;
  /** `/` unless given. */
  readonly directoryScopeId?: string;
  /** Days from the start of the sandbox until it ends; absent: never. */
  readonly endsInDays?: number;
  /** Days before the start of the sandbox on which it was given; 40 unless given. */
  readonly daysAgo?: number;
}

/** Somebody's standing eligibility. */
export type SeededEligibility = SeededGrant;

/** Somebody's standing assignment. */
export interface SeededAssignment extends SeededGrant {
  /** Made in the directory itself, past PIM: permanent, without request and without times. */
  readonly isOutsidePim?: boolean;
}

/** An activation of the past, or one that still runs; the audit log has its rows as far as it reaches back. */
export interface SeededActivation {
  readonly principalId: string;
  readonly roleDefinitionId: string;
  readonly directoryScopeId?: string;
  /** Days before the start of the sandbox on which it was asked for, with decimals. */
  readonly daysAgo: number;
  /** For how long; one hour unless given. */
  readonly hours?: number;
  readonly justification: string;
  readonly ticketNumber?: string;
  /** `activated` unless given. */
  readonly outcome?: 'activated' | 'denied' | 'lapsed' | 'canceled';
  /** Who approved or denied it; absent: nobody had to. */
  readonly decidedBy?: string;
  /** The holder gave it back after so many hours. */
  readonly givenBackAfterHours?: number;
}

/** Who may become member or owner of a group that PIM manages. */
export interface SeededGroupEligibility extends Pick<
  GroupEligibility,
  'groupId' | 'principalId' | 'accessId'
> {
  readonly endsInDays?: number;
}

/** An access review that comes again every so many months, with a round in progress. */
export interface SeededReview {
  readonly displayName: string;
  readonly roleDefinitionId: string;
  /** Only eligibilities, or whatever stands. */
  readonly scope: 'eligible' | 'both';
  /** Ids of people. */
  readonly reviewers: readonly string[];
  readonly startedDaysAgo: number;
  readonly durationDays: number;
  readonly everyMonths: number;
  /** What was decided so far. */
  readonly decisions: readonly SeededDecision[];
  /** Who is reviewed, whatever they hold; absent: whoever holds the role within the scope. */
  readonly principals?: readonly string[];
}

/** What a reviewer has decided about somebody. */
export interface SeededDecision {
  readonly principalId: string;
  readonly decision: Exclude<DecisionWord, 'NotReviewed'>;
  readonly justification: string;
  readonly decidedBy: string;
  readonly daysAgo: number;
}

/** What role management holds in a tenant before anybody has done anything. */
export interface TenantSeed {
  /** Roles besides the built-in ones that every offline tenant has. */
  readonly furtherRoles: readonly RoleDefinition[];
  /** What every role has that has no settings of its own; absent: Entra's defaults. */
  readonly defaultSettings?: RoleSettings;
  /** By role definition id. */
  readonly settings: Readonly<Record<string, RoleSettings>>;
  readonly eligibilities: readonly SeededEligibility[];
  readonly assignments: readonly SeededAssignment[];
  readonly activations?: readonly SeededActivation[];
  readonly groupEligibilities?: readonly SeededGroupEligibility[];
  readonly reviews?: readonly SeededReview[];
  /** For how many days the audit log keeps its rows; 30 unless given, as Entra does. */
  readonly auditRetentionDays?: number;
  readonly alerts?: Partial<AlertThresholds>;
  /** PIM's alert says that the licence is no good, though everything still works. */
  readonly isLicenceDoubted?: boolean;
  /** Who made the seeded grants. */
  readonly administratorId: string;
  readonly choices: Choices;
}
