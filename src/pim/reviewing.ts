import { type Person, type PrincipalId, type RoleDefinitionId, type TenantId } from './ids.ts';
import { type SignOn, type WriteMade } from './ports.ts';
import { type Receipt } from './records.ts';
import {
  type Review,
  type ReviewedAssignments,
  type ReviewId,
  type ReviewItem,
  type ReviewItemId,
  type ReviewPlan,
  type ReviewRound,
  type RoundKey,
  type Verdict,
} from './reviews/review.ts';

/**
 * Access reviews of directory roles as the app itself may read them (`AccessReview.Read.All`, which only this needs). What
 * may be long comes page by page and is never held. Every method throws `PimError` and nothing else.
 */
export interface ReviewReader {
  /** Every review of exactly one directory role; what else is reviewed in the tenant is left out. */
  reviews(): AsyncIterable<readonly Review[]>;
  /** @throws PimError `review_not_found`, for a review of something else too */
  review(id: ReviewId): Promise<Review>;
  /** The rounds of a review, the newest first. */
  roundsOf(id: ReviewId): Promise<readonly ReviewRound[]>;
  /** @throws PimError `review_not_found` */
  round(key: RoundKey): Promise<ReviewRound>;
  /** What is decided in a round. */
  items(key: RoundKey): AsyncIterable<readonly ReviewItem[]>;
  /** @throws PimError `review_not_found` */
  item(key: RoundKey, id: ReviewItemId): Promise<ReviewItem>;
  /** Whom Entra has asked to decide. */
  reviewersOf(key: RoundKey): Promise<readonly PrincipalId[]>;
  /** Who holds what is reviewed of a role at this moment, themselves and not through a group. */
  holdersOf(role: RoleDefinitionId, assignments: ReviewedAssignments): Promise<ReadonlySet<PrincipalId>>;
}

/**
 * Access reviews as one person may set them up and decide in them, bound to that person's own token. Every method throws
 * `PimError` and nothing else; none repeats a write, and none says that it worked: that is read back.
 */
export interface ReviewGateway {
  readonly actor: Person;
  /** What Entra lists the person as a reviewer of; empty for whoever is none. */
  myItems(key: RoundKey): AsyncIterable<readonly ReviewItem[]>;
  /** Sets a review up; `title` with our tag at its end. */
  create(plan: ReviewPlan, title: string): Promise<ReviewId>;
  /** @throws PimError `not_a_reviewer` */
  decide(key: RoundKey, id: ReviewItemId, verdict: Verdict, justification: string): Promise<void>;
  /** Has Entra write to everybody who has not decided (`sendReminder`). */
  remind(key: RoundKey): Promise<void>;
  /** Ends a round at once (`stop`). */
  stop(key: RoundKey): Promise<void>;
  /** Carries out what was decided (`applyDecisions`). @throws PimError `review_not_completed` */
  apply(key: RoundKey): Promise<void>;
}

/** Access reviews, where they are switched on. */
export interface Reviewing {
  readonly reader: ReviewReader;
  /** Makes a gateway for somebody who has proved who they are, for this very act. */
  readonly gatewayFor: (
    signOn: SignOn,
    onWrite?: (made: WriteMade) => void,
    beforeWrite?: () => Promise<void>,
  ) => ReviewGateway;
}

/** A reviewer's card of one round. */
export interface ReviewCard {
  /** ULID. */
  readonly id: string;
  readonly person: Person;
  readonly round: RoundKey;
  readonly roleDefinitionId: RoleDefinitionId;
  /** Goes back with every press; a press without it is refused. */
  readonly nonce: string;
  readonly activityId: string | undefined;
  readonly receipt: Receipt;
  readonly refusal: string | undefined;
  readonly createdAt: Date;
}

/** Which reviewer was told what of which round. */
export interface ReviewCards {
  /**
   * Makes the cards that are not there yet, at most one for each round and person, and queues each in the same commit.
   * @returns how many are new
   */
  announce(
    cards: readonly (Pick<ReviewCard, 'id' | 'person' | 'round' | 'roleDefinitionId' | 'nonce'> & {
      readonly messageId: string;
    })[],
  ): Promise<number>;
  of(id: string): Promise<ReviewCard | undefined>;
  /** A person's cards of rounds that were not over, the oldest first. */
  openOf(person: Person): Promise<readonly ReviewCard[]>;
  ofRound(tenantId: TenantId, key: RoundKey): Promise<readonly ReviewCard[]>;
  /**
   * A person's cards that Teams refused: those that lie in their chat and show what was, and those of rounds that run which
   * never came; the oldest first. What may have come without Teams' saying so is not sent a second time.
   */
  refusedOf(person: Person): Promise<readonly ReviewCard[]>;
  /** Rounds of which somebody has a card that was not drawn to its end. */
  openRounds(tenantId: TenantId): Promise<readonly RoundKey[]>;
  /** Queues the reminder of a card; once for its life. @returns whether it was the first */
  remind(card: ReviewCard, messageId: string): Promise<boolean>;
  /** A round is over: every card of it is drawn once more, and never again. `messageId` makes an id for each. */
  close(tenantId: TenantId, key: RoundKey, messageId: () => string): Promise<void>;
  setSent(id: string, conversationId: string, activityId: string): Promise<void>;
  setReceipt(id: string, receipt: Receipt, refusal?: string): Promise<void>;
  /** Forgets cards of rounds that were over before then. */
  sweep(before: Date): Promise<void>;
}
