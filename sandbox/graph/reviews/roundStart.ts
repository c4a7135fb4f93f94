import { durationMs } from '../instants.ts';
import { entryOf } from '../../entries.ts';
import { lastSignInOf } from '../wire/directoryEntity.ts';
import { type Pim } from '../pim/pim.ts';
import {
  type PrincipalKind,
  type Recommendation,
  type ReviewDecision,
  type ReviewInstance,
} from './records.ts';
import { Reviewers } from './reviewers.ts';
import { heldWithin, kindOf } from './reviewScope.ts';

const usualLookBackMs = 30 * 86_400_000;

/** Ids of those who hold the role within the scope now, each once. */
export const reviewedNow = (pim: Pim, { asked: { scope } }: ReviewInstance): readonly string[] => [
  ...new Set(heldWithin(pim, scope).map((one) => one.principalId)),
];

/** What is to be decided in a round, a decision for each principal. */
export function decisionsFor(
  pim: Pim,
  instance: ReviewInstance,
  principals: readonly string[],
  idFor: (principalId: string) => string,
): readonly ReviewDecision[] {
  const reviewers = new Reviewers(pim, instance.asked);
  const advice = new Advice(pim, instance);
  return principals.map((principalId) => {
    const principalKind = kindOf(pim, principalId) ?? 'user';
    return openDecision(idFor(principalId), instance, {
      principalId,
      principalKind,
      reviewerIds: reviewers.of(principalId),
      recommendation: advice.about(principalId, principalKind),
    });
  });
}

/** A decision that nobody has made yet. */
const openDecision = (
  id: string,
  instance: ReviewInstance,
  about: Pick<ReviewDecision, 'principalId' | 'principalKind' | 'reviewerIds' | 'recommendation'>,
): ReviewDecision => ({
  id,
  instanceId: instance.id,
  roleDefinitionId: instance.asked.scope.roleDefinitionId,
  ...about,
  decision: 'NotReviewed',
  justification: '',
  reviewedBy: null,
  reviewedAt: null,
  applyResult: 'New',
  appliedBy: null,
  appliedAt: null,
});

/** What the service advises at the start of a round: to keep whoever signed in or used the role of late. */
class Advice {
  readonly #pim: Pim;
  readonly #isWanted: boolean;
  readonly #since: Date;
  readonly #usedBy: ReadonlySet<string>;

  constructor(pim: Pim, { asked: { settings, scope }, startAt }: ReviewInstance) {
    this.#pim = pim;
    this.#isWanted = settings.isRecommended;
    const lookBackMs = durationMs(settings.lookBack ?? '') ?? usualLookBackMs;
    const since = new Date(startAt.getTime() - lookBackMs);
    this.#since = since;
    const activations = pim.state.requests.filter(
      (one) =>
        one.action === 'selfActivate' &&
        one.roleDefinitionId === scope.roleDefinitionId &&
        (one.status === 'Provisioned' || one.status === 'Revoked') &&
        one.createdAt >= since,
    );
    this.#usedBy = new Set(activations.map((one) => one.principalId));
  }

  /** Nothing is known of groups and apps. */
  about(principalId: string, kind: PrincipalKind): Recommendation {
    const user = entryOf(this.#pim.world.tenant.users, principalId);
    if (!this.#isWanted || user === undefined || kind === 'group' || kind === 'servicePrincipal')
      return 'NoInfoAvailable';
    const lastSignIn = lastSignInOf(user, this.#pim.state.plantedAt);
    const isActive = this.#usedBy.has(principalId) || (lastSignIn !== null && lastSignIn >= this.#since);
    return isActive ? 'Approve' : 'Deny';
  }
}
