import assert from 'node:assert/strict';
import { allowedCall, type EgressAccount, type GraphCall, graphCalls } from '../../src/graph/egress.ts';
import { isPimError } from '../../src/pim/errors.ts';
import { principalId } from '../../src/pim/ids.ts';

const graphUrl = 'http://127.0.0.1:4000/graph';
const id = '22222222-2222-4222-8222-222222222222';
const owner = principalId('11111111-1111-4111-8111-111111111111');
const administrator: EgressAccount = { graphUrl, groups: ['administer'], owner };

const rules = `${graphUrl}/v1.0/policies/roleManagementPolicies/DirectoryRole_${id}_${id}/rules`;
const patch = (rule: string, body: unknown): GraphCall =>
  allowedCall({ method: 'PATCH', url: `${rules}/${rule}`, body: JSON.stringify(body) }, administrator);
const refused = (error: unknown): boolean => isPimError(error, 'egress_refused');

const target = {
  caller: 'EndUser',
  operations: ['all'],
  level: 'Assignment',
  inheritableSettings: [],
  enforcedSettings: [],
};
const type = (name: string): string => `#microsoft.graph.unifiedRoleManagementPolicy${name}Rule`;
const person = { '@odata.type': '#microsoft.graph.singleUser', userId: id };
const group = { '@odata.type': '#microsoft.graph.groupMembers', groupId: id };
const manager = { '@odata.type': '#microsoft.graph.requestorManager', managerLevel: 1 };
const stage = {
  approvalStageTimeOutInDays: 1,
  isApproverJustificationRequired: true,
  escalationTimeInMinutes: 0,
  isEscalationEnabled: false,
  primaryApprovers: [person],
  escalationApprovers: [],
};
const approvalSetting = {
  isApprovalRequired: true,
  isApprovalRequiredForExtension: false,
  isRequestorJustificationRequired: true,
  approvalMode: 'SingleStage',
  approvalStages: [stage],
};

interface Kind {
  readonly rule: string;
  readonly entry: GraphCall;
  readonly body: Readonly<Record<string, unknown>>;
  /** Laid over the body: still let out, and refused. */
  readonly sound: readonly object[];
  readonly unfit: readonly object[];
}

const ofStage = (changes: object): object => ({
  setting: { ...approvalSetting, approvalStages: [{ ...stage, ...changes }] },
});
const ofApproval = (changes: object): object => ({ setting: { ...approvalSetting, ...changes } });
const many = (count: number, one: unknown): readonly unknown[] => Array.from({ length: count }, () => one);

const kinds: Readonly<Record<string, Kind>> = {
  expiration: {
    rule: 'Expiration_EndUser_Assignment',
    entry: graphCalls.changeExpirationRule,
    body: { '@odata.type': type('Expiration'), isExpirationRequired: true, maximumDuration: 'PT8H' },
    sound: ['P1D', 'P365D', 'PT30M', 'PT1H30M', 'P1DT12H'].map((maximumDuration) => ({ maximumDuration })),
    unfit: [
      ...['8H', 'xPT8H', 'PT8Hx', 'P1Y', 'PTxH', 'PxD', 'PTxM', ''].map((maximumDuration) => ({
        maximumDuration,
      })),
      { isExpirationRequired: 'yes' },
    ],
  },
  enablement: {
    rule: 'Enablement_Admin_Eligibility',
    entry: graphCalls.changeEnablementRule,
    body: { '@odata.type': type('Enablement'), enabledRules: [] },
    sound: [
      { enabledRules: ['MultiFactorAuthentication', 'Justification', 'Ticketing'] },
      { enabledRules: many(100, 'Justification') },
    ],
    unfit: [
      { enabledRules: ['Nothing'] },
      { enabledRules: many(101, 'Justification') },
      { enabledRules: {} },
    ],
  },
  context: {
    rule: 'AuthenticationContext_EndUser_Assignment',
    entry: graphCalls.changeContextRule,
    body: { '@odata.type': type('AuthenticationContext'), isEnabled: true, claimValue: 'c1' },
    sound: [{ claimValue: 'c25' }, { isEnabled: false, claimValue: null }],
    unfit: ['c', 'c123', 'xc1', 'c1x', 'cx', 1].map((claimValue) => ({ claimValue })),
  },
  approval: {
    rule: 'Approval_EndUser_Assignment',
    entry: graphCalls.changeApprovalRule,
    body: { '@odata.type': type('Approval'), setting: approvalSetting },
    sound: [
      ofStage({ primaryApprovers: [person, { ...group, description: 'Operators' }, manager] }),
      ofStage({ primaryApprovers: [{ ...person, description: 'Ben' }], escalationApprovers: [group] }),
      ...['Serial', 'Parallel', 'NoApproval'].map((approvalMode) => ofApproval({ approvalMode })),
    ],
    unfit: [
      ofStage({ primaryApprovers: [{ ...person, userId: 'ben' }] }),
      ofStage({ primaryApprovers: [{ ...group, groupId: 'operators' }] }),
      ofStage({ primaryApprovers: [{ ...manager, managerLevel: 1.5 }] }),
      ofStage({ primaryApprovers: [{ ...manager, description: 'x' }] }),
      ofStage({ primaryApprovers: [{ ...person, x: 1 }] }),
      ofStage({ primaryApprovers: [{ ...group, x: 1 }] }),
      ofStage({ primaryApprovers: [{ '@odata.type': '#microsoft.graph.externalSponsors' }] }),
      ofStage({ primaryApprovers: many(101, person) }),
      ofStage({ escalationApprovers: [{}] }),
      ofStage({ approvalStageTimeOutInDays: 0.5 }),
      ofStage({ escalationTimeInMinutes: 0.5 }),
      ofStage({ isEscalationEnabled: 'no' }),
      ofStage({ isApproverJustificationRequired: 'no' }),
      ofStage({ x: 1 }),
      ...Object.keys(stage).map((name) => ofStage({ [name]: undefined })),
      ofApproval({ approvalMode: 'Nobody' }),
      ofApproval({ approvalStages: many(101, stage) }),
      ofApproval({ x: 1 }),
      ...Object.keys(approvalSetting).map((name) => ofApproval({ [name]: undefined })),
    ],
  },
  notification: {
    rule: 'Notification_Admin_EndUser_Assignment',
    entry: graphCalls.changeNotificationRule,
    body: {
      '@odata.type': type('Notification'),
      notificationType: 'Email',
      recipientType: 'Admin',
      notificationLevel: 'All',
      isDefaultRecipientsEnabled: true,
      notificationRecipients: [],
    },
    sound: [
      ...['Requestor', 'Approver'].map((recipientType) => ({ recipientType })),
      ...['None', 'Critical'].map((notificationLevel) => ({ notificationLevel })),
      { notificationRecipients: ['security@example.com'] },
    ],
    unfit: [
      { notificationType: 'Sms' },
      { recipientType: 'Everybody' },
      { notificationLevel: 'Some' },
      { notificationRecipients: [1] },
      { isDefaultRecipientsEnabled: 1 },
    ],
  },
};

