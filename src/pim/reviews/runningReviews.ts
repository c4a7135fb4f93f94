import { isPimError } from '../errors.ts';
import { SharedReading } from '../operations/sharedReading.ts';
import { type Clock } from '../ports.ts';
import { type ReviewReader } from '../reviewing.ts';
import { decidedOf, progressOf } from './progress.ts';
import { daysLeft, isRunning } from './review.ts';

/** The rounds that run, taken together. */
export interface RunningReviews {
  readonly count: number;
  readonly decided: number;
  readonly total: number;
  /** Of the one that ends first; whole days, rounded up. */
  readonly daysLeft: number;
}

/** One counting of what runs, for all the administrators' digests of a run. */
export class SharedRunningReviews extends SharedReading<RunningReviews | undefined> {
  constructor({ reader, clock }: { readonly reader: ReviewReader; readonly clock: Clock }) {
    super({ read: () => countRunning(reader, clock.now()), clock });
  }
}

/** Counts page by page and holds nothing. `undefined` where the app may not read reviews. */
async function countRunning(reader: ReviewReader, now: Date): Promise<RunningReviews | undefined> {
  let [count, decided, total, soonest] = [0, 0, 0, Infinity];
  try {
    for await (const page of reader.reviews()) {
      for (const { id } of page.filter(({ status }) => status === 'inprogress')) {
        for (const round of (await reader.roundsOf(id)).filter((one) => isRunning(one, now))) {
          const progress = await progressOf(reader.items(round));
          count += 1;
          decided += decidedOf(progress);
          total += progress.total;
          soonest = Math.min(soonest, daysLeft(round, now));
        }
      }
    }
  } catch (error) {
    if (isPimError(error, 'permission_missing', 'forbidden')) return undefined;
    throw error;
  }
  return { count, decided, total, daysLeft: count === 0 ? 0 : soonest };
}
