/** Application permissions of the app, judged. Short names, as in a token's `roles`. */
export interface AppPermissions {
  readonly granted: readonly string[];
  /** Needed for what Latchkey does and not granted. */
  readonly missing: readonly string[];
  /** Granted, and enough to change who has access: a stolen Latchkey could use them. */
  readonly changesAccess: readonly string[];
}

/** What Latchkey needs of its own; each a read permission. */
export const REQUIRED_PERMISSIONS = [
  'RoleEligibilitySchedule.Read.Directory',
  'RoleAssignmentSchedule.Read.Directory',
  'RoleManagement.Read.Directory',
  'RoleManagementPolicy.Read.Directory',
  'User.Read.All',
  'GroupMember.Read.All',
  'AuditLog.Read.All',
] as const;

/** A read permission is also contained in these. */
const containedIn: Readonly<Record<string, readonly string[]>> = {
  'RoleEligibilitySchedule.Read.Directory': ['RoleManagement.Read.Directory', 'RoleManagement.Read.All'],
  'RoleAssignmentSchedule.Read.Directory': ['RoleManagement.Read.Directory', 'RoleManagement.Read.All'],
  'RoleManagement.Read.Directory': ['RoleManagement.Read.All', 'Directory.Read.All'],
  'RoleManagementPolicy.Read.Directory': ['RoleManagement.Read.Directory', 'RoleManagement.Read.All'],
  'User.Read.All': ['Directory.Read.All'],
  'GroupMember.Read.All': ['Group.Read.All', 'Directory.Read.All'],
};

/**
 * Permissions with which an app can give itself or others access, directly or by a detour (passwords, credentials,
 * consent, group membership, conditional access).
 */
const accessChanging: ReadonlySet<string> = new Set([
  'AdministrativeUnit.ReadWrite.All',
  'AppRoleAssignment.ReadWrite.All',
  'Application.ReadWrite.All',
  'Application.ReadWrite.OwnedBy',
  'DelegatedPermissionGrant.ReadWrite.All',
  'Device.ReadWrite.All',
  'Directory.ReadWrite.All',
  'Directory.Write.Restricted',
  'Domain.ReadWrite.All',
  'EntitlementManagement.ReadWrite.All',
  'Group.ReadWrite.All',
  'GroupMember.ReadWrite.All',
  'IdentityProvider.ReadWrite.All',
  'Organization.ReadWrite.All',
  'ServicePrincipalEndpoint.ReadWrite.All',
  'Synchronization.ReadWrite.All',
  'User.DeleteRestore.All',
  'User.EnableDisableAccount.All',
  'User.ManageIdentities.All',
  'User.ReadWrite.All',
  'User-PasswordProfile.ReadWrite.All',
  'UserAuthenticationMethod.ReadWrite.All',
]);

/** What begins with one of these and writes anything is one too. */
const accessDeciding: ReadonlySet<string> = new Set([
  'AccessReview',
  'Policy',
  'PrivilegedAccess',
  'PrivilegedAssignmentSchedule',
  'PrivilegedEligibilitySchedule',
  'RoleAssignmentSchedule',
  'RoleEligibilitySchedule',
  'RoleManagement',
  'RoleManagementAlert',
  'RoleManagementPolicy',
]);

/** Whether an application permission is enough to change who has access. */
export function isAccessChanging(permission: string): boolean {
  const [resource = '', ...rest] = permission.split('.');
  const isWriting = /Write|Remove|Create|Manage/.test(rest.join('.'));
  const isDeciding = accessDeciding.has(resource) || /^User(Auth|-)/.test(resource);
  return accessChanging.has(permission) || (isDeciding && isWriting);
}

/** Judges the `roles` of the app's own Graph token. */
export function judgePermissions(granted: readonly string[]): AppPermissions {
  const has = new Set(granted);
  return {
    granted,
    missing: REQUIRED_PERMISSIONS.filter(
      (name) => !has.has(name) && !(containedIn[name] ?? []).some((wider) => has.has(wider)),
    ),
    changesAccess: granted.filter(isAccessChanging),
  };
}
