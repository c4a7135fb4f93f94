import { type User } from '../world.ts';
import {
  everydayDelegatedScopes,
  loopbackRedirectUris,
  memberOf,
  readOnlyApplicationPermissions,
  type SeededTenant,
  withManagers,
} from './seededTenant.ts';

const domain = 'sundvik.example';

/** Object ids of the people, by given name. */
export const fjordPeople = {
  /** Requestor: eligible for Exchange Administrator. */
  oda: '51f0a7c4-9d2e-4b13-b6a8-3e7d0c9f1a21',
  /** Approves Exchange Administrator together with Tor. */
  per: '8e24b0d9-63fa-4c7d-a1f5-90b2d47c6e32',
  tor: 'c73d15ea-0f48-4e96-9c2b-5ad861f30b43',
  /** Permanent Global Administrator. */
  liv: '2ba96f3e-d517-4a80-8e4c-f1730c5b9d54',
  /** Helpdesk for the administrative unit "Voss" only. */
  siv: 'e90c48b7-1a6d-4f25-b3d7-6c82fa9e0165',
  /** Holds nothing. */
  nils: '37d8e2f1-b5c0-4d69-a97e-04f6b1d3c876',
} as const;

/** Object ids of the groups. */
export const fjordGroups = { ward: 'd1a5c0f3-7b92-4e68-8d04-b6e37f2a9187' } as const;

/** Object id of the administrative unit "Voss". */
export const fjordVoss = '0f6b2d9c-e841-4a37-95ce-7d13b8a0f498';

const { oda, per, tor, liv, siv, nils } = fjordPeople;
const bergen = { timeZone: 'Europe/Oslo', locale: 'nn-NO' };

const users: readonly User[] = [
  memberOf(domain, nils, ['Nils', 'Tveit'], { jobTitle: 'Archivist', ...bergen }),
  memberOf(domain, siv, ['Siv', 'Aasen'], { jobTitle: 'Site support', ...bergen }),
  memberOf(domain, liv, ['Liv', 'Brekke'], { jobTitle: 'IT director', ...bergen }),
  memberOf(domain, tor, ['Tor', 'Hauge'], {
    jobTitle: 'Operations lead',
    timeZone: 'Atlantic/Azores',
    locale: 'pt-PT',
  }),
  memberOf(domain, per, ['Per', 'Øvrebø'], { jobTitle: 'Mail owner', ...bergen }),
  memberOf(domain, oda, ['Oda', 'Lunde'], {
    jobTitle: 'Mail engineer',
    timeZone: 'Europe/Oslo',
    locale: 'en-US',
  }),
];

const managers = { [oda]: per, [per]: liv, [tor]: liv, [siv]: tor, [nils]: tor };

/** "Sundvik Hospital", on purpose unlike the first tenant wherever Microsoft leaves room. */
export const fjord: SeededTenant = {
  id: 'f4c8a1d6-2e7b-4935-b0fd-8a5c3e1972d0',
  name: 'Sundvik Hospital',
  domain,
  users: withManagers(users, managers),
  groups: [
    { id: fjordGroups.ward, displayName: 'Ward systems', isAssignableToRole: true, members: [nils, siv] },
  ],
  servicePrincipals: [],
  administrativeUnits: [{ id: fjordVoss, displayName: 'Voss', members: [siv, nils] }],
  registration: {
    appId: '9ad70b5e-41c3-4f82-a6e9-d2075bf8c3e1',
    displayName: 'Latchkey',
    secrets: ['sundvik-hospital-is-a-make-believe-tenant'],
    certificates: [],
    redirectUris: loopbackRedirectUris,
    applicationPermissions: readOnlyApplicationPermissions,
    consentedScopes: everydayDelegatedScopes,
  },
  wire: {
    pageSize: 2,
    keyOrder: 'reversed',
    actionCasing: 'pascal',
    innerErrorKey: 'innererror',
    policyMessage: 'old',
    provisioningSeconds: 4,
    auditLagSeconds: { least: 45, most: 150 },
  },
  consentingAdministrators: [liv],
  thingsToTry: [
    'As Oda Lunde, say "activate exchange admin 1h because mailbox migration ticket INC77".',
    'As Per Øvrebø, approve it on the card, and see what Oda is told.',
    'Move the time forward until the role ends.',
  ],
};
