import { type GeneratedDirectory } from '../../tenants/generatedDirectory.ts';
import { type Randomness } from '../../tenants/randomness.ts';
import { builtInRoles, roles } from './builtInRoles.ts';
import { type SeededDecision, type SeededReview } from './tenantSeed.ts';

/** How many access reviews a generated tenant has. */
export interface GeneratedReviews {
  readonly definitions: number;
  /** In all of them together; each has as many as another, as far as there are people. */
  readonly decisions: number;
}

/** Reviews in progress, about half decided. Who is reviewed need not hold the role: it may have been taken away since. */
export function generatedReviews(
  random: Randomness,
  { users }: GeneratedDirectory,
  { definitions, decisions }: GeneratedReviews,
): readonly SeededReview[] {
  const each = Math.min(Math.ceil(decisions / Math.max(1, definitions)), users.length);
  return Array.from({ length: definitions }, (_, index): SeededReview => {
    const from = random.upTo(users.length - each + 1);
    const count = Math.min(each, Math.max(0, decisions - index * each));
    const principals = users.slice(from, from + count).map(({ id }) => id);
    const reviewer = random.oneOf(users)?.id ?? '';
    return {
      displayName: `Generated review ${String(index + 1)}`,
      roleDefinitionId: random.oneOf(builtInRoles)?.id ?? roles.reportsReader,
      scope: random.happens(0.5) ? 'eligible' : 'both',
      reviewers: [reviewer],
      startedDaysAgo: 1 + random.upTo(10),
      durationDays: 14,
      everyMonths: 3,
      decisions: principals.filter(() => random.happens(0.5)).map((one) => decided(random, one, reviewer)),
      principals,
    };
  });
}

const decided = (random: Randomness, principalId: string, decidedBy: string): SeededDecision => ({
  principalId,
  decision: random.oneOf(['Approve', 'Deny', 'DontKnow'] as const) ?? 'Approve',
  justification: 'Generated decision',
  decidedBy,
  daysAgo: random.share(),
});
