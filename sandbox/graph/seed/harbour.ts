import {
  harbourBackupService,
  harbourGroups,
  harbourOsloOffice,
  harbourPeople,
} from '../../tenants/harbour.ts';
import { customRole, roles } from './builtInRoles.ts';
import { type TenantSeed } from './tenantSeed.ts';

/** Ids of the roles that Harbour Light made for itself; both look like built-in ones. */
const harbourCustomRoles = {
  exchangeAdministratorsEmea: '4f7c2a90-5b1d-4e36-8c07-2d9e6a1b7f03',
  securityReaderLookAlike: '9b3e61d8-70c4-4a52-b6f1-c8d05e2a4917',
} as const;

const { ana, ben, dara, eli, fay, gus, hana, ivo, kit, lou } = harbourPeople;
const eligible = (principalId: string, roleDefinitionId: string, directoryScopeId = '/') => ({
  principalId,
  roleDefinitionId,
  directoryScopeId,
});

/** Role management of Harbour Light. */
export const harbourSeed: TenantSeed = {
  administratorId: eli,
  furtherRoles: [
    customRole(
      harbourCustomRoles.exchangeAdministratorsEmea,
      'Exchange Administrators (EMEA)',
      'Made by Harbour Light for its European mail team.',
      'microsoft.office365.exchange/recipients/allProperties/update',
    ),
    customRole(
      harbourCustomRoles.securityReaderLookAlike,
      // Its last e is Cyrillic: a name that cannot be told from the built-in role's by eye.
      'Security Read\u0435r',
      'Not what it looks like.',
      'microsoft.directory/applications/credentials/update',
    ),
  ],
  settings: {
    [roles.exchangeAdministrator]: {
      enabledRules: ['Justification'],
      approvers: [
        { kind: 'user', id: ben },
        { kind: 'group', id: harbourGroups.tierOneApprovers },
      ],
    },
    [roles.userAdministrator]: { maximumDuration: 'PT4H' },
    [roles.teamsAdministrator]: { enabledRules: [] },
    [roles.helpdeskAdministrator]: { enabledRules: ['Justification'] },
    [roles.globalReader]: { enabledRules: ['Justification'] },
    [roles.securityReader]: { enabledRules: ['Justification'], maximumDuration: 'PT4H' },
    [roles.privilegedRoleAdministrator]: {
      maximumDuration: 'PT2H',
      approvers: [],
      permanentEligibilityAllowed: false,
    },
    [roles.securityAdministrator]: {
      enabledRules: ['Justification'],
      maximumDuration: 'PT4H',
      authenticationContext: 'c1',
    },
    [roles.complianceAdministrator]: {
      enabledRules: ['Justification', 'Ticketing'],
      maximumDuration: 'PT1H',
    },
    [roles.groupsAdministrator]: { enabledRules: ['Justification'], maximumDuration: 'PT10H' },
    [roles.intuneAdministrator]: { enabledRules: ['Justification', 'Ticketing'], approvers: [] },
    [roles.sharePointAdministrator]: {
      enabledRules: ['Justification'],
      approvers: [{ kind: 'user', id: kit }],
    },
    [roles.reportsReader]: { enabledRules: ['Justification'] },
    [harbourCustomRoles.exchangeAdministratorsEmea]: { enabledRules: ['Justification'] },
  },
  eligibilities: [
    eligible(ana, roles.exchangeAdministrator),
    eligible(ana, roles.userAdministrator),
    eligible(ana, roles.teamsAdministrator),
    eligible(ana, roles.helpdeskAdministrator, `/administrativeUnits/${harbourOsloOffice}`),
    eligible(ana, roles.securityReader),
    eligible(ana, harbourCustomRoles.exchangeAdministratorsEmea),
    eligible(harbourGroups.readersCircle, roles.globalReader),
    { ...eligible(ben, roles.privilegedRoleAdministrator), endsInDays: 180 },
    eligible(ben, roles.securityAdministrator),
    eligible(dara, roles.exchangeAdministrator),
    eligible(dara, roles.sharePointAdministrator),
    eligible(fay, roles.complianceAdministrator),
    { ...eligible(gus, roles.helpdeskAdministrator), endsInDays: 6 },
    eligible(gus, roles.groupsAdministrator),
    eligible(hana, roles.intuneAdministrator),
    eligible(ivo, roles.reportsReader),
  ],
  assignments: [
    { principalId: dara, roleDefinitionId: roles.globalAdministrator },
    { principalId: eli, roleDefinitionId: roles.globalAdministrator, isOutsidePim: true },
    { principalId: lou, roleDefinitionId: roles.globalAdministrator, isOutsidePim: true },
    { principalId: eli, roleDefinitionId: roles.privilegedRoleAdministrator },
    { principalId: fay, roleDefinitionId: roles.securityReader },
    { principalId: harbourBackupService, roleDefinitionId: roles.directoryReaders, isOutsidePim: true },
  ],
  reviews: [
    {
      displayName: 'Exchange administrators, every quarter',
      roleDefinitionId: roles.exchangeAdministrator,
      scope: 'eligible',
      reviewers: [ben, eli],
      startedDaysAgo: 4,
      durationDays: 14,
      everyMonths: 3,
      decisions: [
        {
          principalId: ana,
          decision: 'Approve',
          justification: 'Moves mailboxes every week',
          decidedBy: ben,
          daysAgo: 2,
        },
      ],
    },
  ],
  choices: { lapsedStatus: 'Failed', provisioningStatus: 'Provisioned' },
};
