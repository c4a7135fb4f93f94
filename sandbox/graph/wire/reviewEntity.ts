import { entryOf } from '../../entries.ts';
import { shortInstant } from '../instants.ts';
import { type Entity } from '../odata/matches.ts';
import { type Pim } from '../pim/pim.ts';
import {
  type AskedReview,
  type ReviewDefinition,
  type ReviewInstance,
  type ReviewSettings,
} from '../reviews/records.ts';

/** How an instant comes back in the 201, which is before it was noted. */
const NEVER = '0001-01-01T00:00:00Z';
const NOBODY = '00000000-0000-0000-0000-000000000000';

/** A person as reviews name one; `null`: nobody, which is zeros and empty texts. */
export function identityOf(pim: Pim, id: string | null): Entity {
  const user = id === null ? undefined : entryOf(pim.world.tenant.users, id);
  return {
    id: id ?? NOBODY,
    displayName: user?.displayName ?? '',
    type: null,
    userPrincipalName: user?.userPrincipalName ?? '',
  };
}

/** Whoever made a review is a `userIdentity`, which has no type. */
const withoutType = ({ type: _type, ...identity }: Entity): Entity => identity;

/** Where a review stands: as its newest round that has begun. */
function statusOf({ instances }: ReviewDefinition): string {
  const begun = instances.findLast(({ status }) => status !== 'NotStarted');
  return begun?.status ?? (instances.length === 0 ? 'Initializing' : 'NotStarted');
}

/** A review without its rounds. */
export function definitionEntity(pim: Pim, definition: ReviewDefinition): Entity {
  const { asked, createdAt, modifiedAt } = definition;
  return {
    id: definition.id,
    displayName: asked.displayName,
    createdDateTime: shortInstant(createdAt),
    lastModifiedDateTime: shortInstant(modifiedAt),
    status: statusOf(definition),
    descriptionForAdmins: asked.descriptionForAdmins,
    descriptionForReviewers: asked.descriptionForReviewers,
    createdBy: withoutType(identityOf(pim, definition.createdBy.id)),
    scope: typedScope(asked),
    instanceEnumerationScope: null,
    reviewers: asked.reviewers.map(({ wire }) => wire),
    fallbackReviewers: asked.fallbackReviewers.map(({ wire }) => wire),
    settings: settingsEntity(asked.settings),
    stageSettings: [],
    additionalNotificationRecipients: asked.additionalRecipients,
  };
}

/** A review as the 201 has it: its times are not there yet, and it has not started whatever it says later. */
export const freshDefinitionEntity = (pim: Pim, definition: ReviewDefinition): Entity => ({
  ...definitionEntity(pim, definition),
  createdDateTime: NEVER,
  lastModifiedDateTime: NEVER,
  status: 'NotStarted',
});

const typedScope = ({ scope: { wire } }: AskedReview): Entity => ({
  '@odata.type': '#microsoft.graph.accessReviewQueryScope',
  ...wire,
});

/** Every member of the type is there, whether it has an effect or not. */
function settingsEntity(settings: ReviewSettings): Entity {
  const { pattern, range } = settings.recurrence;
  return {
    mailNotificationsEnabled: settings.isMailed,
    reminderNotificationsEnabled: settings.isReminded,
    justificationRequiredOnApproval: settings.isJustificationRequired,
    defaultDecisionEnabled: settings.isDefaultEnabled,
    defaultDecision: settings.defaultDecision,
    instanceDurationInDays: settings.durationDays,
    autoApplyDecisionsEnabled: settings.isAutoApplied,
    recommendationsEnabled: settings.isRecommended,
    recommendationLookBackDuration: settings.lookBack,
    decisionHistoriesForReviewersEnabled: false,
    recurrence: {
      pattern: pattern && {
        type: pattern.type,
        interval: pattern.interval,
        month: 0,
        dayOfMonth: pattern.dayOfMonth,
        daysOfWeek: [],
        firstDayOfWeek: 'sunday',
        index: 'first',
      },
      range: {
        type: range.type,
        numberOfOccurrences: range.occurrences,
        recurrenceTimeZone: null,
        startDate: range.startDate,
        endDate: range.endDate,
      },
    },
    applyActions: [],
    recommendationInsightSettings: [],
  };
}

/** A round of a review. Its queries say which version of Graph answers them. */
export const instanceEntity = (instance: ReviewInstance): Entity => ({
  id: instance.id,
  startDateTime: shortInstant(instance.startAt),
  endDateTime: shortInstant(instance.endAt),
  status: instance.status,
  scope: versioned(typedScope(instance.asked)),
  reviewers: instance.asked.reviewers.map(({ wire }) => versioned(wire)),
  fallbackReviewers: instance.asked.fallbackReviewers.map(({ wire }) => versioned(wire)),
});

function versioned(scope: unknown): unknown {
  if (Array.isArray(scope)) return scope.map(versioned);
  if (typeof scope !== 'object' || scope === null) return scope;
  return Object.fromEntries(
    Object.entries(scope).map(([name, value]: [string, unknown]) => [
      name,
      name === 'query' && typeof value === 'string' ? versionedQuery(value) : versioned(value),
    ]),
  );
}

function versionedQuery(query: string): string {
  if (!query.startsWith('/') || /^\/(v1\.0|beta)\//.test(query)) return query;
  return `${query.startsWith('/roleManagement') ? '/beta' : '/v1.0'}${query}`;
}

/** Who was told that there is something to decide. */
export function contactedReviewerEntities(pim: Pim, instance: ReviewInstance): readonly Entity[] {
  const ids = new Set(instance.decisions.flatMap((one) => one.reviewerIds));
  return [...ids].map((id) => {
    const { displayName, userPrincipalName } = identityOf(pim, id);
    return { id, displayName, userPrincipalName, createdDateTime: shortInstant(instance.startAt) };
  });
}
