import { type Clock } from '../../src/pim/ports.ts';

/** A clock that tests move by hand; reminders, expiry and staleness follow it. */
export class TestClock implements Clock {
  #now: Date;

  /** Starts at `now`, an ISO 8601 instant. */
  constructor(now = '2026-01-05T09:00:00Z') {
    this.#now = new Date(now);
  }

  now(): Date {
    return new Date(this.#now);
  }

  /** Moves the clock; fractions of a minute and negative values are fine. */
  forward(minutes: number): void {
    this.#now = new Date(this.#now.getTime() + minutes * 60_000);
  }
}
