import { AsyncLocalStorage } from 'node:async_hooks';
import { type Happening, type Journal, type SandboxClock } from './world.ts';

/** More than a long afternoon of trying things out; older happenings are dropped. */
const capacity = 5_000;

/** The journal that areas write to, and that knows whether a call was summarised by its own area. */
export class SandboxJournal implements Journal {
  #entries: Happening[] = [];
  #lastId = 0;
  readonly #listeners = new Set<(entry: Happening) => void>();
  readonly #duringCall = new AsyncLocalStorage<{ wasSummarised: boolean }>();
  readonly #clock: SandboxClock;

  constructor(clock: SandboxClock) {
    this.#clock = clock;
  }

  add(entry: Omit<Happening, 'id' | 'at'>): void {
    this.#lastId += 1;
    const happening: Happening = { id: this.#lastId, at: this.#clock.now(), ...entry };
    this.#entries.push(happening);
    if (this.#entries.length > capacity) this.#entries = this.#entries.slice(-capacity);
    const call = this.#duringCall.getStore();
    if (call !== undefined) call.wasSummarised = true;
    for (const listener of this.#listeners) listener(happening);
  }

  since(id: number): readonly Happening[] {
    return this.#entries.filter((entry) => entry.id > id);
  }

  follow(listener: (entry: Happening) => void): () => void {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  }

  /** Forgets what happened; ids go on counting, so a page that asks "since" misses nothing afterwards. */
  reset(): void {
    this.#entries = [];
  }

  /** Runs `work`, and tells whether anything was added in the course of it. */
  async during<T>(work: () => Promise<T>): Promise<{ result: T; wasSummarised: boolean }> {
    const call = { wasSummarised: false };
    const result = await this.#duringCall.run(call, work);
    return { result, wasSummarised: call.wasSummarised };
  }
}
