import { PimError } from '../errors.ts';
import { type OperationDeps } from '../operations/deps.ts';
import { afterWriting } from '../operations/afterWriting.ts';
import { type ReviewGateway, type ReviewReader } from '../reviewing.ts';

/** What a run of an act has at hand. */
export interface ReviewRun extends Pick<OperationDeps, 'clock' | 'pause'> {
  readonly reader: ReviewReader;
  readonly gateway: ReviewGateway;
}

/** Entra shows what it has taken some seconds later. Between the looks; milliseconds. */
const WAITS = [0, 500, 1000, 1500, 2000, 3000];

/** Looks until it is there. @throws PimError `outcome_unknown` */
export async function readBack(
  { pause }: Pick<ReviewRun, 'pause'>,
  look: () => Promise<boolean>,
): Promise<void> {
  for (const wait of WAITS) {
    if (wait > 0) await pause(wait);
    if (await afterWriting(look)) return;
  }
  throw new PimError('outcome_unknown', 'Entra took it; it is not to be seen yet');
}
