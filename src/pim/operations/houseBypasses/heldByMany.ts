import { type HeldRoles, type Holdings } from '../../holdings.ts';
import { type PrincipalId } from '../../ids.ts';
import { type Clock, type PimDirectory } from '../../ports.ts';
import { type ActiveRole, type EligibleRole } from '../../roles.ts';

/** So many questions are asked one by one, each of them a few calls. */
const MOST_ONE_BY_ONE = 50;
/** A look at a long log takes minutes; what was activated meanwhile is in it too. */
const SERVES_MS = 5 * 60_000;

interface Sources {
  readonly directory: Pick<PimDirectory, keyof HeldRoles | 'holdings'>;
  readonly clock: Clock;
}

/**
 * What people hold who turn up one after another, nobody knows how many: the first are asked for one by one, and beyond
 * them everybody in the tenant together, every few minutes at the most. Made anew for every look.
 */
export class HeldByMany implements HeldRoles {
  readonly #deps: Sources;
  #asked = 0;
  #everybody: { readonly read: Promise<Holdings>; readonly begunAt: number } | undefined;

  constructor(deps: Sources) {
    this.#deps = deps;
  }

  async activeRolesOf(person: PrincipalId): Promise<readonly ActiveRole[]> {
    return (await this.#source()).activeRolesOf(person);
  }

  async eligibleRolesOf(person: PrincipalId): Promise<readonly EligibleRole[]> {
    return (await this.#source()).eligibleRolesOf(person);
  }

  async #source(): Promise<HeldRoles> {
    const { directory, clock } = this.#deps;
    this.#asked += 1;
    if (this.#asked <= MOST_ONE_BY_ONE) return directory;
    const now = clock.now().getTime();
    const age = now - (this.#everybody?.begunAt ?? -Infinity);
    // A clock that was set back must not make it young again.
    if (this.#everybody === undefined || age < 0 || age >= SERVES_MS) {
      this.#everybody = { read: directory.holdings(), begunAt: now };
    }
    return this.#everybody.read;
  }
}
