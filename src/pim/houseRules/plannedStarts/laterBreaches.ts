import { type RequestId } from '../../ids.ts';
import { type Announcement } from '../../records.ts';
import { type LaterBreach } from './laterBreach.ts';

/** Planned activations that rules did not allow any more when they began, as they were found. */
export interface LaterBreaches {
  /**
   * Keeps one together with what is said of it, in one commit.
   * @returns `false` where one of that request is kept already: then nothing is said again
   */
  record(breach: LaterBreach, announcement: Announcement): Promise<boolean>;
  of(id: RequestId): Promise<LaterBreach | undefined>;
  /** Those found from then on, the newest first; a thousand at the most. */
  found(from: Date): Promise<readonly LaterBreach[]>;
  /** Forgets those found before. */
  sweep(before: Date): Promise<void>;
}
