import { isPimError } from '../pim/errors.ts';
import { type TenantId } from '../pim/ids.ts';
import { type OperationDeps } from '../pim/operations/deps.ts';
import { type Reviewing } from '../pim/reviewing.ts';
import { isRunning, type Review, type ReviewRound, type RoundKey } from '../pim/reviews/review.ts';

/** What following reviews needs. */
export interface FollowReviewsDeps extends Pick<
  OperationDeps,
  'conversations' | 'reviewCards' | 'random' | 'clock' | 'logger'
> {
  readonly tenantId: TenantId;
  readonly reader: Reviewing['reader'];
  /** So long before the end reviewers are reminded once; 0: never. */
  readonly remindDaysBefore: number;
}

const DAY_MS = 86_400_000;
const keyOf = ({ reviewId, roundId }: RoundKey): string => `${reviewId}/${roundId}`;

/**
 * Looks which rounds run, and sees to it that every reviewer who can be reached has one card of each, and one reminder
 * before the end. A round that runs no more has its cards drawn once more. Reviews are read page by page; of a review that
 * does not run nothing more is read, and what is decided is not read at all.
 */
export async function followReviews(deps: FollowReviewsDeps): Promise<void> {
  const running = new Set<string>();
  for await (const page of deps.reader.reviews()) {
    for (const review of page.filter(({ status }) => status === 'inprogress')) {
      try {
        for (const round of await deps.reader.roundsOf(review.id)) {
          if (!isRunning(round, deps.clock.now())) continue;
          running.add(keyOf(round));
          await followRound(deps, review, round);
        }
      } catch (error) {
        if (!isPimError(error, 'review_not_found')) throw error;
        deps.logger.info({ reviewId: review.id }, 'A review went away while it was looked at');
      }
    }
  }
  for (const key of await deps.reviewCards.openRounds(deps.tenantId)) {
    if (!running.has(keyOf(key))) await deps.reviewCards.close(deps.tenantId, key, () => deps.random.ulid());
  }
}

async function followRound(deps: FollowReviewsDeps, review: Review, round: ReviewRound): Promise<void> {
  const { tenantId, random, reviewCards } = deps;
  const reviewers = await deps.reader.reviewersOf(round);
  const people = reviewers.map((id) => ({ tenantId, id }));
  const reachable = (await deps.conversations.ofMany(people)).filter(({ isInstalled }) => isInstalled);
  const { reviewId, roundId } = round;
  const { roleDefinitionId } = review;
  if (reachable.length > 0) {
    await reviewCards.announce(
      reachable.map(({ person }) => ({
        id: random.ulid(),
        messageId: random.ulid(),
        person,
        round: { reviewId, roundId },
        roleDefinitionId,
        nonce: random.secret(),
      })),
    );
  }
  if (isToBeReminded(deps, round)) {
    for (const card of await reviewCards.ofRound(tenantId, round)) {
      if (reviewers.includes(card.person.id)) await reviewCards.remind(card, random.ulid());
    }
  }
}

const isToBeReminded = ({ clock, remindDaysBefore }: FollowReviewsDeps, { endAt }: ReviewRound): boolean =>
  remindDaysBefore > 0 &&
  endAt !== undefined &&
  endAt.getTime() - clock.now().getTime() <= remindDaysBefore * DAY_MS;
