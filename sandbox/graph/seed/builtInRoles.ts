import { type RoleDefinition } from '../pim/records.ts';

/** Ids of built-in roles: the same in every tenant (Microsoft Entra built-in roles, template ids). */
export const roles = {
  globalAdministrator: '62e90394-69f5-4237-9190-012177145e10',
  privilegedRoleAdministrator: 'e8611ab8-c189-46e8-94e1-60213ab1f814',
  exchangeAdministrator: '29232cdf-9323-42fd-ade2-1d097af3e4de',
  userAdministrator: 'fe930be7-5e62-47db-91af-98c3a49a38b1',
  securityAdministrator: '194ae4cb-b126-40b2-bd5b-6091b380977d',
  securityReader: '5d6b6bb7-de71-4623-b4af-96380a352509',
  globalReader: 'f2ef992c-3afb-46b9-b7cf-a126ee74c451',
  helpdeskAdministrator: '729827e3-9c14-49f7-bb1b-9608f156bbb8',
  sharePointAdministrator: 'f28a1f50-f6e7-4571-818b-6a12f2af6b6c',
  teamsAdministrator: '69091246-20e8-4a56-aa4d-066075b2a7a8',
  intuneAdministrator: '3a2c62db-5318-420d-8d74-23affee5d9d5',
  complianceAdministrator: '17315797-102d-40b4-93e0-432062caca18',
  groupsAdministrator: 'fdd7a751-b60b-444a-984c-02652fe8fa1c',
  reportsReader: '4a5d8f65-41da-4de4-8968-e035b65339cf',
  directoryReaders: '88d8e3e3-8f55-4a1e-953a-9b9898b8876b',
  privilegedAuthenticationAdministrator: '7be44c8a-adaf-4e2a-84d6-ab2649e08a13',
} as const;

const builtIn = (
  id: string,
  displayName: string,
  description: string,
  isPrivileged: boolean,
  ...allowedResourceActions: string[]
): RoleDefinition => ({
  id,
  displayName,
  description,
  isBuiltIn: true,
  isPrivileged,
  allowedResourceActions,
});

const everything = 'allProperties/allTasks';

/** The built-in roles the offline tenants know, with a few of the actions each allows. */
export const builtInRoles: readonly RoleDefinition[] = [
  builtIn(
    roles.globalAdministrator,
    'Global Administrator',
    'Manages everything in the directory and in the services that use it.',
    true,
    `microsoft.directory/users/${everything}`,
  ),
  builtIn(
    roles.privilegedRoleAdministrator,
    'Privileged Role Administrator',
    'Manages role assignments and all of Privileged Identity Management.',
    true,
    `microsoft.directory/privilegedIdentityManagement/${everything}`,
  ),
  builtIn(
    roles.exchangeAdministrator,
    'Exchange Administrator',
    'Manages all of Exchange: mailboxes, mail flow, groups.',
    false,
    'microsoft.office365.exchange/allEntities/basic/allTasks',
  ),
  builtIn(
    roles.userAdministrator,
    'User Administrator',
    'Manages users and groups, and resets passwords of those with few rights.',
    true,
    'microsoft.directory/users/create',
    'microsoft.directory/users/password/update',
  ),
  builtIn(
    roles.securityAdministrator,
    'Security Administrator',
    'Reads security reports and manages security settings.',
    true,
    'microsoft.directory/identityProtection/allProperties/update',
  ),
  builtIn(
    roles.securityReader,
    'Security Reader',
    'Reads security settings and reports.',
    true,
    'microsoft.directory/identityProtection/allProperties/read',
  ),
  builtIn(
    roles.globalReader,
    'Global Reader',
    'Reads everything a Global Administrator can, and changes nothing.',
    true,
    'microsoft.directory/allEntities/allProperties/read',
  ),
  builtIn(
    roles.helpdeskAdministrator,
    'Helpdesk Administrator',
    'Resets passwords for people without administrative rights and for other helpdesk staff.',
    true,
    'microsoft.directory/users/invalidateAllRefreshTokens',
    'microsoft.directory/users/password/update',
  ),
  builtIn(
    roles.sharePointAdministrator,
    'SharePoint Administrator',
    'Manages all of SharePoint.',
    false,
    'microsoft.office365.sharePoint/allEntities/allTasks',
  ),
  builtIn(
    roles.teamsAdministrator,
    'Teams Administrator',
    'Manages the Teams service.',
    false,
    'microsoft.teams/allEntities/allProperties/allTasks',
  ),
  builtIn(
    roles.intuneAdministrator,
    'Intune Administrator',
    'Manages all of Intune: devices, apps, policies.',
    true,
    'microsoft.intune/allEntities/allTasks',
  ),
  builtIn(
    roles.complianceAdministrator,
    'Compliance Administrator',
    'Reads and manages compliance settings and reports.',
    false,
    'microsoft.office365.complianceManager/allEntities/allTasks',
  ),
  builtIn(
    roles.groupsAdministrator,
    'Groups Administrator',
    'Creates and manages groups and their settings.',
    false,
    'microsoft.directory/groups/create',
    'microsoft.directory/groups/delete',
  ),
  builtIn(
    roles.reportsReader,
    'Reports Reader',
    'Reads sign-in and audit reports.',
    false,
    'microsoft.directory/auditLogs/allProperties/read',
  ),
  builtIn(
    roles.directoryReaders,
    'Directory Readers',
    'Reads basic information of the directory.',
    false,
    'microsoft.directory/users/standard/read',
  ),
];

/** A built-in role that only some of the offline tenants know. */
export const privilegedAuthenticationAdministrator = builtIn(
  roles.privilegedAuthenticationAdministrator,
  'Privileged Authentication Administrator',
  'Sets and resets the authentication methods of everybody, administrators included.',
  true,
  'microsoft.directory/users/authenticationMethods/create',
);

/** A role that a tenant made for itself. */
export const customRole = (
  id: string,
  displayName: string,
  description: string,
  ...allowedResourceActions: string[]
): RoleDefinition => ({
  id,
  displayName,
  description,
  isBuiltIn: false,
  isPrivileged: false,
  allowedResourceActions,
});
