import assert from 'node:assert/strict';
import fc from 'fast-check';
import { allowedCall, type EgressAccount, type GraphCall, graphCalls } from '../../src/graph/egress.ts';
import { pathOf } from '../../src/graph/graphClient.ts';
import { isPimError } from '../../src/pim/errors.ts';
import { principalId } from '../../src/pim/ids.ts';

const graphUrl = 'http://127.0.0.1:4000/graph';
const me = principalId('11111111-1111-4111-8111-111111111111');
const other = '22222222-2222-4222-8222-222222222222';
const role = '33333333-3333-4333-8333-333333333333';

const person: EgressAccount = { graphUrl, groups: ['read', 'self', 'approve'], owner: me };
const app: EgressAccount = { graphUrl, groups: ['read', 'approve'], owner: undefined };
const administrator: EgressAccount = { graphUrl, groups: ['administer'], owner: me };

const activation = {
  action: 'selfActivate',
  principalId: me,
  roleDefinitionId: role,
  directoryScopeId: '/',
  justification: 'because',
  scheduleInfo: { expiration: { type: 'AfterDuration', duration: 'PT1H45M' } },
};
const requests = `${graphUrl}/v1.0/roleManagement/directory/roleAssignmentScheduleRequests`;
const step = `${graphUrl}/beta/roleManagement/directory/roleAssignmentApprovals/${other}/steps/${other}`;
const approve = { reviewResult: 'Approve', justification: 'fine' };

const post = (body: unknown, url = requests, account = person): GraphCall =>
  allowedCall({ method: 'POST', url, body: JSON.stringify(body) }, account);
const patch = (body: unknown, url = step, account = person): GraphCall =>
  allowedCall({ method: 'PATCH', url, body: JSON.stringify(body) }, account);
const get = (url: string, account = person): GraphCall =>
  allowedCall({ method: 'GET', url, body: undefined }, account);

const refused = (error: unknown): boolean => isPimError(error, 'egress_refused');

