import { type Person } from './ids.ts';
import { type DigestMessage } from './outbox.ts';

/** What a person chose. */
export interface Preferences {
  readonly isDigestOn: boolean;
  /** Local time, `HH:MM`. */
  readonly digestAt: string;
  readonly isDigestOnWeekends: boolean;
}

/** People's choices; the defaults come from the settings. */
export interface PreferenceStore {
  of(person: Person): Promise<Partial<Preferences>>;
  /** Those of several people by `personKey`; who never chose is absent. */
  ofMany(people: readonly Person[]): Promise<ReadonlyMap<string, Partial<Preferences>>>;
  set(person: Person, preferences: Partial<Preferences>): Promise<void>;
}

/** Digests on their way. */
export interface Digests {
  /**
   * Queues the digests whose reader had none of the kind for that local date, and notes that they have it now, in one
   * commit. What is noted is never forgotten, so no clock, zone or number of processes makes a second one.
   * @returns how many were queued
   */
  queue(
    digests: readonly { readonly id: string; readonly person: Person; readonly message: DigestMessage }[],
  ): Promise<number>;
  /** Whether somebody has had their own digest of a local date (`YYYY-MM-DD`), or is to have none. */
  isNoted(person: Person, kind: DigestMessage['kind'], localDate: string): Promise<boolean>;
  /** Notes that somebody is to have none of the kind for that local date any more. */
  note(digests: readonly { readonly person: Person; readonly message: DigestMessage }[]): Promise<void>;
}
