import { type Tenant, type User } from '../world.ts';

/** A tenant, and what only the sign-in needs to know of it. */
export interface SeededTenant extends Tenant {
  /** Object ids of those who may consent for the whole organization (Global Administrators). */
  readonly consentingAdministrators: readonly string[];
  /** What a first visitor is told to try, a sentence each. */
  readonly thingsToTry: readonly string[];
}

/** The application permissions an operator grants Latchkey: reading only (Graph permission names). */
export const readOnlyApplicationPermissions: readonly string[] = [
  'AccessReview.Read.All',
  'AuditLog.Read.All',
  'Directory.Read.All',
  'GroupMember.Read.All',
  'RoleAssignmentSchedule.Read.Directory',
  'RoleEligibilitySchedule.Read.Directory',
  'RoleManagement.Read.Directory',
  'RoleManagementAlert.Read.Directory',
  'RoleManagementPolicy.Read.Directory',
  'User.Read.All',
];

/** What an operator grants besides who wants groups to be looked into: whether PIM manages them. */
export const groupReadingPermission = 'PrivilegedEligibilitySchedule.Read.AzureADGroup';

/** The delegated scopes an administrator consented to: people's own roles and decisions, no admin writes. */
export const everydayDelegatedScopes: readonly string[] = [
  'User.Read',
  'RoleEligibilitySchedule.Read.Directory',
  'RoleAssignmentSchedule.ReadWrite.Directory',
  'RoleEligibilitySchedule.ReadWrite.Directory',
  'PrivilegedAccess.ReadWrite.AzureAD',
];

/** What an administrator consents to besides where access reviews are decided in chat. */
export const reviewingScope = 'AccessReview.ReadWrite.All';

/** Where Latchkey takes sign-ins back. As in Entra the port of a loopback address does not matter. */
export const loopbackRedirectUris: readonly string[] = [
  'http://127.0.0.1:3978/auth/end',
  'http://localhost:3978/auth/end',
];

/** A member of the tenant; whatever is unusual about the person is given in `unusual`. */
export function memberOf(
  domain: string,
  id: string,
  name: readonly [givenName: string, surname: string],
  at: { readonly jobTitle: string; readonly timeZone: string; readonly locale: string },
  unusual: Partial<User> = {},
): User {
  const [givenName, surname] = name;
  const userPrincipalName = `${plain(givenName)}.${plain(surname)}@${domain}`;
  return {
    id,
    displayName: `${givenName} ${surname}`,
    givenName,
    surname,
    userPrincipalName,
    mail: userPrincipalName,
    userType: 'Member',
    accountEnabled: true,
    hasAppInstalled: true,
    canDoMultifactor: true,
    ...at,
    ...unusual,
  };
}

/** The people with their managers: ids by the id of whom they manage. */
export const withManagers = (
  users: readonly User[],
  managers: Readonly<Record<string, string>>,
): readonly User[] =>
  users.map((user) => {
    const managerId = managers[user.id];
    return managerId === undefined ? user : { ...user, managerId };
  });

/** Lower case without accents, as sign-in names are made. */
function plain(name: string): string {
  return name
    .toLowerCase()
    .replaceAll('ø', 'o')
    .normalize('NFD')
    .replaceAll(/[^a-z]/g, '');
}
