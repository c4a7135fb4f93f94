import assert from 'node:assert/strict';
import { readEligibleRoles } from '../../src/graph/graphShapes.ts';
import { nameEligibleRoles, type RoleNames, withoutDoubles } from '../../src/graph/roleNames.ts';
import { isPimError, PimError } from '../../src/pim/errors.ts';

const role = '11111111-1111-4111-8111-111111111111';
const holder = '22222222-2222-4222-8222-222222222222';

const row = (given: object = {}): object => ({
  id: 'e-1',
  principalId: holder,
  roleDefinitionId: role,
  directoryScopeId: '/',
  memberType: 'Direct',
  ...given,
});
const expanded = {
  roleDefinition: { id: role, displayName: 'Reader', description: 'Reads', isBuiltIn: true },
};

const names = (failure?: PimError): RoleNames => ({
  role: (id) =>
    failure === undefined
      ? Promise.resolve({ id, displayName: 'Listed', description: '', isBuiltIn: true, isPrivileged: true })
      : Promise.reject(failure),
  scopeName: (scopeId) => Promise.resolve(scopeId === '/' ? undefined : 'Oslo office'),
});

const unavailable = new PimError('pim_unavailable', 'no');
const unknown = new PimError('role_not_found', 'no');

describe('nameEligibleRoles', () => {
  const named = async (given: object, from: RoleNames) =>
    (await nameEligibleRoles(readEligibleRoles([row(given)]), from))[0];

  it('takes the name from Graph and the weight from the list', async () => {
    const read = await named(expanded, names());
    assert.deepEqual([read?.role.displayName, read?.role.isPrivileged], ['Reader', true]);
  });

  it('takes everything from the list where Graph did not expand the role', async () => {
    assert.equal((await named({}, names()))?.role.displayName, 'Listed');
  });

  it('does without the list where it has to', async () => {
    const read = await named(expanded, names(unavailable));
    assert.deepEqual([read?.role.displayName, read?.role.isPrivileged], ['Reader', undefined]);
  });

  it('shows a role that is nowhere described by its id', async () => {
    assert.equal((await named({}, names(unknown)))?.role.displayName, role);
  });

  it('fails where neither can be read', async () => {
    await assert.rejects(named({}, names(unavailable)), (error: unknown) =>
      isPimError(error, 'pim_unavailable'),
    );
  });

  it('names the scope', async () => {
    const read = await named({ ...expanded, directoryScopeId: `/administrativeUnits/${holder}` }, names());
    assert.deepEqual(read?.scope, {
      id: `/administrativeUnits/${holder}`,
      kind: 'administrativeUnit',
      displayName: 'Oslo office',
    });
  });
});

describe('withoutDoubles', () => {
  it('prefers what was given to the person, at each scope', () => {
    const rows = readEligibleRoles([
      row({ id: 'group', memberType: 'Group' }),
      row({ id: 'direct' }),
      row({ id: 'later', memberType: 'Group' }),
      row({ id: 'unit', directoryScopeId: '/administrativeUnits/A', memberType: 'Group' }),
      row({ id: 'same unit', directoryScopeId: '/administrativeunits/a', memberType: 'Group' }),
    ]);
    assert.deepEqual(
      withoutDoubles(rows).map(({ eligibilityId }) => eligibilityId),
      ['direct', 'unit'],
    );
  });
});
