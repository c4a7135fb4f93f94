import { type EntitySet } from '../odata/entitySet.ts';

/** Reviews are filtered and sorted by what their documentation names, and counted through with `$skip`. */
const plain = {
  takesOr: false,
  navigation: {},
  maximumTop: 100,
  options: ['$orderby', '$count', '$skip'],
} as const;

const base = 'identityGovernance/accessReviews/definitions';
const scopeQuery = 'scope/microsoft.graph.accessReviewQueryScope/query';

/** Reviews and series of them. */
export const definitionSet: EntitySet = {
  ...plain,
  typeName: 'accessReviewScheduleDefinition',
  contextPath: base,
  properties: [
    ...['id', 'displayName', 'createdDateTime', 'lastModifiedDateTime', 'status', 'descriptionForAdmins'],
    ...['descriptionForReviewers', 'createdBy', 'scope', 'instanceEnumerationScope', 'reviewers'],
    ...['fallbackReviewers', 'settings', 'stageSettings', 'additionalNotificationRecipients'],
  ],
  filters: { status: ['eq'], [scopeQuery]: ['contains'] },
  sortable: ['displayName', 'createdDateTime', 'status'],
};

/** The rounds of a review. */
export const instanceSet = (definitionId: string): EntitySet => ({
  ...plain,
  typeName: 'accessReviewInstance',
  contextPath: `${base}('${definitionId}')/instances`,
  properties: ['id', 'startDateTime', 'endDateTime', 'status', 'scope', 'reviewers', 'fallbackReviewers'],
  filters: { status: ['eq'], [scopeQuery]: ['contains'] },
  sortable: ['status'],
});

/** What is decided in a round. */
export const decisionSet = (definitionId: string, instanceId: string): EntitySet => ({
  ...plain,
  typeName: 'accessReviewInstanceDecisionItem',
  contextPath: `${base}('${definitionId}')/instances('${instanceId}')/decisions`,
  properties: [
    ...['id', 'accessReviewId', 'reviewedDateTime', 'decision', 'justification', 'appliedDateTime'],
    ...['applyResult', 'recommendation', 'principalLink', 'resourceLink', 'reviewedBy', 'appliedBy'],
    ...['resource', 'principal'],
  ],
  filters: { decision: ['eq'], recommendation: ['eq'], applyResult: ['eq'] },
  sortable: ['decision', 'recommendation', 'applyResult'],
});

/** Who was told about a round. */
export const contactedReviewerSet = (definitionId: string, instanceId: string): EntitySet => ({
  ...plain,
  typeName: 'accessReviewReviewer',
  contextPath: `${base}('${definitionId}')/instances('${instanceId}')/contactedReviewers`,
  properties: ['id', 'displayName', 'userPrincipalName', 'createdDateTime'],
  filters: {},
  sortable: [],
});
