import { type Card, type CardContext } from '../../cards/card.ts';
import { reviewActCard, type ReviewActState, reviewsMadeCard } from '../../cards/reviewActCard.ts';
import { ownReviewCard, ownReviewPageCard } from '../../cards/reviewOwnCard.ts';
import { isPimError, PimError } from '../../pim/errors.ts';
import { type OperationDeps } from '../../pim/operations/deps.ts';
import { type SharedPosture } from '../../pim/operations/sharedPosture.ts';
import { type Posture } from '../../pim/posture/posture.ts';
import { type SignOn } from '../../pim/ports.ts';
import { type Operation } from '../../pim/records.ts';
import { type ReviewCard, type Reviewing } from '../../pim/reviewing.ts';
import { itemFacts } from '../../pim/reviews/itemFacts.ts';
import { itemPage } from '../../pim/reviews/itemPage.ts';
import { isRunning, type ReviewRound } from '../../pim/reviews/review.ts';
import { type ReviewAct } from '../../pim/reviews/reviewAct.ts';

/** What cards of reviews are drawn from. */
export interface ReviewViewDeps extends Pick<
  OperationDeps,
  'reviewing' | 'directory' | 'operations' | 'clock' | 'logger'
> {
  readonly postures: { readonly withHistory: SharedPosture };
  readonly keepWithinDays: number;
}

/** So many people with their answers fit on one card. */
const ITEMS_PER_PAGE = 5;

/** What came of a run. */
type Outcome =
  | { readonly state: 'done' | 'working' | 'needsSignIn' | 'unclear' }
  | { readonly state: 'refused'; readonly error: unknown };

const stateOf = ({ id, state, outcome }: Operation): ReviewActState => {
  switch (state) {
    case 'DONE':
      return { state: 'done', operationId: id };
    case 'REFUSED':
    case 'CONFLICT':
      return {
        state: 'refused',
        operationId: id,
        error: new PimError(outcome.errorCode ?? 'unexpected_answer', 'As it was settled'),
      };
    case 'UNKNOWN':
      return { state: 'unclear', operationId: id };
    case 'NEEDS_USER':
      return { state: 'needsSignIn', operationId: id };
    case 'INTENT':
    case 'RUNNING':
      return { state: 'working', operationId: id };
  }
};

/**
 * The card of an act. Reviews that were confirmed together stand on one card, each as its own operation stands by now;
 * what has just come of this one is handed in.
 */
export async function drawReviewAct(
  deps: Pick<ReviewViewDeps, 'directory' | 'operations' | 'reviewing'>,
  context: CardContext,
  { id }: Pick<Operation, 'id'>,
  act: ReviewAct,
  outcome: Outcome,
): Promise<Card> {
  if (act.what !== 'create') {
    const role = await roleNameOf(deps, act);
    return reviewActCard(context, { what: act.what, role, operationId: id, ...outcome });
  }
  const all = [];
  for (const one of act.together) {
    const operation = await deps.operations.of(one);
    if (operation?.intent.kind !== 'review' || operation.intent.act.what !== 'create') continue;
    const { roleDefinitionId } = operation.intent.act.plan;
    const { displayName: role } = await deps.directory.role(roleDefinitionId);
    all.push({ role, ...(one === id ? { ...outcome, operationId: id } : stateOf(operation)) });
  }
  return reviewsMadeCard(context, all);
}

async function roleNameOf(
  { reviewing, directory }: Pick<ReviewViewDeps, 'directory' | 'reviewing'>,
  { reviewId }: Exclude<ReviewAct, { what: 'create' }>,
): Promise<string> {
  try {
    const review = await reviewing?.reader.review(reviewId);
    return review === undefined ? '' : (await directory.role(review.roleDefinitionId)).displayName;
  } catch (error) {
    if (isPimError(error)) return '';
    throw error;
  }
}

/** A reviewer's card as anybody may see it who has it in their chat: no name of whom they review is on it. */
export async function drawReviewCard(
  deps: Pick<ReviewViewDeps, 'reviewing' | 'directory' | 'clock'>,
  context: CardContext,
  card: ReviewCard,
  isReminder = false,
): Promise<Card | undefined> {
  const { reviewing, clock } = deps;
  if (reviewing === undefined) return undefined;
  const round = await roundOrOver(reviewing, card);
  const isOpen = isRunning(round, clock.now());
  // One that was never sent says nothing any more once the round is over; nor does a reminder.
  if (!isOpen && (isReminder || card.activityId === undefined)) return undefined;
  const state = isOpen ? (isReminder ? 'reminder' : 'asked') : 'over';
  return ownReviewCard(context, await ownReview(deps, card, round), { state });
}

/** The page of a reviewer, read with their own token: only what Entra lists them for. */
export async function drawOwnReview(
  deps: ReviewViewDeps,
  context: CardContext,
  card: ReviewCard,
  { signOn, page, problem }: { readonly signOn: SignOn; readonly page: number; readonly problem?: unknown },
): Promise<Card | undefined> {
  const { reviewing, clock, keepWithinDays } = deps;
  if (reviewing === undefined) return undefined;
  const round = await roundOrOver(reviewing, card);
  const review = await ownReview(deps, card, round);
  if (!isRunning(round, clock.now())) return ownReviewCard(context, review, { state: 'over' });
  const items = await itemPage(reviewing.gatewayFor(signOn).myItems(card.round), page, ITEMS_PER_PAGE);
  if (items.total === 0) return ownReviewCard(context, review, { state: 'notListed' });
  const posture = await postureNow(deps);
  return ownReviewPageCard(context, review, {
    reviewer: card.person.id,
    total: items.total,
    open: items.open,
    page: items.number,
    pages: items.count,
    rows: items.items.map((item) => ({
      item,
      facts: posture && itemFacts(posture, card.roleDefinitionId, item.principal.id),
    })),
    keepWithinDays,
    ...(problem === undefined ? {} : { problem }),
  });
}

/** A round that Entra has no longer is over. */
async function roundOrOver({ reader }: Reviewing, { round }: ReviewCard): Promise<ReviewRound> {
  try {
    return await reader.round(round);
  } catch (error) {
    if (!isPimError(error, 'review_not_found')) throw error;
    return { ...round, status: 'completed', startAt: undefined, endAt: undefined };
  }
}

/** The round as a reviewer's card names it. */
export async function ownReview(
  { directory }: Pick<ReviewViewDeps, 'directory'>,
  { id: cardId, nonce, roleDefinitionId }: ReviewCard,
  round: ReviewRound,
): Promise<Parameters<typeof ownReviewCard>[1]> {
  return { key: { cardId, nonce }, role: (await directory.role(roleDefinitionId)).displayName, round };
}

/** When roles were used; a reviewer can decide without it, and is told that it is missing. */
async function postureNow({ postures, logger }: ReviewViewDeps): Promise<Posture | undefined> {
  try {
    return await postures.withHistory.current();
  } catch (error) {
    if (!isPimError(error)) throw error;
    logger.warn({ err: error }, 'A review is shown without when roles were used');
    return undefined;
  }
}
