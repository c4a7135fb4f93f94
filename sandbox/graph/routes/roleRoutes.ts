import { resourceNotFound } from '../graphError.ts';
import { lazily } from '../odata/lazyEntities.ts';
import { nameOf, type Pim, roleOf } from '../pim/pim.ts';
import { roleAssignmentEntity } from '../wire/requestEntity.ts';
import { roleDefinitionEntity } from '../wire/roleEntity.ts';
import { permissions } from './permissions.ts';
import { collection, item } from './replies.ts';
import { roleAssignmentSet, roleDefinitionSet } from './roleSets.ts';
import { type GraphRequest, parameter, type Reply, type Route } from './route.ts';

function getRoleDefinition(pim: Pim, request: GraphRequest): Reply {
  const role = roleOf(pim, parameter(request, 'id'));
  if (role === undefined) throw resourceNotFound(parameter(request, 'id'));
  const entity = roleDefinitionEntity(role, request.version);
  return item(
    pim,
    request,
    roleDefinitionSet(pim, request.version),
    entity,
    `read the role ${role.displayName}`,
  );
}

function getRoleAssignment(pim: Pim, request: GraphRequest): Reply {
  const found = pim.state.schedules.find(
    (one) => one.kind === 'assignment' && one.instance?.id === parameter(request, 'id'),
  );
  if (found === undefined) throw resourceNotFound(parameter(request, 'id'));
  return item(
    pim,
    request,
    roleAssignmentSet(pim, request.version),
    roleAssignmentEntity(pim, found),
    `read a role assignment of ${nameOf(pim, found.principalId)}`,
  );
}

/** Role definitions and plain role assignments. */
export const roleRoutes: readonly Route[] = [
  {
    method: 'GET',
    path: '/roleManagement/directory/roleDefinitions',
    permission: permissions.roleDefinitions,
    answer: (pim, request) =>
      collection(
        pim,
        request,
        roleDefinitionSet(pim, request.version),
        pim.state.roleDefinitions.map((role) => roleDefinitionEntity(role, request.version)),
        { summary: 'read the catalogue of roles' },
      ),
  },
  {
    method: 'GET',
    path: '/roleManagement/directory/roleDefinitions/{id}',
    permission: permissions.roleDefinitions,
    answer: getRoleDefinition,
  },
  {
    method: 'GET',
    path: '/roleManagement/directory/roleAssignments',
    permission: permissions.roleDefinitions,
    answer: (pim, request) =>
      collection(
        pim,
        request,
        roleAssignmentSet(pim, request.version),
        lazily(
          pim.state.schedules.filter((one) => one.kind === 'assignment' && one.instance !== undefined),
          (one) => roleAssignmentEntity(pim, one),
        ),
        { summary: 'read who holds which role' },
      ),
  },
  {
    method: 'GET',
    path: '/roleManagement/directory/roleAssignments/{id}',
    permission: permissions.roleDefinitions,
    answer: getRoleAssignment,
  },
];
