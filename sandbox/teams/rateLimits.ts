/** So many calls in so many seconds. */
export interface Limit {
  readonly calls: number;
  readonly seconds: number;
}

/** What one bot may do, per thread or per tenant. Source: "Optimize your bot with rate limiting" of Teams. */
export const limits = {
  send: [
    { calls: 7, seconds: 1 },
    { calls: 8, seconds: 2 },
    { calls: 60, seconds: 30 },
    { calls: 1800, seconds: 3600 },
  ],
  members: [
    { calls: 14, seconds: 1 },
    { calls: 16, seconds: 2 },
    { calls: 120, seconds: 30 },
    { calls: 3600, seconds: 3600 },
  ],
  tenant: [{ calls: 50, seconds: 1 }],
} as const satisfies Record<string, readonly Limit[]>;

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
