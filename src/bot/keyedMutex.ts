/**
 * Runs the work of one key strictly one after the other, in this process. botbuilder's state is "last writer wins", so
 * two turns of one chat must not overlap; keys that are idle take no memory.
 */
export class KeyedMutex {
  readonly #tails = new Map<string, Promise<unknown>>();

  /** Waits for what was begun before under this key, then runs the work. */
  async run<T>(key: string, work: () => Promise<T>): Promise<T> {
    const before = this.#tails.get(key) ?? Promise.resolve();
    const turn = before.then(work, work);
    // Whoever comes next waits for the end, however it ends.
    const tail = turn.catch(() => undefined);
    this.#tails.set(key, tail);
    try {
      return await turn;
    } finally {
      if (this.#tails.get(key) === tail) this.#tails.delete(key);
    }
  }
}
