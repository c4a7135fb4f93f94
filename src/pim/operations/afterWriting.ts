import { isPimError, PimError } from '../errors.ts';
import { stateAfter } from './stateAfter.ts';

/**
 * Does what follows a write, or what looks for one: a failure here says nothing about the write itself, so it never
 * counts as a refusal.
 * @throws PimError `outcome_unknown` in place of every error that would end the operation as refused
 */
export async function afterWriting<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (!isPimError(error) || stateAfter(error.code) !== 'REFUSED') throw error;
    const { graphRequestId } = error.details;
    throw new PimError('outcome_unknown', 'It could not be read back', { graphRequestId }, { cause: error });
  }
}
