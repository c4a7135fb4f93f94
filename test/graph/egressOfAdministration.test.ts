import assert from 'node:assert/strict';
import fc from 'fast-check';
import { allowedCall, type EgressAccount, type GraphCall, graphCalls } from '../../src/graph/egress.ts';
import { isPimError } from '../../src/pim/errors.ts';
import { principalId } from '../../src/pim/ids.ts';

const graphUrl = 'http://127.0.0.1:4000/graph';
const me = principalId('11111111-1111-4111-8111-111111111111');
const other = '22222222-2222-4222-8222-222222222222';
const role = '33333333-3333-4333-8333-333333333333';

const administrator: EgressAccount = { graphUrl, groups: ['administer'], owner: me };
const person: EgressAccount = { graphUrl, groups: ['read', 'self', 'approve'], owner: me };
const app: EgressAccount = { graphUrl, groups: ['read', 'approve'], owner: undefined };

const directory = `${graphUrl}/v1.0/roleManagement/directory`;
const ofAssignments = `${directory}/roleAssignmentScheduleRequests`;
const ofEligibilities = `${directory}/roleEligibilityScheduleRequests`;

const startDateTime = '2026-01-05T09:00:00.000Z';
const until = { type: 'AfterDateTime', endDateTime: '2026-06-05T09:00:00.000Z' };
const target = {
  principalId: other,
  roleDefinitionId: role,
  directoryScopeId: '/',
  justification: 'because [ref:01JZZZZZZZZZZZZZZZZZZZZZZZ]',
};
const grant = {
  action: 'adminAssign',
  ...target,
  scheduleInfo: { startDateTime, expiration: { type: 'NoExpiration' } },
};
const extension = { ...grant, action: 'adminExtend', scheduleInfo: { startDateTime, expiration: until } };
const update = { ...grant, action: 'adminUpdate' };
const removal = { action: 'adminRemove', ...target };

const selfTarget = { ...target, principalId: me };
const activation = {
  action: 'selfActivate',
  ...selfTarget,
  scheduleInfo: { expiration: { type: 'AfterDuration', duration: 'PT1H' } },
};
const selfExtension = { action: 'selfExtend', ...selfTarget, scheduleInfo: { expiration: until } };

const post = (body: unknown, url = ofEligibilities, account = administrator): GraphCall =>
  allowedCall({ method: 'POST', url, body: JSON.stringify(body) }, account);
const get = (url: string, account = administrator): GraphCall =>
  allowedCall({ method: 'GET', url, body: undefined }, account);
const refused = (error: unknown): boolean => isPimError(error, 'egress_refused');
const refusedBecause =
  (reason: string) =>
  (error: unknown): boolean =>
    isPimError(error, 'egress_refused') && error.message === `Refused before it was sent: ${reason}`;

