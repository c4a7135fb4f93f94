import { errorCard } from '../../cards/errorCard.ts';
import { type Card } from '../../cards/card.ts';
import { isSamePerson } from '../../pim/ids.ts';
import { type OperationDeps } from '../../pim/operations/deps.ts';
import { type OperationResult } from '../../pim/operations/runOperation.ts';
import { type SignOn } from '../../pim/ports.ts';
import { type Operation } from '../../pim/records.ts';
import { type ReviewAct, type ReviewActOf } from '../../pim/reviews/reviewAct.ts';
import { wordsFor } from '../../words/wordsFor.ts';
import { type Chat } from '../chat.ts';
import { drawOwnReview, drawReviewAct, type ReviewViewDeps } from './reviewViews.ts';
import { putCard } from '../putCard.ts';
import { type Session } from '../sessions.ts';

/** What showing an outcome needs. */
export interface ReviewOutcomeDeps extends ReviewViewDeps, Pick<OperationDeps, 'reviewCards'> {
  readonly chatOf: (session: Session) => Chat;
}

const isOfReviewer = (act: ReviewAct): act is ReviewActOf<'decide' | 'keep'> =>
  act.what === 'decide' || act.what === 'keep';

/** Shows what came of an act, on the message on which it was pressed. */
export async function showReviewOutcome(
  deps: ReviewOutcomeDeps,
  session: Session,
  { operation, state, error }: OperationResult,
  act: ReviewAct,
  signOn: SignOn | undefined,
): Promise<void> {
  if (isOfReviewer(act)) return showDecision(deps, session, operation, act, { signOn, error });
  const outcome =
    state === 'DONE'
      ? ({ state: 'done' } as const)
      : state === 'UNKNOWN'
        ? ({ state: 'unclear' } as const)
        : ({ state: 'refused', error } as const);
  const card = await drawReviewAct(deps, session.card, operation, act, outcome);
  await put(deps, session, card, operation.cardActivityId);
}

/** Says on the act's message that it waits for its person; a reviewer's card stays as it is, the sign-in stands below it. */
export async function showReviewWaits(
  deps: ReviewOutcomeDeps,
  session: Session,
  operation: Operation,
  act: ReviewAct,
): Promise<void> {
  if (isOfReviewer(act)) return;
  const card = await drawReviewAct(deps, session.card, operation, act, { state: 'needsSignIn' });
  await put(deps, session, card, operation.cardActivityId);
}

/** What came of a decision, on the reviewer's card; a word where there is no proof at hand to draw it with. */
async function showDecision(
  deps: ReviewOutcomeDeps,
  session: Session,
  { cardActivityId }: Operation,
  act: ReviewActOf<'decide' | 'keep'>,
  { signOn, error }: { readonly signOn: SignOn | undefined; readonly error: unknown },
): Promise<void> {
  const cards = await deps.reviewCards.ofRound(session.person.tenantId, act);
  const card = cards.find(({ person }) => isSamePerson(person, session.person));
  const drawn =
    card === undefined || signOn === undefined
      ? undefined
      : await drawOwnReview(deps, session.card, card, { signOn, page: 1, problem: error });
  if (drawn !== undefined) return put(deps, session, drawn, cardActivityId);
  if (error !== undefined) {
    await deps.chatOf(session).sendCard(errorCard(session.card, { error }));
    return;
  }
  const { heading, next } = wordsFor(session.card.locale).reviews.act.done[act.what];
  await deps.chatOf(session).sendText(`${heading}. ${next}`);
}

async function put(
  { chatOf }: ReviewOutcomeDeps,
  session: Session,
  card: Card,
  activityId: string | undefined,
): Promise<void> {
  await putCard(chatOf(session), card, activityId);
}
