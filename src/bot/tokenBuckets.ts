/** How much there is to take, and how fast it comes back. */
export interface BucketSize {
  /** After a rest. */
  readonly atOnce: number;
  readonly perSecond: number;
}

interface Bucket {
  tokens: number;
  filledAt: number;
}

/** So many keys are remembered; then those go that were asked about longest ago. */
const MOST_KEYS = 20_000;

/** Counts what each key takes, in the memory of this process. A key that was never seen, or is forgotten, has a full bucket. */
export class TokenBuckets {
  readonly #buckets = new Map<string, Bucket>();
  readonly #size: BucketSize;
  readonly #now: () => number;

  /** `now`: milliseconds of a clock that nobody sets. */
  constructor(size: BucketSize, now: () => number) {
    this.#size = size;
    this.#now = now;
  }

  /** Takes one; `false`: there is none. */
  take(key: string): boolean {
    const bucket = this.#filled(key);
    if (bucket.tokens < 1) return false;
    bucket.tokens -= 1;
    return true;
  }

  /** Seconds until the key has so many again, as far as its bucket holds them. */
  secondsUntil(key: string, tokens: number): number {
    const missing = Math.min(tokens, this.#size.atOnce) - this.#filled(key).tokens;
    return Math.max(0, Math.ceil(missing / this.#size.perSecond));
  }

  #filled(key: string): Bucket {
    const now = this.#now();
    const { atOnce, perSecond } = this.#size;
    const bucket = this.#buckets.get(key) ?? { tokens: atOnce, filledAt: now };
    const seconds = Math.max(0, now - bucket.filledAt) / 1000;
    bucket.tokens = Math.min(atOnce, bucket.tokens + seconds * perSecond);
    bucket.filledAt = now;
    // Set anew, so that the map's first key is always the one that was asked about longest ago.
    this.#buckets.delete(key);
    this.#buckets.set(key, bucket);
    const [oldest] = this.#buckets.keys();
    if (this.#buckets.size > MOST_KEYS && oldest !== undefined) this.#buckets.delete(oldest);
    return bucket;
  }
}
