import assert from 'node:assert/strict';
import { settingsPlan } from '../../../src/pim/posture/settingsPlan.ts';
import { type SnapshotSettings } from '../../../src/pim/posture/snapshot.ts';
import { approvers, goodSettings, people, roles } from '../../support/calmTenant.ts';

const now = goodSettings(roles.exchange);
const wished = (activation: Partial<SnapshotSettings['activation']>): SnapshotSettings =>
  goodSettings(roles.exchange, activation);
const mailed = (settings: SnapshotSettings): SnapshotSettings => ({
  ...settings,
  notifications: [
    {
      ruleId: 'Notification_Approver_Admin_Eligibility',
      level: 'All',
      isDefaultRecipientsEnabled: false,
      recipients: ['cab@example.org'],
    },
    ...settings.notifications,
  ],
});
const trapsOf = (wish: SnapshotSettings, present = now): unknown =>
  settingsPlan([wish], [present]).roles.map(({ traps }) => traps);

describe('settingsPlan', () => {
  it('groups what would change by rule, mail to approvers last', () => {
    const wish = mailed(
      wished({
        maximumMinutes: 120,
        isTicketRequired: true,
        isMultifactorRequired: false,
        authenticationContext: 'c1',
      }),
    );
    const [role, ...others] = settingsPlan([wish], [now, goodSettings(roles.reports)]).roles;
    assert.deepEqual(others, []);
    assert.equal(role?.roleDefinitionId, roles.exchange);
    assert.deepEqual(
      role.rules.map(({ ruleId, changes }) => [ruleId, changes.map(({ setting }) => setting)]),
      [
        ['Expiration_EndUser_Assignment', ['activationMinutes']],
        ['Enablement_EndUser_Assignment', ['activationMultifactor', 'activationTicket']],
        ['AuthenticationContext_EndUser_Assignment', ['authenticationContext']],
        [
          'Notification_Approver_Admin_Eligibility',
          ['notificationDefaultRecipients', 'notificationRecipients'],
        ],
      ],
    );
    assert.deepEqual(role.rules[0]?.changes[0], {
      ruleId: 'Expiration_EndUser_Assignment',
      setting: 'activationMinutes',
      before: 240,
      after: 120,
    });
  });

  it('plans nothing for what is so already, and nothing for roles that nothing is wished for', () => {
    assert.deepEqual(settingsPlan([now], [now, goodSettings(roles.reports)]), {
      roles: [],
      unknownRoles: [],
    });
  });

  it('names roles that the tenant does not have', () => {
    assert.deepEqual(settingsPlan([now], []), { roles: [], unknownRoles: [roles.exchange] });
  });

  it('warns of what Graph or the portal does not take', () => {
    assert.deepEqual(trapsOf(wished({ authenticationContext: 'c1' })), [['multifactorAndContext']]);
    assert.deepEqual(trapsOf(wished({ authenticationContext: 'c1', isMultifactorRequired: false })), [[]]);
    assert.deepEqual(trapsOf(wished({ isApprovalRequired: true })), [['defaultApprovers']]);
    assert.deepEqual(trapsOf(wished({ isApprovalRequired: true, approvers: approvers(people.ana) })), [[]]);
    for (const maximumMinutes of [15, 45, 1_470])
      assert.deepEqual(trapsOf(wished({ maximumMinutes })), [['activationLength']], String(maximumMinutes));
    for (const maximumMinutes of [30, 90, 1_440])
      assert.deepEqual(trapsOf(wished({ maximumMinutes })), [[]], String(maximumMinutes));
  });

  it('warns of addresses that lock the role, before and after they are there', () => {
    assert.deepEqual(trapsOf(mailed(now)), [['approverRecipientsLock']]);
    assert.deepEqual(trapsOf(wished({ isTicketRequired: true }), mailed(now)), [
      ['lockedByApproverRecipients'],
    ]);
  });
});
