import { entryOf } from '../../entries.ts';
import { badRequest } from '../graphError.ts';
import { type Pim } from '../pim/pim.ts';
import { transitiveMembers } from '../pim/principals.ts';
import { memberIn, objectOf, textIn } from './bodyValues.ts';
import { type AskedReview, type Reviewer } from './records.ts';

/** Reads one reviewer. Throws 400 for what is malformed, and for a person or group that the tenant does not have. */
export function reviewerFrom(pim: Pim, value: unknown): Reviewer {
  const wire = objectOf(value, 'accessReviewReviewerScope', ['query', 'queryType', 'queryRoot']);
  memberIn(wire, 'queryType', ['MicrosoftGraph']);
  const query = textIn(wire, 'query').replace(/^\/(v1\.0|beta)\//, '/');
  if (query.toLowerCase() === './manager') {
    // A relative query has to say what it is relative to.
    if (wire['queryRoot'] !== 'decisions')
      throw badRequest(`The query './manager' of a reviewer needs the queryRoot 'decisions'.`);
    return { kind: 'manager', wire };
  }
  const { users, groups } = pim.world.tenant;
  const user = /^\/users\/([0-9a-f-]{36})$/i.exec(query)?.[1]?.toLowerCase();
  if (user !== undefined && entryOf(users, user) !== undefined) return { kind: 'user', id: user, wire };
  const members = /^\/groups\/([0-9a-f-]{36})\/transitiveMembers(\/microsoft\.graph\.user)?$/i.exec(query);
  const group = members?.[1]?.toLowerCase();
  if (group !== undefined && entryOf(groups, group) !== undefined) return { kind: 'group', id: group, wire };
  throw badRequest(`The reviewer query '${query}' is not supported or leads to nobody.`);
}

/** Who may decide about a principal, found once for all principals of a round. */
export class Reviewers {
  readonly #pim: Pim;
  readonly #isSelfReview: boolean;
  readonly #asksManagers: boolean;
  readonly #named: readonly string[];
  readonly #fallback: readonly string[];

  constructor(
    pim: Pim,
    { reviewers, fallbackReviewers }: Pick<AskedReview, 'reviewers' | 'fallbackReviewers'>,
  ) {
    this.#pim = pim;
    this.#isSelfReview = reviewers.length === 0;
    this.#asksManagers = reviewers.some(({ kind }) => kind === 'manager');
    this.#named = this.#idsOf(reviewers);
    this.#fallback = this.#idsOf(fallbackReviewers);
  }

  /** Ids of the reviewers of what a principal holds; the fallback reviewers where nobody else is found. */
  of(principalId: string): readonly string[] {
    const person = entryOf(this.#pim.world.tenant.users, principalId);
    if (this.#isSelfReview) return person === undefined ? this.#fallback : [principalId];
    const manager = this.#asksManagers ? this.#known(person?.managerId) : undefined;
    if (manager === undefined) return this.#named.length > 0 ? this.#named : this.#fallback;
    return [...new Set([...this.#named, manager])];
  }

  #known(id: string | undefined): string | undefined {
    return id !== undefined && entryOf(this.#pim.world.tenant.users, id) !== undefined ? id : undefined;
  }

  #idsOf(reviewers: readonly Reviewer[]): readonly string[] {
    const ids = reviewers.flatMap((one) => {
      if (one.kind === 'manager') return [];
      return one.kind === 'user' ? [one.id] : transitiveMembers(this.#pim, one.id);
    });
    return [...new Set(ids)].filter((id) => this.#known(id) !== undefined);
  }
}
