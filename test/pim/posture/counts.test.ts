import assert from 'node:assert/strict';
import fc from 'fast-check';
import { type PrincipalId, type RoleDefinitionId } from '../../../src/pim/ids.ts';
import { countsOf } from '../../../src/pim/posture/counts.ts';
import { type RoleCount } from '../../../src/pim/posture/judgements.ts';
import { postureOf } from '../../../src/pim/posture/posture.ts';
import { type Snapshot } from '../../../src/pim/posture/snapshot.ts';
import {
  aGroup,
  anActivation,
  anAssignment,
  calm,
  calmWith,
  daysAgo,
  members,
  people,
  roles,
  who,
  yardstick,
} from '../../support/calmTenant.ts';
import { randomTenants, type RandomTenant } from '../../support/randomSnapshots.ts';

const count = (snapshot: Snapshot): ReturnType<typeof countsOf> => countsOf(postureOf(snapshot, yardstick));
const rowOf = (snapshot: Snapshot, id: RoleDefinitionId): Omit<RoleCount, 'role' | 'isPrivileged'> => {
  const { role, isPrivileged, ...figures } = count(snapshot).byRole.find((one) => one.role.id === id) ?? {
    role: undefined,
    isPrivileged: undefined,
  };
  return figures as Omit<RoleCount, 'role' | 'isPrivileged'>;
};

describe('countsOf', () => {
  it('counts each head once a column, and an activation in its own', () => {
    const snapshot = calmWith(
      {
        principals: [aGroup(who(50), 'Mail team')],
        assignments: [
          anAssignment(people.ana),
          anAssignment(people.ana, { scopeId: '/administrativeUnits/x' }),
          anAssignment(who(50)),
          anAssignment(people.dora, { endAt: daysAgo(-5) }),
          anAssignment(people.ben, { assignmentType: 'Activated', endAt: daysAgo(-0.1) }),
        ],
      },
      { groups: [members(who(50), [people.ana, people.chi])] },
    );
    assert.deepEqual(rowOf(snapshot, roles.exchange), {
      permanent: 2,
      timeBound: 1,
      eligible: 2,
      activeNow: 1,
      activations: 2,
    });
  });

  it('counts nobody for a group that is empty or could not be read, and lists the role', () => {
    for (const inside of [[], null]) {
      const snapshot = calmWith(
        {
          principals: [aGroup(who(50), 'Nobody')],
          assignments: [anAssignment(who(50), { roleDefinitionId: roles.security })],
        },
        { groups: [members(who(50), inside)] },
      );
      assert.equal(rowOf(snapshot, roles.security).permanent, 0);
      assert.equal(count(snapshot).standingPrivilegedHeads, 2);
    }
  });

  it('lists the role with the most permanent holders first', () => {
    const names = (snapshot: Snapshot): readonly string[] =>
      count(snapshot).byRole.map(({ role }) => role.displayName);
    assert.deepEqual(names(calm), ['Global Administrator', 'Exchange Administrator', 'Reports Reader']);
  });

  it('leaves out roles that nobody has, even if somebody had activated one', () => {
    const snapshot = calmWith({
      activations: [anActivation(people.ana, { roleDefinitionId: roles.security })],
    });
    assert.deepEqual(rowOf(snapshot, roles.security), {});
    assert.equal(count(snapshot).total.activations, 4);
  });

  it('tells emergency accounts from other permanent Global Administrators', () => {
    const snapshot = calmWith({
      assignments: [
        anAssignment(people.ana, { roleDefinitionId: roles.global }),
        anAssignment(people.ben, { roleDefinitionId: roles.global, endAt: daysAgo(-5) }),
        anAssignment(people.chi, { roleDefinitionId: roles.global, assignmentType: 'Activated' }),
      ],
    });
    const { globalAdministrators, breakGlassGlobalAdministrators } = count(snapshot);
    assert.deepEqual([globalAdministrators, breakGlassGlobalAdministrators], [1, 2]);
  });

  it('agrees with a recount by hand on any tenant', () => {
    fc.assert(
      fc.property(randomTenants, (tenant) => {
        const { byRole, ...rest } = countsOf(postureOf(tenant.snapshot, tenant.yardstick));
        const figures = byRole.map(({ role, permanent, timeBound, eligible, activeNow, activations }) => [
          role.id,
          { permanent, timeBound, eligible, activeNow, activations },
        ]);
        assert.deepEqual({ byRole: Object.fromEntries(figures) as unknown, ...rest }, recount(tenant));
      }),
      { numRuns: 200 },
    );
  });
});

