import { type Clock } from '../pim/ports.ts';

/** How long and how many. */
export interface TimedCacheOptions<V> {
  readonly clock: Clock;
  readonly maximumEntries: number;
  /** When a value that was loaded at `loadedAt` is too old to be handed out. */
  readonly expiresAt: (value: V, loadedAt: Date) => Date;
}

interface Entry<V> {
  readonly promise: Promise<V>;
  readonly loadedAt: Date;
  /** `undefined` while it loads. */
  expiresAt: Date | undefined;
}

/**
 * Values by key for a while: each is loaded once however many ask at the same time, failures are not kept, and the entry
 * that was loaded longest ago goes first when there are too many.
 */
export class TimedCache<V> {
  readonly #options: TimedCacheOptions<V>;
  readonly #entries = new Map<string, Entry<V>>();

  constructor(options: TimedCacheOptions<V>) {
    this.#options = options;
  }

  /** The value, loaded when there is none or when it has become too old. */
  get(key: string, load: () => Promise<V>): Promise<V> {
    const entry = this.#entries.get(key);
    return entry !== undefined && this.#isFresh(entry) ? entry.promise : this.#load(key, load);
  }

  /** Whether a value is there that has not become too old. */
  has(key: string): boolean {
    const entry = this.#entries.get(key);
    return entry?.expiresAt !== undefined && this.#isFresh(entry);
  }

  forget(key: string): void {
    this.#entries.delete(key);
  }

  /** Under which something is there that may still be handed out; the rest is let go. */
  keys(): readonly string[] {
    for (const [key, entry] of this.#entries) if (!this.#isFresh(entry)) this.#entries.delete(key);
    return [...this.#entries.keys()];
  }

  #isFresh({ loadedAt, expiresAt }: Entry<V>): boolean {
    const now = this.#options.clock.now();
    // A clock that was set back must not make old values young again.
    return loadedAt <= now && (expiresAt === undefined || now < expiresAt);
  }

  async #load(key: string, load: () => Promise<V>): Promise<V> {
    const promise = load();
    const entry: Entry<V> = { promise, loadedAt: this.#options.clock.now(), expiresAt: undefined };
    this.#entries.delete(key);
    this.#entries.set(key, entry);
    this.#evict();
    try {
      const value = await promise;
      entry.expiresAt = this.#options.expiresAt(value, entry.loadedAt);
      return value;
    } catch (error) {
      if (this.#entries.get(key) === entry) this.#entries.delete(key);
      throw error;
    }
  }

  #evict(): void {
    const [oldest] = this.#entries.keys();
    if (this.#entries.size > this.#options.maximumEntries && oldest !== undefined)
      this.#entries.delete(oldest);
  }
}

/** A cache whose values all live for so many minutes. */
export const cacheForMinutes = <V>(clock: Clock, minutes: number, maximumEntries: number): TimedCache<V> =>
  new TimedCache<V>({
    clock,
    maximumEntries,
    expiresAt: (_value, loadedAt) => new Date(loadedAt.getTime() + minutes * 60_000),
  });
