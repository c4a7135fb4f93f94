import { type Logger } from '../pim/logger.ts';
import { logLevelOf } from './sendError.ts';

/** Work that goes on after the channel has its answer; counted, so that a shutdown can wait for it. */
export interface Background {
  /** Starts the work at once. Whatever it throws is logged with the facts and reaches nobody else. */
  start(work: () => Promise<void>, facts: object): void;
  /** How much is under way. */
  readonly size: number;
  /** Resolves when nothing runs any more. */
  idle(): Promise<void>;
}

/** Keeps track of work in this process. */
export function createBackground(logger: Logger): Background {
  const running = new Set<Promise<void>>();
  return {
    get size() {
      return running.size;
    },
    start(work, facts) {
      const task = begun(work)
        .catch((error: unknown) => {
          logger[logLevelOf(error)]({ ...facts, err: error }, 'Work behind an answer failed');
        })
        .finally(() => running.delete(task));
      running.add(task);
    },
    async idle() {
      while (running.size > 0) await Promise.all(running);
    },
  };
}

/** Whatever the work throws before its first wait is a rejection too. */
async function begun(work: () => Promise<void>): Promise<void> {
  await work();
}
