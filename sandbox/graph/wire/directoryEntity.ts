import { type AdministrativeUnit, type Group, type ServicePrincipal, type User } from '../../world.ts';
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
] as const;

/** How many of them come unasked. */
export const unaskedOfUser = 11;

/** A user with every property that can be selected. */
export const wholeUser = (user: User): Entity => ({
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
});

/** A user as returned without `$select`. */
export const defaultUser = (user: User): Entity =>
  Object.fromEntries(Object.entries(wholeUser(user)).slice(0, unaskedOfUser));

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
