import { PimError } from '../errors.ts';
import { type Intent, type Operation } from '../records.ts';
import { type Reviewing } from '../reviewing.ts';
import { afterWriting } from '../operations/afterWriting.ts';
import { type OperationDeps } from '../operations/deps.ts';
import { applyDecisions, areDecisionsApplied } from './applyDecisions.ts';
import { createReview, findCreated } from './createReview.ts';
import { areItemsKept, decideItem, isItemDecided, keepItems } from './decideItems.ts';
import { type ReviewAct } from './reviewAct.ts';
import { isStopped, remindReviewers, stopRound } from './roundActs.ts';

/** @throws PimError `reviews_off` where reviews are not switched on */
function reviewingOf({ reviewing }: Pick<OperationDeps, 'reviewing'>): Reviewing {
  if (reviewing === undefined) throw new PimError('reviews_off', 'Access reviews are not switched on');
  return reviewing;
}

/**
 * Does what somebody wants done with access reviews, with their own authority. Everything is read again here, and what is
 * read back says whether it worked. With `mayBeDone` (an earlier answer was lost) Entra is asked first.
 * @throws PimError
 */
export async function carryOutReview(
  deps: Pick<OperationDeps, 'reviewing' | 'clock' | 'pause'>,
  proof: Parameters<Reviewing['gatewayFor']>,
  operation: Pick<Operation, 'id' | 'person'>,
  { act, justification }: Extract<Intent, { kind: 'review' }>,
  mayBeDone: boolean,
): Promise<void> {
  const { reader, gatewayFor } = reviewingOf(deps);
  const isLookedFor = mayBeDone && act.what !== 'remind';
  if (isLookedFor && (await afterWriting(() => isReviewActDone(deps, operation, act)))) return;
  const run = { ...deps, reader, gateway: gatewayFor(...proof) };
  switch (act.what) {
    case 'create':
      return createReview(run, operation, act);
    case 'remind':
      return remindReviewers(run, act);
    case 'stop':
      return stopRound(run, act);
    case 'apply':
      return applyDecisions(run, act);
    case 'decide':
      return decideItem(run, act, justification);
    case 'keep':
      return keepItems(run, act, justification);
  }
}

/** Whether an earlier run, or somebody else, has brought about what was asked for; nothing is written. */
export async function isReviewActDone(
  deps: Pick<OperationDeps, 'reviewing'>,
  { id, person }: Pick<Operation, 'id' | 'person'>,
  act: ReviewAct,
): Promise<boolean> {
  const { reader } = reviewingOf(deps);
  switch (act.what) {
    case 'create':
      return (await findCreated(reader, id)) !== undefined;
    case 'stop':
      return isStopped(reader, act);
    case 'apply':
      return areDecisionsApplied(reader, act);
    case 'decide':
      return isItemDecided(reader, act, person);
    case 'keep':
      return areItemsKept(reader, act);
    case 'remind':
      return false;
  }
}
