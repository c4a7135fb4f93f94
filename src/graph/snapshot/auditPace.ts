import { type Clock } from '../../pim/ports.ts';

/** When the log may be asked for another page. */
export interface AuditPace {
  /** Resolves when it is this call's turn. */
  turn(): Promise<void>;
}

/** Graph takes five calls in ten seconds from an app; one of them is left to whoever follows the log. */
const MOST_CALLS = 4;
const WINDOW_MS = 10_000;

/** Lets so many calls go at once and every other one when ten seconds have passed since the fourth before it. */
export function createAuditPace({
  clock,
  pause,
}: {
  readonly clock: Clock;
  readonly pause: (milliseconds: number) => Promise<void>;
}): AuditPace {
  let taken: readonly number[] = [];
  return {
    async turn() {
      const now = clock.now().getTime();
      const before = taken.at(-MOST_CALLS);
      // A clock that was set back must not make anybody wait for longer than the window.
      const wait = before === undefined ? 0 : Math.max(0, Math.min(before + WINDOW_MS - now, WINDOW_MS));
      taken = [...taken.slice(1 - MOST_CALLS), now + wait];
      if (wait > 0) await pause(wait);
    },
  };
}
