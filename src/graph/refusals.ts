import { isPimError } from '../pim/errors.ts';
import { type Clock } from '../pim/ports.ts';

/** Graph did not take the query itself (an `$expand`, a `$filter`, a cast), whatever it is about. */
export const isQueryRefused = (error: unknown): boolean =>
  isPimError(error, 'unexpected_answer') && [400, 405, 501].includes(error.details.status ?? 0);

/** Graph did not take the query, or not with these permissions. */
export const isExpandRefused = (error: unknown): boolean =>
  isQueryRefused(error) || isPimError(error, 'permission_missing', 'forbidden');

const REFUSED_FOR_MINUTES = 10;

/**
 * Something that Graph takes in some tenants and at some times, and another way that always works. After a refusal the
 * other way is taken at once for a while, so that not every call costs two.
 */
export class Attempt {
  readonly #clock: Clock;
  readonly #isRefusal: (error: unknown) => boolean;
  readonly #refusedForMinutes: number;
  #refusedAt: Date | undefined;

  constructor(
    clock: Clock,
    isRefusal: (error: unknown) => boolean,
    refusedForMinutes: number = REFUSED_FOR_MINUTES,
  ) {
    this.#clock = clock;
    this.#isRefusal = isRefusal;
    this.#refusedForMinutes = refusedForMinutes;
  }

  async either<T>(first: () => Promise<T>, otherwise: () => Promise<T>): Promise<T> {
    if (this.#wasRefusedLately()) return otherwise();
    try {
      return await first();
    } catch (error) {
      if (!this.#isRefusal(error)) throw error;
      this.#refusedAt = this.#clock.now();
      return otherwise();
    }
  }

  #wasRefusedLately(): boolean {
    const age = this.#clock.now().getTime() - (this.#refusedAt?.getTime() ?? -Infinity);
    return age >= 0 && age < this.#refusedForMinutes * 60_000;
  }
}
