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

/** What is under way in one line. */
interface Line<T> extends LaneWork<T> {
  underWay: number;
  /** There may be more to take. */
  isToLook: boolean;
  isBroken: boolean;
}

/**
 * Takes work of several lines and does it until there is none of any. A piece that takes long holds up its own lane alone: the
 * others are filled again as they become free, and every line when somebody says that there is more, also one that had
 * nothing to do for a while.
 * @throws the first error of a piece, or of the taking, when everything that was taken has ended
 */
export async function workInLanes<T>(
  works: readonly LaneWork<T>[],
  { signal, whenWoken }: LaneSignals,
): Promise<void> {
  const failures: unknown[] = [];
  const lines = works.map((work): Line<T> => ({ ...work, underWay: 0, isToLook: true, isBroken: false }));
  let ring = (): void => undefined;
  whenWoken?.(() => {
    for (const line of lines) line.isToLook = true;
    ring();
  });
  const begin = async (line: Line<T>, piece: T): Promise<void> => {
    line.underWay += 1;
    try {
      await line.work(piece);
    } catch (error) {
      failures.push(error);
    }
    line.underWay -= 1;
    line.isToLook = true;
    ring();
  };
  const fill = async (line: Line<T>): Promise<void> => {
    const free = line.lanes - line.underWay;
    if (!line.isToLook || line.isBroken || free < line.leastFree || signal?.aborted === true) return;
    line.isToLook = false;
    try {
      for (const piece of await line.take(free)) void begin(line, piece);
    } catch (error) {
      failures.push(error);
      line.isBroken = true;
    }
  };
  for (;;) {
    // Before anything is taken, so that nothing which comes meanwhile is missed.
    const rung = new Promise<void>((resolve) => {
      ring = resolve;
    });
    await Promise.all(lines.map(fill));
    // What ended while another line was looked at makes room: its line is looked at once more.
    const isOver = signal?.aborted === true || lines.every(({ isToLook, isBroken }) => !isToLook || isBroken);
    if (isOver && lines.every(({ underWay }) => underWay === 0)) break;
    await rung;
  }
  if (failures.length > 0) throw failures[0];
}
