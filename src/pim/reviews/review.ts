/**
 * Access reviews of directory roles (Graph: `/identityGovernance/accessReviews`). A *review* is set up once
 * [`accessReviewScheduleDefinition`]; each time it runs is a *round* [`accessReviewInstance`]; a round asks about *items*,
 * one for each principal [`accessReviewInstanceDecisionItem`].
 */
import { InvalidInputError } from '../errors.ts';
import { isGuid, type PrincipalId, type RoleDefinitionId } from '../ids.ts';

/** Id of a review: a lower-case GUID. */
export type ReviewId = string & { readonly __brand: 'ReviewId' };
/** Id of a round of a review: a lower-case GUID. */
export type RoundId = string & { readonly __brand: 'RoundId' };
/** Id of what is decided in a round: a lower-case GUID. */
export type ReviewItemId = string & { readonly __brand: 'ReviewItemId' };

function checked(value: string, what: string): string {
  if (!isGuid(value)) throw new InvalidInputError(`Not a ${what}`);
  return value.toLowerCase();
}

/** @throws InvalidInputError when the value is not a GUID. */
export const reviewId = (value: string): ReviewId => checked(value, 'review id') as ReviewId;
/** @throws InvalidInputError when the value is not a GUID. */
export const roundId = (value: string): RoundId => checked(value, 'round id') as RoundId;
/** @throws InvalidInputError when the value is not a GUID. */
export const reviewItemId = (value: string): ReviewItemId => checked(value, 'item id') as ReviewItemId;

/** Names a round. */
export interface RoundKey {
  readonly reviewId: ReviewId;
  readonly roundId: RoundId;
}

/** Which assignments of a role are looked at: who may activate it, who has it without activation, or both. */
export type ReviewedAssignments = 'eligible' | 'active' | 'both';
export const REVIEWED_ASSIGNMENTS = ['eligible', 'active', 'both'] as const;

/** How often a review begins anew. */
export type ReviewCadence = (typeof REVIEW_CADENCES)[number];
export const REVIEW_CADENCES = ['once', 'weekly', 'monthly', 'quarterly', 'halfYearly', 'yearly'] as const;

/** Who decides: a person, everybody in a group, or the manager of whoever is reviewed. */
export type Reviewer =
  | { readonly kind: 'person'; readonly id: PrincipalId }
  | { readonly kind: 'group'; readonly id: PrincipalId }
  | { readonly kind: 'manager' };

/** A review that is to be set up, for one role. */
export interface ReviewPlan {
  readonly roleDefinitionId: RoleDefinitionId;
  /** What Entra shows for it; our tag is put at its end. */
  readonly title: string;
  readonly assignments: ReviewedAssignments;
  readonly cadence: ReviewCadence;
  /** How long each round is open. */
  readonly days: number;
  readonly reviewers: readonly Reviewer[];
  /** Who decides where there is no manager; empty where nobody's manager is asked. */
  readonly fallbackReviewers: readonly Reviewer[];
  /** The first day, `YYYY-MM-DD`. */
  readonly startOn: string;
}

/** A review as Entra has it. */
export interface Review {
  readonly id: ReviewId;
  readonly title: string;
  readonly roleDefinitionId: RoleDefinitionId;
  readonly assignments: ReviewedAssignments;
  /** Lower case, as Graph names it: `notstarted`, `inprogress`, `completed` … */
  readonly status: string;
  readonly days: number | undefined;
  readonly isRecurring: boolean;
  /** Entra itself does what was decided as soon as a round ends. */
  readonly isAppliedByItself: boolean;
}

/** One run of a review. */
export interface ReviewRound extends RoundKey {
  /** Lower case, as Graph names it: `notstarted`, `inprogress`, `completed`, `applying`, `applied` … */
  readonly status: string;
  readonly startAt: Date | undefined;
  readonly endAt: Date | undefined;
}

/** What a reviewer says: keep, remove, or no opinion. */
export type Verdict = 'Approve' | 'Deny' | 'DontKnow';
export const VERDICTS = ['Approve', 'Deny', 'DontKnow'] as const;

/** One principal in a round, and what was decided about it. */
export interface ReviewItem {
  readonly id: ReviewItemId;
  readonly principal: {
    readonly id: PrincipalId;
    readonly displayName: string;
    readonly userPrincipalName: string | undefined;
  };
  /** `undefined`: nobody has decided yet. */
  readonly verdict: Verdict | undefined;
  /** PIM's own opinion; `undefined`: it has none. */
  readonly recommendation: 'Approve' | 'Deny' | undefined;
  readonly decidedBy: { readonly id: PrincipalId; readonly displayName: string } | undefined;
  readonly decidedAt: Date | undefined;
  /** What came of applying it, lower case, as Graph names it; `new`: it was not applied. */
  readonly applyResult: string;
}

/** Whether decisions are taken: it has begun, and its end has not come. */
export const isRunning = ({ status, endAt }: ReviewRound, now: Date): boolean =>
  status === 'inprogress' && (endAt === undefined || now < endAt);

/** Whether what was decided can be carried out: all is decided, and nothing was done yet. */
export const isReadyToApply = ({ status }: Pick<ReviewRound, 'status'>): boolean => status === 'completed';

/** Whether it was carried out, or is about to be. */
export const isApplied = ({ status }: Pick<ReviewRound, 'status'>): boolean =>
  status === 'applied' || status === 'applying';

/** Whole days until the end, rounded up; 0 when it has passed or is not known. */
export const daysLeft = ({ endAt }: Pick<ReviewRound, 'endAt'>, now: Date): number =>
  endAt === undefined ? 0 : Math.max(0, Math.ceil((endAt.getTime() - now.getTime()) / 86_400_000));
