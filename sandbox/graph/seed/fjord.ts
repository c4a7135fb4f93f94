import { fjordGroups, fjordPeople, fjordVoss } from '../../tenants/fjord.ts';
import { customRole, roles } from './builtInRoles.ts';
import { type TenantSeed } from './tenantSeed.ts';

/** Id of the role that Sundvik Hospital made for itself. */
const fjordWardSupport = 'c06d5f1a-82b7-4e93-ad40-6b1f9e27d358';

const { oda, per, tor, liv, siv } = fjordPeople;

/** Role management of the second tenant: other settings, other habits where Microsoft leaves room. */
export const fjordSeed: TenantSeed = {
  administratorId: liv,
  furtherRoles: [
    customRole(
      fjordWardSupport,
      'Ward support',
      'Made by Sundvik Hospital for its wards.',
      'microsoft.directory/devices/standard/read',
    ),
  ],
  settings: {
    [roles.exchangeAdministrator]: {
      enabledRules: ['Justification', 'Ticketing'],
      maximumDuration: 'PT1H45M',
      approvers: [
        { kind: 'user', id: per },
        { kind: 'user', id: tor },
      ],
    },
    [roles.helpdeskAdministrator]: { enabledRules: ['Justification'], maximumDuration: 'PT2H30M' },
    [roles.teamsAdministrator]: { enabledRules: [], maximumDuration: 'PT1H' },
    [roles.userAdministrator]: { maximumDuration: 'PT30M' },
    [roles.globalAdministrator]: {
      approvers: [],
      maximumDuration: 'PT1H',
      permanentAssignmentAllowed: false,
    },
  },
  eligibilities: [
    { principalId: oda, roleDefinitionId: roles.exchangeAdministrator, endsInDays: 90 },
    { principalId: oda, roleDefinitionId: roles.teamsAdministrator },
    { principalId: oda, roleDefinitionId: roles.userAdministrator },
    {
      principalId: siv,
      roleDefinitionId: roles.helpdeskAdministrator,
      directoryScopeId: `/administrativeUnits/${fjordVoss}`,
    },
    { principalId: fjordGroups.ward, roleDefinitionId: fjordWardSupport },
    { principalId: per, roleDefinitionId: roles.globalAdministrator },
  ],
  assignments: [{ principalId: liv, roleDefinitionId: roles.globalAdministrator }],
  choices: { lapsedStatus: 'TimedOut', provisioningStatus: 'PendingProvisioning' },
};