describe('allowedCall of an administrator’s change', () => {
  it('knows each change by its action and its address', () => {
    assert.equal(post(grant), graphCalls.grantEligibility);
    assert.equal(post(extension), graphCalls.extendEligibilityOfOther);
    assert.equal(post(update), graphCalls.updateEligibilityOfOther);
    assert.equal(post({ ...extension, action: 'adminUpdate' }), graphCalls.updateEligibilityOfOther);
    assert.equal(post(removal), graphCalls.removeEligibility);
    assert.equal(post(grant, ofAssignments), graphCalls.grantAssignment);
    assert.equal(post(extension, ofAssignments), graphCalls.extendAssignment);
    assert.equal(post(update, ofAssignments), graphCalls.updateAssignment);
    assert.equal(post(removal, ofAssignments), graphCalls.removeAssignment);
  });

  it('lets a grant end, be tried dry, and be at any scope', () => {
    for (const changes of [
      { scheduleInfo: { startDateTime, expiration: until } },
      { isValidationOnly: true },
      { directoryScopeId: `/administrativeUnits/${other}` },
      { directoryScopeId: `/${other.toUpperCase()}` },
      { principalId: me },
    ]) {
      assert.equal(post({ ...grant, ...changes }), graphCalls.grantEligibility, JSON.stringify(changes));
    }
  });

  it('reads what others hold and what was asked for them', () => {
    const filter = `?$filter=${encodeURIComponent(`principalId eq '${other}'`)}`;
    const at = (path: string): GraphCall => get(`${directory}/${path}${filter}`);
    assert.equal(at('roleEligibilityScheduleInstances'), graphCalls.eligibilitiesOfOthers);
    assert.equal(at('roleAssignmentScheduleInstances'), graphCalls.assignmentsOfOthers);
    assert.equal(at('roleEligibilityScheduleRequests'), graphCalls.eligibilityRequestsOfOthers);
    assert.equal(at('roleAssignmentScheduleRequests'), graphCalls.assignmentRequestsOfOthers);
  });

  const odd: Readonly<Record<string, unknown>> = {
    'another action': { ...grant, action: 'adminRenew' },
    'an action in other letters': { ...grant, action: 'AdminAssign' },
    'an extension by another name': { ...extension, action: 'adminRenew' },
    'a dry run of a change of an end': { ...update, isValidationOnly: true },
    'a change of an end to nothing': { ...update, scheduleInfo: { startDateTime } },
    'a removal by another name': { ...removal, action: 'adminRenew' },
    'a deactivation of somebody’s role': { ...removal, action: 'selfDeactivate' },
    'no action': { ...removal, action: undefined },
    'an action of another shape': { ...grant, action: 'adminRemove' },
    'an extension without end': { ...extension, scheduleInfo: grant.scheduleInfo },
    'a dry run that is none': { ...grant, isValidationOnly: false },
    'a dry run of an extension': { ...extension, isValidationOnly: true },
    'a dry run of a removal': { ...removal, isValidationOnly: true },
    'a field more': { ...grant, targetScheduleId: other },
    'a ticket': { ...grant, ticketInfo: { ticketNumber: 'INC-1', ticketSystem: '' } },
    'an app scope': { ...grant, appScopeId: '/' },
    'a name for a principal': { ...grant, principalId: 'ana@example.com' },
    'no principal': { ...grant, principalId: undefined },
    'an odd role': { ...grant, roleDefinitionId: "x' or '1' eq '1" },
    'an odd scope': { ...grant, directoryScopeId: '/subscriptions/1' },
    'no reason': { ...removal, justification: undefined },
    'no start': { ...grant, scheduleInfo: { expiration: until } },
    'a duration': {
      ...grant,
      scheduleInfo: { startDateTime, expiration: { type: 'AfterDuration', duration: 'PT1H' } },
    },
    'a recurrence': { ...grant, scheduleInfo: { ...grant.scheduleInfo, recurrence: null } },
    'an end that is none': {
      ...grant,
      scheduleInfo: { startDateTime, expiration: { type: 'NoExpiration', endDateTime: until.endDateTime } },
    },
    'a removal with a schedule': { ...removal, scheduleInfo: grant.scheduleInfo },
    'several at once': [grant],
    nothing: undefined,
  };
  for (const [title, body] of Object.entries(odd)) {
    it(`is refused with ${title}`, () => {
      for (const url of [ofEligibilities, ofAssignments]) assert.throws(() => post(body, url), refused);
    });
  }

  it('is refused with any other body', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        assert.throws(() => post(value), refused);
        assert.throws(() => post(value, ofAssignments), refused);
      }),
    );
  });

  it('names what is wrong', () => {
    assert.throws(() => post({ ...grant, action: 'adminRenew' }), refusedBecause('the body'));
    assert.throws(() => post(undefined), refusedBecause('a change without its owner or body'));
    assert.throws(() => post(grant, `${ofEligibilities}?$top=1&x=1`), refusedBecause('a query option'));
    assert.throws(() => get(ofAssignments, person), refusedBecause('not one of read, self, approve'));
    const anyone: EgressAccount = { graphUrl, groups: ['administer'], owner: undefined };
    assert.throws(() => post(grant, ofEligibilities, anyone), refusedBecause('not for the app itself'));
  });

  it('is refused in a batch, under beta and with other methods', () => {
    const part = {
      id: '0',
      method: 'POST',
      url: '/roleManagement/directory/roleEligibilityScheduleRequests',
    };
    assert.throws(() => post({ requests: [{ ...part, body: grant }] }, `${graphUrl}/v1.0/$batch`), refused);
    assert.throws(() => post(grant, ofEligibilities.replace('/v1.0/', '/beta/')), refused);
    for (const method of ['PUT', 'PATCH', 'DELETE']) {
      const send = () =>
        allowedCall({ method, url: ofEligibilities, body: JSON.stringify(grant) }, administrator);
      assert.throws(send, refused);
    }
  });
});

