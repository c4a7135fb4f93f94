import { verbs } from '../../cards/verbs.ts';
import { type SignOn } from '../../pim/ports.ts';
import { type Press, type PressOf } from '../pressedButtons.ts';
import { type ReviewActions } from './reviewActions.ts';
import { type ReviewForm } from './reviewForm.ts';
import { type ReviewerActions } from './reviewerActions.ts';
import { type Session } from '../sessions.ts';

/** The press of a button of an access review that takes a proof of who presses. */
export type ReviewPress = PressOf<
  | typeof verbs.showReviews
  | typeof verbs.showReview
  | typeof verbs.newReview
  | typeof verbs.checkReview
  | typeof verbs.confirmReview
  | typeof verbs.dismissReview
  | typeof verbs.askReviewAct
  | typeof verbs.confirmReviewAct
  | typeof verbs.showOwnReview
  | typeof verbs.askKeepUsed
  | typeof verbs.confirmKeepUsed
>;

const reviewVerbs: ReadonlySet<string> = new Set([
  verbs.showReviews,
  verbs.showReview,
  verbs.newReview,
  verbs.checkReview,
  verbs.confirmReview,
  verbs.dismissReview,
  verbs.askReviewAct,
  verbs.confirmReviewAct,
  verbs.showOwnReview,
  verbs.askKeepUsed,
  verbs.confirmKeepUsed,
]);

/** Whether a press is about access reviews, and takes a proof of who presses. */
export const isReviewPress = (press: Press): press is ReviewPress => reviewVerbs.has(press.verb);

/** Who does it. */
export interface ReviewPressDeps {
  readonly reviewActions: ReviewActions;
  readonly reviewForm: ReviewForm;
  readonly reviewerActions: ReviewerActions;
}

/** Does what such a button says. A further page takes the place of the one before. */
export function actOnReview(
  { reviewActions, reviewForm, reviewerActions }: ReviewPressDeps,
  session: Session,
  signOn: SignOn,
  press: ReviewPress,
  activityId: string | undefined,
): Promise<void> {
  switch (press.verb) {
    case verbs.showReviews:
      return press.page === undefined
        ? reviewActions.list(session, signOn)
        : reviewActions.list(session, signOn, Number(press.page), activityId);
    case verbs.showReview:
      return reviewActions.show(session, signOn, press);
    case verbs.newReview:
      return reviewForm.open(session, signOn);
    case verbs.checkReview:
      return reviewForm.check(session, signOn, press, activityId);
    case verbs.confirmReview:
      return reviewForm.confirm(session, signOn, press, activityId);
    case verbs.dismissReview:
      return reviewForm.dismiss(session, signOn, press, activityId);
    case verbs.askReviewAct:
      return reviewActions.ask(session, signOn, press);
    case verbs.confirmReviewAct:
      return reviewActions.confirm(session, signOn, press, activityId);
    case verbs.showOwnReview:
      return reviewerActions.show(session, signOn, press, activityId);
    case verbs.askKeepUsed:
      return reviewerActions.askKeep(session, signOn, press, activityId);
    case verbs.confirmKeepUsed:
      return reviewerActions.confirmKeep(session, signOn, press, activityId);
  }
}
