import { type User } from '../../world.ts';
import { type Caller, hasAnyOf } from '../authorisation.ts';
import { entryOf } from '../../entries.ts';
import { unsupportedQuery } from '../graphError.ts';
import { type Entity } from '../odata/matches.ts';
import { SIGN_IN_ACTIVITY, signInActivity, wholeUser } from '../wire/directoryEntity.ts';
import { directoryObject } from '../wire/principalEntity.ts';
import { type Pim } from '../pim/pim.ts';
import { type GraphRequest } from './route.ts';

/** What of a person anybody may see with `User.ReadBasic.All`. */
const basic = new Set([
  '@odata.type',
  'id',
  'displayName',
  'givenName',
  'surname',
  'mail',
  'userPrincipalName',
]);

const fullUsers = ['User.Read.All', 'Directory.Read.All', 'Directory.ReadWrite.All'];
const groups = ['GroupMember.Read.All', 'Group.Read.All', 'Directory.Read.All', 'Directory.ReadWrite.All'];
const everything = ['Directory.Read.All', 'Directory.ReadWrite.All'];

/** How much of a kind of object the token lets the caller see. */
function extentOf(caller: Caller, type: unknown, id: unknown): 'all' | 'basic' | 'id' {
  switch (type) {
    case '#microsoft.graph.user':
      if (hasAnyOf(caller, fullUsers) || (caller.id === id && hasAnyOf(caller, ['User.Read']))) return 'all';
      return hasAnyOf(caller, ['User.ReadBasic.All']) ? 'basic' : 'id';
    case '#microsoft.graph.group':
      return hasAnyOf(caller, groups) ? 'all' : 'id';
    case '#microsoft.graph.servicePrincipal':
      return hasAnyOf(caller, [...everything, 'Application.Read.All']) ? 'all' : 'id';
    default:
      return hasAnyOf(caller, everything) ? 'all' : 'id';
  }
}

/** The object with null for whatever the token does not let the caller see: Graph lists it all the same. */
export function asSeenBy(caller: Caller, entity: Entity): Entity {
  const extent = extentOf(caller, entity['@odata.type'], entity['id']);
  if (extent === 'all') return entity;
  const visible = extent === 'basic' ? basic : new Set(['@odata.type', 'id']);
  return Object.fromEntries(
    Object.entries(entity).map(([key, value]) => [key, visible.has(key) ? value : null]),
  );
}

/** The objects with these ids that the tenant has, as the caller may see them. */
export const objectsSeenBy = (pim: Pim, { caller, query }: GraphRequest, ids: readonly string[]): Entity[] =>
  ids.flatMap((id) => {
    const entity = directoryObject(pim, id, query.select === undefined ? 'default' : 'whole');
    return entity === null ? [] : [asSeenBy(caller, entity)];
  });

/** A person as the caller may see it, without type. */
export function userSeenBy(pim: Pim, request: GraphRequest, user: User): Entity {
  const { plantedAt } = pim.state;
  const whole = { '@odata.type': '#microsoft.graph.user', ...wholeUser(user, plantedAt) };
  const signIn = asksForSignIns(request) ? signInActivity(user, plantedAt) : {};
  return untyped({ ...asSeenBy(request.caller, whole), ...signIn });
}

/** Sign-in activity comes to those who ask for it by name. */
export const asksForSignIns = ({ query }: GraphRequest): boolean =>
  query.select?.some((name) => name.toLowerCase() === SIGN_IN_ACTIVITY.toLowerCase()) === true;

/** Entities without their `@odata.type`, for lists of one type. */
export const untyped = (entity: Entity): Entity =>
  Object.fromEntries(Object.entries(entity).filter(([key]) => key !== '@odata.type'));

/** Casts, counts and searches on directory objects need the header; without it the query is refused. */
export function requireEventualConsistency({ call, query }: GraphRequest, isCast: boolean): void {
  const header = call.headers['consistencylevel'];
  const isEventual = typeof header === 'string' && header.toLowerCase() === 'eventual';
  if (!isCast && !query.given.has('$count')) return;
  if (!isEventual || (isCast && !query.wantsCount))
    throw unsupportedQuery('The query needs the header ConsistencyLevel: eventual and $count=true.');
}

/** A person by object id or user principal name. */
export const userBy = ({ world: { tenant } }: Pim, key: string): User | undefined =>
  entryOf(tenant.users, key.toLowerCase()) ??
  tenant.users.find((user) => user.userPrincipalName.toLowerCase() === key.toLowerCase());
