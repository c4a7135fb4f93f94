import { badRequest } from '../graphError.ts';
import { durationMs } from '../instants.ts';
import { type Pim } from '../pim/pim.ts';
import { flagIn, type Json, listIn, memberIn, numberIn, objectOf, textIn } from './bodyValues.ts';
import { type AskedReview, defaultDecisions, type ReviewSettings } from './records.ts';
import { type Recurrence, shortestGapDays } from './recurrence.ts';
import { reviewerFrom } from './reviewers.ts';
import { scopeFrom } from './reviewScope.ts';

/** What the body of a definition may have. The read-only ones are taken, as of an answer that is sent back. */
const properties = [
  ...['id', 'status', 'createdBy', 'createdDateTime', 'lastModifiedDateTime'],
  ...['displayName', 'descriptionForAdmins', 'descriptionForReviewers', 'scope', 'instanceEnumerationScope'],
  ...['reviewers', 'fallbackReviewers', 'backupReviewers', 'settings', 'stageSettings'],
  'additionalNotificationRecipients',
];

const settingsProperties = [
  ...['mailNotificationsEnabled', 'reminderNotificationsEnabled', 'justificationRequiredOnApproval'],
  ...['defaultDecisionEnabled', 'defaultDecision', 'instanceDurationInDays', 'recurrence', 'applyActions'],
  ...['autoApplyDecisionsEnabled', 'recommendationsEnabled', 'recommendationLookBackDuration'],
  ...['recommendationInsightSettings', 'decisionHistoriesForReviewersEnabled'],
];

const patternProperties = [
  'type',
  'interval',
  'month',
  'dayOfMonth',
  'daysOfWeek',
  'firstDayOfWeek',
  'index',
];
const rangeProperties = ['type', 'startDate', 'endDate', 'numberOfOccurrences', 'recurrenceTimeZone'];

/** Reads the body of a definition. Throws 400 for whatever is unknown, malformed, missing, or not in the offline tenant. */
export function askedReview(pim: Pim, given: Json): AskedReview {
  const body = objectOf(given, 'accessReviewScheduleDefinition', properties);
  const displayName = textIn(body, 'displayName');
  for (const name of ['displayName', 'scope', 'settings'])
    if ((body[name] ?? '') === '') throw badRequest(`The property '${name}' is required.`);
  if (listIn(body, 'stageSettings').length > 0)
    throw badRequest('Reviews of several stages are not supported for a role here.');
  const reviewers = listIn(body, 'reviewers').map((one) => reviewerFrom(pim, one));
  const fallback = body['fallbackReviewers'] === undefined ? 'backupReviewers' : 'fallbackReviewers';
  return {
    displayName,
    descriptionForAdmins: textIn(body, 'descriptionForAdmins'),
    descriptionForReviewers: textIn(body, 'descriptionForReviewers'),
    scope: scopeFrom(pim, body['scope']),
    reviewers,
    fallbackReviewers: listIn(body, fallback).map((one) => reviewerFrom(pim, one)),
    additionalRecipients: listIn(body, 'additionalNotificationRecipients').map((one) =>
      objectOf(one, 'accessReviewNotificationRecipientItem', [
        'notificationTemplateType',
        'notificationRecipientScope',
      ]),
    ),
    settings: settingsFrom(body['settings']),
  };
}

function settingsFrom(value: unknown): ReviewSettings {
  const body = objectOf(value, 'accessReviewScheduleSettings', settingsProperties);
  const lookBack = textIn(body, 'recommendationLookBackDuration');
  if (lookBack !== '' && durationMs(lookBack) === undefined)
    throw badRequest(
      "Cannot convert the value of 'recommendationLookBackDuration' to the expected type 'Edm.Duration'.",
    );
  const settings: ReviewSettings = {
    isMailed: flagIn(body, 'mailNotificationsEnabled'),
    isReminded: flagIn(body, 'reminderNotificationsEnabled'),
    isJustificationRequired: flagIn(body, 'justificationRequiredOnApproval'),
    isDefaultEnabled: flagIn(body, 'defaultDecisionEnabled'),
    defaultDecision: memberIn(body, 'defaultDecision', defaultDecisions, 'None'),
    durationDays: numberIn(body, 'instanceDurationInDays'),
    isAutoApplied: flagIn(body, 'autoApplyDecisionsEnabled'),
    isRecommended: flagIn(body, 'recommendationsEnabled'),
    lookBack: lookBack === '' ? null : lookBack,
    recurrence: recurrenceFrom(body['recurrence']),
  };
  refuseOtherActions(listIn(body, 'applyActions'));
  if (settings.durationDays < 1)
    throw badRequest("The value of 'instanceDurationInDays' has to be 1 at least.");
  if (settings.durationDays >= shortestGapDays(settings.recurrence))
    throw badRequest('A round of the review has to end before the next one begins.');
  return settings;
}

/** Taking the access away is the default; disabling and deleting people is not for roles. */
function refuseOtherActions(actions: readonly unknown[]): void {
  for (const action of actions) {
    const type = objectOf(action, 'accessReviewApplyAction', [])['@odata.type'];
    if (!String(type).endsWith('.removeAccessApplyAction'))
      throw badRequest(`The apply action '${String(type)}' is not supported for a role.`);
  }
}

function recurrenceFrom(value: unknown): Recurrence {
  if (value === undefined || value === null) return { pattern: null, range: atOnce };
  const body = objectOf(value, 'patternedRecurrence', ['pattern', 'range']);
  const [pattern, range] = [patternFrom(body['pattern']), rangeFrom(body['range'])];
  // Of a review that happens once the documentation's examples have no number.
  if (pattern !== null && range.type === 'numbered' && range.occurrences < 1)
    throw badRequest("The value of 'numberOfOccurrences' has to be 1 at least.");
  return { pattern, range };
}

const atOnce = { type: 'numbered', startDate: null, endDate: null, occurrences: 1 } as const;

function patternFrom(value: unknown): Recurrence['pattern'] {
  if (value === undefined || value === null) return null;
  const body = objectOf(value, 'recurrencePattern', patternProperties);
  const interval = numberIn(body, 'interval');
  const dayOfMonth = numberIn(body, 'dayOfMonth');
  if (interval < 1) throw badRequest("The value of 'interval' has to be 1 at least.");
  if (dayOfMonth > 31) throw badRequest("The value of 'dayOfMonth' has to be 31 at most.");
  return { type: memberIn(body, 'type', ['weekly', 'absoluteMonthly']), interval, dayOfMonth };
}

function rangeFrom(value: unknown): Recurrence['range'] {
  if (value === undefined || value === null) return atOnce;
  const body = objectOf(value, 'recurrenceRange', rangeProperties);
  const type = memberIn(body, 'type', ['noEnd', 'endDate', 'numbered']);
  const range = {
    type,
    startDate: dateIn(body, 'startDate'),
    endDate: dateIn(body, 'endDate'),
    occurrences: numberIn(body, 'numberOfOccurrences'),
  };
  if (type === 'endDate' && range.endDate === null) throw badRequest("The property 'endDate' is required.");
  return range;
}

/** A day; the documentation's own example has a time of day behind it, which does not count. */
function dateIn(body: Json, name: string): string | null {
  const text = textIn(body, name);
  if (text === '') return null;
  const day = /^(\d{4}-\d\d-\d\d)(T.*)?$/.exec(text)?.[1];
  if (day === undefined || Number.isNaN(Date.parse(`${day}T00:00:00Z`)))
    throw badRequest(`Cannot convert the value of '${name}' to the expected type 'Edm.Date'.`);
  return day;
}
