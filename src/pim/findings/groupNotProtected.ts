import { type PrincipalId, type RoleDefinitionId } from '../ids.ts';
import { type Posture } from '../posture/posture.ts';
import { type FindingRule } from './finding.ts';
import { guides } from './guides.ts';

/**
 * Whoever may change a group's members can hand out its roles: a group with a role must be role-assignable, and where it
 * holds a role all the time, PIM for Groups must govern who is in it. What is not known of a group is not judged.
 */
export const groupNotProtected: FindingRule = {
  id: 'group-not-protected',
  severity: 'high',
  sources: [guides.rolesForGroups, guides.groups],
  needs: [],
  find: (posture) => {
    const held = rolesOfGroups(posture);
    return posture.snapshot.groups.flatMap(({ id, isRoleAssignable, isManagedByPim }) => {
      const roles = held.get(id);
      if (roles === undefined) return [];
      const isAssignableMissing = isRoleAssignable === false;
      const isPimMissing = isManagedByPim === false && roles.standing.size > 0;
      if (!isAssignableMissing && !isPimMissing) return [];
      const all = [...new Set([...roles.standing, ...roles.eligible])];
      const names = all
        .map((role) => posture.role(role).displayName)
        .sort((a, b) => a.localeCompare(b, 'en'));
      return [
        {
          rule: 'group-not-protected',
          severity: isAssignableMissing && all.some(posture.isPrivileged) ? 'high' : 'medium',
          principals: [id],
          facts: { roles: all.length, roleNames: names.join(', '), isAssignableMissing, isPimMissing },
        },
      ];
    });
  },
};

interface RolesOfGroup {
  readonly standing: Set<RoleDefinitionId>;
  readonly eligible: Set<RoleDefinitionId>;
}

function rolesOfGroups({ snapshot }: Posture): ReadonlyMap<PrincipalId, RolesOfGroup> {
  const found = new Map<PrincipalId, RolesOfGroup>(
    snapshot.groups.map(({ id }) => [id, { standing: new Set(), eligible: new Set() }]),
  );
  for (const { principalId, roleDefinitionId, assignmentType } of snapshot.assignments) {
    if (assignmentType === 'Assigned') found.get(principalId)?.standing.add(roleDefinitionId);
  }
  for (const { principalId, roleDefinitionId } of snapshot.eligibilities) {
    found.get(principalId)?.eligible.add(roleDefinitionId);
  }
  return new Map([...found].filter(([, { standing, eligible }]) => standing.size + eligible.size > 0));
}
