import { type Group, type User } from '../world.ts';
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

const domain = 'quayside.example';

/** Object ids of the people, by given name. */
export const quayPeople = {
  nora: '1d7c0a52-6e3f-4b81-9a04-c5e2f8b16001',
  omar: '1d7c0a52-6e3f-4b81-9a04-c5e2f8b16002',
  pia: '1d7c0a52-6e3f-4b81-9a04-c5e2f8b16003',
  rolf: '1d7c0a52-6e3f-4b81-9a04-c5e2f8b16004',
  sela: '1d7c0a52-6e3f-4b81-9a04-c5e2f8b16005',
  /** A guest. */
  tess: '1d7c0a52-6e3f-4b81-9a04-c5e2f8b16006',
  /** Her account is disabled. */
  uma: '1d7c0a52-6e3f-4b81-9a04-c5e2f8b16007',
  /** Holds a role through a group inside a group. */
  vera: '1d7c0a52-6e3f-4b81-9a04-c5e2f8b16008',
  wim: '1d7c0a52-6e3f-4b81-9a04-c5e2f8b16009',
  xena: '1d7c0a52-6e3f-4b81-9a04-c5e2f8b1600a',
  yann: '1d7c0a52-6e3f-4b81-9a04-c5e2f8b1600b',
  /** `svc-backup`: a user account that a program signs in with. */
  backup: '1d7c0a52-6e3f-4b81-9a04-c5e2f8b1600c',
  /** Break-glass accounts: the first has never signed in, the second is only eligible. */
  glassOne: '1d7c0a52-6e3f-4b81-9a04-c5e2f8b1600d',
  glassTwo: '1d7c0a52-6e3f-4b81-9a04-c5e2f8b1600e',
} as const;

/** The break-glass accounts. */
export const quayBreakGlass: readonly string[] = [quayPeople.glassOne, quayPeople.glassTwo];

/** Object id of somebody who was deleted from the directory and still holds roles. */
export const quayDeletedUser = '1d7c0a52-6e3f-4b81-9a04-c5e2f8b160ff';

/** Object ids of the groups. */
export const quayGroups = {
  /** Holds Helpdesk Administrator; PIM does not manage it. */
  dockOperators: '5e0b91c7-2f4d-4a63-8b1e-d70c3a9f7001',
  nightShift: '5e0b91c7-2f4d-4a63-8b1e-d70c3a9f7002',
  /** Approves a role, and has one member. */
  keyKeepers: '5e0b91c7-2f4d-4a63-8b1e-d70c3a9f7003',
} as const;

/** Object id of the service principal "Freight Sync". */
export const quayFreightSync = '92f4c6d0-18ab-4e57-b3c9-60d1e7a58001';

/** Object id of the administrative unit "North terminal". */
export const quayNorthTerminal = 'b7308f1e-c952-4d06-a4e8-1f5d92c67001';

const { nora, omar, pia, rolf, sela, tess, uma, vera, wim, xena, yann, backup, glassOne, glassTwo } =
  quayPeople;

const antwerp = { timeZone: 'Europe/Brussels', locale: 'en-GB' };
const person = (
  id: string,
  name: readonly [string, string],
  jobTitle: string,
  unusual: Partial<User> = {},
): User => memberOf(domain, id, name, { jobTitle, ...antwerp }, unusual);

const users: readonly User[] = [
  person(nora, ['Nora', 'Quist'], 'Head of IT'),
  person(omar, ['Omar', 'Haddad'], 'Systems administrator', { lastSignInDaysAgo: 0.1 }),
  person(pia, ['Pia', 'Vance'], 'Systems administrator'),
  person(rolf, ['Rolf', 'Stein'], 'Left the company', { lastSignInDaysAgo: 200 }),
  person(sela, ['Sela', 'Tamm'], 'Network engineer'),
  person(tess, ['Tess', 'Moreau'], 'Consultant', {
    userType: 'Guest',
    userPrincipalName: `tess.moreau_keelandco.example#EXT#@${domain}`,
    mail: 'tess.moreau@keelandco.example',
  }),
  person(uma, ['Uma', 'Lang'], 'Device engineer', { accountEnabled: false, lastSignInDaysAgo: 120 }),
  person(vera, ['Vera', 'Mols'], 'Dock operator'),
  person(wim, ['Wim', 'Claes'], 'Security officer'),
  person(xena, ['Xena', 'Pool'], 'Compliance officer'),
  person(yann, ['Yann', 'Le Goff'], 'Controller'),
  person(backup, ['svc-backup', ''], 'Service account', {
    displayName: 'svc-backup',
    userPrincipalName: `svc-backup@${domain}`,
    mail: null,
    hasAppInstalled: false,
    lastSignInDaysAgo: null,
    lastUnattendedSignInDaysAgo: 0.5,
  }),
  person(glassOne, ['Emergency', 'One'], 'Emergency access', {
    mail: null,
    hasAppInstalled: false,
    lastSignInDaysAgo: null,
  }),
  person(glassTwo, ['Emergency', 'Two'], 'Emergency access', { mail: null, hasAppInstalled: false }),
];

const managers = {
  [omar]: nora,
  [pia]: omar,
  [sela]: nora,
  [uma]: rolf,
  [vera]: wim,
  [wim]: nora,
  [xena]: nora,
  [yann]: nora,
};

const groups: readonly Group[] = [
  {
    id: quayGroups.dockOperators,
    displayName: 'Dock Operators',
    isAssignableToRole: true,
    members: [quayGroups.nightShift, xena],
  },
  { id: quayGroups.nightShift, displayName: 'Night Shift', isAssignableToRole: false, members: [vera] },
  { id: quayGroups.keyKeepers, displayName: 'Key Keepers', isAssignableToRole: false, members: [wim] },
];

/** "Quayside Freight", where nobody has looked after roles for years: an audit finds something of every kind. */
export const quay: SeededTenant = {
  id: '7a3e5d91-0c84-4f2b-96ad-e18b4c705f23',
  name: 'Quayside Freight',
  domain,
  users: withManagers(users, managers),
  groups,
  servicePrincipals: [
    { id: quayFreightSync, appId: '92f4c6d0-18ab-4e57-b3c9-60d1e7a58002', displayName: 'Freight Sync' },
  ],
  administrativeUnits: [{ id: quayNorthTerminal, displayName: 'North terminal', members: [vera, wim] }],
  registration: {
    appId: 'c05f8e2b-7d16-4a39-82e4-9b3f60d1a7c8',
    displayName: 'Latchkey',
    secrets: ['quayside-freight-is-a-make-believe-tenant'],
    certificates: [],
    redirectUris: loopbackRedirectUris,
    applicationPermissions: [...readOnlyApplicationPermissions, groupReadingPermission],
    consentedScopes: [...everydayDelegatedScopes, reviewingScope],
  },
  wire: {
    pageSize: 5,
    keyOrder: 'documented',
    actionCasing: 'camel',
    innerErrorKey: 'innerError',
    policyMessage: 'new',
    provisioningSeconds: 2,
    auditLagSeconds: { least: 20, most: 120 },
  },
  consentingAdministrators: [nora, omar, pia, rolf, sela],
  thingsToTry: [
    'As Nora Quist, say "audit", and see what has gathered over the years.',
    'As Omar Haddad, say "my roles".',
    'Start with --tenant meadow, and see how it looks where all is well.',
  ],
};
