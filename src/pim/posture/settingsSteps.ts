import { type ChangeGuard } from '../errors.ts';
import { canonicalSettings, type ComparableSettings } from './settingFacts.ts';
import { settingsDiff } from './settingsDiff.ts';
import { settingsPlan } from './settingsPlan.ts';

/** From which settings a role is to come to which; both in canonical form. */
export interface SettingsChange {
  readonly before: ComparableSettings;
  readonly after: ComparableSettings;
  /** The operation whose change is taken back. */
  readonly undoes?: string;
  /** The policy file that wishes it, or wished what is taken back. */
  readonly fromFile?: string;
}

/** One rule that is written, and how the whole role is set when it was. */
export interface SettingsStep {
  readonly ruleId: string;
  readonly settings: ComparableSettings;
}

/** The rules that a change writes, in their order, one after the other. */
export function settingsSteps({ before, after }: SettingsChange): readonly SettingsStep[] {
  const [plan] = settingsPlan([after], [before]).roles;
  const steps: SettingsStep[] = [];
  let settings = canonicalSettings(before);
  for (const { ruleId } of plan?.rules ?? []) {
    settings = withRule(settings, canonicalSettings(after), ruleId);
    steps.push({ ruleId, settings });
  }
  return steps;
}

/** Whether a role is set the same, however it is written down. */
export const areSameSettings = (one: ComparableSettings, other: ComparableSettings): boolean =>
  settingsDiff([one], [other]).length === 0;

/** What forbids a change whatever Graph would say, or what Graph would not take anyway; `undefined`: nothing. */
export function settingsGuard({ before, after }: SettingsChange): ChangeGuard | undefined {
  const traps = settingsPlan([after], [before]).roles.flatMap((role) => role.traps);
  if (traps.includes('lockedByApproverRecipients')) return 'lockedByApproverRecipients';
  if (traps.includes('approverRecipientsLock')) return 'approverRecipientsLock';
  return asksBoth(after) && !asksBoth(before) ? 'multifactorAndContext' : undefined;
}

const asksBoth = ({ activation }: ComparableSettings): boolean =>
  activation.isMultifactorRequired && activation.authenticationContext !== null;

/** One rule as it is in others, and everything else as it was. */
export function withRule(
  settings: ComparableSettings,
  from: ComparableSettings,
  ruleId: string,
): ComparableSettings {
  const { eligibility, assignment, notifications } = settings;
  switch (ruleId) {
    case 'Expiration_EndUser_Assignment':
      return activating(settings, { maximumMinutes: from.activation.maximumMinutes });
    case 'Enablement_EndUser_Assignment': {
      const { isJustificationRequired, isTicketRequired, isMultifactorRequired } = from.activation;
      return activating(settings, { isJustificationRequired, isTicketRequired, isMultifactorRequired });
    }
    case 'AuthenticationContext_EndUser_Assignment':
      return activating(settings, { authenticationContext: from.activation.authenticationContext });
    case 'Approval_EndUser_Assignment': {
      const { isApprovalRequired, isApproverJustificationRequired, approvers } = from.activation;
      return activating(settings, { isApprovalRequired, isApproverJustificationRequired, approvers });
    }
    case 'Expiration_Admin_Eligibility':
      return { ...settings, eligibility: { ...eligibility, ...endOf(from.eligibility) } };
    case 'Enablement_Admin_Eligibility':
      return { ...settings, eligibility: { ...eligibility, ...askedOf(from.eligibility) } };
    case 'Expiration_Admin_Assignment':
      return { ...settings, assignment: { ...assignment, ...endOf(from.assignment) } };
    case 'Enablement_Admin_Assignment':
      return { ...settings, assignment: { ...assignment, ...askedOf(from.assignment) } };
    default: {
      const others = notifications.filter((one) => one.ruleId !== ruleId);
      const own = from.notifications.filter((one) => one.ruleId === ruleId);
      return canonicalSettings({ ...settings, notifications: [...others, ...own] });
    }
  }
}

const activating = (
  settings: ComparableSettings,
  changes: Partial<ComparableSettings['activation']>,
): ComparableSettings => ({ ...settings, activation: { ...settings.activation, ...changes } });

type Grant = ComparableSettings['eligibility'];

const endOf = ({ isExpirationRequired, maximumMinutes }: Grant): Partial<Grant> => ({
  isExpirationRequired,
  maximumMinutes,
});

const askedOf = ({ isJustificationRequired, isMultifactorRequired }: Grant): Partial<Grant> => ({
  isJustificationRequired,
  isMultifactorRequired,
});
