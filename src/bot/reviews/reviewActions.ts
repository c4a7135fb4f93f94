import { createHash } from 'node:crypto';
import { type Card } from '../../cards/card.ts';
import { reviewAskCard } from '../../cards/reviewActCard.ts';
import { reviewCard } from '../../cards/reviewCard.ts';
import { reviewsCard, type ReviewRow } from '../../cards/reviewsCard.ts';
import { type verbs } from '../../cards/verbs.ts';
import { isPimError, PimError } from '../../pim/errors.ts';
import { type OperationDeps } from '../../pim/operations/deps.ts';
import { type SignOn } from '../../pim/ports.ts';
import { type Reviewing } from '../../pim/reviewing.ts';
import { MOST_LOSING, progressOf, resultOf } from '../../pim/reviews/progress.ts';
import {
  isReadyToApply,
  isRunning,
  reviewId,
  type Review,
  type ReviewItem,
  type RoundKey,
  roundId,
} from '../../pim/reviews/review.ts';
import { type ReviewAct } from '../../pim/reviews/reviewAct.ts';
import { currentRound } from '../../pim/reviews/reviewTerms.ts';
import { wordsFor } from '../../words/wordsFor.ts';
import { type EntitledPostureDeps, isEntitled } from '../posture/entitledPosture.ts';
import { type OperationDesk } from '../operationDesk.ts';
import { type PressOf } from '../pressedButtons.ts';
import { putCard } from '../putCard.ts';
import { type Session } from '../sessions.ts';

/** What access reviews need, for administrators. */
export interface ReviewActionsDeps
  extends
    Pick<EntitledPostureDeps, 'pimFor' | 'administrators' | 'logger' | 'chatOf'>,
    Pick<OperationDeps, 'reviewing' | 'directory' | 'claims' | 'clock' | 'random'> {
  readonly desk: OperationDesk;
}

const ROWS_PER_PAGE = 8;

/** What was shown, in so few letters that a button can carry it back. */
export const digestOfItems = (items: readonly Pick<ReviewItem, 'id'>[]): string =>
  createHash('sha256')
    .update(
      items
        .map(({ id }) => id)
        .toSorted()
        .join(),
    )
    .digest('base64url');

/** The round that a button names. */
const roundOf = (press: { readonly reviewId: string; readonly roundId: string }): RoundKey => ({
  reviewId: reviewId(press.reviewId),
  roundId: roundId(press.roundId),
});

/**
 * Administrators look at access reviews, remind, stop and carry out. What is read is the app's to read; whoever asks is
 * asked of Entra at every single press. What changes anything takes a second yes and becomes an operation, with a proof of
 * its own.
 */
export class ReviewActions {
  readonly #deps: ReviewActionsDeps;
  constructor(deps: ReviewActionsDeps) {
    this.#deps = deps;
  }

