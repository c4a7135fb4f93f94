import { isPimError, PimError } from '../errors.ts';
import { type ReviewReader } from '../reviewing.ts';
import { readBack, type ReviewRun } from './readBack.ts';
import { isRunning, type ReviewRound, type RoundKey } from './review.ts';

/** @throws PimError `review_over`, `review_not_found` */
export async function runningRound(
  { reader, clock }: Omit<ReviewRun, 'gateway' | 'pause'>,
  key: RoundKey,
): Promise<ReviewRound> {
  const round = await reader.round(key);
  if (!isRunning(round, clock.now())) throw new PimError('review_over', `The round is ${round.status}`);
  return round;
}

/**
 * Has Entra remind whoever has not decided. Nothing of it can be read back, so a lost answer is told as such and not
 * waited for.
 */
export async function remindReviewers(run: ReviewRun, key: RoundKey): Promise<void> {
  await runningRound(run, key);
  try {
    await run.gateway.remind(key);
  } catch (error) {
    if (isPimError(error, 'outcome_unknown')) {
      throw new PimError('review_reminder_unclear', 'The answer was lost', error.details, { cause: error });
    }
    throw error;
  }
}

/** Ends a round before its time, and reads that it has ended. */
export async function stopRound(run: ReviewRun, key: RoundKey): Promise<void> {
  await runningRound(run, key);
  await run.gateway.stop(key);
  await readBack(run, () => isStopped(run.reader, key));
}

/** Whether a round takes no decisions any more. */
export const isStopped = async (reader: ReviewReader, key: RoundKey): Promise<boolean> =>
  !['inprogress', 'notstarted', 'starting', 'initializing'].includes((await reader.round(key)).status);
