import { type User } from '../../world.ts';
import { badRequest, directoryObjectNotFound } from '../graphError.ts';
import { guidOf, isGuid } from '../identifiers.ts';
import { type Entity } from '../odata/matches.ts';
import { type Pim, roleOf } from '../pim/pim.ts';
import { groupsOf } from '../pim/principals.ts';
import { asSeenBy, objectsSeenBy, requireEventualConsistency, untyped, userBy } from './directoryReading.ts';
import { directoryObjectSet, groupSet } from './directorySets.ts';
import { jsonBody } from './jsonBody.ts';
import { permissions } from './permissions.ts';
import { collection, metadata } from './replies.ts';
import { type GraphRequest, parameter, type Reply, type Route } from './route.ts';
import { mePermission, meOf, personPermission } from './userRoutes.ts';

/** The roles a person holds right now, as directory objects: their id is not that of the role definition. */
function directoryRolesOf(pim: Pim, principals: readonly string[]): Entity[] {
  const held = pim.state.schedules.filter(
    (one) =>
      one.kind === 'assignment' &&
      one.instance !== undefined &&
      one.directoryScopeId === '/' &&
      principals.includes(one.principalId),
  );
  return [...new Set(held.map((one) => one.roleDefinitionId))].flatMap((id) => {
    const role = roleOf(pim, id);
    if (role?.isBuiltIn !== true) return [];
    return [
      {
        '@odata.type': '#microsoft.graph.directoryRole',
        id: guidOf('directoryRole', id),
        deletedDateTime: null,
        description: role.description,
        displayName: role.displayName,
        roleTemplateId: id,
      },
    ];
  });
}

function memberOf(pim: Pim, request: GraphRequest, user: User): Reply {
  requireEventualConsistency(request, false);
  const groups = groupsOf(pim, user.id);
  const units = pim.world.tenant.administrativeUnits.filter((unit) => unit.members.includes(user.id));
  const roles = directoryRolesOf(pim, [user.id, ...groups]).map((role) => asSeenBy(request.caller, role));
  const objects = objectsSeenBy(pim, request, [...groups, ...units.map((unit) => unit.id)]);
  return collection(pim, request, directoryObjectSet, [...objects, ...roles], {
    summary: `read what ${user.displayName} is a member of`,
  });
}

function groupsOnly(pim: Pim, request: GraphRequest, user: User): Reply {
  requireEventualConsistency(request, true);
  const entities = objectsSeenBy(pim, request, groupsOf(pim, user.id)).map(untyped);
  return collection(pim, request, groupSet, entities, { summary: `read the groups of ${user.displayName}` });
}

function ids(value: unknown, name: string, maximum: number): string[] {
  if (!Array.isArray(value) || !value.every((id): id is string => typeof id === 'string' && isGuid(id)))
    throw badRequest(`Invalid value specified for property '${name}'.`);
  if (value.length > maximum) throw badRequest(`The property '${name}' takes at most ${maximum} ids.`);
  return value.map((id) => id.toLowerCase());
}

function checkMemberGroups(pim: Pim, request: GraphRequest, user: User): Reply {
  const wanted = ids(jsonBody(request.call)['groupIds'], 'groupIds', 20);
  const own = groupsOf(pim, user.id);
  return {
    status: 200,
    summary: `checked which groups ${user.displayName} is in`,
    body: {
      '@odata.context': `${metadata(pim, request)}#Collection(Edm.String)`,
      value: wanted.filter((id) => own.includes(id)),
    },
  };
}

function getByIds(pim: Pim, request: GraphRequest): Reply {
  const body = jsonBody(request.call);
  const wanted = ids(body['ids'], 'ids', 1000);
  const types = Array.isArray(body['types']) ? body['types'].map((type) => String(type).toLowerCase()) : [];
  const entities = objectsSeenBy(pim, request, [...new Set(wanted)]).filter((entity) => {
    const type = String(entity['@odata.type']).split('.').at(-1)?.toLowerCase() ?? '';
    return types.length === 0 || types.includes(type) || types.includes('directoryobject');
  });
  return collection(pim, request, directoryObjectSet, entities, { summary: 'looked up names by id' });
}

function person(pim: Pim, request: GraphRequest): User {
  const key = parameter(request, 'id');
  const user = userBy(pim, key);
  if (user === undefined) throw directoryObjectNotFound(key);
  return user;
}

const routesOf = (
  base: string,
  who: (pim: Pim, request: GraphRequest) => User,
  permission: Route['permission'],
): Route[] => [
  {
    method: 'GET',
    path: `${base}/transitiveMemberOf`,
    permission,
    answer: (pim, request) => memberOf(pim, request, who(pim, request)),
  },
  {
    method: 'GET',
    path: `${base}/transitiveMemberOf/microsoft.graph.group`,
    permission,
    answer: (pim, request) => groupsOnly(pim, request, who(pim, request)),
  },
  {
    method: 'POST',
    path: `${base}/checkMemberGroups`,
    permission,
    answer: (pim, request) => checkMemberGroups(pim, request, who(pim, request)),
  },
];

/** Who is in what, and names for ids. */
export const membershipRoutes: readonly Route[] = [
  ...routesOf('/me', (_, request) => meOf(request), mePermission),
  ...routesOf('/users/{id}', person, personPermission),
  {
    method: 'POST',
    path: '/directoryObjects/getByIds',
    permission: permissions.anyDirectoryObject,
    answer: getByIds,
  },
];
