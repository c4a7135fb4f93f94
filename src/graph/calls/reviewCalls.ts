import { z } from 'zod';
import { get, type GraphCall } from './graphCall.ts';

const definitions = '/identityGovernance/accessReviews/definitions';
const rounds = `${definitions}/{reviewId}/instances`;
const round = `${rounds}/{roundId}`;
const readAll = 'AccessReview.Read.All';
const writeAll = 'AccessReview.ReadWrite.All';

const text = z.string().min(1).max(1_000);
const GUID = '[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}';
const matching = (pattern: string) => z.string().regex(new RegExp(`^(?:${pattern})$`));

/** One role, and whose hold on it: nothing else can be put under review from here. */
const scope = z.strictObject({
  '@odata.type': z.literal('#microsoft.graph.accessReviewQueryScope'),
  query: matching(
    [
      `/roleManagement/directory/roleDefinitions/${GUID}`,
      `/roleManagement/directory/roleEligibilityScheduleInstances\\?\\$expand=principal&\\$filter=\\(isof\\(principal,'microsoft\\.graph\\.user'\\) and roleDefinitionId eq '${GUID}'\\)`,
      `/roleManagement/directory/roleAssignmentScheduleInstances\\?\\$expand=principal&\\$filter=\\(assignmentType eq 'Assigned' and isof\\(principal,'microsoft\\.graph\\.user'\\) and roleDefinitionId eq '${GUID}'\\)`,
    ].join('|'),
  ),
  queryType: z.literal('MicrosoftGraph'),
});

const reviewer = z.union([
  z.strictObject({
    query: matching(`/users/${GUID}|/groups/${GUID}/transitiveMembers/microsoft\\.graph\\.user`),
    queryType: z.literal('MicrosoftGraph'),
  }),
  z.strictObject({
    query: z.literal('./manager'),
    queryType: z.literal('MicrosoftGraph'),
    queryRoot: z.literal('decisions'),
  }),
]);

const pattern = z.union([
  z.strictObject({ type: z.literal('weekly'), interval: z.literal(1) }),
  z.strictObject({
    type: z.literal('absoluteMonthly'),
    interval: z.union([z.literal(1), z.literal(3), z.literal(6), z.literal(12)]),
    dayOfMonth: z.int().min(1).max(31),
  }),
  z.null(),
]);

const range = z.union([
  z.strictObject({ type: z.literal('noEnd'), startDate: z.iso.date() }),
  z.strictObject({
    type: z.literal('numbered'),
    numberOfOccurrences: z.literal(1),
    startDate: z.iso.date(),
  }),
]);

/** Whoever sets a review up from here can have nothing applied by itself, and decides nothing for those who are silent. */
const definition = (): z.ZodType =>
  z.strictObject({
    displayName: text,
    descriptionForAdmins: text,
    descriptionForReviewers: z.string().min(1).max(256),
    scope,
    reviewers: z.array(reviewer).min(1).max(20),
    fallbackReviewers: z.array(reviewer).max(20),
    settings: z.strictObject({
      mailNotificationsEnabled: z.literal(true),
      reminderNotificationsEnabled: z.literal(true),
      justificationRequiredOnApproval: z.literal(true),
      defaultDecisionEnabled: z.literal(false),
      defaultDecision: z.literal('None'),
      instanceDurationInDays: z.int().min(1).max(180),
      autoApplyDecisionsEnabled: z.literal(false),
      recommendationsEnabled: z.literal(true),
      recurrence: z.strictObject({ pattern, range }),
    }),
  });

const decision = (): z.ZodType =>
  z.strictObject({
    decision: z.enum(['Approve', 'Deny', 'DontKnow']),
    justification: z.string().max(2_000),
  });

const byApp = { ...get, leastApplication: readAll } as const;
const byPerson = { version: 'v1.0', group: 'review', leastDelegated: writeAll } as const;

/**
 * Access reviews: the app reads them, people decide in them and administrators set them up with their own token, where
 * that is switched on.
 */
export const reviewCalls = {
  reviews: {
    ...byApp,
    path: definitions,
    usedFor: 'access reviews, with `reviews.enabled` only: which there are, and whether one was set up',
  },
  review: { ...byApp, path: `${definitions}/{reviewId}`, usedFor: 'access reviews: reading one again' },
  reviewRounds: { ...byApp, path: rounds, usedFor: 'access reviews: which rounds run, and until when' },
  reviewRound: { ...byApp, path: round, usedFor: 'access reviews: whether a round still runs' },
  reviewItems: {
    ...byApp,
    path: `${round}/decisions`,
    usedFor: 'access reviews: how far a round is, and who would lose what',
  },
  reviewItem: {
    ...byApp,
    path: `${round}/decisions/{itemId}`,
    usedFor: 'access reviews: whether a decision was taken',
  },
  contactedReviewers: {
    ...byApp,
    path: `${round}/contactedReviewers`,
    usedFor: 'access reviews: who is to decide, to bring them their card',
  },
  myReviewItems: {
    ...byPerson,
    method: 'GET',
    path: `${round}/decisions/filterByCurrentUser(on='reviewer')`,
    usedFor: 'access reviews: what somebody is a reviewer of',
  },
  createReview: {
    ...byPerson,
    method: 'POST',
    path: definitions,
    usedFor: 'access reviews: setting one up for a role; with `reviews.enabled` only',
    body: definition,
  },
  decideReviewItem: {
    ...byPerson,
    method: 'PATCH',
    path: `${round}/decisions/{itemId}`,
    usedFor: 'access reviews: a reviewer’s decision; with `reviews.enabled` only',
    body: decision,
  },
  remindReviewers: {
    ...byPerson,
    method: 'POST',
    path: `${round}/sendReminder`,
    usedFor: 'access reviews: having Entra remind reviewers; with `reviews.enabled` only',
  },
  stopReview: {
    ...byPerson,
    method: 'POST',
    path: `${round}/stop`,
    usedFor: 'access reviews: ending a round; with `reviews.enabled` only',
  },
  applyReview: {
    ...byPerson,
    method: 'POST',
    path: `${round}/applyDecisions`,
    usedFor: 'access reviews: carrying out what was decided; with `reviews.enabled` only',
  },
} as const satisfies Readonly<Record<string, GraphCall>>;
