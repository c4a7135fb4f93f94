import { z } from 'zod';
import { get, getBeta, type GraphCall } from './graphCall.ts';

const readGroups = 'GroupMember.Read.All';

/** As many ids as Graph takes in one call (Graph: `directoryObject: getByIds`). */
export const MOST_IDS = 1_000;

const objectsById = (): z.ZodType =>
  z.strictObject({
    ids: z.array(z.guid()).min(1).max(MOST_IDS),
    types: z.tuple([z.literal('user'), z.literal('group'), z.literal('servicePrincipal')]),
  });

/** Batches of reads, and the directory as the app itself reads it. */
export const directoryCalls = {
  batch: {
    version: 'v1.0',
    method: 'POST',
    group: 'read',
    path: '/$batch',
    isBatch: true,
    usedFor: 'reading where many requests stand, or what many groups and people are, in one call',
  },
  batchBeta: {
    version: 'beta',
    method: 'POST',
    group: 'read',
    path: '/$batch',
    isBatch: true,
    usedFor: 'the same, for approvals and the members of groups',
  },
  person: {
    ...get,
    path: '/users/{userId}',
    leastApplication: 'User.Read.All',
    usedFor: 'names of people, and whether Entra still knows them: what is kept of those who left is deleted',
  },
  managerOfPerson: {
    ...get,
    path: '/users/{userId}/manager',
    leastApplication: 'User.Read.All',
    usedFor: 'who may approve by a house rule that asks the manager',
  },
  people: {
    ...get,
    path: '/users',
    leastApplication: 'User.Read.All',
    usedFor:
      'the same of several people at once; the person whom an administrator names to give a role; the audit report: when those who hold roles last signed in, which takes AuditLog.Read.All and a premium licence too',
  },
  roleGroups: {
    ...get,
    path: '/groups',
    leastApplication: readGroups,
    usedFor: 'which groups can hold roles, for the daily digest',
  },
  group: {
    ...get,
    path: '/groups/{groupId}',
    leastApplication: readGroups,
    usedFor: 'names of approver groups',
  },
  groupMembers: {
    ...get,
    path: '/groups/{groupId}/transitiveMembers/microsoft.graph.user',
    leastApplication: readGroups,
    usedFor:
      'whom to ask when a group approves, who has a role through a group, who belongs to the administrators',
  },
  groupMembersOfAnyKind: {
    ...get,
    path: '/groups/{groupId}/transitiveMembers',
    leastApplication: readGroups,
    usedFor: 'the same, where Graph does not take the cast',
  },
  groupsOfPerson: {
    ...get,
    path: '/users/{userId}/transitiveMemberOf/microsoft.graph.group',
    leastApplication: readGroups,
    usedFor: 'roles that a person has through a group',
  },
  administrativeUnit: {
    ...get,
    path: '/directory/administrativeUnits/{administrativeUnitId}',
    leastApplication: 'AdministrativeUnit.Read.All',
    usedFor: 'names of administrative units; shown by their id where it is not granted',
  },
  directMembers: {
    ...getBeta,
    path: '/groups/{groupId}/members',
    leastApplication: readGroups,
    usedFor: 'the audit report: who is in groups that hold roles or approve; v1.0 leaves apps out',
  },
  directoryObjects: {
    method: 'POST',
    version: 'v1.0',
    group: 'read',
    path: '/directoryObjects/getByIds',
    leastApplication: 'User.Read.All',
    isRead: true,
    usedFor:
      'the audit report: what and who a thousand ids are; groups and apps as far as the app may read them',
    appBody: objectsById,
  },
} as const satisfies Readonly<Record<string, GraphCall>>;
