import { reviewActCard, reviewAskCard, reviewsMadeCard } from '../../../src/cards/reviewActCard.ts';
import { reviewCard, type ReviewOnCard } from '../../../src/cards/reviewCard.ts';
import { reviewConfirmCard, reviewDismissedCard, reviewFormCard } from '../../../src/cards/reviewFormCard.ts';
import { keepUsedCard, ownReviewCard, ownReviewPageCard } from '../../../src/cards/reviewOwnCard.ts';
import { reviewsCard, type ReviewRow } from '../../../src/cards/reviewsCard.ts';
import { PimError } from '../../../src/pim/errors.ts';
import { principalId } from '../../../src/pim/ids.ts';
import {
  type Review,
  reviewId,
  type ReviewItem,
  reviewItemId,
  type ReviewPlan,
  type ReviewRound,
  roundId,
} from '../../../src/pim/reviews/review.ts';
import { roles } from '../../support/calmTenant.ts';
import { aContext, draftId } from '../samples.ts';
import { type ForeignWords, type NamedCards } from './foreignWords.ts';

const guid = (number: number): string => `00000000-0000-4000-8000-${String(number).padStart(12, '0')}`;
const DAY_MS = 86_400_000;
const inDays = (days: number): Date => new Date(aContext().now.getTime() + days * DAY_MS);

const review: Review = {
  id: reviewId(guid(1)),
  title: 'Review',
  roleDefinitionId: roles.exchange,
  assignments: 'eligible',
  status: 'inprogress',
  days: 14,
  isRecurring: true,
  isAppliedByItself: false,
};
const running: ReviewRound = {
  reviewId: review.id,
  roundId: roundId(guid(2)),
  status: 'inprogress',
  startAt: inDays(-4),
  endAt: inDays(10),
};
const progress = {
  total: 12,
  kept: 5,
  removed: 2,
  undecidable: 1,
  decidedBy: new Map([[principalId(guid(3)), 8]]),
};
const key = { cardId: draftId, nonce: 'n'.repeat(22) };
const shown = 'a'.repeat(43);

