import { isPimError } from '../errors.ts';
import { type Clock } from '../ports.ts';

/** So long one reading serves the digests that are drawn from it. */
const SERVES_MINUTES = 10;
/** So long a reading that failed is not tried again, and twice as long after each that follows: whoever waits asks later. */
const FAILED_FOR_SECONDS = 3;
const LONGEST_FAILED_FOR_SECONDS = 60;

interface Reading<T> {
  readonly read: Promise<T>;
  readonly begunAt: number;
  servesMs: number;
}

/**
 * One reading for all the digests of a run: they are drawn one by one as they are sent, and none of them asks Graph by
 * itself. Whoever asks first begins it, everybody else shares it, and `release` lets it go.
 */
export class SharedReading<T> {
  readonly #read: () => Promise<T>;
  readonly #clock: Clock;
  #reading: Reading<T> | undefined;
  #failuresInRow = 0;

  constructor(deps: { readonly read: () => Promise<T>; readonly clock: Clock }) {
    this.#read = deps.read;
    this.#clock = deps.clock;
  }

  /** @throws PimError when it cannot be read now */
  current(): Promise<T> {
    this.release();
    this.#reading ??= this.#begin();
    return this.#reading.read;
  }

  /** Forgets a reading that has served its time. A clock that was set back must not make it young again. */
  release(): void {
    if (this.#reading === undefined) return;
    const age = this.#clock.now().getTime() - this.#reading.begunAt;
    if (age < 0 || age >= this.#reading.servesMs) this.#reading = undefined;
  }

  #begin(): Reading<T> {
    const reading: Reading<T> = {
      read: this.#read(),
      begunAt: this.#clock.now().getTime(),
      servesMs: SERVES_MINUTES * 60_000,
    };
    reading.read.then(
      () => {
        this.#failuresInRow = 0;
      },
      (error: unknown) => {
        reading.servesMs = 1000 * this.#secondsAfter(error);
        this.#failuresInRow += 1;
      },
    );
    return reading;
  }

  #secondsAfter(error: unknown): number {
    const asked = isPimError(error) ? (error.details.retryAfterSeconds ?? 0) : 0;
    const own = Math.min(LONGEST_FAILED_FOR_SECONDS, FAILED_FOR_SECONDS * 2 ** this.#failuresInRow);
    return Math.max(asked, own);
  }
}
