/** Delegated scopes with which people read their eligibilities and ask, deactivate, cancel (Graph: PIM permissions). */
export const OWN_ROLE_SCOPES = [
  'RoleEligibilitySchedule.Read.Directory',
  'RoleAssignmentSchedule.ReadWrite.Directory',
] as const;

/** Delegated scopes with which people ask for more time with an eligibility; asked for when somebody does. */
export const EXTENSION_SCOPES = [...OWN_ROLE_SCOPES, 'RoleEligibilitySchedule.ReadWrite.Directory'] as const;

/** The scope that the approvals under /beta ask for besides, whatever their pages say. */
const APPROVAL_SCOPE = 'PrivilegedAccess.ReadWrite.AzureAD';

/** Delegated scopes with which people read approvals and decide. */
export const DECISION_SCOPES = [...OWN_ROLE_SCOPES, APPROVAL_SCOPE] as const;

/**
 * Delegated scopes with which an administrator changes what others hold; asked for at that change alone, where
 * `administration.changes` is on.
 */
export const ADMINISTRATION_SCOPES = [
  'RoleEligibilitySchedule.ReadWrite.Directory',
  'RoleAssignmentSchedule.ReadWrite.Directory',
] as const;

/**
 * The delegated scope with which an administrator changes how a role is set; asked for at that change alone, where
 * `administration.changes` is on.
 */
export const SETTINGS_SCOPES = ['RoleManagementPolicy.ReadWrite.Directory'] as const;

/**
 * The delegated scope with which people decide in access reviews and administrators set them up; asked for at that act
 * alone, where `reviews.enabled` is on.
 */
export const REVIEW_SCOPES = ['AccessReview.ReadWrite.All'] as const;

/**
 * The delegated scope with which an administrator dismisses one of PIM's own alerts; asked for at that dismissal alone,
 * where `administration.changes` is on.
 */
export const ALERT_SCOPES = ['RoleManagementAlert.ReadWrite.Directory'] as const;

const OPENID = new Set(['openid', 'profile', 'email', 'offline_access']);

/** Scopes with the resource they belong to, as Entra takes them. */
export const fullScopes = (scopeBase: string, scopes: readonly string[]): readonly string[] =>
  scopes.map((scope) => (scope.includes('://') || OPENID.has(scope) ? scope : `${scopeBase}/${scope}`));

const plain = (scope: string): string => scope.slice(scope.lastIndexOf('/') + 1).toLowerCase();

/** Whether all of the wanted scopes are among the granted ones, however either is written. */
export function hasScopes(granted: readonly string[], wanted: readonly string[]): boolean {
  const names = new Set(granted.map(plain));
  return wanted.every((scope) => names.has(plain(scope)));
}
