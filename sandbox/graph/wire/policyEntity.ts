import { type Entity } from '../odata/matches.ts';
import { type Policy } from '../pim/policy.ts';
import { instantOrNull } from './requestEntity.ts';

/** The two names under which the directory's role settings go; ids begin with the one that was asked for. */
export type ScopeType = 'Directory' | 'DirectoryRole';

/** Which role a policy is assigned to. */
export function policyAssignmentEntity(policy: Policy, scopeType: ScopeType): Entity {
  const policyId = policy.id.replace(/^DirectoryRole_/, `${scopeType}_`);
  return {
    id: `${policyId}_${policy.roleDefinitionId}`,
    policyId,
    scopeId: '/',
    scopeType,
    roleDefinitionId: policy.roleDefinitionId,
  };
}

/** The settings of a role without their rules, which are navigation properties. */
export const policyEntity = (policy: Policy): Entity => ({
  id: policy.id,
  displayName: 'DirectoryRole',
  description: 'DirectoryRole',
  isOrganizationDefault: false,
  scopeId: '/',
  scopeType: 'DirectoryRole',
  lastModifiedDateTime: instantOrNull(policy.lastModifiedAt),
  lastModifiedBy: {
    displayName: policy.lastModifiedBy?.displayName ?? null,
    id: policy.lastModifiedBy?.id ?? null,
  },
});
