import assert from 'node:assert/strict';
import { overPrivilegedIn } from '../../../src/pim/posture/overPrivileged.ts';
import { postureOf } from '../../../src/pim/posture/posture.ts';
import { type Snapshot, type SnapshotPrincipal } from '../../../src/pim/posture/snapshot.ts';
import {
  aGroup,
  anAssignment,
  aPerson,
  calmWith,
  daysAgo,
  members,
  people,
  roles,
  who,
  yardstick,
} from '../../support/calmTenant.ts';

const eva = who(20);
const listed = (snapshot: Snapshot): unknown =>
  overPrivilegedIn(postureOf(snapshot, yardstick)).map(({ holder, reasons, roles: held }) => [
    holder.displayName,
    reasons.join(' '),
    held.map(({ displayName }) => displayName).join(', '),
  ]);
const withEva = (more: Partial<SnapshotPrincipal>, ...ids: readonly (typeof roles)['exchange'][]): Snapshot =>
  calmWith({
    principals: [aPerson(eva, 'Eva', more)],
    assignments: ids.map((roleDefinitionId) => anAssignment(eva, { roleDefinitionId, endAt: daysAgo(-9) })),
  });

describe('overPrivilegedIn', () => {
  it('gives every reason, and the privileged roles by name', () => {
    assert.deepEqual(
      listed(
        withEva(
          { isGuest: true, isEnabled: false },
          roles.security,
          roles.global,
          roles.exchange,
          roles.reports,
        ),
      ),
      [
        [
          'Eva',
          'manyPrivilegedRoles globalAdministratorAndMore guest disabled',
          'Exchange Administrator, Global Administrator, Security Administrator',
        ],
      ],
    );
    assert.deepEqual(listed(withEva({ kind: 'app' }, roles.exchange)), [
      ['Eva', 'app', 'Exchange Administrator'],
    ]);
    assert.deepEqual(listed(withEva({ isGuest: true }, roles.reports)), []);
    assert.deepEqual(listed(withEva({}, roles.exchange, roles.security)), []);
  });

  it('adds up what comes directly and through groups', () => {
    const snapshot = calmWith(
      {
        principals: [aGroup(who(50), 'Admins')],
        assignments: [anAssignment(who(50), { roleDefinitionId: roles.global }), anAssignment(people.dora)],
      },
      { groups: [members(who(50), [people.dora])] },
    );
    assert.deepEqual(listed(snapshot), [
      ['Dora', 'globalAdministratorAndMore', 'Exchange Administrator, Global Administrator'],
    ]);
  });

  it('does not count activations, nor emergency accounts, nor a group as such', () => {
    const snapshot = calmWith(
      {
        principals: [aGroup(who(50), 'Empty')],
        assignments: [
          anAssignment(people.ana, { assignmentType: 'Activated' }),
          anAssignment(people.spare),
          anAssignment(who(50), { roleDefinitionId: roles.global }),
          anAssignment(who(50)),
        ],
      },
      { groups: [members(who(50), [])] },
    );
    assert.deepEqual(listed(snapshot), []);
  });
});
