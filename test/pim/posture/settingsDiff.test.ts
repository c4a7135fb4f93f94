import assert from 'node:assert/strict';
import fc from 'fast-check';
import { canonicalSettings, settingFacts } from '../../../src/pim/posture/settingFacts.ts';
import { settingsDiff } from '../../../src/pim/posture/settingsDiff.ts';
import { type SnapshotSettings } from '../../../src/pim/posture/snapshot.ts';
import { approvers, goodSettings, people, roles } from '../../support/calmTenant.ts';
import { randomSettings, toldOtherwise } from './randomSettings.ts';

const exchange = goodSettings(roles.exchange);
const changesTo = (after: Partial<SnapshotSettings>): unknown =>
  settingsDiff([exchange], [{ ...exchange, ...after }]).flatMap(({ changes }) =>
    changes.map(({ ruleId, setting, before, after: now }) => [ruleId, setting, before, now]),
  );
const activation = (more: Partial<SnapshotSettings['activation']>) => ({
  activation: { ...exchange.activation, ...more },
});

describe('settingsDiff', () => {
  it('finds nothing between the same settings, whatever order, casing and doubles they come with', () => {
    fc.assert(
      fc.property(
        randomSettings.chain((settings) => fc.tuple(fc.constant(settings), toldOtherwise(settings))),
        ([settings, otherwise]) => {
          assert.deepEqual(settingsDiff(settings, otherwise), []);
          assert.deepEqual(settingsDiff(settings.map(canonicalSettings), settings), []);
        },
      ),
    );
  });

  it('says the same both ways round, with before and after exchanged', () => {
    fc.assert(
      fc.property(randomSettings, randomSettings, (one, other) => {
        const turned = settingsDiff(other, one).map(({ onlyIn, changes, ...role }) => ({
          ...role,
          onlyIn: onlyIn === undefined ? undefined : onlyIn === 'before' ? 'after' : 'before',
          changes: new Set(
            changes.map(({ before, after, ...what }) => ({ ...what, before: after, after: before })),
          ),
        }));
        const straight = settingsDiff(one, other).map((role) => ({
          ...role,
          changes: new Set(role.changes),
        }));
        assert.deepEqual(straight, turned);
      }),
    );
  });

  it('finds nothing exactly where every fact is the same', () => {
    fc.assert(
      fc.property(randomSettings, randomSettings, (one, other) => {
        const facts = (all: readonly SnapshotSettings[]): string =>
          JSON.stringify(
            all.map(canonicalSettings).map((role) => [role.roleDefinitionId, settingFacts(role)]),
          );
        const isSame = facts(one) === facts(other);
        assert.equal(settingsDiff(one, other).length === 0, isSame);
      }),
    );
  });

  it('names the rule, what was and what is', () => {
    assert.deepEqual(changesTo(activation({ isApprovalRequired: true, approvers: approvers(people.ben) })), [
      ['Approval_EndUser_Assignment', 'approval', false, true],
      ['Approval_EndUser_Assignment', 'approvers', [], [`person:${people.ben}`]],
    ]);
    assert.deepEqual(changesTo(activation({ maximumMinutes: 480, authenticationContext: 'c1' })), [
      ['Expiration_EndUser_Assignment', 'activationMinutes', 240, 480],
      ['AuthenticationContext_EndUser_Assignment', 'authenticationContext', null, 'c1'],
    ]);
    assert.deepEqual(changesTo({ assignment: { ...exchange.assignment, isExpirationRequired: false } }), [
      ['Expiration_Admin_Assignment', 'assignmentMustEnd', true, false],
    ]);
  });

  it('takes a rule about mail that is not there for what PIM starts with', () => {
    assert.deepEqual(changesTo({ notifications: [] }), []);
    const silent = { ruleId: 'notification_admin_admin_eligibility', level: 'none' };
    assert.deepEqual(
      changesTo({
        notifications: [{ ...silent, isDefaultRecipientsEnabled: true, recipients: ['SOC@example.org'] }],
      }),
      [
        ['Notification_Admin_Admin_Eligibility', 'notificationLevel', 'All', 'None'],
        ['Notification_Admin_Admin_Eligibility', 'notificationRecipients', [], ['soc@example.org']],
      ],
    );
  });

  it('says of a role that only one side has just that', () => {
    const reports = goodSettings(roles.reports);
    assert.deepEqual(settingsDiff([exchange], [exchange, reports]), [
      { roleDefinitionId: roles.reports, onlyIn: 'after', changes: [] },
    ]);
    assert.deepEqual(settingsDiff([exchange, reports], [exchange]), [
      { roleDefinitionId: roles.reports, onlyIn: 'before', changes: [] },
    ]);
  });
});
