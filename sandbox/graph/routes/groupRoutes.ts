import { type Group } from '../../world.ts';
import { entryOf } from '../../entries.ts';
import { directoryObjectNotFound } from '../graphError.ts';
import { lazilyKeyed } from '../odata/lazyEntities.ts';
import { type Pim } from '../pim/pim.ts';
import { transitiveMembers } from '../pim/principals.ts';
import { groupEntity, servicePrincipalEntity, unitEntity } from '../wire/directoryEntity.ts';
import { objectsSeenBy, requireEventualConsistency, untyped } from './directoryReading.ts';
import { directoryObjectSet, groupSet, servicePrincipalSet, unitSet, userSet } from './directorySets.ts';
import { permissions } from './permissions.ts';
import { collection, item } from './replies.ts';
import { type GraphRequest, parameter, type Reply, type Route } from './route.ts';

function found<T extends { readonly id: string }>(request: GraphRequest, list: readonly T[]): T {
  const id = parameter(request, 'id');
  const one = entryOf(list, id.toLowerCase());
  if (one === undefined) throw directoryObjectNotFound(id);
  return one;
}

type MembersOf = (pim: Pim, group: Group) => readonly string[];

const directMembers: MembersOf = (_, group) => group.members;
const allMembers: MembersOf = (pim, group) => transitiveMembers(pim, group.id);

function mixed(pim: Pim, request: GraphRequest, members: MembersOf): Reply {
  requireEventualConsistency(request, false);
  const group = found(request, pim.world.tenant.groups);
  const entities = objectsSeenBy(pim, request, members(pim, group));
  return collection(pim, request, directoryObjectSet, entities, {
    summary: `read the members of ${group.displayName}`,
  });
}

function usersOnly(pim: Pim, request: GraphRequest, members: MembersOf): Reply {
  requireEventualConsistency(request, true);
  const group = found(request, pim.world.tenant.groups);
  const entities = objectsSeenBy(pim, request, members(pim, group))
    .filter((entity) => entity['@odata.type'] === '#microsoft.graph.user')
    .map(untyped);
  return collection(pim, request, userSet, entities, { summary: `read the people in ${group.displayName}` });
}

function count(pim: Pim, request: GraphRequest, members: MembersOf): Reply {
  const group = found(request, pim.world.tenant.groups);
  return {
    status: 200,
    summary: `counted the members of ${group.displayName}`,
    body: String(members(pim, group).length),
  };
}

const membership = (name: string, members: MembersOf): Route[] => {
  const base = { method: 'GET', permission: permissions.groups } as const;
  const path = `/groups/{id}/${name}`;
  return [
    { ...base, path, answer: (pim, request) => mixed(pim, request, members) },
    { ...base, path: `${path}/$count`, answer: (pim, request) => count(pim, request, members) },
    {
      ...base,
      path: `${path}/microsoft.graph.user`,
      answer: (pim, request) => usersOnly(pim, request, members),
    },
  ];
};

function listGroups(pim: Pim, request: GraphRequest): Reply {
  requireEventualConsistency(request, false);
  const entities = lazilyKeyed(pim.world.tenant.groups, groupEntity);
  return collection(pim, request, groupSet, entities, { summary: 'read groups' });
}

function getGroup(pim: Pim, request: GraphRequest): Reply {
  const group = found(request, pim.world.tenant.groups);
  return item(pim, request, groupSet, groupEntity(group), `read the group ${group.displayName}`);
}

function listUnits(pim: Pim, request: GraphRequest): Reply {
  const entities = pim.world.tenant.administrativeUnits.map(unitEntity);
  return collection(pim, request, unitSet, entities, { summary: 'read administrative units' });
}

function getUnit(pim: Pim, request: GraphRequest): Reply {
  const unit = found(request, pim.world.tenant.administrativeUnits);
  return item(pim, request, unitSet, unitEntity(unit), `read the administrative unit ${unit.displayName}`);
}

function listUnitMembers(pim: Pim, request: GraphRequest): Reply {
  const unit = found(request, pim.world.tenant.administrativeUnits);
  const entities = objectsSeenBy(pim, request, unit.members);
  return collection(pim, request, directoryObjectSet, entities, {
    summary: `read who is in ${unit.displayName}`,
  });
}

function listServicePrincipals(pim: Pim, request: GraphRequest): Reply {
  requireEventualConsistency(request, false);
  const entities = lazilyKeyed(pim.world.tenant.servicePrincipals, servicePrincipalEntity);
  return collection(pim, request, servicePrincipalSet, entities, { summary: 'read apps' });
}

function getServicePrincipal(pim: Pim, request: GraphRequest): Reply {
  const one = found(request, pim.world.tenant.servicePrincipals);
  return item(
    pim,
    request,
    servicePrincipalSet,
    servicePrincipalEntity(one),
    `read the app ${one.displayName}`,
  );
}

/** Groups, administrative units and service principals. */
export const groupRoutes: readonly Route[] = [
  {
    method: 'GET',
    path: '/groups',
    permission: permissions.groups,
    answer: listGroups,
  },
  {
    method: 'GET',
    path: '/groups/{id}',
    permission: permissions.groups,
    answer: getGroup,
  },
  ...membership('members', directMembers),
  ...membership('transitiveMembers', allMembers),
  {
    method: 'GET',
    path: '/directory/administrativeUnits',
    permission: permissions.administrativeUnits,
    answer: listUnits,
  },
  {
    method: 'GET',
    path: '/directory/administrativeUnits/{id}',
    permission: permissions.administrativeUnits,
    answer: getUnit,
  },
  {
    method: 'GET',
    path: '/directory/administrativeUnits/{id}/members',
    permission: permissions.administrativeUnits,
    answer: listUnitMembers,
  },
  {
    method: 'GET',
    path: '/servicePrincipals',
    permission: permissions.servicePrincipals,
    answer: listServicePrincipals,
  },
  {
    method: 'GET',
    path: '/servicePrincipals/{id}',
    permission: permissions.servicePrincipals,
    answer: getServicePrincipal,
  },
];
