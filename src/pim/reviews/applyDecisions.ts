import { PimError } from '../errors.ts';
import { type ReviewReader } from '../reviewing.ts';
import { areSameItems, MOST_LOSING, resultOf } from './progress.ts';
import { readBack, type ReviewRun } from './readBack.ts';
import { isApplied, isReadyToApply, type ReviewItem } from './review.ts';
import { type ReviewActOf } from './reviewAct.ts';

/**
 * Carries out what was decided: of a completed round alone, and only what was shown to whoever confirmed it. It has worked
 * when those who were to lose something have it no longer.
 * @throws PimError `review_not_completed`, `review_changed` …
 */
export async function applyDecisions(run: ReviewRun, act: ReviewActOf<'apply'>): Promise<void> {
  const round = await run.reader.round(act);
  if (!isReadyToApply(round)) throw new PimError('review_not_completed', `The round is ${round.status}`);
  const { losing } = await resultOf(run.reader.items(act));
  if (losing.length > MOST_LOSING) throw new PimError('decide_in_portal', 'Too many to be shown');
  if (!areSameItems(act.losing, losing)) throw new PimError('review_changed', 'Other decisions than shown');
  await run.gateway.apply(act);
  await readBack(run, () => areDecisionsApplied(run.reader, act));
}

/** Entra says that it is carried out, and nobody of those holds for themselves what was to be taken away. */
export async function areDecisionsApplied(reader: ReviewReader, act: ReviewActOf<'apply'>): Promise<boolean> {
  if (!isApplied(await reader.round(act))) return false;
  const { losing } = await resultOf(reader.items(act));
  const open = losing.filter(({ applyResult }) => applyResult === 'new');
  return open.length === 0 && (await stillHolding(reader, act, losing)).length === 0;
}

/** Those that hold it still, although Entra has taken it from them or is about to; what Entra could not take is not counted. */
async function stillHolding(
  reader: ReviewReader,
  { reviewId }: ReviewActOf<'apply'>,
  losing: readonly ReviewItem[],
): Promise<readonly ReviewItem[]> {
  const { roleDefinitionId, assignments } = await reader.review(reviewId);
  const holders = await reader.holdersOf(roleDefinitionId, assignments);
  return losing.filter(
    ({ principal, applyResult }) => applyResult === 'appliedsuccessfully' && holders.has(principal.id),
  );
}
