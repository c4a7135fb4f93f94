import { type Permission } from '../authorisation.ts';
import { type ScopeNames } from '../graphError.ts';

/** The same names for users and for apps. */
const both = (service: Permission['service'], names: ScopeNames): Permission => ({
  service,
  delegated: names,
  application: names,
});

const rolesRead = ['RoleManagement.Read.Directory', 'RoleManagement.Read.All'];
const rolesWrite = 'RoleManagement.ReadWrite.Directory';
const reviewsWrite = 'AccessReview.ReadWrite.All';
const directoryRead = ['Directory.Read.All', 'Directory.ReadWrite.All'];

/** What each part of Graph asks of a token: from the documentation, except where running services differ. */
export const permissions = {
  roleDefinitions: both('directory', [...rolesRead, rolesWrite, ...directoryRead]),
  eligibilityRead: both('pim', [
    'RoleEligibilitySchedule.Read.Directory',
    ...rolesRead,
    'RoleEligibilitySchedule.ReadWrite.Directory',
    rolesWrite,
  ]),
  eligibilityWrite: both('pim', ['RoleEligibilitySchedule.ReadWrite.Directory', rolesWrite]),
  assignmentRead: both('pim', [
    'RoleAssignmentSchedule.Read.Directory',
    ...rolesRead,
    'RoleAssignmentSchedule.ReadWrite.Directory',
    rolesWrite,
  ]),
  // The documentation has a Read scope for requests; the service demands this one for every read of them.
  assignmentWrite: both('pim', ['RoleAssignmentSchedule.ReadWrite.Directory', rolesWrite]),
  // The documentation names the schedule scopes; the service demands those of the older generation.
  approvalRead: both('approvals', ['PrivilegedAccess.ReadWrite.AzureAD', 'PrivilegedAccess.Read.AzureAD']),
  approvalWrite: {
    service: 'approvals',
    delegated: ['PrivilegedAccess.ReadWrite.AzureAD'],
    application: [],
  },
  policyRead: both('pim', [
    'RoleManagementPolicy.Read.Directory',
    ...rolesRead,
    'RoleManagementPolicy.ReadWrite.Directory',
    rolesWrite,
  ]),
  policyWrite: both('pim', ['RoleManagementPolicy.ReadWrite.Directory', rolesWrite]),
  me: {
    service: 'directory',
    delegated: ['User.Read', 'User.ReadBasic.All', 'User.Read.All', ...directoryRead],
    application: [],
  },
  users: {
    service: 'directory',
    delegated: ['User.ReadBasic.All', 'User.Read.All', ...directoryRead],
    application: ['User.Read.All', ...directoryRead],
  },
  managers: both('directory', ['User.Read.All', ...directoryRead]),
  groups: both('directory', ['GroupMember.Read.All', 'Group.Read.All', ...directoryRead]),
  administrativeUnits: both('directory', ['AdministrativeUnit.Read.All', ...directoryRead]),
  servicePrincipals: both('directory', ['Application.Read.All', ...directoryRead]),
  anyDirectoryObject: both('directory', [
    'User.ReadBasic.All',
    'User.Read.All',
    'GroupMember.Read.All',
    'Group.Read.All',
    ...directoryRead,
  ]),
  consent: both('directory', ['DelegatedPermissionGrant.ReadWrite.All', ...directoryRead]),
  appCatalogue: both('teams', ['AppCatalog.Read.All', 'AppCatalog.ReadWrite.All']),
  appInstallation: {
    service: 'teams',
    delegated: [],
    application: [
      'TeamsAppInstallation.ReadWriteSelfForUser.All',
      'TeamsAppInstallation.ReadWriteAndConsentSelfForUser.All',
      'TeamsAppInstallation.ReadWriteForUser.All',
      'TeamsAppInstallation.ReadWriteAndConsentForUser.All',
    ],
  },
  alertRead: both('pim', [
    'RoleManagementAlert.Read.Directory',
    ...rolesRead,
    'RoleManagementAlert.ReadWrite.Directory',
    rolesWrite,
  ]),
  reviewRead: both('pim', ['AccessReview.Read.All', reviewsWrite]),
  reviewWrite: both('pim', [reviewsWrite]),
  // Reviewers are people: an app decides nothing.
  reviewDecide: { service: 'pim', delegated: [reviewsWrite], application: [] },
  alertWrite: both('pim', ['RoleManagementAlert.ReadWrite.Directory', rolesWrite]),
  // The permissions for directory roles do not cover groups.
  groupEligibilityRead: both('pim', [
    'PrivilegedEligibilitySchedule.Read.AzureADGroup',
    'PrivilegedEligibilitySchedule.ReadWrite.AzureADGroup',
  ]),
  signIns: { ...both('audit', ['AuditLog.Read.All']), also: ['User.Read.All', ...directoryRead] },
  audit: { ...both('audit', ['AuditLog.Read.All']), also: ['Directory.Read.All'] },
} as const satisfies Readonly<Record<string, Permission>>;
