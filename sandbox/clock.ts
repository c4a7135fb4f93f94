import { setImmediate as nextTick } from 'node:timers/promises';
import { type SandboxClock } from './world.ts';

/** Told the new shift in milliseconds; the clock waits for it before a move counts as done. */
export type ClockFollower = (shiftMs: number) => Promise<void>;

interface Task {
  readonly at: number;
  readonly run: () => void;
}

/** Node fires timers longer than this at once. */
const longestTimeoutMs = 2_147_483_647;

/** The real clock plus a shift that only control moves, with the tasks that wait for it. */
export class ShiftedClock implements SandboxClock {
  readonly #startShiftMs: number;
  #shiftMs: number;
  /** Sorted by time; tasks of the same instant keep the order in which they were asked for. */
  #tasks: Task[] = [];
  #timer: NodeJS.Timeout | undefined;
  #moves: Promise<void> = Promise.resolve();
  readonly #followers = new Set<ClockFollower>();
  readonly #realNow: () => number;

  constructor(realNow: () => number = Date.now, startShiftMs = 0) {
    this.#realNow = realNow;
    this.#startShiftMs = startShiftMs;
    this.#shiftMs = startShiftMs;
  }

  now(): Date {
    return new Date(this.#nowMs());
  }

  /** How far this clock is ahead of the real one, in milliseconds. */
  get shiftMs(): number {
    return this.#shiftMs;
  }

  at(at: Date, task: () => void): () => void {
    const entry: Task = { at: at.getTime(), run: task };
    const later = this.#tasks.findIndex((other) => other.at > entry.at);
    this.#tasks.splice(later === -1 ? this.#tasks.length : later, 0, entry);
    this.#arm();
    return () => {
      this.#tasks = this.#tasks.filter((other) => other !== entry);
      this.#arm();
    };
  }

  upcoming(): readonly Date[] {
    return this.#tasks.map((task) => new Date(task.at));
  }

  forward(milliseconds: number): Promise<void> {
    return this.#inTurn(async () => {
      const shiftAfter = this.#shiftMs + milliseconds;
      const until = this.#nowMs() + milliseconds;
      for (let task = this.#tasks[0]; task !== undefined && task.at <= until; task = this.#tasks[0]) {
        // Each task sees the time it was due at, as if the hours in between had really passed.
        this.#shiftMs += Math.max(0, task.at - this.#nowMs());
        this.#runFirst();
        await nextTick();
      }
      this.#shiftMs = Math.max(this.#shiftMs, shiftAfter);
      await this.#tellFollowers();
    });
  }

  /** Calls `follower` after each move, until the returned function is called. */
  follow(follower: ClockFollower): () => void {
    this.#followers.add(follower);
    return () => void this.#followers.delete(follower);
  }

  /** Back to where it began, the real time unless it was told another; whoever waited is forgotten. */
  reset(): Promise<void> {
    return this.#inTurn(async () => {
      this.#tasks = [];
      this.#shiftMs = this.#startShiftMs;
      this.#arm();
      await this.#tellFollowers();
    });
  }

  /** Forgets every task, so that the process may end. */
  stop(): void {
    this.#tasks = [];
    this.#arm();
  }

  #nowMs(): number {
    return this.#realNow() + this.#shiftMs;
  }

  /** Moves wait for each other: two at once would see half of the other's shift. */
  #inTurn(move: () => Promise<void>): Promise<void> {
    const done = this.#moves.then(move);
    this.#moves = done.catch(() => undefined);
    return done;
  }

  async #tellFollowers(): Promise<void> {
    this.#arm();
    await Promise.all([...this.#followers].map((follower) => follower(this.#shiftMs)));
  }

  #runFirst(): void {
    const task = this.#tasks.shift();
    try {
      task?.run();
    } catch (error) {
      // One area's mistake must not stop the tasks of the others, nor stay unseen.
      process.stderr.write(`A task of the sandbox's clock failed: ${String(error)}\n`);
    }
  }

  #arm(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    const first = this.#tasks[0];
    if (first === undefined) return;
    const waitMs = Math.min(Math.max(first.at - this.#nowMs(), 0), longestTimeoutMs);
    this.#timer = setTimeout(() => {
      // Within a move the move itself runs what is due.
      void this.#inTurn(() => {
        this.#runDue();
        return Promise.resolve();
      });
    }, waitMs);
  }

  #runDue(): void {
    for (let task = this.#tasks[0]; task !== undefined && task.at <= this.#nowMs(); task = this.#tasks[0]) {
      this.#runFirst();
    }
    this.#arm();
  }
}
