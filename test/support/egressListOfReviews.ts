import { type AllowedChange } from './egressKinds.ts';

/** What is on the list only where access reviews are switched on. */

const reviews = '/graph/v1.0/identityGovernance/accessReviews/definitions';
const round = `${reviews}/{id}/instances/{id}`;

/** What the app reads of access reviews, where they are switched on. */
export const reviewReads: readonly string[] = [
  reviews,
  `${reviews}/{id}`,
  `${reviews}/{id}/instances`,
  round,
  `${round}/decisions`,
  `${round}/decisions/{id}`,
  `${round}/contactedReviewers`,
];

/** What a reviewer reads: what they are listed for. */
export const reviewerReads: readonly string[] = [`${round}/decisions/filterByCurrentUser(on='reviewer')`];

/** What people do with access reviews, with the same kind of token; only where that is switched on. */
export const reviewChanges: readonly AllowedChange[] = [
  {
    by: 'person',
    method: 'POST',
    path: reviews,
    action: null,
    isOwn: null,
    members: [
      'displayName',
      'descriptionForAdmins',
      'descriptionForReviewers',
      'fallbackReviewers',
      'reviewers',
      'scope.@odata.type',
      'scope.query',
      'scope.queryType',
      ...[
        'mailNotificationsEnabled',
        'reminderNotificationsEnabled',
        'justificationRequiredOnApproval',
        'defaultDecisionEnabled',
        'defaultDecision',
        'instanceDurationInDays',
        'autoApplyDecisionsEnabled',
        'recommendationsEnabled',
        'recurrence.range.startDate',
        'recurrence.range.type',
      ].map((name) => `settings.${name}`),
    ],
    optionalMembers: [
      'settings.recurrence.pattern',
      'settings.recurrence.pattern.type',
      'settings.recurrence.pattern.interval',
      'settings.recurrence.pattern.dayOfMonth',
      'settings.recurrence.range.numberOfOccurrences',
    ],
  },
  {
    by: 'person',
    method: 'PATCH',
    path: `${round}/decisions/{id}`,
    action: null,
    isOwn: null,
    members: ['decision', 'justification'],
  },
  ...['sendReminder', 'stop', 'applyDecisions'].map((name) => ({
    by: 'person' as const,
    method: 'POST' as const,
    path: `${round}/${name}`,
    action: null,
    isOwn: null,
    members: [],
  })),
];

/** Scopes that a person's token may carry besides. */
export const reviewScopes: readonly string[] = ['AccessReview.ReadWrite.All'];
