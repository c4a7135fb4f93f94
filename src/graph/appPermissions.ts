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
  'AccessReview.Read.All': ['AccessReview.ReadWrite.All'],
  'AppCatalog.Read.All': ['AppCatalog.ReadWrite.All'],
  'TeamsAppInstallation.ReadWriteSelfForUser.All': [
    'TeamsAppInstallation.ReadWriteAndConsentSelfForUser.All',
    'TeamsAppInstallation.ReadWriteForUser.All',
    'TeamsAppInstallation.ReadWriteAndConsentForUser.All',
  ],
};

/** Those of the wanted permissions that neither are granted nor are part of a wider one that is. */
export function unmetPermissions(granted: readonly string[], wanted: readonly string[]): readonly string[] {
  const has = new Set(granted);
  return wanted.filter(
    (name) => !has.has(name) && !(containedIn[name] ?? []).some((wider) => has.has(wider)),
  );
}

/** Granted permissions that neither are among the useful ones nor contain one of them. */
export function unusedPermissions(granted: readonly string[], useful: readonly string[]): readonly string[] {
  const serving = new Set(useful.flatMap((name) => [name, ...(containedIn[name] ?? [])]));
  return granted.filter((name) => !serving.has(name));
}

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
  return {
    granted,
    missing: unmetPermissions(granted, REQUIRED_PERMISSIONS),
    changesAccess: granted.filter(isAccessChanging),
  };
}
