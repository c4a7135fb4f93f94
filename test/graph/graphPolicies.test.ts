import assert from 'node:assert/strict';
import { readRoleSettings } from '../../src/graph/graphPolicies.ts';
import { isPimError } from '../../src/pim/errors.ts';
import { roleDefinitionId } from '../../src/pim/ids.ts';

const role = roleDefinitionId('11111111-1111-4111-8111-111111111111');
const person = '22222222-2222-4222-8222-222222222222';
const group = '33333333-3333-4333-8333-333333333333';

const approval = (
  isApprovalRequired: boolean,
  primaryApprovers: readonly object[],
  extra: object = {},
): object => ({
  id: 'Approval_EndUser_Assignment',
  setting: {
    isApprovalRequired,
    approvalMode: 'SingleStage',
    approvalStages: [
      { isApproverJustificationRequired: true, primaryApprovers, escalationApprovers: [], ...extra },
    ],
  },
});

const rules: readonly object[] = [
  { '@odata.type': '#x', id: 'Enablement_Admin_Assignment', enabledRules: ['Ticketing'] },
  { '@odata.type': '#x', id: 'Expiration_Admin_Assignment', maximumDuration: 'P180D' },
  {
    '@odata.type': '#x',
    id: 'Expiration_EndUser_Assignment',
    isExpirationRequired: true,
    maximumDuration: 'PT1H45M',
  },
  {
    '@odata.type': '#x',
    id: 'Enablement_EndUser_Assignment',
    enabledRules: ['MultiFactorAuthentication', 'Justification'],
  },
  { id: 'AuthenticationContext_EndUser_Assignment', isEnabled: false, claimValue: null },
  approval(false, []),
];

const assignment = (given: readonly object[] = rules, roleId: string = role): object => ({
  id: 'x',
  roleDefinitionId: roleId,
  policy: { id: 'p', rules: given },
});

const withRule = (rule: { id: string }): object =>
  assignment([...rules.filter((other) => (other as { id: string }).id !== rule.id), rule]);

describe('readRoleSettings', () => {
  it('reads what an activation takes, and not what an administrator’s grant takes', () => {
    assert.deepEqual(readRoleSettings([assignment()], role), {
      roleDefinitionId: role,
      maximumDurationMinutes: 105,
      isJustificationRequired: true,
      isTicketRequired: false,
      isMultifactorRequired: true,
      authenticationContext: undefined,
      approval: { isRequired: false, isApproverJustificationRequired: true, approvers: [] },
    });
  });

  it('reads approvers of every kind', () => {
    const named = [
      { '@odata.type': '#microsoft.graph.singleUser', userId: person.toUpperCase(), description: 'Ann' },
      { '@odata.type': '#microsoft.graph.groupMembers', groupId: group },
      { '@odata.type': '#microsoft.graph.requestorManager', managerLevel: 1 },
      { '@odata.type': '#microsoft.graph.singleUser', userId: 'nobody' },
    ];
    const rule = approval(true, named) as { id: string };
    assert.deepEqual(readRoleSettings([withRule(rule)], role).approval, {
      isRequired: true,
      isApproverJustificationRequired: true,
      approvers: [{ kind: 'person', id: person }, { kind: 'group', id: group }, { kind: 'requestorManager' }],
    });
  });

  it('reads approval with nobody named', () => {
    const rule = approval(true, [], { isApproverJustificationRequired: false }) as { id: string };
    assert.deepEqual(readRoleSettings([withRule(rule)], role).approval, {
      isRequired: true,
      isApproverJustificationRequired: false,
      approvers: [],
    });
  });

  it('reads an authentication context only where it is switched on', () => {
    const context = { id: 'AuthenticationContext_EndUser_Assignment', isEnabled: true, claimValue: 'c3' };
    assert.equal(readRoleSettings([withRule(context)], role).authenticationContext, 'c3');
    const off = { ...context, isEnabled: false };
    assert.equal(readRoleSettings([withRule(off)], role).authenticationContext, undefined);
  });

  it('picks the role’s own assignment from a longer list', () => {
    const other = assignment([], '44444444-4444-4444-8444-444444444444');
    const own = assignment(rules, role.toUpperCase());
    assert.equal(readRoleSettings([other, {}, own], role).maximumDurationMinutes, 105);
  });

  it('says so where there are none', () => {
    assert.throws(
      () => readRoleSettings([], role),
      (error: unknown) => isPimError(error, 'role_not_found'),
    );
    assert.throws(
      () => readRoleSettings([{ roleDefinitionId: role }], role),
      (error: unknown) => isPimError(error, 'unexpected_answer'),
    );
  });
});
