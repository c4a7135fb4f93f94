import assert from 'node:assert/strict';
import { type Yardstick } from '../../../src/pim/posture/baseline.ts';
import { type Snapshot, type SnapshotSettings } from '../../../src/pim/posture/snapshot.ts';
import {
  anAssignment,
  approvers,
  calm,
  calmWith,
  daysAgo,
  goodSettings,
  people,
  roles,
  yardstick,
} from '../../support/calmTenant.ts';
import { findingsBy, saidBy, told } from './judged.ts';

type Activation = Partial<SnapshotSettings['activation']>;

const setTo = (settings: SnapshotSettings): Snapshot => ({
  ...calm,
  settings: calm.settings.map((one) => (one.roleDefinitionId === settings.roleDefinitionId ? settings : one)),
});
const exchange = (activation: Activation, more: Partial<SnapshotSettings> = {}): Snapshot =>
  setTo({ ...goodSettings(roles.exchange, activation), ...more });
const reports = (activation: Activation): Snapshot => setTo(goodSettings(roles.reports, activation));
const global = (activation: Activation, more: Partial<SnapshotSettings> = {}): Snapshot =>
  setTo({
    ...goodSettings(roles.global, {
      isApprovalRequired: true,
      approvers: approvers(people.ana, people.ben),
      ...activation,
    }),
    ...more,
  });
/** A baseline of one tier for all roles. */
const asking = (tier: Partial<Yardstick['baseline'][number]>): Yardstick => ({
  ...yardstick,
  baseline: [
    {
      name: 'Everything',
      roles: ['all'],
      maximumActivationHours: 24,
      strongAuthentication: false,
      authenticationContext: false,
      justification: false,
      ticket: false,
      approval: false,
      eligibilityDays: 0,
      assignmentDays: 0,
      notifications: false,
      ...tier,
    },
  ],
});

describe('rules about settings', () => {
  it('judge only roles that somebody holds or may activate', () => {
    const bad = goodSettings(roles.security, { isMultifactorRequired: false, maximumMinutes: 1_440 });
    const settings = [...calm.settings, bad];
    assert.deepEqual(told({ ...calm, settings }), []);
    const held = calmWith({
      assignments: [anAssignment(people.ana, { roleDefinitionId: roles.security, endAt: daysAgo(-9) })],
    });
    assert.deepEqual(told({ ...held, settings }), [
      'high no-strong-authentication: Security Administrator',
      'medium activation-too-long: Security Administrator',
    ]);
  });

  it('say nothing where settings could not be read', () => {
    const snapshot = exchange({ isMultifactorRequired: false });
    assert.equal(told(snapshot).length, 1);
    assert.deepEqual(told({ ...snapshot, notRead: [{ part: 'settings', code: 'forbidden' }] }), []);
  });

  it('ask nothing of a role that no tier names', () => {
    const bad = exchange({ isMultifactorRequired: false, isJustificationRequired: false });
    assert.deepEqual(told(bad, { ...yardstick, baseline: [] }), []);
  });

  const cases: Readonly<Record<string, readonly [Snapshot, readonly string[], Yardstick?]>> = {
    'no-strong-authentication': [
      exchange({ isMultifactorRequired: false }),
      ['high no-strong-authentication: Exchange Administrator'],
    ],
    'no-strong-authentication of other roles': [
      reports({ isMultifactorRequired: false }),
      ['medium no-strong-authentication: Reports Reader'],
    ],
    'no-approval of other roles': [
      calm,
      ['medium no-approval: Reports Reader'],
      asking({ roles: ['Reports Reader'], approval: true }),
    ],
    'no-approval': [global({ isApprovalRequired: false }), ['high no-approval: Global Administrator']],
    'activation-too-long': [
      exchange({ maximumMinutes: 481 }),
      ['medium activation-too-long: Exchange Administrator'],
    ],
    'activation-too-long of other roles': [
      reports({ maximumMinutes: 630 }),
      ['low activation-too-long: Reports Reader'],
    ],
    'activation-too-long of the control plane': [
      global({ maximumMinutes: 270 }),
      ['medium activation-too-long: Global Administrator'],
    ],
    'no-justification': [
      exchange({ isJustificationRequired: false }),
      ['medium no-justification: Exchange Administrator'],
    ],
    'no-ticket': [
      exchange({ isTicketRequired: true }),
      ['low no-ticket: Global Administrator', 'low no-ticket: Reports Reader'],
      asking({ ticket: true }),
    ],
    'permanent-eligibility-allowed': [
      exchange(
        {},
        { eligibility: { ...goodSettings(roles.exchange).eligibility, isExpirationRequired: false } },
      ),
      ['medium permanent-eligibility-allowed: Exchange Administrator'],
    ],
    'multifactor-and-context': [
      exchange({ authenticationContext: 'c1' }),
      ['low multifactor-and-context: Exchange Administrator'],
    ],
    'no finding for a context alone': [
      exchange({ authenticationContext: 'c1', isMultifactorRequired: false }),
      [],
    ],
    'no finding for exactly as long as allowed': [exchange({ maximumMinutes: 480 }), []],
    'no finding for a ticket that nobody asked for': [exchange({ isTicketRequired: true }), []],
    'no finding for permanent eligibility where it may be': [
      setTo({
        ...goodSettings(roles.reports),
        eligibility: { ...goodSettings(roles.reports).eligibility, isExpirationRequired: false },
      }),
      [],
    ],
    'no finding for no approval where none is asked': [exchange({ isApprovalRequired: false }), []],
  };
  for (const [name, [snapshot, expected, by]] of Object.entries(cases)) {
    it(`find ${name}`, () => {
      assert.deepEqual(told(snapshot, by), expected);
    });
  }

  it('say what is set, and which tier wants what', () => {
    const said = (
      ['no-justification', 'activation-too-long', 'permanent-eligibility-allowed', 'no-ticket'] as const
    ).flatMap((rule) =>
      saidBy(
        rule,
        exchange(
          { isJustificationRequired: false, maximumMinutes: 630 },
          { eligibility: { ...goodSettings(roles.exchange).eligibility, isExpirationRequired: false } },
        ),
        {
          ...yardstick,
          baseline: yardstick.baseline.map((tier) => ({ ...tier, ticket: tier.name === 'Privileged' })),
        },
      ),
    );
    assert.deepEqual(said, [
      'Exchange Administrator is activated without a justification. The tier Privileged wants one.',
      'Exchange Administrator may be active for 10.5 hours at a time. The tier Privileged allows 8 hours.',
      'The settings of Exchange Administrator allow eligibility without an end. The tier Privileged wants one within 365 days.',
      'Exchange Administrator is activated without a ticket. The tier Privileged wants one.',
    ]);
    assert.deepEqual(saidBy('no-approval', global({ isApprovalRequired: false })), [
      'Global Administrator is activated without approval. The tier Control plane wants it approved.',
    ]);
    assert.deepEqual(saidBy('notifications-off', global({}, { notifications: [] })), [
      'PIM mails no administrator when Global Administrator is activated. The tier Control plane wants that.',
    ]);
    assert.deepEqual(saidBy('multifactor-and-context', exchange({ authenticationContext: 'c7' })), [
      'Exchange Administrator asks for multifactor authentication and for the authentication context c7.',
    ]);
  });

  it('want a context where the baseline does, and take multifactor authentication for less', () => {
    const by = asking({ authenticationContext: true });
    assert.deepEqual(
      findingsBy('no-strong-authentication', reports({ isMultifactorRequired: false }), by).map(
        ({ severity, facts }) => [severity, facts['isMultifactorRequired']],
      ),
      [
        ['medium', true],
        ['medium', true],
        ['medium', false],
      ],
    );
    const all = {
      ...calm,
      settings: calm.settings.map((one) => ({
        ...one,
        activation: { ...one.activation, isMultifactorRequired: false, authenticationContext: 'c1' },
      })),
    };
    assert.deepEqual(told(all, by), []);
  });
});

