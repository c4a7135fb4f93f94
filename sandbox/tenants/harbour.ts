import { type Group, type User } from '../world.ts';
import {
  everydayDelegatedScopes,
  loopbackRedirectUris,
  memberOf,
  readOnlyApplicationPermissions,
  reviewingScope,
  type SeededTenant,
  withManagers,
} from './seededTenant.ts';

const domain = 'harbourlight.example';

/** Object ids of the people, by given name. */
export const harbourPeople = {
  ana: 'a1a1a1a1-0001-4000-8000-000000000001',
  ben: 'b2b2b2b2-0002-4000-8000-000000000002',
  chi: 'c3c3c3c3-0003-4000-8000-000000000003',
  dara: 'd4d4d4d4-0004-4000-8000-000000000004',
  eli: 'e5e5e5e5-0005-4000-8000-000000000005',
  fay: 'f6f6f6f6-0006-4000-8000-000000000006',
  gus: '07070707-0007-4000-8000-000000000007',
  hana: '08080808-0008-4000-8000-000000000008',
  ivo: '09090909-0009-4000-8000-000000000009',
  jun: '0a0a0a0a-000a-4000-8000-00000000000a',
  kit: '0b0b0b0b-000b-4000-8000-00000000000b',
  lou: '0c0c0c0c-000c-4000-8000-00000000000c',
} as const;

/** Object ids of the groups. */
export const harbourGroups = {
  tierOneApprovers: '6a0e1f52-1c3b-4d7e-9b20-5f1e0c7a1101',
  mailTeamLeads: '6a0e1f52-1c3b-4d7e-9b20-5f1e0c7a1102',
  readersCircle: '6a0e1f52-1c3b-4d7e-9b20-5f1e0c7a1103',
  securityDesk: '6a0e1f52-1c3b-4d7e-9b20-5f1e0c7a1104',
} as const;

/** Object id of the administrative unit "Oslo office". */
export const harbourOsloOffice = '7b1d2c63-2d4c-4e8f-8a31-602f1d8b2201';

/** Object id of the service principal "Backup Service". */
export const harbourBackupService = '8c2e3d74-3e5d-4f90-9b42-713a2e9c3301';

const { ana, ben, chi, dara, eli, fay, gus, hana, ivo, jun, kit, lou } = harbourPeople;

const oslo = { timeZone: 'Europe/Oslo', locale: 'nb-NO' };

const users: readonly User[] = [
  memberOf(domain, ana, ['Ana', 'Ruiz'], {
    jobTitle: 'Messaging engineer',
    timeZone: 'Europe/Oslo',
    locale: 'en-GB',
  }),
  memberOf(domain, ben, ['Ben', 'Okafor'], {
    jobTitle: 'Head of messaging',
    timeZone: 'Europe/London',
    locale: 'en-GB',
  }),
  memberOf(domain, chi, ['Chi', 'Nguyen'], { jobTitle: 'Mail team lead', ...oslo }),
  memberOf(domain, dara, ['Dara', 'Singh'], {
    jobTitle: 'Director of infrastructure',
    timeZone: 'America/New_York',
    locale: 'en-US',
  }),
  memberOf(domain, eli, ['Eli', 'Novak'], {
    jobTitle: 'Identity architect',
    timeZone: 'Europe/Berlin',
    locale: 'en-GB',
  }),
  memberOf(domain, fay, ['Fay', 'Lindqvist'], {
    jobTitle: 'Security analyst',
    timeZone: 'Europe/Stockholm',
    locale: 'sv-SE',
  }),
  memberOf(domain, gus, ['Gus', 'Abara'], {
    jobTitle: 'Helpdesk agent',
    timeZone: 'Africa/Lagos',
    locale: 'en-NG',
  }),
  memberOf(
    domain,
    hana,
    ['Hana', 'Sato'],
    { jobTitle: 'Device engineer', timeZone: 'Asia/Tokyo', locale: 'ja-JP' },
    { hasAppInstalled: false },
  ),
  memberOf(
    domain,
    ivo,
    ['Ivo', 'Marek'],
    { jobTitle: 'External auditor', timeZone: 'Europe/Prague', locale: 'cs-CZ' },
    {
      userType: 'Guest',
      userPrincipalName: `ivo.marek_ledgerandmast.example#EXT#@${domain}`,
      mail: 'ivo.marek@ledgerandmast.example',
    },
  ),
  memberOf(
    domain,
    jun,
    ['Jun', 'Park'],
    { jobTitle: 'Office coordinator', timeZone: 'Asia/Seoul', locale: 'ko-KR' },
    { canDoMultifactor: false },
  ),
  memberOf(domain, kit, ['Kit', 'Morgan'], {
    jobTitle: 'Collaboration lead',
    timeZone: 'Pacific/Auckland',
    locale: 'en-NZ',
  }),
  memberOf(
    domain,
    lou,
    ['Lou', 'Fischer'],
    { jobTitle: 'Emergency access', timeZone: 'Europe/Zurich', locale: 'de-CH' },
    { hasAppInstalled: false, mail: null },
  ),
];

/** Dara answers to nobody here; neither do the guest and the emergency account. */
const managers = {
  [ana]: ben,
  [ben]: dara,
  [chi]: ben,
  [eli]: dara,
  [fay]: eli,
  [gus]: chi,
  [hana]: eli,
  [jun]: dara,
  [kit]: dara,
};

const groups: readonly Group[] = [
  {
    id: harbourGroups.tierOneApprovers,
    displayName: 'Tier 1 Approvers',
    isAssignableToRole: false,
    members: [dara, harbourGroups.mailTeamLeads],
  },
  {
    id: harbourGroups.mailTeamLeads,
    displayName: 'Mail Team Leads',
    isAssignableToRole: false,
    members: [chi],
  },
  {
    id: harbourGroups.readersCircle,
    displayName: 'Readers Circle',
    isAssignableToRole: true,
    members: [ana, gus],
  },
  {
    id: harbourGroups.securityDesk,
    displayName: 'Security Desk',
    isAssignableToRole: false,
    members: [fay, eli],
  },
];

/** "Harbour Light", the tenant one tries Latchkey in: every kind of person the stories need, once. */
export const harbour: SeededTenant = {
  id: '6b1f0c2a-4d5e-4f60-8a71-92b3c4d5e6f7',
  name: 'Harbour Light',
  domain,
  users: withManagers(users, managers),
  groups,
  servicePrincipals: [
    {
      id: harbourBackupService,
      appId: '8c2e3d74-3e5d-4f90-9b42-713a2e9c3302',
      displayName: 'Backup Service',
    },
  ],
  administrativeUnits: [{ id: harbourOsloOffice, displayName: 'Oslo office', members: [ana, chi] }],
  registration: {
    appId: '3c9d2e10-7a8b-4c5d-9e0f-112233445566',
    displayName: 'Latchkey',
    secrets: ['harbour-light-is-a-make-believe-tenant'],
    certificates: [],
    redirectUris: loopbackRedirectUris,
    applicationPermissions: readOnlyApplicationPermissions,
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
  consentingAdministrators: [dara, eli, lou],
  thingsToTry: [
    'As Ana Ruiz, say "activate exchange admin for 2h because mailbox migration".',
    'As Ben Okafor, approve it on the card, and see what Ana is told.',
    'Move the time forward until the role ends.',
  ],
};
