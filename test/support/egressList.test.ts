import assert from 'node:assert/strict';
import { type CountedKind, egressFaults } from './egressList.ts';

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

describe('egressFaults', () => {
  it('has nothing to say about what Latchkey is for', () => {
    assert.deepEqual(egressFaults([activation, read]), []);
    assert.deepEqual(egressFaults([{ ...read, options: ['$select'], isPartOfBatch: true }]), []);
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
