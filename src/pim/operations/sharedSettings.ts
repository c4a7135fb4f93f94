import { type SnapshotSettings } from '../posture/snapshot.ts';
import { type Clock, type PostureReader } from '../ports.ts';
import { SharedReading } from './sharedReading.ts';

/** One reading of how every role is set, for all the administrators' digests of a run. */
export class SharedSettings extends SharedReading<readonly SnapshotSettings[]> {
  constructor(deps: { readonly posture: Pick<PostureReader, 'settings'>; readonly clock: Clock }) {
    const { posture, clock } = deps;
    super({ read: () => posture.settings(), clock });
  }
}
