import { type Operation } from '../records.ts';
import { stateAfter } from './stateAfter.ts';

/**
 * Whether an earlier run of an operation may have sent its change, whatever it heard of it. Where the one earlier run was
 * told what its person lacked, PIM has nothing of it; of more runs only the last one's answer is known.
 */
export function mayHaveSent({
  fence,
  outcome: { errorCode },
}: Pick<Operation, 'fence' | 'outcome'>): boolean {
  if (fence <= 1) return false;
  return fence > 2 || errorCode === undefined || stateAfter(errorCode) !== 'NEEDS_USER';
}
