import { type BaselineTier } from './baseline.ts';
import { checksOf } from './compliance.ts';
import { type ComplianceCheck } from './judgements.ts';
import { canonicalSettings, type ComparableSettings } from './settingFacts.ts';
import { type SnapshotSettings } from './snapshot.ts';

/** How a role would be set as a tier of the baseline asks, and what only a person can choose. */
export interface TowardsBaseline {
  /** In canonical form. */
  readonly settings: ComparableSettings;
  /** What the tier asks for and nobody can tell from it. */
  readonly leftOpen: readonly ComplianceCheck[];
}

const MINUTES_OF_DAY = 1_440;
const TOLD_OF_ACTIVATIONS = 'Notification_Admin_EndUser_Assignment';

/** Changes no more than the tier asks for: what is stricter already stays, and so does everything it does not speak of. */
export function towardsBaseline(tier: BaselineTier, settings: ComparableSettings): TowardsBaseline {
  const now = canonicalSettings(settings);
  const compared: SnapshotSettings = { ...now, policyId: '' };
  const unmet = checksOf(tier, compared)
    .filter(({ isMet }) => !isMet)
    .map(({ check }) => check);
  return {
    settings: canonicalSettings(unmet.reduce((made, check) => meeting(made, check, tier), now)),
    // Which context it is to be, only those know who made them in Entra.
    leftOpen: unmet.filter((check) => check === 'authenticationContext'),
  };
}

function meeting(
  settings: ComparableSettings,
  check: ComplianceCheck,
  tier: BaselineTier,
): ComparableSettings {
  const { activation } = settings;
  switch (check) {
    case 'activationHours':
      return { ...settings, activation: { ...activation, maximumMinutes: tier.maximumActivationHours * 60 } };
    case 'strongAuthentication':
      return { ...settings, activation: { ...activation, isMultifactorRequired: true } };
    case 'authenticationContext':
      return settings;
    case 'justification':
      return { ...settings, activation: { ...activation, isJustificationRequired: true } };
    case 'ticket':
      return { ...settings, activation: { ...activation, isTicketRequired: true } };
    case 'approval':
      return { ...settings, activation: { ...activation, isApprovalRequired: true } };
    case 'eligibilityDays':
      return { ...settings, eligibility: ending(settings.eligibility, tier.eligibilityDays) };
    case 'assignmentDays':
      return { ...settings, assignment: ending(settings.assignment, tier.assignmentDays) };
    case 'notifications':
      return { ...settings, notifications: settings.notifications.map(telling) };
  }
}

/** Where an end was not asked for, a length that is set counts all the same if it is short enough. */
function ending(grant: ComparableSettings['eligibility'], days: number): ComparableSettings['eligibility'] {
  const most = days * MINUTES_OF_DAY;
  const isShort = grant.maximumMinutes > 0 && grant.maximumMinutes <= most;
  return {
    ...grant,
    isExpirationRequired: true,
    maximumMinutes: isShort ? grant.maximumMinutes : most,
  };
}

function telling(
  rule: ComparableSettings['notifications'][number],
): ComparableSettings['notifications'][number] {
  if (rule.ruleId !== TOLD_OF_ACTIVATIONS) return rule;
  const reachesSomebody = rule.isDefaultRecipientsEnabled || rule.recipients.length > 0;
  return {
    ...rule,
    level: 'All',
    isDefaultRecipientsEnabled: rule.isDefaultRecipientsEnabled || !reachesSomebody,
  };
}
