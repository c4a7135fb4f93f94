import { type Clock } from '../pim/ports.ts';

interface Remembered<V> {
  readonly value: Promise<V>;
  readonly from: Date;
  readonly until: Date;
}

/** Answers for a short while, each under its own key. Whoever asks while one is on its way waits for that one; a failure is not kept. */
export class BriefMemory<V> {
  readonly #clock: Clock;
  readonly #milliseconds: number;
  readonly #most: number;
  readonly #remembered = new Map<string, Remembered<V>>();

  constructor(clock: Clock, milliseconds: number, most: number) {
    this.#clock = clock;
    this.#milliseconds = milliseconds;
    this.#most = most;
  }

  get(key: string, load: () => Promise<V>): Promise<V> {
    const now = this.#clock.now();
    const known = this.#remembered.get(key);
    // A clock that was set back must not make old answers young again.
    if (known !== undefined && known.from <= now && now < known.until) return known.value;
    this.#forgetOld(now);
    const remembered = {
      value: load(),
      from: now,
      until: new Date(now.getTime() + this.#milliseconds),
    };
    this.#remembered.set(key, remembered);
    remembered.value.catch(() => {
      if (this.#remembered.get(key) === remembered) this.#remembered.delete(key);
    });
    return remembered.value;
  }

  #forgetOld(now: Date): void {
    for (const [key, { until }] of this.#remembered) if (until <= now) this.#remembered.delete(key);
    const [oldest] = this.#remembered.keys();
    if (this.#remembered.size >= this.#most && oldest !== undefined) this.#remembered.delete(oldest);
  }
}
