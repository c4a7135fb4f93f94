import { type Logger } from './pim/logger.ts';
import { type Clock } from './pim/ports.ts';

/** What a steady clock is made of, in milliseconds. */
export interface SteadyClockDeps {
  /** The time of the machine, which an operator, NTP or a paused virtual machine may set back. */
  readonly machineNow: () => number;
  /** What has passed, by a counter that nobody sets. */
  readonly elapsed: () => number;
  readonly logger: Logger;
}

/** While the machine's clock has to catch up, this one goes at four fifths of its pace. */
const PACE = 0.8;
/** Set back by more, a clock was wrong by more than Entra's tokens bear, and this one follows it at once. */
const MOST_BEHIND_MS = 5 * 60_000;
/** Less is no clock that was set: operating systems trim theirs now and then. */
const NOTHING_MS = 1_000;

/**
 * The machine's time, except that it never goes back by up to five minutes: it goes on more slowly until the machine's
 * clock has caught up. What was due a moment ago stays due, and a wait of five seconds takes six, whatever NTP does.
 * A clock that is set forward is followed at once.
 */
export function createSteadyClock({ machineNow, elapsed, logger }: SteadyClockDeps): Clock {
  let shown = machineNow();
  let readAt = { machine: shown, elapsed: elapsed() };
  return {
    now: () => {
      const at = { machine: machineNow(), elapsed: elapsed() };
      const setBackMs = readAt.machine - at.machine;
      if (setBackMs > NOTHING_MS) {
        logger.warn({ event: 'clock.setBack', seconds: Math.round(setBackMs / 1_000) }, SET_BACK);
      }
      const slowly = shown + (at.elapsed - readAt.elapsed) * PACE;
      shown = shown - at.machine > MOST_BEHIND_MS ? at.machine : Math.max(at.machine, slowly);
      readAt = at;
      return new Date(shown);
    },
  };
}

const SET_BACK = 'This machine’s clock was set back';
