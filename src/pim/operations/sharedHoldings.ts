import { type Holdings } from '../holdings.ts';
import { type Clock, type PimDirectory } from '../ports.ts';
import { SharedReading } from './sharedReading.ts';

/** One reading of who holds what in the whole tenant, for all the digests of a run. */
export class SharedHoldings extends SharedReading<Holdings> {
  constructor(deps: { readonly directory: Pick<PimDirectory, 'holdings'>; readonly clock: Clock }) {
    const { directory, clock } = deps;
    super({ read: () => directory.holdings(), clock });
  }
}