/** Whether somebody is in a group, or is the one meant: asked anew for each pair, without any order. */
function isBehind(
  snapshot: Snapshot,
  head: PrincipalId,
  id: PrincipalId,
  seen = new Set<PrincipalId>(),
): boolean {
  if (head === id) return true;
  if (seen.has(id)) return false;
  seen.add(id);
  const inside = snapshot.groups.find((one) => one.id === id)?.members ?? [];
  return inside.some((member) => isBehind(snapshot, head, member, seen));
}

function recount({ snapshot, yardstick: { breakGlass } }: RandomTenant): unknown {
  const groups = new Set(snapshot.groups.map(({ id }) => id));
  const named = [
    ...snapshot.principals.map(({ id }) => id),
    ...snapshot.groups.flatMap((one) => one.members ?? []),
    ...[...snapshot.assignments, ...snapshot.eligibilities].map((one) => one.principalId),
  ];
  const heads = [...new Set(named)].filter((id) => !groups.has(id));
  const among = (rows: readonly { readonly principalId: PrincipalId }[]): readonly PrincipalId[] =>
    heads.filter((head) => rows.some(({ principalId }) => isBehind(snapshot, head, principalId)));
  const of = <T extends { readonly roleDefinitionId: RoleDefinitionId }>(
    rows: readonly T[],
    id: string,
  ): T[] => rows.filter((one) => one.roleDefinitionId === id);
  const standing = snapshot.assignments.filter((one) => one.assignmentType === 'Assigned');
  const permanent = standing.filter(({ endAt }) => endAt === null);
  const inUse = snapshot.roles.filter(
    ({ id }) => of([...snapshot.assignments], id).length + of([...snapshot.eligibilities], id).length > 0,
  );
  const byRole = inUse.map(({ id }): [string, Record<string, number>] => [
    id,
    {
      permanent: among(of(permanent, id)).length,
      timeBound: among(of(standing, id).filter(({ endAt }) => endAt !== null)).length,
      eligible: among(of(snapshot.eligibilities, id)).length,
      activeNow: among(of(snapshot.assignments, id).filter((one) => one.assignmentType === 'Activated'))
        .length,
      activations: of(snapshot.activations, id).filter(({ outcome }) => outcome === 'activated').length,
    },
  ]);
  const total: Record<string, number> = {
    permanent: 0,
    timeBound: 0,
    eligible: 0,
    activeNow: 0,
    activations: 0,
  };
  for (const [, figures] of byRole) {
    for (const [column, figure] of Object.entries(figures)) total[column] = (total[column] ?? 0) + figure;
  }
  // All five roles are on the list of those that are privileged where Entra does not say, save one.
  const isPrivileged = (id: string): boolean =>
    snapshot.roles.find((role) => role.id === id)?.isPrivileged ?? id !== roles.reports;
  const globalAdministrators = among(of(permanent, roles.global));
  return {
    byRole: Object.fromEntries(byRole),
    total,
    standingPrivilegedHeads: among(standing.filter((one) => isPrivileged(one.roleDefinitionId))).length,
    globalAdministrators: globalAdministrators.filter((id) => !breakGlass.includes(id)).length,
    breakGlassGlobalAdministrators: globalAdministrators.filter((id) => breakGlass.includes(id)).length,
  };
}