describe('notifications', () => {
  const mails = (ruleId: string, more: Partial<SnapshotSettings['notifications'][number]>): Snapshot =>
    global(
      {},
      {
        notifications: goodSettings(roles.global).notifications.map((one) =>
          one.ruleId === ruleId ? { ...one, ...more } : one,
        ),
      },
    );
  const toAdministrators = 'Notification_Admin_EndUser_Assignment';
  const off = ['low notifications-off: Global Administrator'];

  it('are off where nobody is told, or of what is critical only', () => {
    assert.deepEqual(told(mails(toAdministrators, { isDefaultRecipientsEnabled: false })), off);
    assert.deepEqual(told(mails(toAdministrators, { level: 'Critical' })), off);
    assert.deepEqual(told(mails(toAdministrators, { level: 'None' })), off);
    assert.deepEqual(told(global({}, { notifications: [] })), off);
    assert.deepEqual(
      told(mails(toAdministrators, { isDefaultRecipientsEnabled: false, recipients: ['soc@example.org'] })),
      [],
    );
    assert.deepEqual(told(mails('Notification_Requestor_EndUser_Assignment', { level: 'None' })), []);
  });

  it('are nobody’s concern where the baseline does not ask for them', () => {
    assert.deepEqual(told(exchange({}, { notifications: [] })), []);
  });

  it('of approvers must not have recipients of their own', () => {
    const recipients = ['a@example.org', 'b@example.org'];
    assert.deepEqual(told(mails('Notification_Approver_EndUser_Assignment', { recipients })), [
      'low custom-approver-recipients: Global Administrator',
    ]);
    assert.deepEqual(told(mails(toAdministrators, { recipients })), []);
  });

  it('name a role for which house rules ask an approval, and PIM asks none', () => {
    const ruledRoles = [{ roleDefinitionId: roles.exchange, rules: ['Two', 'Manager', 'Desk', 'More'] }];
    const open = { ...exchange({ isApprovalRequired: false }), ruledRoles };
    const [finding, ...others] = findingsBy('approval-by-house-rule', open);
    assert.deepEqual(others, []);
    assert.deepEqual(
      [finding?.severity, finding?.roleDefinitionId, finding?.facts],
      ['information', roles.exchange, { rules: 'Two; Manager; Desk', count: 4 }],
    );
    assert.match(saidBy('approval-by-house-rule', open)[0] ?? '', /4 house rules \(Two; Manager; Desk\)/);
    const asked = exchange({ isApprovalRequired: true, approvers: approvers(people.ana, people.ben) });
    assert.deepEqual(findingsBy('approval-by-house-rule', { ...asked, ruledRoles }), []);
    assert.deepEqual(findingsBy('approval-by-house-rule', exchange({ isApprovalRequired: false })), []);
  });
});
