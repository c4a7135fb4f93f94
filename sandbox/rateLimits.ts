/** So many calls in so many seconds. */
export interface Limit {
  readonly calls: number;
  readonly seconds: number;
}

/** Counts calls in sliding windows. A call that is refused does not count. */
export class RateLimits {
  /** Off for measurements that ask how fast the bot is, not how patient. */
  isOn = true;
  #calls = new Map<string, number[]>();

  /** Counts a call at `now` (milliseconds), or answers after how many seconds it may be tried again. */
  take(key: string, windows: readonly Limit[], now: number): number | undefined {
    if (!this.isOn) return undefined;
    const longestMs = Math.max(...windows.map(({ seconds }) => seconds)) * 1000;
    const recent = (this.#calls.get(key) ?? []).filter((at) => at > now - longestMs);
    this.#calls.set(key, recent);
    const waits = windows.map((window) => waitMs(recent, window, now));
    const longestWaitMs = Math.max(...waits);
    if (longestWaitMs > 0) return Math.ceil(longestWaitMs / 1000);
    recent.push(now);
    return undefined;
  }

  reset(): void {
    this.isOn = true;
    this.#calls = new Map();
  }
}

function waitMs(recent: readonly number[], { calls, seconds }: Limit, now: number): number {
  const oldestThatCounts = recent.at(-calls);
  if (oldestThatCounts === undefined) return 0;
  return Math.max(0, oldestThatCounts + seconds * 1000 - now);
}
