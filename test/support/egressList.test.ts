import assert from 'node:assert/strict';
import { type CountedKind } from './egressKinds.ts';
import { egressFaults } from './egressList.ts';

const requests = '/graph/v1.0/roleManagement/directory/roleAssignmentScheduleRequests';

const activation: CountedKind = {
  area: 'graph',
  method: 'POST',
  path: requests,
  options: [],
  by: 'person',
  scopes: ['RoleAssignmentSchedule.ReadWrite.Directory'],
  members: [
    'action',
    'directoryScopeId',
    'justification',
    'principalId',
    'roleDefinitionId',
    'scheduleInfo.expiration.duration',
    'scheduleInfo.expiration.type',
  ],
  action: 'selfActivate',
  isOwn: true,
  isPartOfBatch: false,
  calls: 1,
};
const read: CountedKind = {
  ...activation,
  method: 'GET',
  path: '/graph/v1.0/users/{id}',
  by: 'app',
  scopes: [],
  members: [],
  action: null,
  isOwn: null,
};

const lookUp: CountedKind = {
  ...read,
  method: 'POST',
  path: '/graph/v1.0/directoryObjects/getByIds',
  options: ['$select'],
  members: ['ids', 'types'],
};

describe('egressFaults', () => {
  it('has nothing to say about what Latchkey is for', () => {
    assert.deepEqual(egressFaults([activation, read]), []);
    assert.deepEqual(egressFaults([{ ...read, options: ['$select'], isPartOfBatch: true }]), []);
    assert.deepEqual(egressFaults([lookUp, { ...lookUp, options: [] }]), []);
  });

  describe('about what administrators change of others', () => {
    const eligibilities = requests.replace('roleAssignment', 'roleEligibility');
    const grant: CountedKind = {
      ...activation,
      path: eligibilities,
      action: 'adminAssign',
      isOwn: false,
      members: [
        ...activation.members.filter((member) => !member.endsWith('.duration')),
        'scheduleInfo.startDateTime',
      ],
    };
    const until: CountedKind = {
      ...grant,
      members: [...grant.members, 'scheduleInfo.expiration.endDateTime'],
    };
    const removal: CountedKind = {
      ...grant,
      action: 'adminRemove',
      members: grant.members.filter((member) => !member.startsWith('scheduleInfo')),
    };
    const instances: CountedKind = {
      ...read,
      by: 'person',
      path: '/graph/v1.0/roleManagement/directory/roleAssignmentScheduleInstances',
      options: ['$filter'],
    };
    const extension: CountedKind = { ...until, action: 'adminExtend' };
    const update: CountedKind = { ...grant, action: 'adminUpdate' };
    const all = [
      grant,
      until,
      removal,
      extension,
      update,
      { ...until, action: 'adminUpdate' },
      instances,
      { ...removal, path: requests, isOwn: true },
    ];

    it('has nothing to say where that is switched on, and tells of all of it where it is not', () => {
      assert.deepEqual(egressFaults(all, { mayAdminister: true }), []);
      assert.equal(egressFaults(all).length, all.length);
    });

    const wrong: readonly (readonly [what: string, kind: CountedKind])[] = [
      ['the app’s own grant', { ...grant, by: 'app', scopes: [] }],
      ['a grant that names nobody', { ...grant, isOwn: null }],
      ['another action', { ...grant, action: 'adminRenew' }],
      ['a dry run of a change', { ...update, members: [...update.members, 'isValidationOnly'] }],
      ['an extension without end', { ...grant, action: 'adminExtend' }],
      ['a removal with a schedule', { ...grant, action: 'adminRemove' }],
      [
        'a grant with a duration',
        { ...grant, members: [...grant.members, 'scheduleInfo.expiration.duration'] },
      ],
      ['a grant in a batch', { ...grant, isPartOfBatch: true }],
      ['a read under beta', { ...instances, path: instances.path.replace('v1.0', 'beta') }],
      ['a change of settings', { ...grant, method: 'PATCH', path: '/graph/v1.0/policies/{id}' }],
    ];
    for (const [what, kind] of wrong) {
      it(`tells of ${what}`, () => {
        assert.equal(egressFaults([grant, kind], { mayAdminister: true }).length, 1);
      });
    }
  });

  describe('about access reviews', () => {
    const definitions = '/graph/v1.0/identityGovernance/accessReviews/definitions';
    const round = `${definitions}/{id}/instances/{id}`;
    const list: CountedKind = { ...read, path: definitions, options: ['$top'] };
    const own: CountedKind = {
      ...read,
      by: 'person',
      path: `${round}/decisions/filterByCurrentUser(on='reviewer')`,
      scopes: ['AccessReview.ReadWrite.All'],
    };
    const decision: CountedKind = {
      ...own,
      method: 'PATCH',
      path: `${round}/decisions/{id}`,
      members: ['decision', 'justification'],
    };
    const stop: CountedKind = { ...decision, method: 'POST', path: `${round}/stop`, members: [] };
    const all = [list, own, decision, stop];

    it('has nothing to say where they are switched on, and tells of all of it where they are not', () => {
      assert.deepEqual(egressFaults(all, { mayReview: true }), []);
      assert.equal(egressFaults(all).length, all.length);
      assert.equal(egressFaults(all, { mayAdminister: true }).length, all.length);
    });

    const wrong: readonly (readonly [what: string, kind: CountedKind])[] = [
      ['the app’s own decision', { ...decision, by: 'app', scopes: [] }],
      ['everybody’s decisions with a person’s token', { ...own, path: `${round}/decisions` }],
      ['a decision for many at once', { ...stop, path: `${round}/batchRecordDecisions` }],
      ['a decision with a member more', { ...decision, members: [...decision.members, 'principal'] }],
      ['a decision in a batch', { ...decision, isPartOfBatch: true }],
      ['a review’s deletion', { ...stop, method: 'DELETE', path: `${definitions}/{id}` }],
      ['resetting what was decided', { ...stop, path: `${round}/resetDecisions` }],
    ];
    for (const [what, kind] of wrong) {
      it(`tells of ${what}`, () => {
        assert.equal(egressFaults([decision, kind], { mayReview: true }).length, 1);
      });
    }
  });

  const faults: readonly (readonly [what: string, kind: CountedKind])[] = [
    ['adminAssign', { ...activation, action: 'adminAssign' }],
    ['an activation for somebody else', { ...activation, isOwn: false }],
    ['an activation that names nobody', { ...activation, isOwn: null }],
    ['an activation with the app’s own token', { ...activation, by: 'app', scopes: [] }],
    ['an activation with a member more', { ...activation, members: [...activation.members, 'appScopeId'] }],
    ['an activation with a member less', { ...activation, members: activation.members.slice(1) }],
    ['an activation in a batch', { ...activation, isPartOfBatch: true }],
    ['an activation with a query', { ...activation, options: ['$select'] }],
    ['an activation under beta', { ...activation, path: requests.replace('v1.0', 'beta') }],
    ['a scope that nobody needs', { ...activation, scopes: ['RoleManagement.ReadWrite.Directory'] }],
    ['a read with a person’s token that is the app’s', { ...read, by: 'person' }],
    ['a read without a token', { ...read, by: 'nobody' }],
    ['a read of something else', { ...read, path: '/graph/v1.0/applications' }],
    ['a read with an option of its own', { ...read, options: ['$apply'] }],
    ['a read with a body', { ...read, members: ['x'] }],
    ['a look-up with a person’s token', { ...lookUp, by: 'person' }],
    ['a look-up of more than ids', { ...lookUp, members: ['action', 'ids', 'types'] }],
    ['a look-up with an odd option', { ...lookUp, options: ['$expand'] }],
    ['a look-up under beta', { ...lookUp, path: lookUp.path.replace('v1.0', 'beta') }],
    ['a look-up in a batch', { ...lookUp, isPartOfBatch: true }],
    ['another action on objects', { ...lookUp, path: '/graph/v1.0/directoryObjects/validateProperties' }],
    ['a deletion', { ...read, method: 'DELETE' }],
    ['a batch of a person’s with more than requests', { ...activation, path: '/graph/v1.0/$batch' }],
    ['a token that went to a page', { ...read, area: 'page', path: '/taken' }],
  ];
  for (const [what, kind] of faults) {
    it(`tells of ${what}`, () => {
      assert.equal(egressFaults([activation, kind]).length, 1);
    });
  }
});
