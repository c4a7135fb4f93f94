import { type Logger } from '../pim/logger.ts';

/** One thing that is looked after again and again. Safe to run late, and safe to run twice at once. */
export interface Sweep {
  readonly name: string;
  /** At least so long between two runs, in seconds. */
  readonly everySeconds: number;
  /** Runs on while the process stops, until all others have ended. */
  readonly isUntilTheEnd?: boolean;
  /**
   * `signal` is aborted when the process is about to end: what is under way is finished, nothing more is begun.
   * `whenWoken` takes what is called where it is woken, or due again, while it still runs.
   */
  readonly run: (signal: AbortSignal, whenWoken: (listener: () => void) => void) => Promise<void>;
}

/** Milliseconds. */
const EARLY_MS = 100;

/** What the runner keeps of each sweep. */
interface Entry {
  readonly sweep: Sweep;
  dueAt: number;
  current: Promise<void> | undefined;
  isWoken: boolean;
  /** Hears while it runs that it is to look again. */
  listener: (() => void) | undefined;
}

/**
 * Runs sweeps until it is stopped. Its timer is one second, never longer: what is due is told by the clock that was
 * handed in, so that a clock that is moved (or a laptop that slept) is noticed within a second.
 */
export class SweepRunner {
  readonly #entries: readonly Entry[];
  readonly #now: () => number;
  readonly #logger: Logger;
  #timer: NodeJS.Timeout | undefined;
  readonly #stopping = new AbortController();
  #isOver = false;

  constructor(sweeps: readonly Sweep[], deps: { readonly now: () => number; readonly logger: Logger }) {
    this.#entries = sweeps.map((sweep) => ({
      sweep,
      dueAt: 0,
      current: undefined,
      isWoken: false,
      listener: undefined,
    }));
    this.#now = deps.now;
    this.#logger = deps.logger;
  }

  start(): void {
    this.#timer = setInterval(() => {
      this.#tick();
    }, 1000);
    this.#tick();
  }

  /** Runs a sweep as soon as possible, for instance when something was put into the outbox. */
  wake(name: string): void {
    const entry = this.#entries.find(({ sweep }) => sweep.name === name);
    if (entry !== undefined) this.#run(entry);
  }

  /** Starts no new run and waits for those that are under way; what runs until the end does so for so long. */
  async stop(): Promise<void> {
    this.#stopping.abort();
    await this.#ended(({ isUntilTheEnd = false }) => !isUntilTheEnd);
    this.#isOver = true;
    clearInterval(this.#timer);
    await this.#ended(() => true);
  }

  async #ended(isMeant: (sweep: Sweep) => boolean): Promise<void> {
    const meant = this.#entries.filter(({ sweep }) => isMeant(sweep));
    await Promise.all(meant.map(({ current }) => current ?? Promise.resolve()));
  }

  #tick(): void {
    const time = this.#now();
    for (const entry of this.#entries) {
      // A timer is now and then a little early; the sweep is not to wait for its next ring because of that.
      const isTime = time >= entry.dueAt - EARLY_MS;
      // A clock that was set back must not keep a sweep from running.
      const isSetBack = entry.dueAt - time > entry.sweep.everySeconds * 1000;
      if (!isTime && !isSetBack) continue;
      if (entry.current === undefined) this.#run(entry);
      else entry.listener?.();
    }
  }

  #run(entry: Entry): void {
    const isUntilTheEnd = entry.sweep.isUntilTheEnd ?? false;
    if (isUntilTheEnd ? this.#isOver : this.#stopping.signal.aborted) return;
    if (entry.current !== undefined) {
      entry.isWoken = true;
      entry.listener?.();
      return;
    }
    entry.isWoken = false;
    entry.dueAt = this.#now() + entry.sweep.everySeconds * 1000;
    entry.current = started(entry.sweep, this.#stopping.signal, (listener) => {
      entry.listener = listener;
    })
      .catch((error: unknown) => {
        this.#logger.error(
          { err: error, sweep: entry.sweep.name },
          'A sweep failed; the next one looks again',
        );
      })
      .finally(() => {
        entry.current = undefined;
        entry.listener = undefined;
        if (entry.isWoken) this.#run(entry);
      });
  }
}

/** Whatever a sweep throws before its first wait is a rejection too. */
async function started({ run }: Sweep, ...given: Parameters<Sweep['run']>): Promise<void> {
  await run(...given);
}