describe('allowedCall of the rules of a role’s settings', () => {
  for (const [name, { rule, entry, body: own, sound, unfit }] of Object.entries(kinds)) {
    describe(`of ${name}`, () => {
      const body = { ...own, id: rule, target };

      it('is let out in every form that PIM has', () => {
        assert.equal(patch(rule, body), entry);
        for (const changes of sound)
          assert.equal(patch(rule, { ...body, ...changes }), entry, JSON.stringify(changes));
        for (const changes of [{ caller: 'Admin' }, { level: 'Eligibility' }])
          assert.equal(patch(rule, { ...body, target: { ...target, ...changes } }), entry);
      });

      it('is refused in any other', () => {
        const targets = [
          { caller: 'Nobody' },
          { level: 'Anything' },
          { operations: ['activate'] },
          { operations: [] },
          { inheritableSettings: ['x'] },
          { enforcedSettings: ['x'] },
          { x: 1 },
        ].map((changes) => ({ target: { ...target, ...changes } }));
        const missing = Object.keys(body).map((key) => ({ [key]: undefined }));
        const odd = [{ x: 1 }, { id: 1 }, { '@odata.type': type('Other') }];
        for (const changes of [...unfit, ...targets, ...missing, ...odd])
          assert.throws(() => patch(rule, { ...body, ...changes }), refused, JSON.stringify(changes));
      });

      it('is refused at the address of any other kind', () => {
        for (const other of Object.values(kinds)) {
          if (other.rule !== rule) assert.throws(() => patch(other.rule, body), refused, other.rule);
        }
      });
    });
  }

  const names: Readonly<Record<string, readonly string[]>> = {
    expiration: ['Expiration_Admin_Eligibility', 'Expiration_Admin_Assignment'],
    enablement: ['Enablement_EndUser_Assignment', 'Enablement_Admin_Assignment'],
    notification: ['Requestor', 'Approver'].flatMap((whom) =>
      ['EndUser_Assignment', 'Admin_Eligibility', 'Admin_Assignment'].map(
        (end) => `Notification_${whom}_${end}`,
      ),
    ),
  };

  it('knows each rule of a role by its name, and no other', () => {
    for (const [name, rulesOfKind] of Object.entries(names)) {
      const kind = kinds[name];
      assert.ok(kind);
      const body = { ...kind.body, id: kind.rule, target };
      for (const rule of rulesOfKind) {
        assert.equal(patch(rule, body), kind.entry, rule);
        for (const odd of [`x${rule}`, `${rule}x`, rule.toLowerCase()])
          assert.throws(() => patch(odd, body), refused, odd);
      }
    }
  });
});
