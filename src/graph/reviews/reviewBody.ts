import {
  type ReviewCadence,
  type Reviewer,
  type ReviewedAssignments,
  type ReviewPlan,
} from '../../pim/reviews/review.ts';

const directory = '/roleManagement/directory';

/** What is looked at, as a query (Graph: "scopes of reviews of roles"). An activation is never looked at. */
const scopeQuery = (role: string, assignments: ReviewedAssignments): string => {
  const isPerson = "isof(principal,'microsoft.graph.user')";
  const isRole = `roleDefinitionId eq '${role}'`;
  switch (assignments) {
    case 'both':
      return `${directory}/roleDefinitions/${role}`;
    case 'eligible':
      return `${directory}/roleEligibilityScheduleInstances?$expand=principal&$filter=(${isPerson} and ${isRole})`;
    case 'active':
      return `${directory}/roleAssignmentScheduleInstances?$expand=principal&$filter=(assignmentType eq 'Assigned' and ${isPerson} and ${isRole})`;
  }
};

const reviewerQuery = (reviewer: Reviewer): object => {
  const queryType = 'MicrosoftGraph';
  switch (reviewer.kind) {
    case 'person':
      return { query: `/users/${reviewer.id}`, queryType };
    case 'group':
      return { query: `/groups/${reviewer.id}/transitiveMembers/microsoft.graph.user`, queryType };
    case 'manager':
      return { query: './manager', queryType, queryRoot: 'decisions' };
  }
};

const MONTHS: Readonly<Record<Exclude<ReviewCadence, 'once' | 'weekly'>, number>> = {
  monthly: 1,
  quarterly: 3,
  halfYearly: 6,
  yearly: 12,
};

/** When the rounds begin. Graph heeds type, interval and day of the month alone. */
const recurrence = (cadence: ReviewCadence, startDate: string): object => {
  if (cadence === 'once')
    return { pattern: null, range: { type: 'numbered', numberOfOccurrences: 1, startDate } };
  const pattern =
    cadence === 'weekly'
      ? { type: 'weekly', interval: 1 }
      : { type: 'absoluteMonthly', interval: MONTHS[cadence], dayOfMonth: Number(startDate.slice(8, 10)) };
  return { pattern, range: { type: 'noEnd', startDate } };
};

/** The body that sets a review up: nothing is ever applied by itself, and every decision takes a reason. */
export const definitionBody = (plan: ReviewPlan, title: string): object => ({
  displayName: title,
  descriptionForAdmins: title,
  descriptionForReviewers: plan.title.slice(0, 256),
  scope: {
    '@odata.type': '#microsoft.graph.accessReviewQueryScope',
    query: scopeQuery(plan.roleDefinitionId, plan.assignments),
    queryType: 'MicrosoftGraph',
  },
  reviewers: plan.reviewers.map(reviewerQuery),
  fallbackReviewers: plan.fallbackReviewers.map(reviewerQuery),
  settings: {
    mailNotificationsEnabled: true,
    reminderNotificationsEnabled: true,
    justificationRequiredOnApproval: true,
    defaultDecisionEnabled: false,
    defaultDecision: 'None',
    instanceDurationInDays: plan.days,
    autoApplyDecisionsEnabled: false,
    recommendationsEnabled: true,
    recurrence: recurrence(plan.cadence, plan.startOn),
  },
});
