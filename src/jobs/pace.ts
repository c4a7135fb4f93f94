/** Keeps this process from sending faster than Teams takes it (Teams: 50 requests a second for an app in a tenant). */
export interface Pace {
  /** Resolves when one more may go out. */
  turn(): Promise<void>;
}

/** A clock that is never set, of which only differences count, and how to wait by it. Milliseconds. */
export interface Stopwatch {
  readonly now: () => number;
  readonly pause: (milliseconds: number) => Promise<void>;
}

/** So many that were held up may go at once; with them a second never holds more than Teams takes. */
const MOST_CAUGHT_UP = 5;

/** So many a second, evenly; whoever was quiet or held up for a while catches up a little. */
export function createPace(perSecond: number, { now, pause }: Stopwatch): Pace {
  const apart = 1000 / perSecond;
  let freeAt = 0;
  return {
    async turn() {
      const mine = Math.max(now() - (MOST_CAUGHT_UP - 1) * apart, freeAt);
      freeAt = mine + apart;
      const wait = mine - now();
      if (wait > 0) await pause(wait);
    },
  };
}
