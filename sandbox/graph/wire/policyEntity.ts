import { type Entity } from '../odata/matches.ts';
import { type Policy } from '../pim/policy.ts';
import { instantOrNull } from './requestEntity.ts';

/** Which role a policy is assigned to. `scopeType` echoes the spelling of the filter. */
export const policyAssignmentEntity = (policy: Policy, scopeType: string): Entity => ({
  id: `${policy.id}_${policy.roleDefinitionId}`,
  policyId: policy.id,
  scopeId: '/',
  scopeType,
  roleDefinitionId: policy.roleDefinitionId,
});

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
