/** Work that comes piece by piece, of which so much is done side by side. */
export interface LaneWork<T> {
  /** So many pieces side by side. */
  readonly lanes: number;
  /** So many lanes are free before more is taken: 1 where nobody is to wait, more where taking is what costs. */
  readonly leastFree: number;
  /** Up to `limit` pieces; none where nothing is to be done now. */
  readonly take: (limit: number) => Promise<readonly T[]>;
  readonly work: (piece: T) => Promise<void>;
}

/** When to look for more, and when to end. */
export interface LaneSignals {
  /** Aborted: what is under way is finished, nothing more is taken. */
  readonly signal?: AbortSignal;
  /** Hands over what is called when there may be more to take, while something is under way. */
  readonly whenWoken?: (listener: () => void) => void;
}

/**
 * Takes work and does it until there is none. A piece that takes long holds up its own lane alone: the others are filled
 * again as they become free, and when somebody says that there is more.
 * @throws the first error of a piece, or of the taking, when everything that was taken has ended
 */
export async function workInLanes<T>(
  { lanes, leastFree, take, work }: LaneWork<T>,
  { signal, whenWoken }: LaneSignals,
): Promise<void> {
  const failures: unknown[] = [];
  let underWay = 0;
  const source = { isBroken: false };
  let ring = (): void => undefined;
  whenWoken?.(() => {
    ring();
  });
  const taken = async (limit: number): Promise<readonly T[]> => {
    try {
      return await take(limit);
    } catch (error) {
      failures.push(error);
      source.isBroken = true;
      return [];
    }
  };
  const begin = async (piece: T): Promise<void> => {
    underWay += 1;
    try {
      await work(piece);
    } catch (error) {
      failures.push(error);
    }
    underWay -= 1;
    ring();
  };
  for (;;) {
    // Before anything is taken, so that nothing which comes meanwhile is missed.
    const rung = new Promise<void>((resolve) => {
      ring = resolve;
    });
    const free = lanes - underWay;
    if (!source.isBroken && signal?.aborted !== true && free >= leastFree)
      for (const piece of await taken(free)) void begin(piece);
    if (underWay === 0) break;
    await rung;
  }
  if (failures.length > 0) throw failures[0];
}
