import { PimError } from '../errors.ts';
import { afterWriting } from '../operations/afterWriting.ts';
import { type OperationDeps } from '../operations/deps.ts';
import { askForProof, fail, type OperationResult, settleDone } from '../operations/endOperation.ts';
import { type Operation } from '../records.ts';
import { isReviewActDone } from './carryOut.ts';
import { type ReviewAct } from './reviewAct.ts';

/** It looks for as long as all its waits take, and a little more. */
const LEASE_SECONDS = 60;
/** After so many leases it is not to be expected any more that it happens by itself. */
const LEASES_TO_WAIT = 5;

/**
 * Settles an act whose answer was lost, or whose process ended: it is looked for with the app's own reading, and nothing
 * is written; for that the person has to prove anew who they are, for this very act.
 * @returns `undefined` when there is nothing to say: somebody else has it, or it never began and waits for its sign-in
 */
export async function settleReview(
  deps: OperationDeps,
  { id, fence }: Operation,
  act: ReviewAct,
): Promise<OperationResult | undefined> {
  if (fence === 0) return undefined;
  const operation = await deps.operations.claim(id, LEASE_SECONDS);
  if (operation === undefined) return undefined;
  const facts = { readBack: true };
  try {
    if (await afterWriting(() => isReviewActDone(deps, operation, act))) {
      return await settleDone(deps, operation, undefined, { graphRequestId: undefined, facts });
    }
    if (act.what === 'remind')
      throw new PimError('review_reminder_unclear', 'Nobody knows whether it went out');
    if (operation.fence > LEASES_TO_WAIT) return await askForProof(deps, operation, facts);
    throw new PimError('outcome_unknown', 'It is not to be seen');
  } catch (error) {
    return fail(deps, operation, facts, error);
  }
}
