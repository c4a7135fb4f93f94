import { type Entity } from '../odata/matches.ts';
import { type Creator, type ScheduleKind } from '../pim/records.ts';
import { type Recurrence } from './recurrence.ts';

/** What kinds of principal a review looks at. */
export type PrincipalKind = 'user' | 'guest' | 'group' | 'servicePrincipal';

/** Whose hold on which role is reviewed (Graph: accessReviewScope, as far as it is about directory roles). */
export interface ReviewScope {
  readonly roleDefinitionId: string;
  /** Eligibilities, standing assignments, or both. */
  readonly kinds: readonly ScheduleKind[];
  readonly principals: readonly PrincipalKind[];
  /** As the body had it. */
  readonly wire: Entity;
}

/** Who decides (Graph: accessReviewReviewerScope). */
export type Reviewer =
  | { readonly kind: 'user' | 'group'; readonly id: string; readonly wire: Entity }
  | { readonly kind: 'manager'; readonly wire: Entity };

/** What is decided where nobody did (Graph spells an empty one `None`). */
export const defaultDecisions = ['None', 'Approve', 'Deny', 'Recommendation'] as const;

/** Graph: accessReviewScheduleSettings, as far as it has an effect here. */
export interface ReviewSettings {
  readonly isMailed: boolean;
  readonly isReminded: boolean;
  readonly isJustificationRequired: boolean;
  readonly isDefaultEnabled: boolean;
  readonly defaultDecision: (typeof defaultDecisions)[number];
  readonly durationDays: number;
  readonly isAutoApplied: boolean;
  readonly isRecommended: boolean;
  /** ISO 8601; null: 30 days. */
  readonly lookBack: string | null;
  readonly recurrence: Recurrence;
}

/** What the body of a definition says, read strictly. */
export interface AskedReview {
  readonly displayName: string;
  readonly descriptionForAdmins: string;
  readonly descriptionForReviewers: string;
  readonly scope: ReviewScope;
  /** None: everybody reviews what they hold themselves. */
  readonly reviewers: readonly Reviewer[];
  readonly fallbackReviewers: readonly Reviewer[];
  readonly additionalRecipients: readonly Entity[];
  readonly settings: ReviewSettings;
}

/** Graph: accessReviewScheduleDefinition, a review or a series of them. */
export interface ReviewDefinition {
  readonly id: string;
  readonly createdBy: Creator;
  readonly createdAt: Date;
  modifiedAt: Date;
  asked: AskedReview;
  /** When the first round begins or began. */
  firstStartAt: Date;
  /** The first comes first, and only the last may lie ahead; none until the service has got so far. */
  instances: ReviewInstance[];
}

/** Where an instance stands. The last two are not among the documented values, but in the documentation's answers. */
export type ReviewStatus =
  | 'NotStarted'
  | 'Starting'
  | 'InProgress'
  | 'Completing'
  | 'Completed'
  | 'AutoReviewing'
  | 'AutoReviewed'
  | 'Applying'
  | 'Applied';

/** Graph: accessReviewInstance, one round of a review. */
export interface ReviewInstance {
  readonly id: string;
  /** Which of the series, from 0. */
  readonly number: number;
  readonly startAt: Date;
  endAt: Date;
  status: ReviewStatus;
  /** As the definition had them when this one was planned. */
  readonly asked: AskedReview;
  /** Empty until it has started. */
  decisions: readonly ReviewDecision[];
}

/** What a reviewer can say. */
export const decisionWords = ['Approve', 'Deny', 'NotReviewed', 'DontKnow'] as const;
export type DecisionWord = (typeof decisionWords)[number];

/** What the service advises. */
export type Recommendation = 'Approve' | 'Deny' | 'NoInfoAvailable';

/** What came of applying a decision. */
export type ApplyResult =
  'New' | 'AppliedSuccessfully' | 'AppliedSuccessfullyButObjectNotFound' | 'ApplyNotSupported';

/** Graph: accessReviewInstanceDecisionItem, one principal's hold on the role. */
export interface ReviewDecision {
  readonly id: string;
  readonly instanceId: string;
  readonly principalId: string;
  readonly principalKind: PrincipalKind;
  readonly roleDefinitionId: string;
  /** Ids of the people who may decide. */
  readonly reviewerIds: readonly string[];
  readonly recommendation: Recommendation;
  decision: DecisionWord;
  justification: string;
  /** Null: nobody, or the service by itself. */
  reviewedBy: string | null;
  reviewedAt: Date | null;
  applyResult: ApplyResult;
  /** Null: nobody, or the service by itself. */
  appliedBy: string | null;
  appliedAt: Date | null;
}
