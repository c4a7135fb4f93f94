import { type BaselineTier } from './baseline.ts';
import { type RoleCompliance } from './judgements.ts';
import { type Posture } from './posture.ts';
import { type SnapshotRole, type SnapshotSettings } from './snapshot.ts';

/** The settings of a role, and what the baseline asks of it. */
export interface TieredSettings {
  readonly role: SnapshotRole;
  readonly settings: SnapshotSettings;
  /** `undefined`: no tier names the role, and nothing is asked of it. */
  readonly tier: BaselineTier | undefined;
}

/** The first tier that names a role: by its id, by its name in any casing, as a privileged one, or as any. */
export function tierOf(
  {
    yardstick,
    isPrivileged,
  }: Pick<Posture, 'isPrivileged'> & { readonly yardstick: Pick<Posture['yardstick'], 'baseline'> },
  { id, displayName }: Pick<SnapshotRole, 'id' | 'displayName'>,
): BaselineTier | undefined {
  const names = new Set([id.toLowerCase(), displayName.trim().toLowerCase(), 'all']);
  if (isPrivileged(id)) names.add('privileged');
  return yardstick.baseline.find(({ roles }) => roles.some((name) => names.has(name.trim().toLowerCase())));
}

/** Settings of the roles that somebody holds or may activate, by name. Those of all others are nobody's concern yet. */
export function settingsInUse(posture: Posture): readonly TieredSettings[] {
  const { assignments, eligibilities } = posture.snapshot;
  const inUse = new Set([
    ...assignments.map((row) => row.roleDefinitionId),
    ...eligibilities.map((row) => row.roleDefinitionId),
  ]);
  return [...inUse]
    .map(posture.role)
    .sort((a, b) => a.displayName.localeCompare(b.displayName, 'en') || (a.id < b.id ? -1 : 1))
    .flatMap((role) => {
      const settings = posture.settingsOf(role.id);
      return settings === undefined ? [] : [{ role, settings, tier: tierOf(posture, role) }];
    });
}

/** The settings of roles in use beside the baseline; roles that no tier names are left out. */
export const complianceOf = (posture: Posture): readonly RoleCompliance[] =>
  settingsInUse(posture).flatMap(({ role, settings, tier }) => {
    if (tier === undefined) return [];
    const checks = checksOf(tier, settings);
    return [{ role, tier: tier.name, isCompliant: checks.every(({ isMet }) => isMet), checks }];
  });

type Check = RoleCompliance['checks'][number];

/** Every check that a tier makes of settings, met or not. */
export function checksOf(tier: BaselineTier, settings: SnapshotSettings): readonly Check[] {
  const { activation, eligibility, assignment } = settings;
  const hours = activation.maximumMinutes / 60;
  return [
    {
      check: 'activationHours',
      expected: tier.maximumActivationHours,
      found: hours,
      isMet: hours <= tier.maximumActivationHours,
    },
    ...wanted('strongAuthentication', tier.strongAuthentication, isStrong(settings)),
    ...wanted('authenticationContext', tier.authenticationContext, activation.authenticationContext !== null),
    ...wanted('justification', tier.justification, activation.isJustificationRequired),
    ...wanted('ticket', tier.ticket, activation.isTicketRequired),
    ...wanted('approval', tier.approval, activation.isApprovalRequired),
    ...ending('eligibilityDays', tier.eligibilityDays, eligibility),
    ...ending('assignmentDays', tier.assignmentDays, assignment),
    ...wanted('notifications', tier.notifications, tellsAdministrators(settings)),
  ];
}

/** Whether an activation proves more than a password. */
export const isStrong = ({ activation }: SnapshotSettings): boolean =>
  activation.isMultifactorRequired || activation.authenticationContext !== null;

/** PIM mails administrators of every activation under this rule alone; "critical only" leaves activations out. */
const ADMINISTRATORS_OF_ACTIVATIONS = 'notification_admin_enduser_assignment';

/** Whether PIM's own mail tells administrators, or whoever is named in their place, of activations. */
export const tellsAdministrators = ({ notifications }: SnapshotSettings): boolean =>
  notifications.some(
    ({ ruleId, level, isDefaultRecipientsEnabled, recipients }) =>
      ruleId.toLowerCase() === ADMINISTRATORS_OF_ACTIVATIONS &&
      level.toLowerCase() === 'all' &&
      (isDefaultRecipientsEnabled || recipients.length > 0),
  );

const wanted = (check: Check['check'], isWanted: boolean, found: boolean): readonly Check[] =>
  isWanted ? [{ check, expected: true, found, isMet: found }] : [];

function ending(
  check: Check['check'],
  days: number,
  { isExpirationRequired, maximumMinutes }: SnapshotSettings['eligibility'],
): readonly Check[] {
  if (days === 0) return [];
  const found = isExpirationRequired ? maximumMinutes / 1_440 : null;
  return [{ check, expected: days, found, isMet: found !== null && found <= days }];
}
