import { type ComparableSettings, notificationRules } from '../posture/settingFacts.ts';
import { settingsGuard } from '../posture/settingsSteps.ts';
import { type ChangeGuard } from '../errors.ts';

/** Why a role cannot be brought to what a file wishes. */
export type Unsettable =
  | { readonly why: 'noSuchRole' | 'notRead' }
  /** Rules that neither PIM nor the role has, and rules with a value that no rule takes. */
  | { readonly why: 'unknownRules' | 'badValues'; readonly ruleIds: readonly string[] }
  | { readonly why: 'guard'; readonly guard: ChangeGuard };

/** Ten years: longer than any length that Graph takes. Minutes. */
const LONGEST_MINUTES = 10 * 366 * 1_440;
const LEVELS: ReadonlySet<string> = new Set(['None', 'Critical', 'All']);

const isLength = (minutes: number): boolean =>
  Number.isSafeInteger(minutes) && minutes >= 0 && minutes <= LONGEST_MINUTES;

/** What of a role's wished settings no rule takes, whatever Graph would say; `undefined`: nothing. */
export function unsettable(
  wished: ComparableSettings,
  present: ComparableSettings | undefined,
  isThere: boolean,
): Unsettable | undefined {
  if (present === undefined) return { why: isThere ? 'notRead' : 'noSuchRole' };
  const known = new Set([...notificationRules, ...present.notifications.map(({ ruleId }) => ruleId)]);
  const strange = wished.notifications.map(({ ruleId }) => ruleId).filter((id) => !known.has(id));
  if (strange.length > 0) return { why: 'unknownRules', ruleIds: strange };
  const bad = badValues(wished);
  if (bad.length > 0) return { why: 'badValues', ruleIds: bad };
  const guard = settingsGuard({ before: present, after: wished });
  return guard === undefined ? undefined : { why: 'guard', guard };
}

const badValues = ({
  activation,
  eligibility,
  assignment,
  notifications,
}: ComparableSettings): readonly string[] => [
  ...(isLength(activation.maximumMinutes) && activation.maximumMinutes > 0
    ? []
    : ['Expiration_EndUser_Assignment']),
  ...(isLength(eligibility.maximumMinutes) ? [] : ['Expiration_Admin_Eligibility']),
  ...(isLength(assignment.maximumMinutes) ? [] : ['Expiration_Admin_Assignment']),
  ...notifications.filter(({ level }) => !LEVELS.has(level)).map(({ ruleId }) => ruleId),
];
