import { type SandboxClock } from '../../world.ts';

/** Tasks that wait for the sandbox's clock, each under a name by which it can be called off. */
export class Timers {
  readonly #clock: SandboxClock;
  readonly #waiting = new Map<string, () => void>();

  constructor(clock: SandboxClock) {
    this.#clock = clock;
  }

  /** Runs `task` at that time; a task that waits under the same name is replaced. */
  at(name: string, at: Date, task: () => void): void {
    this.cancel(name);
    const cancel = this.#clock.at(at, () => {
      this.#waiting.delete(name);
      task();
    });
    this.#waiting.set(name, cancel);
  }

  cancel(name: string): void {
    this.#waiting.get(name)?.();
    this.#waiting.delete(name);
  }

  clear(): void {
    for (const cancel of this.#waiting.values()) cancel();
    this.#waiting.clear();
  }
}