/** Access reviews, as administrators and as reviewers see them. */
export function reviewCards(words: ForeignWords): NamedCards {
  const many = <T>(count: number, one: (index: number) => T): readonly T[] =>
    Array.from({ length: count }, (_, index) => one(index));
  const row = (round: ReviewRound | undefined): ReviewRow => ({
    review,
    role: words.role,
    round,
    progress: round === undefined ? undefined : progress,
  });
  const onCard = (changes: Partial<ReviewOnCard>): ReviewOnCard => ({
    review,
    round: running,
    role: words.role,
    progress,
    reviewers: many(20, (decided) => ({ name: words.person, decided })),
    losing: [],
    ...changes,
  });
  const plan: ReviewPlan = {
    roleDefinitionId: roles.exchange,
    title: words.role,
    assignments: 'both',
    cadence: 'quarterly',
    days: 14,
    reviewers: [{ kind: 'manager' }, { kind: 'person', id: principalId(guid(4)) }],
    fallbackReviewers: [{ kind: 'group', id: principalId(guid(5)) }],
    startOn: '2026-03-02',
  };
  const draft = {
    draftId,
    roles: roles.exchange,
    assignments: 'both',
    cadence: 'quarterly',
    days: '14',
    reviewers: 'manager',
    fallback: `group:${guid(5)}`,
  };
  const given = { roles: '', assignments: 'eligible', cadence: 'quarterly', days: '14', by: 'named' };
  const named = { named: words.text.slice(0, 900), fallback: words.text.slice(0, 900) };
  const item = (index: number, changes: Partial<ReviewItem> = {}): ReviewItem => ({
    id: reviewItemId(guid(100 + index)),
    principal: { id: principalId(guid(index)), displayName: words.person, userPrincipalName: words.person },
    verdict: undefined,
    recommendation: 'Deny',
    decidedBy: undefined,
    decidedAt: undefined,
    applyResult: 'new',
    ...changes,
  });
  const own = { key, role: words.role, round: running };
  const decided = {
    verdict: 'Deny',
    decidedBy: { id: principalId(guid(9)), displayName: words.person },
    decidedAt: inDays(-1),
  } as const;
  const facts = { through: [words.scope, words.scope], lastUsedAt: inDays(-30), uses: 3 };
  const page = {
    reviewer: principalId(guid(8)),
    total: 12,
    open: 4,
    page: 2,
    pages: 3,
    keepWithinDays: 30,
    rows: [
      ...many(3, (index) => ({ item: item(index), facts })),
      { item: item(8, decided), facts: { through: [], lastUsedAt: undefined, uses: 0 } },
      { item: item(9, { recommendation: undefined }), facts: undefined },
    ],
  };
  const refused = { state: 'refused', error: new PimError('forbidden', 'no'), operationId: draftId } as const;
  return [
    ['reviews', (context) => reviewsCard(context, { rows: many(8, () => row(running)), page: 1, pages: 3 })],
    [
      'reviews-states',
      (context) =>
        reviewsCard(context, {
          rows: [
            row(undefined),
            row({ ...running, endAt: inDays(1) }),
            row({ ...running, status: 'completed', endAt: inDays(-1) }),
            row({ ...running, status: 'applied', endAt: inDays(-1) }),
          ],
          page: 1,
          pages: 1,
        }),
    ],
    ['reviews-none', (context) => reviewsCard(context, { rows: [], page: 1, pages: 1 })],
    ['review-running', (context) => reviewCard(context, onCard({}))],
    [
      'review-completed',
      (context) =>
        reviewCard(
          context,
          onCard({
            round: { ...running, status: 'completed', endAt: inDays(-1) },
            losing: many(30, () => words.person),
            review: { ...review, isAppliedByItself: true },
          }),
        ),
    ],
    [
      'review-nothing-to-lose',
      (context) => reviewCard(context, onCard({ round: { ...running, status: 'completed' }, reviewers: [] })),
    ],
    [
      'review-form',
      (context) =>
        reviewFormCard(context, {
          draftId,
          roles: many(12, (index) => ({ id: guid(index), displayName: words.role })),
          given: { ...given, ...named },
          problems: [words.text.slice(0, 900), 'Choose a role at least.'],
        }),
    ],
    [
      'review-confirm',
      (context) =>
        reviewConfirmCard(context, {
          draft,
          plans: [plan, plan],
          nameOf: () => words.role,
          existing: [review],
        }),
    ],
    ['review-dismissed', (context) => reviewDismissedCard(context)],
    ...(['remind', 'stop', 'apply'] as const).map(
      (what) =>
        [
          `review-ask-${what}`,
          (context) =>
            reviewAskCard(context, {
              key: { what, reviewId: running.reviewId, roundId: running.roundId },
              role: words.role,
              draftId,
              shown,
              losing: what === 'apply' ? many(25, () => words.person) : [],
            }),
        ] as NamedCards[number],
    ),
    ...(['done', 'working', 'needsSignIn', 'unclear'] as const).map(
      (state) =>
        [
          `review-act-${state}`,
          (context) =>
            reviewActCard(context, { what: 'apply', role: words.role, state, operationId: draftId }),
        ] as NamedCards[number],
    ),
    [
      'review-act-refused',
      (context) => reviewActCard(context, { what: 'stop', role: words.role, ...refused }),
    ],
    [
      'reviews-made',
      (context) =>
        reviewsMadeCard(context, [
          { role: words.role, state: 'done', operationId: draftId },
          { role: words.role, state: 'working', operationId: draftId },
          { role: words.role, state: 'needsSignIn', operationId: draftId },
          { role: words.role, ...refused },
        ]),
    ],
    ...(['asked', 'over', 'notListed', 'reminder'] as const).map(
      (state) =>
        [`own-review-${state}`, (context) => ownReviewCard(context, own, { state })] as NamedCards[number],
    ),
    ['own-review-page', (context) => ownReviewPageCard(context, own, page)],
    [
      'own-review-problem',
      (context) =>
        ownReviewPageCard(context, own, {
          ...page,
          open: 0,
          problem: new PimError('already_reviewed', 'late', { decidedBy: words.person }),
        }),
    ],
    [
      'own-review-keep',
      (context) =>
        keepUsedCard(context, own, {
          draftId,
          shown,
          days: 30,
          names: many(40, () => words.person),
        }),
    ],
  ];
}
