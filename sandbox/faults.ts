import { setTimeout as wait } from 'node:timers/promises';
import { type Call } from './world.ts';

/** What to break, and for which calls. */
export interface Fault {
  readonly match: { readonly method?: string; readonly path?: RegExp; readonly actor?: string };
  /** How many matching calls are still to break. */
  times: number;
  /** Answer this instead of asking the area. */
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: unknown;
  readonly delayMs?: number;
  /** The answer is held back for so long after everything was done. */
  readonly holdMs?: number;
  /** `before`: the connection ends and nothing is done; `after`: it is done, but the answer is never sent. */
  readonly cut?: 'before' | 'after';
}

/** A fault as control shows it. */
export interface ListedFault extends Omit<Fault, 'match'> {
  readonly id: number;
  readonly match: { readonly method?: string; readonly path?: string; readonly actor?: string };
}

/** The faults that wait for their calls. */
export class Faults {
  #lastId = 0;
  #waiting = new Map<number, Fault>();
  /** Ends with a reset. */
  #world = new AbortController();

  add(fault: Fault): number {
    this.#lastId += 1;
    this.#waiting.set(this.#lastId, fault);
    return this.#lastId;
  }

  /** The oldest fault that matches, which this use counts against; `undefined` when the call may go through. */
  take(call: Call, actor: string | null): Fault | undefined {
    for (const [id, fault] of this.#waiting) {
      if (!isFor(fault, call, actor)) continue;
      fault.times -= 1;
      if (fault.times <= 0) this.#waiting.delete(id);
      return fault;
    }
    return undefined;
  }

  list(): readonly ListedFault[] {
    return [...this.#waiting].map(([id, { match, ...rest }]) => ({
      id,
      ...rest,
      match: { ...match, path: match.path?.source },
    }));
  }

  /** Holds a call up. False when the world was reset meanwhile: it must not act in the one that followed. */
  async hold(milliseconds: number): Promise<boolean> {
    const { signal } = this.#world;
    await wait(milliseconds, undefined, { signal }).catch(() => undefined);
    return !signal.aborted;
  }

  /** Breaks nothing more; what is held up goes on being so. */
  clear(): void {
    this.#waiting = new Map();
  }

  reset(): void {
    this.clear();
    this.#world.abort();
    this.#world = new AbortController();
  }
}

function isFor({ match }: Fault, call: Call, actor: string | null): boolean {
  if (match.method !== undefined && match.method.toUpperCase() !== call.method) return false;
  if (match.actor !== undefined && match.actor !== actor) return false;
  // Clients differ in what they percent-encode (quotes, parentheses): either spelling matches.
  return match.path === undefined || match.path.test(call.path) || match.path.test(decoded(call.path));
}

function decoded(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
}
