import { type Card } from '../../cards/card.ts';
import { keepUsedCard } from '../../cards/reviewOwnCard.ts';
import { type verbs } from '../../cards/verbs.ts';
import { isSamePerson } from '../../pim/ids.ts';
import { type OperationDeps } from '../../pim/operations/deps.ts';
import { type SignOn } from '../../pim/ports.ts';
import { type ReviewCard, type Reviewing } from '../../pim/reviewing.ts';
import { usedLately } from '../../pim/reviews/itemFacts.ts';
import { type ReviewItem, reviewItemId } from '../../pim/reviews/review.ts';
import { runningRound } from '../../pim/reviews/roundActs.ts';
import { wordsFor } from '../../words/wordsFor.ts';
import { type Chat } from '../chat.ts';
import { type OperationDesk } from '../operationDesk.ts';
import { type PressOf } from '../pressedButtons.ts';
import { digestOfItems } from './reviewActions.ts';
import { drawOwnReview, ownReview, type ReviewViewDeps } from './reviewViews.ts';
import { putCard } from '../putCard.ts';
import { type Session } from '../sessions.ts';

/** What reviewers need. */
export interface ReviewerActionsDeps
  extends ReviewViewDeps, Pick<OperationDeps, 'reviewCards' | 'claims' | 'random'> {
  readonly desk: OperationDesk;
  readonly chatOf: (session: Session) => Chat;
  /** Looks now which rounds run, instead of when it is time; their reviewers are sent a card. */
  readonly lookForReviews: () => Promise<void>;
}

/** So many are kept with one press at the most: they are written one after the other, within one run. */
const MOST_AT_ONCE = 100;

type CardPress = PressOf<
  | typeof verbs.showOwnReview
  | typeof verbs.decideReview
  | typeof verbs.askKeepUsed
  | typeof verbs.confirmKeepUsed
>;

/**
 * What reviewers do on their card. The card proves nothing: whom they review is read with their own token, and each
 * decision takes a proof of its own.
 */
export class ReviewerActions {
  readonly #deps: ReviewerActionsDeps;
  constructor(deps: ReviewerActionsDeps) {
    this.#deps = deps;
  }

