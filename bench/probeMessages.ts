/** What the bench asks the probe in a measured process. `cpu` costs nothing; `usage` collects garbage first. */
export interface Asked {
  readonly probe: 'cpu' | 'usage' | 'calls';
  readonly id: number;
}

/** What the process has used since it began. */
export interface Usage {
  readonly cpuMilliseconds: number;
  readonly rssBytes: number;
  /** The most that was resident at any time. */
  readonly peakRssBytes: number;
  /** After a garbage collection. */
  readonly heapBytes: number;
}

/** A call that the process made. Times in milliseconds since 1970, real time. */
export interface SeenFetch {
  readonly method: string;
  readonly path: string;
  readonly startedAt: number;
  /** When the headers of the answer were there. */
  readonly endedAt: number;
  /** What was sent to Teams; empty for every other call. */
  readonly body: string;
}

/** What a process that ends by itself tells of itself at its end. */
export interface AtEnd {
  readonly usage: Usage;
  readonly calls: readonly SeenFetch[];
}
