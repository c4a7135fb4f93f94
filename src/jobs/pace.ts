/** Keeps this process from sending faster than Teams takes it (Teams: 50 requests a second for an app in a tenant). */
export interface Pace {
  /** Resolves when so many more may go out. */
  take(amount: number): Promise<void>;
}

/** A clock that is never set, of which only differences count, and how to wait by it. Milliseconds. */
export interface Stopwatch {
  readonly now: () => number;
  readonly pause: (milliseconds: number) => Promise<void>;
}

/** So many a second on the average; whoever was quiet for a while goes at once. */
export function createPace(perSecond: number, { now, pause }: Stopwatch): Pace {
  let freeAt = 0;
  return {
    async take(amount) {
      const begun = Math.max(now(), freeAt);
      freeAt = begun + (amount / perSecond) * 1000;
      const wait = begun - now();
      if (wait > 0) await pause(wait);
    },
  };
}
