import assert from 'node:assert/strict';
import { type Snapshot, type SnapshotSettings } from '../../../src/pim/posture/snapshot.ts';
import { guid, refusal, type LocalRows, startTenant } from './localTenant.ts';

type Rule = Readonly<Record<string, unknown>>;

const policy = (...rules: readonly Rule[]): Readonly<Record<string, unknown>> => ({
  roleDefinitionId: guid('C', 1),
  policyId: 'DirectoryRole_1',
  policy: { id: 'DirectoryRole_1', rules },
});

const whole = policy(
  { id: 'Expiration_EndUser_Assignment', isExpirationRequired: true, maximumDuration: 'PT4H30M' },
  { id: 'Enablement_EndUser_Assignment', enabledRules: ['MultiFactorAuthentication', 'Ticketing'] },
  { id: 'AuthenticationContext_EndUser_Assignment', isEnabled: true, claimValue: 'c1' },
  {
    id: 'Approval_EndUser_Assignment',
    setting: {
      isApprovalRequired: true,
      approvalStages: [
        {
          isApproverJustificationRequired: false,
          primaryApprovers: [
            { '@odata.type': '#microsoft.graph.singleUser', userId: guid('a', 1) },
            { '@odata.type': '#microsoft.graph.groupMembers', groupId: guid('b', 1) },
            { '@odata.type': '#microsoft.graph.requestorManager', managerLevel: 1 },
          ],
        },
      ],
    },
  },
  { id: 'Expiration_Admin_Eligibility', isExpirationRequired: true, maximumDuration: 'P90D' },
  { id: 'Enablement_Admin_Eligibility', enabledRules: [] },
  { id: 'expiration_admin_assignment', isExpirationRequired: false, maximumDuration: 'P15D' },
  { id: 'Enablement_Admin_Assignment', enabledRules: ['justification', 'multiFactorAuthentication'] },
  {
    id: 'Notification_Admin_EndUser_Assignment',
    notificationLevel: 'Critical',
    isDefaultRecipientsEnabled: false,
    notificationRecipients: ['soc@example.com'],
  },
  { id: 'Notification_Approver_EndUser_Assignment', notificationLevel: 'All' },
);

async function snapshotOf(rows: LocalRows): Promise<Snapshot> {
  const { posture, server } = await startTenant(rows);
  try {
    return await posture.snapshot({ auditDays: 30 });
  } finally {
    await server.stop();
  }
}

describe('the settings of a snapshot', () => {
  it('have what activations, eligibilities and assignments take, and who is told', async () => {
    const { settings, notRead } = await snapshotOf({ policies: [whole] });
    const expected: SnapshotSettings = {
      roleDefinitionId: guid('c', 1) as SnapshotSettings['roleDefinitionId'],
      policyId: 'DirectoryRole_1',
      activation: {
        maximumMinutes: 270,
        isJustificationRequired: false,
        isTicketRequired: true,
        isMultifactorRequired: true,
        authenticationContext: 'c1',
        isApprovalRequired: true,
        isApproverJustificationRequired: false,
        approvers: [
          { kind: 'person', id: guid('a', 1) as never },
          { kind: 'group', id: guid('b', 1) as never },
          { kind: 'requestorManager' },
        ],
      },
      eligibility: {
        isExpirationRequired: true,
        maximumMinutes: 90 * 1440,
        isJustificationRequired: false,
        isMultifactorRequired: false,
      },
      assignment: {
        isExpirationRequired: false,
        maximumMinutes: 15 * 1440,
        isJustificationRequired: true,
        isMultifactorRequired: true,
      },
      notifications: [
        {
          ruleId: 'Notification_Admin_EndUser_Assignment',
          level: 'Critical',
          isDefaultRecipientsEnabled: false,
          recipients: ['soc@example.com'],
        },
        {
          ruleId: 'Notification_Approver_EndUser_Assignment',
          level: 'All',
          isDefaultRecipientsEnabled: false,
          recipients: [],
        },
      ],
    };
    assert.deepEqual(settings, [expected]);
    assert.deepEqual(notRead, []);
  });

  it('are PIM’s own where a rule is not there', async () => {
    const { settings } = await snapshotOf({ policies: [policy()] });
    const [found] = settings;
    assert.equal(found?.activation.maximumMinutes, 8 * 60);
    assert.deepEqual(
      [
        found.eligibility.isExpirationRequired,
        found.eligibility.maximumMinutes,
        found.assignment.maximumMinutes,
      ],
      [false, 365 * 1440, 180 * 1440],
    );
  });

  it('name their approvers among the principals, and are asked for in one list', async () => {
    const { posture, server } = await startTenant({ policies: [whole] });
    try {
      const { principals } = await posture.snapshot({ auditDays: 30 });
      assert.deepEqual(principals.map(({ id }) => id).toSorted(), [guid('a', 1), guid('b', 1)]);
      const asked = server.received.filter(({ url }) => url.includes('roleManagementPolicyAssignments'));
      assert.equal(asked.length, 1);
    } finally {
      await server.stop();
    }
  });

  it('are without one that cannot be read, which is said; and none where they may not be read', async () => {
    const odd = await snapshotOf({ policies: [whole, { roleDefinitionId: 'x' }] });
    assert.equal(odd.settings.length, 1);
    assert.deepEqual(odd.notRead, [{ part: 'settings', code: 'unexpected_answer' }]);
    const none = await snapshotOf({
      policies: [whole],
      instead: (path) =>
        path.includes('/policies/') ? refusal(400, 'AadPremiumLicenseRequired') : undefined,
    });
    assert.deepEqual(none.settings, []);
    assert.deepEqual(none.notRead, [{ part: 'settings', code: 'licence_missing' }]);
  });
});

describe('the settings of every role alone', () => {
  const read = async (rows: LocalRows): Promise<readonly SnapshotSettings[]> => {
    const { posture, server } = await startTenant(rows);
    try {
      return await posture.settings();
    } finally {
      await server.stop();
    }
  };

  it('are those of the snapshot, from one list', async () => {
    const { settings } = await snapshotOf({ policies: [whole] });
    assert.deepEqual(await read({ policies: [whole] }), settings);
  });

  it('are whole or not there at all', async () => {
    const unreadable = { roleDefinitionId: guid('C', 2), policyId: 'DirectoryRole_2' };
    await assert.rejects(read({ policies: [whole, unreadable] }), { code: 'unexpected_answer' });
  });
});