describe('allowedCall', () => {
  it('lets a person activate and deactivate their own role', () => {
    assert.equal(post(activation), graphCalls.selfAction);
    const whole = {
      ...activation,
      isValidationOnly: true,
      ticketInfo: { ticketNumber: 'INC-1', ticketSystem: '' },
      directoryScopeId: `/administrativeUnits/${other}`,
      scheduleInfo: { ...activation.scheduleInfo, startDateTime: '2026-01-05T09:00:00.000Z' },
    };
    assert.equal(post(whole), graphCalls.selfAction);
    const { principalId: mine, roleDefinitionId, directoryScopeId } = activation;
    assert.equal(
      post({ action: 'selfDeactivate', principalId: mine, roleDefinitionId, directoryScopeId }),
      graphCalls.selfAction,
    );
  });

  describe('asking for more time with an eligibility', () => {
    const extensions = requests.replace('roleAssignment', 'roleEligibility');
    const extension = {
      action: 'selfExtend',
      principalId: me,
      roleDefinitionId: role,
      directoryScopeId: '/',
      justification: 'Still needed',
      scheduleInfo: { expiration: { type: 'AfterDateTime', endDateTime: '2026-06-05T09:00:00.000Z' } },
    };

    it('is let out for oneself', () => {
      assert.equal(post(extension, extensions), graphCalls.extendEligibility);
    });

    const refusedOnes: Readonly<Record<string, unknown>> = {
      'another action': { ...extension, action: 'adminExtend' },
      'a new eligibility': { ...extension, action: 'adminAssign' },
      'somebody else': { ...extension, principalId: other },
      'no end': { ...extension, scheduleInfo: { expiration: { type: 'NoExpiration' } } },
      'a field more': { ...extension, isValidationOnly: true },
    };
    for (const [title, body] of Object.entries(refusedOnes)) {
      it(`is refused with ${title}`, () => {
        assert.throws(() => post(body, extensions), refused);
      });
    }

    it('is refused at the assignments, and without a person', () => {
      assert.throws(() => post(extension), refused);
      assert.throws(() => post(extension, extensions, app), refused);
    });
  });

  for (const action of [
    'adminAssign',
    'adminUpdate',
    'adminRemove',
    'adminExtend',
    'adminRenew',
    'selfExtend',
    'selfRenew',
    'AdminAssign',
    'SelfActivate',
  ]) {
    it(`refuses the action ${action}`, () => {
      assert.throws(() => post({ ...activation, action }), refused);
    });
  }

  const odd: Readonly<Record<string, unknown>> = {
    'for somebody else': { ...activation, principalId: other },
    'for nobody': { ...activation, principalId: undefined },
    'with a field more': { ...activation, targetScheduleId: other },
    'with an app scope': { ...activation, appScopeId: '/' },
    'with two actions': [activation],
    'at an odd scope': { ...activation, directoryScopeId: '/subscriptions/1' },
    'without an end': { ...activation, scheduleInfo: { expiration: { type: 'NoExpiration' } } },
    'with an end date': {
      ...activation,
      scheduleInfo: { expiration: { type: 'AfterDateTime', endDateTime: '2099-01-01T00:00:00Z' } },
    },
    'of an odd role': { ...activation, roleDefinitionId: "x' or '1' eq '1" },
  };
  for (const [title, body] of Object.entries(odd)) {
    it(`refuses an activation ${title}`, () => {
      assert.throws(() => post(body), refused);
    });
  }

  it('refuses any body that is not exactly one of its own', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string({ minLength: 1 }), fc.jsonValue(), { minKeys: 1 }), (extra) => {
        assert.throws(
          () => post({ ...extra, ...activation, [`x${Object.keys(extra)[0] ?? ''}`]: 1 }),
          refused,
        );
      }),
    );
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        assert.throws(() => post(value), refused);
        assert.throws(() => patch(value), refused);
      }),
    );
  });

  it('refuses a body that is no JSON', () => {
    for (const body of ['', 'x', '{"action":"selfActivate"', undefined]) {
      assert.throws(() => allowedCall({ method: 'POST', url: requests, body }, person), refused);
    }
  });

  it('lets a person decide a step, with exactly a result and a reason', () => {
    assert.equal(patch(approve), graphCalls.decideStep);
    assert.equal(patch({ ...approve, reviewResult: 'Deny' }), graphCalls.decideStep);
    for (const body of [
      { reviewResult: 'Approve' },
      { ...approve, reviewResult: 'approve' },
      { ...approve, reviewResult: 'NotReviewed' },
      { ...approve, status: 'Completed' },
      { ...approve, justification: null },
    ]) {
      assert.throws(() => patch(body), refused);
    }
  });

  it('refuses decisions under v1.0, at other paths and with other methods', () => {
    assert.throws(() => patch(approve, step.replace('/beta/', '/v1.0/')), refused);
    assert.throws(() => patch(approve, `${step}/x`), refused);
    assert.throws(() => patch(approve, step.replace('/steps/', '/stages/')), refused);
    assert.throws(() => patch(approve, step.replace(other, 'all')), refused);
    for (const method of ['PUT', 'POST', 'DELETE', 'MERGE', 'get']) {
      assert.throws(() => allowedCall({ method, url: step, body: JSON.stringify(approve) }, person), refused);
    }
  });

  it('lets the app itself change nothing', () => {
    assert.throws(() => post(activation, requests, app), refused);
    assert.throws(() => patch(approve, step, app), refused);
    const everything: EgressAccount = { ...app, groups: ['read', 'self', 'approve'] };
    assert.throws(() => post(activation, requests, everything), refused);
    assert.throws(() => patch(approve, step, everything), refused);
    assert.throws(() => post(undefined, `${requests}/${other}/cancel`, everything), refused);
    assert.throws(() => post(approve, `${requests}/${other}/cancel`, everything), refused);
  });

  it('keeps people’s tokens to the calls that are theirs', () => {
    assert.throws(() => get(`${graphUrl}/v1.0/users/${other}`), refused);
    assert.throws(() => get(`${graphUrl}/v1.0/policies/roleManagementPolicyAssignments`), refused);
    assert.throws(() => get(`${requests}/${other}`, app), refused);
  });

  it('keeps an account to its groups', () => {
    assert.throws(() => post(activation, requests, { ...person, groups: ['read'] }), refused);
    assert.throws(() => patch(approve, step, { ...person, groups: ['read', 'self'] }), refused);
  });

  for (const url of [
    'https://graph.microsoft.com/v1.0/users',
    'http://127.0.0.1:4000/graph/../login/x',
    'http://127.0.0.1:4000/v1.0/users',
    'http://127.0.0.1:4001/graph/v1.0/users',
    'http://127.0.0.1:4000.example.com/graph/v1.0/users',
    'http://someone@127.0.0.1:4000/graph/v1.0/users',
    `${graphUrl}/v1.0/me`,
    `${graphUrl}/v1.0/$batch`,
    `${graphUrl}/v1.0/users/${other}/../..`,
    `${graphUrl}/v1.0/users/%2e%2e/me`,
    `${graphUrl}/v1.0/users/ana@example.com`,
    `${graphUrl}/v1.0//users`,
    `${graphUrl}/V1.0/users`,
    `${graphUrl}/beta/users`,
    `${graphUrl}/v1.0/users?$search=x`,
    `${graphUrl}/v1.0/users?api-version=9`,
    `${graphUrl}/v1.0/servicePrincipals`,
    '//127.0.0.1',
    '',
  ]) {
    it(`refuses to read ${url}`, () => {
      assert.throws(() => get(url, app), refused);
    });
  }

  it('lets each call of the table out for whom it is meant, and for nobody else', () => {
    // PIM’s own alerts are named by words, everything else by a GUID.
    const idsFor = ({ path }: GraphCall): readonly string[] =>
      [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) =>
        name === 'alertId' ? `DirectoryRole_${other}_StaleSignInAlert` : other,
      );
    const isSameAddress = (one: GraphCall, other: GraphCall): boolean =>
      one.method === other.method && one.version === other.version && one.path === other.path;
    for (const [name, call] of Object.entries<GraphCall>(graphCalls)) {
      if (call.body !== undefined || call.appBody !== undefined) continue;
      const url = `${graphUrl}/${call.version}${pathOf(call, { ids: idsFor(call), query: { top: '5' } })}`;
      for (const account of [person, app, administrator]) {
        const send = (): GraphCall => allowedCall({ method: call.method, url, body: undefined }, account);
        const permission = account.owner === undefined ? 'leastApplication' : 'leastDelegated';
        const meant = Object.values<GraphCall>(graphCalls).find(
          (one) =>
            isSameAddress(one, call) && account.groups.includes(one.group) && one[permission] !== undefined,
        );
        if (meant === undefined) assert.throws(send, refused, name);
        else assert.equal(send(), meant, name);
      }
    }
  });
});

