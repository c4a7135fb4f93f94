import { meadowGroups, meadowPeople } from '../../tenants/meadow.ts';
import { type RoleSettings } from '../pim/policy.ts';
import { privilegedAuthenticationAdministrator, roles } from './builtInRoles.ts';
import { type SeededActivation, type SeededEligibility, type TenantSeed } from './tenantSeed.ts';

const { ida, jon, kai, liss, mona, glassEast, glassWest } = meadowPeople;

const strict: RoleSettings = {
  maximumDuration: 'PT4H',
  enabledRules: ['MultiFactorAuthentication', 'Justification'],
  permanentEligibilityAllowed: false,
  eligibilityDuration: 'P180D',
  permanentAssignmentAllowed: false,
  assignmentDuration: 'P15D',
};

/** Whoever asks, at least two others can decide. */
const approved: RoleSettings = {
  ...strict,
  maximumDuration: 'PT2H',
  approvers: [ida, jon, mona, kai].map((id) => ({ kind: 'user', id })),
};

/** Who may activate what, each of it used within the last weeks. */
const holdings: readonly (readonly [principalId: string, roleDefinitionId: string, usedDaysAgo: number])[] = [
  [ida, roles.globalAdministrator, 12],
  [jon, roles.globalAdministrator, 6],
  [kai, roles.privilegedRoleAdministrator, 9],
  [mona, roles.privilegedAuthenticationAdministrator, 15],
  [mona, roles.securityReader, 2],
  [kai, roles.exchangeAdministrator, 4],
  [liss, roles.userAdministrator, 5],
  [liss, roles.helpdeskAdministrator, 3],
];

const isApproved = (roleDefinitionId: string): boolean => roleDefinitionId in settings;

const settings: Readonly<Record<string, RoleSettings>> = {
  [roles.globalAdministrator]: approved,
  [roles.privilegedRoleAdministrator]: approved,
  [roles.privilegedAuthenticationAdministrator]: approved,
};

const eligibilities: readonly SeededEligibility[] = holdings.map(([principalId, roleDefinitionId]) => ({
  principalId,
  roleDefinitionId,
  endsInDays: 120,
}));

const activations: readonly SeededActivation[] = holdings.map(([principalId, roleDefinitionId, daysAgo]) => ({
  principalId,
  roleDefinitionId,
  daysAgo,
  justification: 'Planned work',
  ...(isApproved(roleDefinitionId) && { decidedBy: principalId === jon ? ida : jon }),
}));

/** Role management of Meadow Clinic: nobody holds a role for good but the two break-glass accounts. */
export const meadowSeed: TenantSeed = {
  administratorId: glassEast,
  furtherRoles: [privilegedAuthenticationAdministrator],
  defaultSettings: strict,
  settings,
  eligibilities: [
    ...eligibilities,
    { principalId: meadowGroups.wardDevices, roleDefinitionId: roles.intuneAdministrator, endsInDays: 90 },
  ],
  assignments: [glassEast, glassWest].map((principalId) => ({
    principalId,
    roleDefinitionId: roles.globalAdministrator,
  })),
  activations: [
    ...activations,
    ...[liss, kai].map((principalId, index) => ({
      principalId,
      roleDefinitionId: roles.intuneAdministrator,
      daysAgo: 7 + index,
      justification: 'New tablets for the ward',
    })),
  ],
  groupEligibilities: [
    { groupId: meadowGroups.wardDevices, principalId: liss, accessId: 'member', endsInDays: 90 },
    { groupId: meadowGroups.wardDevices, principalId: kai, accessId: 'member', endsInDays: 90 },
  ],
  choices: { lapsedStatus: 'Failed', provisioningStatus: 'Provisioned' },
};
