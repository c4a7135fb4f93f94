import assert from 'node:assert/strict';
import { grantIn, readStandingGrants } from '../../../src/graph/administration/standingGrants.ts';
import { isPimError } from '../../../src/pim/errors.ts';
import { principalId, roleDefinitionId } from '../../../src/pim/ids.ts';

const holder = '11111111-1111-4111-8111-111111111111';
const role = '33333333-3333-4333-8333-333333333333';
const unit = '/administrativeUnits/22222222-2222-4222-8222-22222222222A';

const row = {
  id: 'abc-1',
  principalId: holder,
  roleDefinitionId: role,
  directoryScopeId: '/',
  startDateTime: '2026-01-05T09:00:00.1234567Z',
  endDateTime: null,
  memberType: 'Direct',
  assignmentType: 'Assigned',
};
const eligibility = { ...row, assignmentType: undefined };

describe('readStandingGrants', () => {
  it('reads an eligibility and an assignment', () => {
    const expected = {
      id: 'abc-1',
      principalId: holder,
      roleDefinitionId: role,
      scopeId: '/',
      startAt: new Date('2026-01-05T09:00:00.123Z'),
      endAt: undefined,
    };
    assert.deepEqual(readStandingGrants([row, eligibility]), [expected, expected]);
  });

  it('reads names in any casing, instants of any length, and nothing as never', () => {
    const [read] = readStandingGrants([
      { ...row, memberType: 'direct', assignmentType: 'ASSIGNED', endDateTime: '2026-06-05T09:00:00Z' },
    ]);
    assert.deepEqual(read?.endAt, new Date('2026-06-05T09:00:00Z'));
    const [outside] = readStandingGrants([{ ...row, startDateTime: null, endDateTime: undefined }]);
    assert.deepEqual([outside?.startAt, outside?.endAt], [undefined, undefined]);
  });

  it('leaves out activations and what a group brings', () => {
    const others = [
      { ...row, assignmentType: 'Activated' },
      { ...row, memberType: 'Group' },
      { ...row, memberType: 'Inherited' },
      { ...row, memberType: 'somethingNew' },
      { ...eligibility, memberType: 'group' },
    ];
    assert.deepEqual(readStandingGrants(others), []);
  });

  const unreadable: Readonly<Record<string, object>> = {
    'an end that is no instant': { endDateTime: 'soon' },
    'a principal that is none': { principalId: 'ana@example.com' },
    'no scope': { directoryScopeId: undefined },
    'no id': { id: '' },
  };
  for (const [title, changes] of Object.entries(unreadable)) {
    it(`takes a list with ${title} for no answer`, () => {
      assert.throws(
        () => readStandingGrants([row, { ...row, ...changes }]),
        (error: unknown) => isPimError(error, 'unexpected_answer'),
      );
    });
  }
});

describe('grantIn', () => {
  const target = { roleDefinitionId: roleDefinitionId(role), scopeId: unit };
  const grants = readStandingGrants([
    row,
    { ...row, id: 'at the unit', directoryScopeId: unit.toLowerCase() },
  ]);

  it('is the principal’s own for the role at the scope, however that is written', () => {
    assert.equal(grantIn(grants, principalId(holder), target)?.id, 'at the unit');
    assert.deepEqual(Object.keys(grantIn(grants, principalId(holder), target) ?? {}), [
      'id',
      'startAt',
      'endAt',
    ]);
    assert.equal(grantIn(grants, principalId(role), target), undefined);
    const otherRole = { ...target, roleDefinitionId: roleDefinitionId(holder) };
    assert.equal(grantIn(grants, principalId(holder), otherRole), undefined);
    assert.equal(grantIn([], principalId(holder), target), undefined);
  });
});
