import { type EntitySet } from '../odata/entitySet.ts';
import {
  groupProperties,
  servicePrincipalProperties,
  SIGN_IN_ACTIVITY,
  unaskedOfUser,
  unitProperties,
  userProperties,
} from '../wire/directoryEntity.ts';

const plain = {
  takesOr: true,
  navigation: {},
  maximumTop: 999,
  mostInList: 15,
  options: ['$orderby', '$count'],
} as const;
const byName = ['eq', 'in', 'startswith'] as const;

/** Users. `ne`, `not` and `endswith` are advanced queries, which the offline tenant does not have. */
export const userSet: EntitySet = {
  ...plain,
  typeName: 'user',
  contextPath: 'users',
  properties: [...userProperties, SIGN_IN_ACTIVITY],
  unasked: userProperties.slice(0, unaskedOfUser),
  filters: {
    id: ['eq', 'in'],
    userPrincipalName: byName,
    mail: byName,
    displayName: byName,
    givenName: byName,
    surname: byName,
    accountEnabled: ['eq'],
    userType: ['eq', 'in'],
  },
  sortable: ['displayName', 'userPrincipalName'],
};

/** Groups. */
export const groupSet: EntitySet = {
  ...plain,
  typeName: 'group',
  contextPath: 'groups',
  properties: groupProperties,
  filters: { id: ['eq', 'in'], displayName: byName, isAssignableToRole: ['eq'] },
  sortable: ['displayName'],
};

/** Administrative units. */
export const unitSet: EntitySet = {
  ...plain,
  typeName: 'administrativeUnit',
  contextPath: 'directory/administrativeUnits',
  properties: unitProperties,
  filters: { id: ['eq', 'in'], displayName: byName },
  sortable: ['displayName'],
};

/** Service principals. */
export const servicePrincipalSet: EntitySet = {
  ...plain,
  typeName: 'servicePrincipal',
  contextPath: 'servicePrincipals',
  properties: servicePrincipalProperties,
  filters: { id: ['eq', 'in'], appId: ['eq', 'in'], displayName: byName },
  sortable: ['displayName'],
};

/** Objects of several types, as in memberships. */
export const directoryObjectSet: EntitySet = {
  ...plain,
  typeName: 'directoryObject',
  contextPath: 'directoryObjects',
  properties: [
    ...new Set([...userProperties, ...groupProperties, ...servicePrincipalProperties, 'roleTemplateId']),
  ],
  filters: { id: ['eq', 'in'], displayName: byName },
  sortable: ['displayName'],
};
