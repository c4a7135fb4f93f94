import { type User } from '../world.ts';
import {
  everydayDelegatedScopes,
  groupReadingPermission,
  loopbackRedirectUris,
  memberOf,
  readOnlyApplicationPermissions,
  reviewingScope,
  type SeededTenant,
  withManagers,
} from './seededTenant.ts';

const domain = 'meadow.example';

/** Object ids of the people, by given name. */
export const meadowPeople = {
  ida: '83b6e0f4-a71d-4c29-b5e8-0d94f2c31001',
  jon: '83b6e0f4-a71d-4c29-b5e8-0d94f2c31002',
  kai: '83b6e0f4-a71d-4c29-b5e8-0d94f2c31003',
  liss: '83b6e0f4-a71d-4c29-b5e8-0d94f2c31004',
  mona: '83b6e0f4-a71d-4c29-b5e8-0d94f2c31005',
  /** Holds nothing. */
  ned: '83b6e0f4-a71d-4c29-b5e8-0d94f2c31006',
  /** A guest who holds nothing. */
  olga: '83b6e0f4-a71d-4c29-b5e8-0d94f2c31007',
  glassEast: '83b6e0f4-a71d-4c29-b5e8-0d94f2c31008',
  glassWest: '83b6e0f4-a71d-4c29-b5e8-0d94f2c31009',
} as const;

const { ida, jon, kai, liss, mona, ned, olga, glassEast, glassWest } = meadowPeople;

/** The break-glass accounts: who audits this tenant has to name them, or they are two permanent Global Administrators. */
export const meadowBreakGlass: readonly string[] = [glassEast, glassWest];

/** Object ids of the groups. */
export const meadowGroups = {
  /** May activate Intune Administrator, and PIM manages who is in it. */
  wardDevices: 'a90c5e17-4d82-4b36-8f71-c2e5d09b4001',
} as const;

const aarhus = { timeZone: 'Europe/Copenhagen', locale: 'en-GB' };
const person = (
  id: string,
  name: readonly [string, string],
  jobTitle: string,
  unusual: Partial<User> = {},
): User => memberOf(domain, id, name, { jobTitle, ...aarhus }, unusual);

const glass = { mail: null, hasAppInstalled: false, lastSignInDaysAgo: 20 } as const;

const users: readonly User[] = [
  person(ida, ['Ida', 'Holm'], 'Head of IT'),
  person(jon, ['Jon', 'Birk'], 'Identity architect'),
  person(kai, ['Kai', 'Roth'], 'Systems engineer'),
  person(liss, ['Liss', 'Amdal'], 'Device engineer'),
  person(mona, ['Mona', 'Fry'], 'Security officer'),
  person(ned, ['Ned', 'Urban'], 'Nurse'),
  person(olga, ['Olga', 'Beck'], 'Consultant', {
    userType: 'Guest',
    userPrincipalName: `olga.beck_fieldandco.example#EXT#@${domain}`,
    mail: 'olga.beck@fieldandco.example',
  }),
  person(glassEast, ['Emergency', 'East'], 'Emergency access', glass),
  person(glassWest, ['Emergency', 'West'], 'Emergency access', glass),
];

const managers = { [jon]: ida, [kai]: jon, [liss]: jon, [mona]: ida, [ned]: mona };

/** "Meadow Clinic", where roles are looked after: an audit finds nothing. */
export const meadow: SeededTenant = {
  id: '2f94b8c6-e370-4d15-a8b2-56c7f1d0e394',
  name: 'Meadow Clinic',
  domain,
  users: withManagers(users, managers),
  groups: [
    {
      id: meadowGroups.wardDevices,
      displayName: 'Ward Devices',
      isAssignableToRole: true,
      members: [liss, kai],
    },
  ],
  servicePrincipals: [
    {
      id: 'd16a7f03-95b8-4ce2-8a40-e3f9b5c72001',
      appId: 'd16a7f03-95b8-4ce2-8a40-e3f9b5c72002',
      displayName: 'Appointment Sync',
    },
  ],
  administrativeUnits: [],
  registration: {
    appId: '60e1d9a4-2c7b-4f83-b5d6-f0a83c9e1b72',
    displayName: 'Latchkey',
    secrets: ['meadow-clinic-is-a-make-believe-tenant'],
    certificates: [],
    redirectUris: loopbackRedirectUris,
    applicationPermissions: [...readOnlyApplicationPermissions, groupReadingPermission],
    consentedScopes: [...everydayDelegatedScopes, reviewingScope],
  },
  wire: {
    pageSize: 100,
    keyOrder: 'documented',
    actionCasing: 'camel',
    innerErrorKey: 'innerError',
    policyMessage: 'new',
    provisioningSeconds: 2,
    auditLagSeconds: { least: 20, most: 120 },
  },
  consentingAdministrators: [glassEast, glassWest],
  thingsToTry: [
    'As Ida Holm, say "my roles".',
    'As Ida Holm, say "activate global admin 1h because tenant settings".',
    'As Mona Fry, approve it on the card.',
  ],
};
