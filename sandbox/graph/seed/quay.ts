import {
  quayDeletedUser,
  quayFreightSync,
  quayGroups,
  quayNorthTerminal,
  quayPeople,
} from '../../tenants/quay.ts';
import { customRole, privilegedAuthenticationAdministrator, roles } from './builtInRoles.ts';
import { type SeededActivation, type TenantSeed } from './tenantSeed.ts';

/** Id of the role that Quayside Freight made for itself. */
const customsClerk = 'e4d09b73-5a1c-4f68-90b2-7c3e8d15f604';

const { nora, omar, pia, rolf, sela, tess, uma, wim, xena, yann, backup, glassOne, glassTwo } = quayPeople;

const inUse = (
  principalId: string,
  roleDefinitionId: string,
  daysAgo: number,
  more: Partial<SeededActivation> = {},
): SeededActivation => ({ principalId, roleDefinitionId, daysAgo, justification: 'Daily work', ...more });

/** Role management of Quayside Freight: wherever something can be wrong, it is. */
export const quaySeed: TenantSeed = {
  administratorId: nora,
  furtherRoles: [
    privilegedAuthenticationAdministrator,
    customRole(
      customsClerk,
      'Customs clerk',
      'Made by Quayside Freight for its customs desk.',
      'microsoft.directory/users/standard/read',
    ),
  ],
  settings: {
    // Too long, without approval, and nobody is told.
    [roles.globalAdministrator]: {
      maximumDuration: 'PT24H',
      enabledRules: ['Justification'],
      notifications: {
        Notification_Admin_EndUser_Assignment: {
          notificationLevel: 'None',
          isDefaultRecipientsEnabled: false,
        },
      },
    },
    // One approver, who is eligible himself.
    [roles.privilegedRoleAdministrator]: {
      maximumDuration: 'PT4H',
      approvers: [{ kind: 'user', id: omar }],
    },
    // A group as approver in which there is one person.
    [roles.privilegedAuthenticationAdministrator]: {
      maximumDuration: 'PT4H',
      approvers: [{ kind: 'group', id: quayGroups.keyKeepers }],
    },
    // Whoever is named here gets PIM's mail, and PIM refuses every later change of the settings.
    [roles.exchangeAdministrator]: {
      enabledRules: [],
      maximumDuration: 'PT12H',
      approvers: [
        { kind: 'user', id: nora },
        { kind: 'user', id: wim },
      ],
      notifications: {
        Notification_Approver_EndUser_Assignment: {
          notificationRecipients: ['dock@quayside.example'],
        },
      },
    },
    [roles.userAdministrator]: { enabledRules: ['MultiFactorAuthentication'] },
    // The portal offers one or the other; this came through Graph.
    [roles.securityAdministrator]: {
      enabledRules: ['MultiFactorAuthentication', 'Justification'],
      authenticationContext: 'c1',
    },
    [roles.teamsAdministrator]: { enabledRules: [], maximumDuration: 'PT24H' },
  },
  eligibilities: [
    { principalId: omar, roleDefinitionId: roles.privilegedRoleAdministrator, daysAgo: 300 },
    { principalId: omar, roleDefinitionId: roles.securityAdministrator, daysAgo: 300 },
    { principalId: sela, roleDefinitionId: roles.exchangeAdministrator, endsInDays: 60 },
    { principalId: wim, roleDefinitionId: roles.exchangeAdministrator },
    { principalId: wim, roleDefinitionId: roles.privilegedAuthenticationAdministrator },
    // Never used since it was given.
    { principalId: xena, roleDefinitionId: roles.complianceAdministrator, daysAgo: 400 },
    { principalId: xena, roleDefinitionId: roles.userAdministrator, daysAgo: 400 },
    { principalId: yann, roleDefinitionId: roles.reportsReader, daysAgo: 200 },
    { principalId: yann, roleDefinitionId: customsClerk, daysAgo: 200 },
    { principalId: tess, roleDefinitionId: roles.helpdeskAdministrator },
    { principalId: uma, roleDefinitionId: roles.intuneAdministrator },
    { principalId: quayDeletedUser, roleDefinitionId: roles.groupsAdministrator },
    { principalId: glassTwo, roleDefinitionId: roles.globalAdministrator },
    // Standing and eligible at the same time.
    { principalId: pia, roleDefinitionId: roles.globalAdministrator },
    {
      principalId: nora,
      roleDefinitionId: roles.helpdeskAdministrator,
      directoryScopeId: `/administrativeUnits/${quayNorthTerminal}`,
    },
  ],
  assignments: [
    { principalId: nora, roleDefinitionId: roles.globalAdministrator },
    { principalId: omar, roleDefinitionId: roles.globalAdministrator },
    { principalId: omar, roleDefinitionId: roles.exchangeAdministrator },
    { principalId: omar, roleDefinitionId: roles.userAdministrator },
    { principalId: omar, roleDefinitionId: roles.intuneAdministrator },
    { principalId: pia, roleDefinitionId: roles.globalAdministrator, isOutsidePim: true, daysAgo: 5 },
    { principalId: rolf, roleDefinitionId: roles.globalAdministrator, isOutsidePim: true, daysAgo: 700 },
    { principalId: sela, roleDefinitionId: roles.globalAdministrator },
    { principalId: glassOne, roleDefinitionId: roles.globalAdministrator },
    { principalId: tess, roleDefinitionId: roles.userAdministrator, daysAgo: 12 },
    { principalId: uma, roleDefinitionId: roles.intuneAdministrator },
    { principalId: backup, roleDefinitionId: roles.exchangeAdministrator },
    { principalId: quayDeletedUser, roleDefinitionId: roles.securityReader },
    { principalId: quayFreightSync, roleDefinitionId: roles.privilegedRoleAdministrator, isOutsidePim: true },
    { principalId: quayGroups.dockOperators, roleDefinitionId: roles.helpdeskAdministrator },
    { principalId: wim, roleDefinitionId: roles.securityReader, endsInDays: 20 },
    {
      principalId: wim,
      roleDefinitionId: roles.groupsAdministrator,
      directoryScopeId: `/administrativeUnits/${quayNorthTerminal}`,
    },
  ],
  activations: [
    inUse(omar, roles.securityAdministrator, 25, { hours: 8 }),
    inUse(omar, roles.securityAdministrator, 3.1),
    inUse(omar, roles.securityAdministrator, 3.08),
    inUse(omar, roles.securityAdministrator, 3.06),
    inUse(sela, roles.exchangeAdministrator, 20, { decidedBy: nora, justification: 'Mailbox moves' }),
    inUse(sela, roles.exchangeAdministrator, 9, { decidedBy: wim, givenBackAfterHours: 0.5 }),
    inUse(sela, roles.exchangeAdministrator, 8, { decidedBy: nora, outcome: 'denied' }),
    inUse(sela, roles.exchangeAdministrator, 6, { outcome: 'lapsed' }),
    inUse(sela, roles.exchangeAdministrator, 4, { outcome: 'canceled' }),
    // Still runs.
    inUse(sela, roles.exchangeAdministrator, 0.1, { decidedBy: nora, hours: 12 }),
    // Beyond what the audit log keeps: only PIM's own alert still knows.
    inUse(xena, roles.userAdministrator, 150),
  ],
  isLicenceDoubted: true,
  choices: { lapsedStatus: 'Failed', provisioningStatus: 'Provisioned' },
};
