import { type ReviewFormOnCard } from '../../cards/reviewFormCard.ts';
import { type ReviewDraft } from '../../cards/reviewShapes.ts';
import { isGuid, principalId, roleDefinitionId, type RoleDefinitionId } from '../../pim/ids.ts';
import { type Posture } from '../../pim/posture/posture.ts';
import {
  REVIEW_CADENCES,
  REVIEWED_ASSIGNMENTS,
  type ReviewCadence,
  type ReviewedAssignments,
  type Reviewer,
  type ReviewPlan,
} from '../../pim/reviews/review.ts';
import { dayOf, mostDays, MOST_ROLES } from '../../pim/reviews/reviewTerms.ts';
import { type ReviewFormWords } from '../../words/reviewWords.ts';
import { reviewersNamed, type NamedReviewers, type ReviewersDirectory } from './reviewersNamed.ts';

/** A draft whose choices are known to be some of ours. */
export interface CheckedDraft extends ReviewDraft {
  readonly assignments: ReviewedAssignments;
  readonly cadence: ReviewCadence;
}

type Problems = ReviewFormWords['problems'];

/** Characters of a title, with room for our mark at its end. */
const MOST_TITLE = 200;

/** What was filled in, or a sentence for each thing that is in the way. */
export async function readReviewDraft(
  directory: ReviewersDirectory,
  posture: Posture,
  { draftId, given }: Pick<ReviewFormOnCard, 'draftId' | 'given'>,
  words: Problems,
): Promise<{ readonly problems: readonly string[]; readonly draft: CheckedDraft | undefined }> {
  const roles = rolesIn(given.roles);
  const cadence = REVIEW_CADENCES.find((one) => one === given.cadence) ?? 'quarterly';
  const assignments = REVIEWED_ASSIGNMENTS.find((one) => one === given.assignments) ?? 'eligible';
  const isByManager = given.by === 'manager';
  const named = await askedReviewers(
    directory,
    posture,
    isByManager ? given.fallback : given.named,
    words,
    isByManager ? words.noFallback : words.noReviewer,
  );
  const areDaysGood = /^[1-9]\d{0,2}$/.test(given.days) && Number(given.days) <= mostDays(cadence);
  const problems = [
    ...(roles.length === 0 ? [words.noRole] : []),
    ...(roles.length > MOST_ROLES ? [words.tooManyRoles(MOST_ROLES)] : []),
    ...(areDaysGood ? [] : [words.noDays(mostDays(cadence))]),
    ...named.problems,
  ];
  if (problems.length > 0) return { problems, draft: undefined };
  const reviewers = written(named.reviewers);
  const draft = {
    draftId,
    roles: roles.join(),
    assignments,
    cadence,
    days: given.days,
    reviewers: isByManager ? 'manager' : reviewers,
    fallback: isByManager ? reviewers : '',
  };
  return { problems, draft };
}

async function askedReviewers(
  directory: ReviewersDirectory,
  posture: Posture,
  typed: string,
  words: Problems,
  nobody: string,
): Promise<NamedReviewers> {
  const named = await reviewersNamed(directory, posture, typed, words);
  const isNobody = named.reviewers.length === 0 && named.problems.length === 0;
  return isNobody ? { ...named, problems: [nobody] } : named;
}

/** The reviews of a draft, one for each role, beginning on the day of `now`. */
export const plansOf = (
  draft: CheckedDraft,
  { title, now }: { readonly title: (role: RoleDefinitionId) => string; readonly now: Date },
): readonly ReviewPlan[] =>
  rolesIn(draft.roles).map((id) => ({
    roleDefinitionId: id,
    title: title(id).slice(0, MOST_TITLE),
    assignments: draft.assignments,
    cadence: draft.cadence,
    days: Number(draft.days),
    reviewers: reviewersIn(draft.reviewers),
    fallbackReviewers: reviewersIn(draft.fallback),
    startOn: dayOf(now),
  }));

const rolesIn = (text: string): readonly RoleDefinitionId[] => [
  ...new Set(
    text
      .split(',')
      .map((id) => id.trim())
      .filter(isGuid)
      .map(roleDefinitionId),
  ),
];

const written = (reviewers: readonly Reviewer[]): string =>
  reviewers.map((one) => (one.kind === 'manager' ? 'manager' : `${one.kind}:${one.id}`)).join();

const reviewersIn = (text: string): readonly Reviewer[] =>
  text
    .split(',')
    .filter((one) => one !== '')
    .map((one): Reviewer => {
      const [kind, id = ''] = one.split(':');
      return kind === 'manager'
        ? { kind }
        : { kind: kind === 'group' ? 'group' : 'person', id: principalId(id) };
    });