  /** `my reviews`: the person's open cards, where they are looking. */
  async list(session: Session, signOn: SignOn): Promise<void> {
    const { reviewing, reviewCards, chatOf } = this.#deps;
    const { reviews } = wordsFor(session.card.locale);
    if (reviewing === undefined) {
      await chatOf(session).sendText(reviews.notOffered);
      return;
    }
    const open = await reviewCards.openOf(session.person);
    if (open.length === 0) {
      await this.#deps.lookForReviews();
      // What is found comes as a card by itself.
      if ((await reviewCards.openOf(session.person)).length === 0)
        await chatOf(session).sendText(reviews.mine.nothing);
      return;
    }
    for (const card of open) {
      const drawn = await drawOwnReview(this.#deps, session.card, card, { signOn, page: 1 });
      if (drawn !== undefined) await this.#put(session, drawn, undefined);
    }
  }

  /** The people of a page, in place. */
  async show(
    session: Session,
    signOn: SignOn,
    press: PressOf<typeof verbs.showOwnReview>,
    activityId: string | undefined,
  ): Promise<void> {
    const card = await this.#cardOf(session, press);
    if (card === undefined) return;
    const page = Number(press.page ?? '1');
    const drawn = await drawOwnReview(this.#deps, session.card, card, { signOn, page });
    if (drawn !== undefined) await this.#put(session, drawn, activityId);
  }

  /** One decision: the same button, pressed twice, is one operation. */
  async decide(
    session: Session,
    press: PressOf<typeof verbs.decideReview>,
    activityId: string | undefined,
  ): Promise<void> {
    const card = await this.#cardOf(session, press);
    if (card === undefined) return;
    const justification = await this.#reasonOf(session, press);
    if (justification === undefined) return;
    const { desk } = this.#deps;
    const { verdict, seen } = press;
    const itemId = reviewItemId(press.itemId);
    const act = { what: 'decide', ...card.round, itemId, verdict } as const;
    const { roundId } = card.round;
    const operation = await desk.open(
      session,
      { kind: 'review', act, justification },
      {
        uniqueKey: `review/${roundId}/${itemId}/${session.person.id}/${verdict}/${seen}`,
        cardActivityId: activityId,
      },
    );
    if (operation === undefined) {
      await this.#deps.chatOf(session).sendText(wordsFor(session.card.locale).reviews.mine.decidedAlready);
      return;
    }
    await desk.start(session, operation);
  }

  /** Counts whom it would be, names them, and asks once more. */
  async askKeep(
    session: Session,
    signOn: SignOn,
    press: PressOf<typeof verbs.askKeepUsed>,
    activityId: string | undefined,
  ): Promise<void> {
    const card = await this.#cardOf(session, press);
    const { reviewing, random, keepWithinDays: days } = this.#deps;
    if (card === undefined || reviewing === undefined) return;
    const round = await runningRound({ ...this.#deps, reader: reviewing.reader }, card.round);
    const used = await this.#used(reviewing, signOn, card);
    if (used.length === 0) {
      const { mine } = wordsFor(session.card.locale).reviews;
      await this.#deps.chatOf(session).sendText(mine.keepNone(days));
      return;
    }
    const asked = keepUsedCard(session.card, await ownReview(this.#deps, card, round), {
      draftId: random.ulid(),
      shown: digestOfItems(used),
      days,
      names: used.map(({ principal }) => principal.displayName),
    });
    await this.#put(session, asked, activityId);
  }

  /** The second yes, to the very people that were named. */
  async confirmKeep(
    session: Session,
    signOn: SignOn,
    press: PressOf<typeof verbs.confirmKeepUsed>,
    activityId: string | undefined,
  ): Promise<void> {
    const card = await this.#cardOf(session, press);
    const { reviewing, claims, desk, chatOf } = this.#deps;
    const { mine } = wordsFor(session.card.locale).reviews;
    if (card === undefined || reviewing === undefined) return;
    const justification = await this.#reasonOf(session, press);
    if (justification === undefined) return;
    const used = await this.#used(reviewing, signOn, card);
    if (digestOfItems(used) !== press.shown) {
      await chatOf(session).sendText(mine.changedMeanwhile);
      return;
    }
    if (!(await claims.claim(`draft/${press.draftId}`))) return;
    const act = { what: 'keep', ...card.round, itemIds: used.map(({ id }) => id) } as const;
    const operation = await desk.open(
      session,
      { kind: 'review', act, justification },
      { id: press.draftId, cardActivityId: activityId },
    );
    if (operation !== undefined) await desk.start(session, operation);
  }

  /** Those that are left and used the role lately, as far as Entra lists the person for them. */
  async #used(reviewing: Reviewing, signOn: SignOn, card: ReviewCard): Promise<readonly ReviewItem[]> {
    const { postures, keepWithinDays: days, clock } = this.#deps;
    const posture = await postures.withHistory.current();
    const found: ReviewItem[] = [];
    for await (const page of reviewing.gatewayFor(signOn).myItems(card.round)) {
      found.push(...usedLately(posture, card.roleDefinitionId, page, { days, now: clock.now() }));
      if (found.length >= MOST_AT_ONCE) break;
    }
    return found.slice(0, MOST_AT_ONCE);
  }

  /** The card that was pressed; one of somebody else's, or none of ours: nobody learns which. */
  async #cardOf(session: Session, press: CardPress): Promise<ReviewCard | undefined> {
    const card = await this.#deps.reviewCards.of(press.cardId);
    if (card?.nonce === press.nonce && isSamePerson(card.person, session.person)) return card;
    await this.#deps.chatOf(session).sendText(wordsFor(session.card.locale).replies.notTheCard);
    return undefined;
  }

  async #reasonOf(
    session: Session,
    { justification = '' }: { readonly justification?: string | undefined },
  ): Promise<string | undefined> {
    const reason = justification.trim().slice(0, 450);
    if (reason !== '') return reason;
    await this.#deps
      .chatOf(session)
      .sendText(wordsFor(session.card.locale).reviews.mine.justificationMissing);
    return undefined;
  }

  async #put(session: Session, card: Card, activityId: string | undefined): Promise<void> {
    await putCard(this.#deps.chatOf(session), card, activityId);
  }
}
