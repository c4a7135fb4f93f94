import { type ReviewAct, type ReviewActOf } from '../pim/reviews/reviewAct.ts';
import { type ReviewCadence, type ReviewedAssignments, type Verdict } from '../pim/reviews/review.ts';

/** An act on a round that takes a second yes. */
export type AskedReviewAct = Exclude<ReviewAct['what'], 'create' | 'decide' | 'keep'>;

/** A heading and the sentence below it. */
export interface SaidOfReview {
  readonly heading: string;
  readonly next: string;
}

/** Access reviews, for administrators and for reviewers. */
export interface ReviewWords {
  readonly notOffered: string;
  /** The app lacks the permission to read reviews. */
  readonly permissionMissing: (permission: string) => string;
  readonly list: ReviewListWords;
  readonly form: ReviewFormWords;
  readonly act: ReviewActWords;
  readonly mine: OwnReviewWords;
  readonly cadence: Readonly<Record<ReviewCadence, string>>;
  readonly assignments: Readonly<Record<ReviewedAssignments, string>>;
  readonly verdict: Readonly<Record<Verdict, string>>;
  /** What Entra shows for a review that is set up here. */
  readonly title: (role: string, plan: Pick<ReviewActOf<'create'>['plan'], 'assignments'>) => string;
  /** A line of the administrators' digest. */
  readonly inDigest: (decided: number, total: number, percent: number, daysLeft: number) => string;
  readonly digestHeading: (count: number) => string;
}

/** What runs, and how far it is. */
export interface ReviewListWords {
  readonly heading: string;
  readonly running: string;
  readonly endingSoon: string;
  readonly toApply: string;
  readonly planned: string;
  readonly nothing: string;
  readonly newReview: string;
  readonly progress: (decided: number, total: number, percent: number) => string;
  readonly ends: (at: string, daysLeft: number) => string;
  readonly ended: string;
  readonly show: string;
  readonly remind: string;
  readonly stop: string;
  readonly apply: string;
  readonly outcome: string;
  readonly kept: (count: number) => string;
  readonly removed: (count: number) => string;
  readonly undecidable: (count: number) => string;
  readonly open: (count: number) => string;
  readonly reviewers: string;
  readonly hasDecided: (count: number) => string;
  readonly hasDecidedNothing: string;
  readonly noReviewers: string;
  readonly wouldLose: (count: number) => string;
  readonly losesNothing: string;
  readonly isApplied: string;
  readonly appliesItself: string;
  readonly counts: (running: number, toApply: number) => string;
  readonly typed: string;
}

/** Setting a review up. */
export interface ReviewFormWords {
  readonly heading: string;
  readonly roles: string;
  readonly rolesMissing: string;
  readonly assignments: string;
  readonly cadence: string;
  readonly days: string;
  readonly daysMissing: string;
  readonly by: string;
  readonly byManager: string;
  readonly byNamed: string;
  readonly named: string;
  readonly namedHint: string;
  readonly fallback: string;
  readonly check: string;
  readonly leave: string;
  readonly remarksHeading: string;
  /** What is in the way. */
  readonly problems: {
    readonly noRole: string;
    readonly tooManyRoles: (most: number) => string;
    readonly noDays: (most: number) => string;
    readonly noReviewer: string;
    readonly noFallback: string;
    readonly tooManyReviewers: (most: number) => string;
    readonly unknownReviewer: (typed: string) => string;
    readonly severalReviewers: (typed: string) => string;
  };
  readonly confirmHeading: (count: number) => string;
  readonly reviewedBy: string;
  readonly fallbackBy: string;
  readonly manager: string;
  readonly openFor: (days: number) => string;
  readonly begins: (day: string) => string;
  readonly existing: (role: string) => string;
  readonly notApplied: string;
  readonly confirm: string;
  readonly dismissed: SaidOfReview;
  readonly summary: string;
  readonly typed: string;
}

/** The second yes, and what came of it. */
export interface ReviewActWords {
  readonly ask: Readonly<Record<AskedReviewAct, SaidOfReview & { readonly confirm: string }>>;
  readonly loses: (count: number) => string;
  readonly andMore: (count: number) => string;
  readonly onGroups: string;
  readonly working: SaidOfReview;
  readonly needsSignIn: SaidOfReview;
  readonly unclear: SaidOfReview;
  readonly refused: string;
  readonly done: Readonly<Record<ReviewAct['what'], SaidOfReview>>;
  /** How one of several went. */
  readonly states: Readonly<Record<'done' | 'working' | 'needsSignIn' | 'unclear' | 'refused', string>>;
  readonly created: (done: number, of: number) => string;
  readonly summary: (heading: string) => string;
  readonly typed: string;
}

/** A reviewer's card. */
export interface OwnReviewWords {
  readonly heading: string;
  readonly lead: (role: string) => string;
  readonly until: (at: string, daysLeft: number) => string;
  readonly left: (open: number, total: number) => string;
  readonly allDecided: string;
  readonly over: string;
  readonly notListed: string;
  readonly keep: string;
  readonly remove: string;
  readonly unsure: string;
  readonly direct: string;
  readonly through: (groups: readonly string[]) => string;
  readonly lastUsed: (day: string, uses: number) => string;
  readonly neverUsed: string;
  readonly recommends: Readonly<Record<'Approve' | 'Deny' | 'none', string>>;
  readonly decided: (verdict: Verdict, by: string | undefined) => string;
  readonly justification: string;
  readonly justificationHint: string;
  readonly justificationMissing: string;
  readonly keepUsed: (days: number) => string;
  readonly keepUsedHeading: (count: number) => string;
  readonly keepUsedNext: (days: number, role: string) => string;
  readonly keepNone: (days: number) => string;
  readonly keepConfirm: (count: number) => string;
  readonly changedMeanwhile: string;
  readonly decidedAlready: string;
  readonly nothing: string;
  readonly more: string;
  readonly earlier: string;
  readonly factsMissing: string;
  readonly reminder: (role: string, at: string) => string;
  readonly reminderHeading: string;
  readonly summary: (role: string, open: number) => string;
  readonly typed: string;
}