describe('the accounts of people and of administrators', () => {
  const changes = [
    grant,
    extension,
    update,
    removal,
    { ...grant, principalId: me },
    { ...removal, principalId: me },
  ];

  it('lets no person’s own account send what is an administrator’s', () => {
    for (const body of changes) {
      for (const url of [ofEligibilities, ofAssignments]) {
        assert.throws(() => post(body, url, person), refused);
        assert.throws(() => post(body, url, app), refused);
        assert.throws(() => post(body, url, { ...app, groups: ['administer'] }), refused);
      }
    }
    for (const path of ['roleEligibilityScheduleInstances', 'roleAssignmentScheduleInstances']) {
      assert.throws(() => get(`${directory}/${path}`, person), refused);
    }
    for (const url of [ofEligibilities, ofAssignments]) assert.throws(() => get(url, person), refused);
  });

  it('lets no administrator’s account send what is a person’s own, or decide', () => {
    const deactivation = { ...selfTarget, action: 'selfDeactivate', justification: undefined };
    for (const body of [activation, deactivation, selfExtension]) {
      for (const url of [ofEligibilities, ofAssignments]) assert.throws(() => post(body, url), refused);
    }
    assert.throws(() => post(undefined, `${ofAssignments}/${other}/cancel`), refused);
    assert.throws(() => get(`${ofAssignments}/filterByCurrentUser(on='principal')`), refused);
    const step = `${graphUrl}/beta/roleManagement/directory/roleAssignmentApprovals/${other}/steps/${other}`;
    const decision = JSON.stringify({ reviewResult: 'Approve', justification: 'fine' });
    const decide = () => allowedCall({ method: 'PATCH', url: step, body: decision }, administrator);
    assert.throws(decide, refused);
    assert.throws(() => get(step), refused);
  });

  it('still tells the same address apart for whoever it is', () => {
    assert.equal(post(activation, ofAssignments, person), graphCalls.selfAction);
    assert.equal(post(selfExtension, ofEligibilities, person), graphCalls.extendEligibility);
    const instances = `${directory}/roleEligibilityScheduleInstances`;
    assert.equal(get(instances, app), graphCalls.eligibilities);
    assert.equal(get(instances), graphCalls.eligibilitiesOfOthers);
    const both: EgressAccount = { ...administrator, groups: ['read', 'administer'] };
    assert.equal(get(instances, both), graphCalls.eligibilitiesOfOthers);
    assert.equal(get(instances, { ...both, owner: undefined }), graphCalls.eligibilities);
  });
});

describe('the calls of administrators', () => {
  const all = Object.values<GraphCall>(graphCalls).filter(({ group }) => group === 'administer');
  const calls = all.filter(
    ({ method, path }) => method !== 'PATCH' && !path.includes('roleManagementAlerts'),
  );

  it('are never the app’s own, and beside settings and alerts change nothing but eligibilities and assignments', () => {
    assert.deepEqual([calls.length, all.length], [12, 19]);
    for (const { leastApplication, appBody, method, path, version, leastDelegated } of calls) {
      assert.deepEqual([leastApplication, appBody, version], [undefined, undefined, 'v1.0']);
      assert.match(path, /^\/roleManagement\/directory\/role(Eligibility|Assignment)Schedule\w+$/);
      const kind = /role(Eligibility|Assignment)/.exec(path)?.[1] ?? '';
      assert.match(leastDelegated ?? '', new RegExp(`^Role${kind}Schedule\\.Read(Write)?\\.Directory$`));
      assert.ok(['GET', 'POST'].includes(method));
    }
  });
});

describe('allowedCall of a change of role settings', () => {
  const policy = `DirectoryRole_${other}_${role}`;
  const at = (rule: string, policyId = policy): string =>
    `${graphUrl}/v1.0/policies/roleManagementPolicies/${policyId}/rules/${rule}`;
  const patch = (body: unknown, url: string, account = administrator): GraphCall =>
    allowedCall({ method: 'PATCH', url, body: JSON.stringify(body) }, account);
  const rule = {
    '@odata.type': '#microsoft.graph.unifiedRoleManagementPolicyExpirationRule',
    id: 'Expiration_EndUser_Assignment',
    target: {
      caller: 'EndUser',
      operations: ['all'],
      level: 'Assignment',
      inheritableSettings: [],
      enforcedSettings: [],
    },
    isExpirationRequired: true,
    maximumDuration: 'PT2H',
  };

  it('knows a rule by its name', () => {
    assert.equal(patch(rule, at('Expiration_EndUser_Assignment')), graphCalls.changeExpirationRule);
  });

  it('is refused at any other address, with any other body, and for anybody else', () => {
    for (const name of [
      'Enablement_EndUser_Assignment',
      'Expiration_EndUser_Eligibility',
      other,
      'Expiration',
    ])
      assert.throws(() => patch(rule, at(name)), refused, name);
    for (const id of [
      other,
      `Group_${other}_${role}`,
      `DirectoryRole_${other}`,
      `x${policy}`,
      `${policy}_${role}`,
    ])
      assert.throws(() => patch(rule, at('Expiration_EndUser_Assignment', id)), refused, id);
    for (const changes of [
      { '@odata.type': undefined },
      { maximumDuration: 'soon' },
      { enabledRules: [] },
      { '@odata.type': '#microsoft.graph.unifiedRoleManagementPolicyEnablementRule' },
    ]) {
      const send = () => patch({ ...rule, ...changes }, at('Expiration_EndUser_Assignment'));
      assert.throws(send, refused, JSON.stringify(changes));
    }
    for (const account of [person, app, { ...app, groups: ['administer'] as const }])
      assert.throws(() => patch(rule, at('Expiration_EndUser_Assignment'), account), refused);
  });
});
