import { type AdministrativeUnit, type Group, type ServicePrincipal, type User } from '../../world.ts';
import { shortInstant } from '../instants.ts';
import { guidOf } from '../identifiers.ts';
import { type Entity } from '../odata/matches.ts';

/** Everything that can be selected of a user; the first ones are what Graph returns unasked. */
export const userProperties = [
  'businessPhones',
  'displayName',
  'givenName',
  'jobTitle',
  'mail',
  'mobilePhone',
  'officeLocation',
  'preferredLanguage',
  'surname',
  'userPrincipalName',
  'id',
  'accountEnabled',
  'department',
  'mailNickname',
  'userType',
  'createdDateTime',
] as const;

/** Only lists of people and a person's own page have it. */
export const SIGN_IN_ACTIVITY = 'signInActivity';

/** How many of them come unasked. */
export const unaskedOfUser = 11;

const dayMs = 86_400_000;

/** So many days before an instant. */
export const daysBefore = (at: Date, days: number): Date => new Date(at.getTime() - days * dayMs);

/** When somebody last signed in, of those kinds of sign-in that count; null: never, or before Entra kept it. */
export function lastSignInOf(user: User, plantedAt: Date): Date | null {
  const { lastSignInDaysAgo: attended = 1, lastUnattendedSignInDaysAgo: unattended = attended } = user;
  const days = [attended, unattended].filter((one) => one !== null);
  return days.length === 0 ? null : daysBefore(plantedAt, Math.min(...days));
}

/** `signInActivity`, which is not there for somebody who never signed in. */
export function signInActivity(user: User, plantedAt: Date): Entity {
  const { lastSignInDaysAgo: attended = 1, lastUnattendedSignInDaysAgo: unattended = attended } = user;
  if (attended === null && unattended === null) return {};
  const last = lastSignInOf(user, plantedAt);
  const instant = (at: Date | null): string | null => (at === null ? null : shortInstant(at));
  const ago = (days: number | null): string | null =>
    instant(days === null ? null : daysBefore(plantedAt, days));
  const requestOf = (kind: string, days: number | null): string | null =>
    days === null ? null : guidOf('sign-in', kind, user.id);
  return {
    [SIGN_IN_ACTIVITY]: {
      lastSignInDateTime: ago(attended),
      lastSignInRequestId: requestOf('attended', attended),
      lastNonInteractiveSignInDateTime: ago(unattended),
      lastNonInteractiveSignInRequestId: requestOf('unattended', unattended),
      lastSuccessfulSignInDateTime: instant(last),
      lastSuccessfulSignInRequestId: requestOf('successful', 0),
    },
  };
}

/** A user with every property that can be selected, but for the sign-in activity. */
export const wholeUser = (user: User, plantedAt: Date): Entity => ({
  businessPhones: [],
  displayName: user.displayName,
  givenName: user.givenName,
  jobTitle: user.jobTitle,
  mail: user.mail,
  mobilePhone: null,
  officeLocation: null,
  preferredLanguage: user.locale,
  surname: user.surname,
  userPrincipalName: user.userPrincipalName,
  id: user.id,
  accountEnabled: user.accountEnabled,
  department: null,
  mailNickname: user.userPrincipalName.split('@')[0] ?? null,
  userType: user.userType,
  createdDateTime: shortInstant(daysBefore(plantedAt, user.createdDaysAgo ?? 400)),
});

/** A user as returned without `$select`. */
export const defaultUser = (user: User, plantedAt: Date): Entity =>
  Object.fromEntries(Object.entries(wholeUser(user, plantedAt)).slice(0, unaskedOfUser));

/** Everything that Graph returns of a group, as far as the offline tenant knows it. */
export const groupProperties = [
  'id',
  'deletedDateTime',
  'description',
  'displayName',
  'groupTypes',
  'isAssignableToRole',
  'mail',
  'mailEnabled',
  'mailNickname',
  'securityEnabled',
  'visibility',
] as const;

/** A security group. */
export const groupEntity = (group: Group): Entity => ({
  id: group.id,
  deletedDateTime: null,
  description: null,
  displayName: group.displayName,
  groupTypes: [],
  isAssignableToRole: group.isAssignableToRole ? true : null,
  mail: null,
  mailEnabled: false,
  mailNickname: group.displayName.replaceAll(/[^A-Za-z0-9]/g, ''),
  securityEnabled: true,
  visibility: null,
});

/** An administrative unit. */
export const unitProperties = ['id', 'deletedDateTime', 'displayName', 'description', 'visibility'] as const;

/** An administrative unit as returned without `$select`. */
export const unitEntity = (unit: AdministrativeUnit): Entity => ({
  id: unit.id,
  deletedDateTime: null,
  displayName: unit.displayName,
  description: null,
  visibility: null,
});

/** What Graph returns of a service principal, as far as the offline tenant knows it. */
export const servicePrincipalProperties = [
  'id',
  'deletedDateTime',
  'accountEnabled',
  'appDisplayName',
  'appId',
  'displayName',
  'servicePrincipalType',
] as const;

/** A service principal of an application. */
export const servicePrincipalEntity = (principal: ServicePrincipal): Entity => ({
  id: principal.id,
  deletedDateTime: null,
  accountEnabled: true,
  appDisplayName: principal.displayName,
  appId: principal.appId,
  displayName: principal.displayName,
  servicePrincipalType: 'Application',
});