  /** `reviews`: what runs and how far it is, a page at a time: only what is shown is counted. */
  async list(session: Session, signOn: SignOn, page = 1, activityId?: string): Promise<void> {
    const reviewing = await this.#entitled(session, signOn);
    if (reviewing === undefined) return;
    const all = await this.#readable(session, () => listed(reviewing));
    if (all === undefined) return;
    const pages = Math.max(1, Math.ceil(all.length / ROWS_PER_PAGE));
    const number = Math.min(page, pages);
    const shown = all.slice((number - 1) * ROWS_PER_PAGE, number * ROWS_PER_PAGE);
    const rows: ReviewRow[] = [];
    for (const review of shown) rows.push(await this.#rowOf(reviewing, review));
    await this.#put(session, reviewsCard(session.card, { rows, page: number, pages }), activityId);
  }

  /** One round: how far it is, who has not decided, and once it is decided who would lose what. */
  async show(session: Session, signOn: SignOn, press: PressOf<typeof verbs.showReview>): Promise<void> {
    const reviewing = await this.#entitled(session, signOn);
    if (reviewing === undefined) return;
    const key = roundOf(press);
    const { reader } = reviewing;
    const [review, round, asked] = await Promise.all([
      reader.review(key.reviewId),
      reader.round(key),
      reader.reviewersOf(key),
    ]);
    const progress = await progressOf(reader.items(key));
    const losing = isReadyToApply(round) ? (await resultOf(reader.items(key))).losing : [];
    const people = await this.#deps.directory.people(asked);
    const role = await this.#roleName(review);
    const card = reviewCard(session.card, {
      review,
      round,
      role,
      progress,
      reviewers: asked.map((id) => ({
        name: people.find((one) => one.id === id)?.displayName ?? id,
        decided: progress.decidedBy.get(id) ?? 0,
      })),
      losing: losing.map(({ principal }) => principal.displayName),
    });
    await this.#put(session, card, undefined);
  }

  /** Asks once more; for carrying out with everybody who would lose the role. */
  async ask(session: Session, signOn: SignOn, press: PressOf<typeof verbs.askReviewAct>): Promise<void> {
    const reviewing = await this.#entitled(session, signOn);
    if (reviewing === undefined) return;
    const key = roundOf(press);
    const review = await reviewing.reader.review(key.reviewId);
    const losing = await this.#losingBy(reviewing, press.what, key);
    const card = reviewAskCard(session.card, {
      key: { what: press.what, ...key },
      role: await this.#roleName(review),
      draftId: this.#deps.random.ulid(),
      shown: digestOfItems(losing),
      losing: losing.map(({ principal }) => principal.displayName),
    });
    await this.#put(session, card, undefined);
  }

  /** The second yes, to the very thing that was shown. The card's id is the operation's, so it is done once. */
  async confirm(
    session: Session,
    signOn: SignOn,
    press: PressOf<typeof verbs.confirmReviewAct>,
    activityId: string | undefined,
  ): Promise<void> {
    const reviewing = await this.#entitled(session, signOn);
    if (reviewing === undefined) return;
    const { desk, claims, chatOf } = this.#deps;
    const key = roundOf(press);
    const losing = await this.#losingBy(reviewing, press.what, key);
    if (digestOfItems(losing) !== press.shown)
      throw new PimError('review_changed', 'Other people than shown');
    if (!(await claims.claim(`draft/${press.draftId}`))) return;
    const act: ReviewAct =
      press.what === 'apply'
        ? { what: 'apply', ...key, losing: losing.map(({ id }) => id) }
        : { what: press.what, ...key };
    const operation = await desk.open(
      session,
      { kind: 'review', act, justification: '' },
      { id: press.draftId, cardActivityId: activityId },
    );
    if (operation === undefined)
      await chatOf(session).sendText(wordsFor(session.card.locale).replies.cardIsOld);
    else await desk.start(session, operation, activityId);
  }

  async #losingBy(
    { reader }: Reviewing,
    what: PressOf<typeof verbs.askReviewAct>['what'],
    key: RoundKey,
  ): Promise<readonly ReviewItem[]> {
    if (what !== 'apply') return [];
    const round = await reader.round(key);
    if (!isReadyToApply(round)) throw new PimError('review_not_completed', `The round is ${round.status}`);
    const { losing } = await resultOf(reader.items(key));
    // Nobody reads so many names, and only what was shown is carried out from here.
    if (losing.length > MOST_LOSING) throw new PimError('decide_in_portal', 'Too many to be shown');
    return losing;
  }

  async #rowOf({ reader }: Reviewing, review: Review): Promise<ReviewRow> {
    const now = this.#deps.clock.now();
    const round = currentRound(await reader.roundsOf(review.id), now);
    const isCounted = round !== undefined && (isRunning(round, now) || isReadyToApply(round));
    return {
      review,
      role: await this.#roleName(review),
      round,
      progress: isCounted ? await progressOf(reader.items(round)) : undefined,
    };
  }

  async #roleName({ roleDefinitionId }: Review): Promise<string> {
    const role = await this.#deps.directory.role(roleDefinitionId).catch((error: unknown) => {
      if (isPimError(error, 'role_not_found')) return undefined;
      throw error;
    });
    return role?.displayName ?? roleDefinitionId;
  }

  /** What the app may not read is told as that, with the permission by its name. */
  async #readable<T>(session: Session, read: () => Promise<T>): Promise<T | undefined> {
    try {
      return await read();
    } catch (error) {
      if (!isPimError(error, 'permission_missing', 'forbidden')) throw error;
      const { reviews } = wordsFor(session.card.locale);
      await this.#deps.chatOf(session).sendText(reviews.permissionMissing('AccessReview.Read.All'));
      return undefined;
    }
  }

  /** `undefined` after a word, where reviews are off and to whoever may not know who has what. */
  async #entitled(session: Session, signOn: SignOn): Promise<Reviewing | undefined> {
    const { reviewing, chatOf } = this.#deps;
    if (reviewing === undefined) {
      await chatOf(session).sendText(wordsFor(session.card.locale).reviews.notOffered);
      return undefined;
    }
    return (await isEntitled(this.#deps, session, signOn)) ? reviewing : undefined;
  }

  async #put(session: Session, card: Card, activityId: string | undefined): Promise<void> {
    await putCard(this.#deps.chatOf(session), card, activityId);
  }
}

const orderOf = ({ status }: Review): number =>
  status === 'inprogress' ? 0 : status === 'completed' ? 1 : 2;

/** All of them, without what is decided in them: those that run first. */
async function listed({ reader }: Reviewing): Promise<readonly Review[]> {
  const all: Review[] = [];
  for await (const page of reader.reviews()) all.push(...page);
  return all.sort((a, b) => orderOf(a) - orderOf(b) || (a.title < b.title ? -1 : 1));
}
