import assert from 'node:assert/strict';
import { isAccessChanging, judgePermissions, REQUIRED_PERMISSIONS } from '../../src/graph/appPermissions.ts';
import { type GraphCall, graphCalls } from '../../src/graph/egress.ts';

describe('judgePermissions', () => {
  it('finds nothing wrong with what is asked for', () => {
    const { missing, changesAccess } = judgePermissions(REQUIRED_PERMISSIONS);
    assert.deepEqual([missing, changesAccess], [[], []]);
  });

  it('names what is missing', () => {
    const granted = REQUIRED_PERMISSIONS.filter((name) => name !== 'User.Read.All');
    assert.deepEqual(judgePermissions(granted).missing, ['User.Read.All']);
  });

  it('knows which permissions contain others', () => {
    const wide = ['Directory.Read.All', 'RoleManagement.Read.Directory', 'AuditLog.Read.All'];
    assert.deepEqual(judgePermissions(wide).missing, []);
  });

  it('names what could change who has access', () => {
    const granted = [...REQUIRED_PERMISSIONS, 'AppRoleAssignment.ReadWrite.All', 'Chat.ReadWrite.All'];
    assert.deepEqual(judgePermissions(granted).changesAccess, ['AppRoleAssignment.ReadWrite.All']);
  });
});

describe('isAccessChanging', () => {
  for (const permission of [
    'RoleManagement.ReadWrite.Directory',
    'RoleAssignmentSchedule.ReadWrite.Directory',
    'RoleAssignmentSchedule.Remove.Directory',
    'RoleEligibilitySchedule.ReadWrite.Directory',
    'RoleManagementPolicy.ReadWrite.Directory',
    'RoleManagementPolicy.ReadWrite.AzureADGroup',
    'PrivilegedAccess.ReadWrite.AzureAD',
    'PrivilegedAssignmentSchedule.ReadWrite.AzureADGroup',
    'PrivilegedEligibilitySchedule.ReadWrite.AzureADGroup',
    'Application.ReadWrite.All',
    'Application.ReadWrite.OwnedBy',
    'AppRoleAssignment.ReadWrite.All',
    'Directory.ReadWrite.All',
    'Group.ReadWrite.All',
    'GroupMember.ReadWrite.All',
    'Policy.ReadWrite.ConditionalAccess',
    'User.ReadWrite.All',
    'UserAuthenticationMethod.ReadWrite.All',
    'UserAuthMethod-Passkey.ReadWrite.All',
    'AccessReview.ReadWrite.All',
  ]) {
    it(`is true of ${permission}`, () => {
      assert.ok(isAccessChanging(permission));
    });
  }

  it('is false of everything that Latchkey asks for', () => {
    const asked = Object.values<GraphCall>(graphCalls).flatMap(
      ({ leastApplication }) => leastApplication ?? [],
    );
    for (const permission of [
      ...asked,
      ...REQUIRED_PERMISSIONS,
      'Directory.Read.All',
      'TeamsAppInstallation.ReadWriteSelfForUser.All',
      'RoleManagementAlert.Read.Directory',
      'AccessReview.Read.All',
      'Policy.Read.All',
    ]) {
      assert.ok(!isAccessChanging(permission), permission);
    }
  });
});
