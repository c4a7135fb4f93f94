import { entryOf } from '../../entries.ts';
import { badRequest } from '../graphError.ts';
import { isGuid } from '../identifiers.ts';
import { type Pim, roleOf } from '../pim/pim.ts';
import { type Schedule, type ScheduleKind } from '../pim/records.ts';
import { type Json, listIn, memberIn, objectOf } from './bodyValues.ts';
import { type PrincipalKind, type ReviewScope } from './records.ts';

const queryProperties = ['query', 'queryType', 'queryRoot'];
const both: readonly ScheduleKind[] = ['eligibility', 'assignment'];

const unsupported = (query: string): Error =>
  badRequest(`The scope query '${query}' is not supported for an access review.`);

/**
 * Reads whom and what a review is about. Throws 400 for a scope that is malformed or not about one role of the tenant:
 * the offline tenant reviews roles alone.
 */
export function scopeFrom(pim: Pim, value: unknown): ReviewScope {
  const type = typeName(value);
  const read = type === 'principalresourcemembershipsscope' ? membershipsScope : queryScope;
  if (type !== '' && type !== 'accessreviewqueryscope' && type !== 'principalresourcemembershipsscope')
    throw badRequest(`The scope type '${type}' is not supported for an access review of a role.`);
  const scope = { ...read(value), wire: value as Json };
  if (roleOf(pim, scope.roleDefinitionId) === undefined)
    throw badRequest(`The role '${scope.roleDefinitionId}' is not found.`);
  return scope;
}

type Read = Omit<ReviewScope, 'wire'>;

/** The type's name in lower case, `''` where none is given. */
function typeName(value: unknown): string {
  const type = typeof value === 'object' && value !== null ? (value as Json)['@odata.type'] : undefined;
  return typeof type === 'string' ? (type.split('.').at(-1) ?? '').toLowerCase() : '';
}

/** The path and options of a query scope, without the version that an answer of the service has in it. */
function queryOf(value: unknown): string {
  const scope = objectOf(value, 'accessReviewQueryScope', queryProperties);
  memberIn(scope, 'queryType', ['MicrosoftGraph']);
  const query = scope['query'];
  if (typeof query !== 'string') throw badRequest("The property 'query' of a scope is required.");
  return query.replace(/^\/(v1\.0|beta)\//, '/').trim();
}

function queryScope(value: unknown): Read {
  const query = queryOf(value);
  const roleDefinitionId = roleIn(query);
  if (roleDefinitionId !== undefined) return { roleDefinitionId, kinds: both, principals: ['user', 'group'] };
  const [, name = '', options = ''] =
    /^\/roleManagement\/directory\/(role\w+ScheduleInstances)\?(.+)$/i.exec(query) ?? [];
  const kinds = {
    roleeligibilityscheduleinstances: 'eligibility',
    roleassignmentscheduleinstances: 'assignment',
  };
  const kind = (kinds as Record<string, ScheduleKind | undefined>)[name.toLowerCase()];
  if (kind === undefined) throw unsupported(query);
  return { ...clausesOf(query, options, kind), kinds: [kind] };
}

const roleIn = (query: string): string | undefined => {
  const id = /^\/roleManagement\/directory\/roleDefinitions\/([^/?]+)$/i.exec(query)?.[1];
  return id !== undefined && isGuid(id) ? id.toLowerCase() : undefined;
};

/** The clauses of the filter, in any order: the role, the type of principal and, of assignments, that they stand. */
function clausesOf(query: string, options: string, kind: ScheduleKind): Omit<Read, 'kinds'> {
  const filter = options.split('&').find((option) => option.startsWith('$filter=')) ?? '';
  const bare = filter.slice('$filter='.length).trim();
  const clauses = (bare.startsWith('(') && bare.endsWith(')') ? bare.slice(1, -1) : bare).split(' and ');
  let roleDefinitionId: string | undefined;
  let principal: PrincipalKind | undefined;
  let isStanding = kind === 'eligibility';
  for (const clause of clauses) {
    const role = /^roleDefinitionId eq '([0-9a-f-]{36})'$/i.exec(clause)?.[1];
    const type = /^isof\(principal,\s*'microsoft\.graph\.(user|servicePrincipal|group)'\)$/i.exec(
      clause,
    )?.[1];
    if (role !== undefined && isGuid(role)) roleDefinitionId = role.toLowerCase();
    else if (type !== undefined)
      principal = principalKinds.find((one) => one.toLowerCase() === type.toLowerCase());
    else if (kind === 'assignment' && /^assignmentType eq 'Assigned'$/i.test(clause)) isStanding = true;
    else throw unsupported(query);
  }
  // Of service principals nobody can activate anything, and the documented query leaves the type out.
  const isWhole = isStanding || principal === 'servicePrincipal';
  if (roleDefinitionId === undefined || principal === undefined || !isWhole) throw unsupported(query);
  return { roleDefinitionId, principals: [principal] };
}

const principalKinds: readonly PrincipalKind[] = ['user', 'servicePrincipal', 'group'];

/** Narrowed principals and one role. */
function membershipsScope(value: unknown): Read {
  const scope = objectOf(value, 'principalResourceMembershipsScope', ['principalScopes', 'resourceScopes']);
  const resources = listIn(scope, 'resourceScopes').map(queryOf);
  const principals = listIn(scope, 'principalScopes').map((one) => principalsIn(queryOf(one)));
  const roleDefinitionId = roleIn(resources[0] ?? '');
  if (resources.length !== 1 || roleDefinitionId === undefined) throw unsupported(resources.join(', '));
  if (principals.length === 0) throw badRequest("The property 'principalScopes' is required.");
  return { roleDefinitionId, kinds: both, principals };
}

function principalsIn(query: string): PrincipalKind {
  if (/^\/users\/?\?\$filter=\(?userType eq 'Guest'\)?$/i.test(query)) return 'guest';
  const kinds = { '/users': 'user', '/groups': 'group', '/serviceprincipals': 'servicePrincipal' } as const;
  const kind = (kinds as Record<string, PrincipalKind | undefined>)[query.toLowerCase()];
  if (kind === undefined) throw unsupported(query);
  return kind;
}

/** What sort of principal this is for a review; `undefined`: the directory does not have it any more. */
export function kindOf(pim: Pim, principalId: string): PrincipalKind | undefined {
  const { users, groups, servicePrincipals } = pim.world.tenant;
  const user = entryOf(users, principalId);
  if (user !== undefined) return user.userType === 'Guest' ? 'guest' : 'user';
  if (entryOf(groups, principalId) !== undefined) return 'group';
  return entryOf(servicePrincipals, principalId) === undefined ? undefined : 'servicePrincipal';
}

/** What is reviewed now: standing and in effect, of principals that the scope is about. An activation is not. */
export const heldWithin = (
  pim: Pim,
  { roleDefinitionId, kinds, principals }: ReviewScope,
): readonly Schedule[] =>
  pim.state.schedules.filter((one) => {
    if (one.roleDefinitionId !== roleDefinitionId || !kinds.includes(one.kind)) return false;
    if (one.instance === undefined || one.assignmentType !== 'Assigned' || one.status === 'Revoked')
      return false;
    const kind = kindOf(pim, one.principalId);
    return (
      kind !== undefined && (principals.includes(kind) || (kind === 'guest' && principals.includes('user')))
    );
  });