describe('graphCalls', () => {
  it('changes nothing app-only but whether our own app is installed', () => {
    for (const [name, call] of Object.entries<GraphCall>(graphCalls)) {
      if (call === graphCalls.installApp) continue;
      const isRead = call.method === 'GET' || call.isRead === true;
      assert.ok(isRead || call.leastApplication === undefined, name);
      assert.ok(!(call.leastApplication ?? '').includes('Write'), name);
      assert.equal(call.appBody !== undefined, call.isRead === true, name);
    }
    const { group, leastApplication, path } = graphCalls.installApp;
    assert.deepEqual(
      [group, leastApplication, path],
      ['install', 'TeamsAppInstallation.ReadWriteSelfForUser.All', '/users/{userId}/teamwork/installedApps'],
    );
  });

  it('says what each call is for and which permission it takes', () => {
    for (const [name, call] of Object.entries<GraphCall>(graphCalls)) {
      // A batch takes what its parts take.
      assert.ok(call.isBatch ?? call.leastDelegated ?? call.leastApplication, name);
      assert.ok(call.usedFor.length > 10, name);
      assert.ok(call.path.startsWith('/'), name);
    }
  });

  it('asks beta only for what v1.0 does not have', () => {
    const beta = Object.entries<GraphCall>(graphCalls).filter(([, { version }]) => version === 'beta');
    assert.deepEqual(beta.map(([name]) => name).sort(), [
      'approval',
      'approvalSteps',
      'batchBeta',
      'decideStep',
      'directMembers',
      'dismissAlert',
      'oneAlert',
      'roleAlerts',
      'roleDefinitionsBeta',
    ]);
  });
});

describe('allowedCall of a batch', () => {
  const instances = '/roleManagement/directory/roleAssignmentScheduleInstances';
  const part = (url: string, changes: object = {}): object => ({ id: '0', method: 'GET', url, ...changes });
  const batch = (requests: readonly object[], version = 'v1.0', account = app): GraphCall =>
    post({ requests }, `${graphUrl}/${version}/$batch`, account);
  const mine = `${instances}?$filter=${encodeURIComponent(`principalId eq '${other}'`)}`;
  const steps = `/roleManagement/directory/roleAssignmentApprovals/${other}/steps`;

  it('lets reads of the table through, of one version', () => {
    assert.equal(batch([part(mine)]), graphCalls.batch);
    assert.equal(batch([part(steps)], 'beta'), graphCalls.batchBeta);
  });

  const unfit: Readonly<Record<string, readonly object[]>> = {
    'no part': [],
    'too many parts': Array.from({ length: 21 }, () => part(mine)),
    'a change': [part('/roleManagement/directory/roleAssignmentScheduleRequests', { method: 'POST' })],
    'a part with a body': [part(mine, { body: activation })],
    'a part with headers': [part(mine, { headers: { Authorization: 'Bearer x' } })],
    'a part that waits for another': [part(mine, { dependsOn: ['1'] })],
    'a path that is not in the table': [part('/users/delta')],
    'a detour': [part(`/users/../roleManagement/directory/roleAssignmentScheduleInstances`)],
    'another version': [part(steps)],
    'a version in the path': [part(`/../beta${steps}`)],
    'a batch in a batch': [part('/$batch')],
    'another host': [part(`@evil.example${instances}`)],
    'an absolute address': [part(`https://evil.example${instances}`)],
    'an odd query option': [part(`${instances}?$apply=x`)],
    'one bad part among good ones': [part(mine), part('/me')],
  };
  for (const [title, requests] of Object.entries(unfit)) {
    it(`refuses ${title}`, () => {
      assert.throws(() => batch(requests), refused);
    });
  }

  it('refuses what the account itself may not read, and a batch with more to its address', () => {
    assert.throws(() => batch([part(mine)], 'v1.0', person), refused);
    assert.throws(() => post({ requests: [part(mine)] }, `${graphUrl}/v1.0/$batch?x=1`, app), refused);
  });
});
