import { guidOf } from '../identifiers.ts';
import { type Entity } from '../odata/matches.ts';
import { type Pim } from '../pim/pim.ts';
import { type ReviewDefinition, type ReviewInstance } from '../reviews/records.ts';
import { askedReview } from '../reviews/reviewBody.ts';
import { watchEnd } from '../reviews/rounds.ts';
import { decisionsFor, reviewedNow } from '../reviews/roundStart.ts';
import { daysFrom } from './seededDays.ts';
import { type SeededReview, type TenantSeed } from './tenantSeed.ts';

/** An access review whose first round is in progress. Ids are the same each time. */
export function plantReview(pim: Pim, { administratorId }: TenantSeed, given: SeededReview): void {
  const startAt = daysFrom(pim.state.plantedAt, -given.startedDaysAgo);
  const asked = askedReview(pim, bodyOf(given, startAt));
  const id = guidOf('review', given.displayName, given.roleDefinitionId, String(pim.state.reviews.length));
  const instance: ReviewInstance = {
    id: guidOf('round', id),
    number: 0,
    startAt,
    endAt: daysFrom(startAt, given.durationDays),
    status: 'InProgress',
    asked,
    decisions: [],
  };
  const definition: ReviewDefinition = {
    id,
    createdBy: { kind: 'user', id: administratorId },
    createdAt: startAt,
    modifiedAt: startAt,
    asked,
    firstStartAt: startAt,
    instances: [instance],
  };
  const principals = given.principals ?? reviewedNow(pim, instance);
  instance.decisions = decisionsFor(pim, instance, principals, (principal) =>
    guidOf('decision', instance.id, principal),
  );
  decide(pim, instance, given);
  pim.state.reviews = [...pim.state.reviews, definition];
  watchEnd(pim, definition, instance);
}

function bodyOf(given: SeededReview, startAt: Date): Entity {
  const role = given.roleDefinitionId;
  const eligible = `/roleManagement/directory/roleEligibilityScheduleInstances?$expand=principal&$filter=(isof(principal,'microsoft.graph.user') and roleDefinitionId eq '${role}')`;
  const all = `/roleManagement/directory/roleDefinitions/${role}`;
  return {
    displayName: given.displayName,
    descriptionForAdmins: given.displayName,
    descriptionForReviewers: 'Who of these still needs the role?',
    scope: {
      '@odata.type': '#microsoft.graph.accessReviewQueryScope',
      query: given.scope === 'eligible' ? eligible : all,
      queryType: 'MicrosoftGraph',
    },
    reviewers: given.reviewers.map((id) => ({ query: `/users/${id}`, queryType: 'MicrosoftGraph' })),
    settings: {
      mailNotificationsEnabled: true,
      reminderNotificationsEnabled: true,
      justificationRequiredOnApproval: true,
      instanceDurationInDays: given.durationDays,
      recommendationsEnabled: true,
      recurrence: {
        pattern: { type: 'absoluteMonthly', interval: given.everyMonths },
        range: { type: 'noEnd', startDate: startAt.toISOString().slice(0, 10) },
      },
    },
  };
}

function decide(pim: Pim, { decisions }: ReviewInstance, given: SeededReview): void {
  const byPrincipal = new Map(given.decisions.map((one) => [one.principalId, one]));
  for (const one of decisions) {
    const made = byPrincipal.get(one.principalId);
    if (made === undefined) continue;
    one.decision = made.decision;
    one.justification = made.justification;
    one.reviewedBy = made.decidedBy;
    one.reviewedAt = daysFrom(pim.state.plantedAt, -made.daysAgo);
  }
}
