import { type Clock } from '../pim/ports.ts';

/** Compares our clock with those of Microsoft's servers. */
export interface ClockWatch {
  /** The `Date` header of an answer that has just come. */
  readonly hear: (date: string | null) => void;
  /** How far theirs is ahead of ours, from the last answer; `undefined` where none came lately. */
  readonly offsetSeconds: () => number | undefined;
}

/** An answer says nothing about a clock that was set since. */
const REMEMBERED_MS = 10 * 60_000;

/** Watches the `Date` headers that come by anyway; it asks nobody. */
export function createClockWatch(clock: Clock): ClockWatch {
  let last: { readonly heardAt: number; readonly offsetSeconds: number } | undefined;
  return {
    hear: (date) => {
      const theirs = Date.parse(date ?? '');
      if (Number.isNaN(theirs)) return;
      const heardAt = clock.now().getTime();
      last = { heardAt, offsetSeconds: Math.round((theirs - heardAt) / 1000) };
    },
    offsetSeconds: () => {
      if (last === undefined) return undefined;
      const age = clock.now().getTime() - last.heardAt;
      return age >= 0 && age <= REMEMBERED_MS ? last.offsetSeconds : undefined;
    },
  };
}
