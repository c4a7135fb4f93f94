import { isPimError, PimError, type PimErrorCode } from '../errors.ts';
import { type Operation } from '../records.ts';
import { THERE_ALREADY } from './changeUnderWay.ts';
import { mayHaveSent } from './mayHaveSent.ts';

/** After so many leases it is not to be expected any more that what an earlier run sent comes to light. */
const LEASES_TO_WAIT = 5;

/** What PIM says of the request of an earlier run, too, or what says nothing about that. */
const MAY_MEAN_OURS: readonly PimErrorCode[] = [...THERE_ALREADY, 'pim_unavailable', 'throttled'];

/**
 * Asks PIM on the way to a write that an earlier run may have sent, although nothing of it was to be seen just now: PIM
 * may have come to it later. Then no answer that fits it, too, is a refusal before it was looked for some more times.
 * @param isAnothers whether PIM shows something else of which it may be speaking: then the answer is what it seems
 * @throws PimError `outcome_unknown` in place of such an answer
 */
export async function unlessOurs<T>(
  operation: Pick<Operation, 'fence' | 'outcome'>,
  work: () => Promise<T>,
  isAnothers: () => Promise<boolean> = () => Promise.resolve(false),
): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (!isPimError(error, ...MAY_MEAN_OURS) || !mayBeOnItsWay(operation)) throw error;
    if (isPimError(error, ...THERE_ALREADY) && (await isAnothers())) throw error;
    const { graphRequestId } = error.details;
    throw new PimError('outcome_unknown', 'It may be our own', { graphRequestId }, { cause: error });
  }
}

/** What an earlier run sent may still come to light. */
function mayBeOnItsWay(operation: Pick<Operation, 'fence' | 'outcome'>): boolean {
  return operation.fence <= LEASES_TO_WAIT && mayHaveSent(operation);
}
