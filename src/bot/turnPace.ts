import { type BucketSize, TokenBuckets } from './tokenBuckets.ts';

/** What a pace is made of. */
export interface TurnPaceOptions {
  /** So many of one key begin without a wait, and so many a second from then on. */
  readonly pace: BucketSize;
  /** Milliseconds of a clock that nobody sets. */
  readonly now: () => number;
  readonly pause: (milliseconds: number) => Promise<void>;
}

/**
 * Lets what one key asks at once begin one after the other, a little apart: a turn takes some milliseconds of the one
 * thread that serves everybody, and thirty that begin together stand before whoever comes next. Nothing waits for another
 * turn's end, so a slow one holds nothing up: the wait is that of the place in the line, and the line is as long as the
 * bounds before it let through. Each pause begins when the one before was over: where the process is behind, the line is
 * slower too.
 */
export class TurnPace {
  readonly #freely: TokenBuckets;
  readonly #gapMs: number;
  readonly #pause: TurnPaceOptions['pause'];
  readonly #lines = new Map<string, (() => void)[]>();

  constructor({ pace, now, pause }: TurnPaceOptions) {
    this.#freely = new TokenBuckets(pace, now);
    this.#gapMs = 1_000 / pace.perSecond;
    this.#pause = pause;
  }

  /** Resolves when the next turn of this key may begin, in the order in which they came. */
  async next(key: string): Promise<void> {
    const line = this.#lines.get(key);
    if (line === undefined && this.#freely.take(key)) return;
    const { promise, resolve } = Promise.withResolvers<undefined>();
    const begin = (): void => {
      resolve(undefined);
    };
    if (line === undefined) void this.#letThrough(key, [begin]);
    else line.push(begin);
    await promise;
  }

  async #letThrough(key: string, line: (() => void)[]): Promise<void> {
    this.#lines.set(key, line);
    for (let begin = line.shift(); begin !== undefined; begin = line.shift()) {
      await this.#pause(this.#gapMs);
      // What was let through counts as taken: the end of a line is no rest.
      this.#freely.take(key);
      begin();
    }
    this.#lines.delete(key);
  }
}
