import { z } from 'zod';
import { PimError } from '../../pim/errors.ts';
import {
  isGuid,
  principalId,
  type PrincipalId,
  roleDefinitionId,
  type RoleDefinitionId,
} from '../../pim/ids.ts';
import {
  type Review,
  type ReviewedAssignments,
  type ReviewId,
  reviewId,
  type ReviewItem,
  reviewItemId,
  type ReviewRound,
  roundId,
  VERDICTS,
} from '../../pim/reviews/review.ts';
import { instant, oneOf, optionalText, text } from '../graphValues.ts';

const guid = z.string().refine(isGuid);
const lowerCase = text.transform((value) => value.toLowerCase());

const queryScope = z.object({ query: text });
const scope = z.object({ query: optionalText, resourceScopes: z.array(queryScope).nullish() });

const review = z.object({
  id: guid.transform(reviewId),
  displayName: text,
  status: lowerCase,
  scope: scope.nullish(),
  settings: z
    .object({
      instanceDurationInDays: z.number().nullish(),
      autoApplyDecisionsEnabled: z.boolean().nullish(),
      recurrence: z.object({ pattern: z.unknown() }).nullish(),
    })
    .nullish(),
});

const round = z.object({
  id: guid.transform(roundId),
  status: lowerCase,
  startDateTime: instant,
  endDateTime: instant,
});

const NOBODY = '00000000-0000-0000-0000-000000000000';

const identity = z.object({ id: text, displayName: text, userPrincipalName: optionalText });

const item = z.object({
  id: guid.transform(reviewItemId),
  decision: oneOf([...VERDICTS, 'NotReviewed'], 'NotReviewed'),
  recommendation: oneOf(['Approve', 'Deny'], 'none'),
  reviewedBy: identity.nullish(),
  reviewedDateTime: instant,
  applyResult: lowerCase,
  principal: z.object({
    id: guid.transform(principalId),
    displayName: text,
    userPrincipalName: optionalText,
  }),
});

const contacted = z.object({ id: guid.transform(principalId) });

const unreadable = (what: string): PimError =>
  new PimError('unexpected_answer', `Graph answered with ${what} that I cannot read`);

const DIRECTORY = '/roleManagement/directory/';
const kinds: readonly (readonly [path: RegExp, ReviewedAssignments])[] = [
  [/roleDefinitions\/([^/?]+)$/i, 'both'],
  [/roleEligibilityScheduleInstances\?.*roleDefinitionId eq '([^']+)'/i, 'eligible'],
  [/roleAssignmentScheduleInstances\?.*roleDefinitionId eq '([^']+)'/i, 'active'],
];

/** The one role that is reviewed; `undefined` for a review of anything else. Answers carry a version in the query. */
function reviewedRole(
  queries: readonly string[],
): { readonly roleDefinitionId: RoleDefinitionId; readonly assignments: ReviewedAssignments } | undefined {
  const [query, second] = queries;
  if (query === undefined || second !== undefined) return undefined;
  const plain = decodedOnce(query);
  const at = plain.indexOf(DIRECTORY);
  if (at === -1) return undefined;
  for (const [path, assignments] of kinds) {
    const id = path.exec(plain.slice(at + DIRECTORY.length))?.[1];
    if (id !== undefined && isGuid(id)) return { roleDefinitionId: roleDefinitionId(id), assignments };
  }
  return undefined;
}

function decodedOnce(query: string): string {
  try {
    return decodeURIComponent(query);
  } catch {
    return query;
  }
}

/** A review of one role; `undefined`: of something else. @throws PimError `unexpected_answer` */
export function readReview(value: unknown): Review | undefined {
  const read = review.safeParse(value);
  if (!read.success) throw unreadable('a review');
  const { id, displayName, status, scope: reviewed, settings } = read.data;
  const queries =
    reviewed?.resourceScopes?.map(({ query }) => query) ??
    (reviewed?.query === undefined ? [] : [reviewed.query]);
  const role = reviewedRole(queries);
  if (role === undefined) return undefined;
  return {
    id,
    title: displayName,
    ...role,
    status,
    days: settings?.instanceDurationInDays ?? undefined,
    isRecurring: (settings?.recurrence?.pattern ?? null) !== null,
    isAppliedByItself: settings?.autoApplyDecisionsEnabled === true,
  };
}

/** @throws PimError `unexpected_answer` */
export const readReviews = (values: readonly unknown[]): readonly Review[] =>
  values.flatMap((value) => readReview(value) ?? []);

/** @throws PimError `unexpected_answer` */
export function readRound(value: unknown, of: ReviewId): ReviewRound {
  const read = round.safeParse(value);
  if (!read.success) throw unreadable('a round of a review');
  const { id, status, startDateTime: startAt, endDateTime: endAt } = read.data;
  return { reviewId: of, roundId: id, status, startAt, endAt };
}

/** People act on this, so what cannot be read is an error, and no row less. @throws PimError `unexpected_answer` */
export function readItem(value: unknown): ReviewItem {
  const read = item.safeParse(value);
  if (!read.success) throw unreadable('a decision of a review');
  const { id, decision, recommendation, reviewedBy, reviewedDateTime, applyResult, principal } = read.data;
  const isDecided = decision !== 'NotReviewed';
  const by = reviewedBy?.id ?? NOBODY;
  return {
    id,
    principal,
    verdict: isDecided ? decision : undefined,
    recommendation: recommendation === 'none' ? undefined : recommendation,
    decidedBy:
      isDecided && by !== NOBODY && isGuid(by)
        ? { id: principalId(by), displayName: reviewedBy?.displayName ?? '' }
        : undefined,
    decidedAt: isDecided ? reviewedDateTime : undefined,
    applyResult: applyResult === '' ? 'new' : applyResult,
  };
}

/** Ids of those whom Entra asked. */
export const readContacted = (values: readonly unknown[]): readonly PrincipalId[] => [
  ...new Set(
    values.flatMap((value) => {
      const read = contacted.safeParse(value);
      return read.success ? [read.data.id] : [];
    }),
  ),
];

/** The id of what was just set up. */
export function readMadeReview(value: unknown): ReviewId {
  const read = z.object({ id: guid.transform(reviewId) }).safeParse(value);
  // It was taken, but which it is cannot be read here.
  if (!read.success) throw new PimError('outcome_unknown', 'Graph took the review and did not name it');
  return read.data.id;
}
