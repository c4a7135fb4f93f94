/**
 * Lets so many through between two looks at the network, the others in order behind them. Whatever arrives together is
 * otherwise worked off together, and each step of a turn that is under way (an answer of the database, one of Teams)
 * waits for all of it.
 */
export class Turnstile {
  readonly #atOnce: number;
  readonly #waiting: (() => void)[] = [];
  #passed = 0;

  constructor(atOnce: number) {
    this.#atOnce = atOnce;
  }

  /** Resolves when it is this one's turn: at once, where few come. */
  async pass(): Promise<void> {
    if (this.#passed === 0) setImmediate(this.#goOn);
    if (this.#passed < this.#atOnce && this.#waiting.length === 0) {
      this.#passed += 1;
      return;
    }
    const { promise, resolve } = Promise.withResolvers<undefined>();
    this.#waiting.push(() => {
      resolve(undefined);
    });
    await promise;
  }

  readonly #goOn = (): void => {
    const next = this.#waiting.splice(0, this.#atOnce);
    this.#passed = next.length;
    for (const letThrough of next) letThrough();
    if (next.length > 0) setImmediate(this.#goOn);
  };
}
