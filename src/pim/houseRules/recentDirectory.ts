import { isPimError } from '../errors.ts';
import { type PrincipalId } from '../ids.ts';
import { type Logger } from '../logger.ts';
import { type Clock, type PimDirectory } from '../ports.ts';
import { type HouseDirectory } from './circumstances.ts';
import { type Freshness } from './houseJudge.ts';
import { type NamedByRules } from './namedByRules.ts';

/** What is said of groups and managers is taken again for so long, where it is only shown. */
const SERVES_MS = 60_000;
/** So much is remembered of each; the oldest goes first. */
const MOST_KEPT = 500;

interface Kept<T> {
  readonly read: Promise<T | undefined>;
  readonly begunAt: number;
}

/** Groups and managers that house rules name, read in parallel and remembered for a minute. */
export class RecentDirectory {
  readonly #deps: {
    readonly directory: Pick<PimDirectory, 'membersNowOf' | 'managerOf'>;
    readonly clock: Clock;
    readonly logger: Logger;
  };
  readonly #groups = new Map<string, Kept<ReadonlySet<PrincipalId>>>();
  readonly #managers = new Map<string, Kept<PrincipalId | null>>();

  constructor(deps: {
    readonly directory: Pick<PimDirectory, 'membersNowOf' | 'managerOf'>;
    readonly clock: Clock;
    readonly logger: Logger;
  }) {
    this.#deps = deps;
  }

  /** A group that is not there, or cannot be read, is `undefined` in what comes back, as is a manager. */
  async of({ groups, managersOf }: NamedByRules, freshness: Freshness): Promise<HouseDirectory> {
    const { directory } = this.#deps;
    const [members, managers] = await Promise.all([
      this.#all(this.#groups, groups, freshness, async (id) => {
        const found = await directory.membersNowOf(id);
        return found === undefined ? undefined : new Set(found);
      }),
      this.#all(this.#managers, managersOf, freshness, async (id) => (await directory.managerOf(id)) ?? null),
    ]);
    return {
      membersOf: (group) => members.get(group),
      managerOf: (person) => managers.get(person),
    };
  }

  async #all<T>(
    kept: Map<string, Kept<T>>,
    ids: readonly PrincipalId[],
    freshness: Freshness,
    read: (id: PrincipalId) => Promise<T | undefined>,
  ): Promise<ReadonlyMap<PrincipalId, T | undefined>> {
    const found = await Promise.all(
      ids.map(async (id) => [id, await this.#one(kept, id, freshness, read)] as const),
    );
    return new Map(found);
  }

  #one<T>(
    kept: Map<string, Kept<T>>,
    id: PrincipalId,
    freshness: Freshness,
    read: (id: PrincipalId) => Promise<T | undefined>,
  ): Promise<T | undefined> {
    const known = kept.get(id);
    const now = this.#deps.clock.now().getTime();
    const age = known === undefined ? Infinity : now - known.begunAt;
    // A clock that was set back must not make it young again.
    if (known !== undefined && freshness === 'lately' && age >= 0 && age < SERVES_MS) return known.read;
    const reading: Kept<T> = { read: this.#unlessUnreadable(id, read), begunAt: now };
    kept.delete(id);
    kept.set(id, reading);
    const [oldest] = kept.keys();
    if (kept.size > MOST_KEPT && oldest !== undefined) kept.delete(oldest);
    return this.#unlessMissing(kept, id, reading);
  }

  /** What could not be read is tried again by whoever asks next. */
  async #unlessMissing<T>(
    kept: Map<string, Kept<T>>,
    id: PrincipalId,
    reading: Kept<T>,
  ): Promise<T | undefined> {
    try {
      const value = await reading.read;
      if (value === undefined && kept.get(id) === reading) kept.delete(id);
      return value;
    } catch (error) {
      if (kept.get(id) === reading) kept.delete(id);
      throw error;
    }
  }

  async #unlessUnreadable<T>(
    id: PrincipalId,
    read: (id: PrincipalId) => Promise<T | undefined>,
  ): Promise<T | undefined> {
    try {
      return await read(id);
    } catch (error) {
      if (!isPimError(error)) throw error;
      this.#deps.logger.warn(
        { event: 'houseRules.unread', id, code: error.code },
        'Somebody whom house rules name cannot be looked up',
      );
      return undefined;
    }
  }
}
