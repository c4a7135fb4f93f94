import { type User } from '../../world.ts';
import { authorise, type Permission } from '../authorisation.ts';
import { badRequest, directoryObjectNotFound, GraphError, notPremium } from '../graphError.ts';
import { lazilyKeyed } from '../odata/lazyEntities.ts';
import { type Pim } from '../pim/pim.ts';
import { directoryObject } from '../wire/principalEntity.ts';
import {
  asksForSignIns,
  asSeenBy,
  requireEventualConsistency,
  userBy,
  userSeenBy,
} from './directoryReading.ts';
import { directoryObjectSet, userSet } from './directorySets.ts';
import { permissions } from './permissions.ts';
import { collection, item, metadata } from './replies.ts';
import { type GraphRequest, parameter, type Reply, type Route } from './route.ts';

/** What is needed to read a person: for oneself less than for others. */
export const personPermission = (request: GraphRequest): Permission => {
  const key = parameter(request, 'id').toLowerCase();
  const { caller } = request;
  return caller.kind === 'user' && [caller.id, caller.user?.userPrincipalName.toLowerCase()].includes(key)
    ? permissions.me
    : permissions.users;
};

/** The signed-in person. Throws the 400 that an app-only token gets for `/me`. */
export function meOf({ caller }: GraphRequest): User {
  if (caller.user === undefined)
    throw badRequest('/me request is only valid with delegated authentication flow.');
  return caller.user;
}

/** The permission of `/me`: an app-only token gets through to `meOf`, which refuses it with another error. */
export const mePermission = ({ caller }: GraphRequest): Permission | undefined =>
  caller.kind === 'app' ? undefined : permissions.me;

function personOf(pim: Pim, request: GraphRequest): User {
  const key = parameter(request, 'id');
  const user = userBy(pim, key);
  if (user === undefined) throw directoryObjectNotFound(key);
  return user;
}

const LONGEST_PAGE_OF_SIGN_INS = 120;

/** Sign-in activity needs more than people do: a permission, and a licence. */
function refuseSignIns(pim: Pim, request: GraphRequest): void {
  if (!asksForSignIns(request)) return;
  authorise(request.caller, permissions.signIns);
  if (!pim.state.isLicensed) throw notPremium();
}

function profile(pim: Pim, request: GraphRequest, user: User): Reply {
  refuseSignIns(pim, request);
  const entity = userSeenBy(pim, request, user);
  const whose = user.id === request.caller.id ? 'own profile' : `the profile of ${user.displayName}`;
  return item(pim, request, userSet, entity, `read ${whose}`);
}

function noPhoto(): Reply {
  throw new GraphError(404, 'ImageNotFound', 'The photo was not found.');
}

/** Metadata answers even where there is no photo: a single transparent pixel. */
function photoMetadata(pim: Pim, request: GraphRequest, user: User): Reply {
  const path = `users('${user.id}')/photo`;
  return {
    status: 200,
    summary: `looked for a photo of ${user.displayName}`,
    body: {
      '@odata.context': `${metadata(pim, request)}#${path}/$entity`,
      '@odata.mediaContentType': 'image/gif',
      id: '1x1',
      width: 1,
      height: 1,
    },
  };
}

const photos = (
  base: string,
  who: (pim: Pim, request: GraphRequest) => User,
  permission: Route['permission'],
): Route[] => [
  {
    method: 'GET',
    path: `${base}/photo`,
    permission,
    answer: (pim, request) => photoMetadata(pim, request, who(pim, request)),
  },
  ...[`${base}/photo/$value`, `${base}/photos/{size}`, `${base}/photos/{size}/$value`].map((path): Route => ({
    method: 'GET',
    path,
    permission,
    answer: (pim, request) => {
      who(pim, request);
      return noPhoto();
    },
  })),
];

function listUsers(pim: Pim, request: GraphRequest): Reply {
  requireEventualConsistency(request, false);
  refuseSignIns(pim, request);
  const entities = lazilyKeyed(pim.world.tenant.users, (user) => userSeenBy(pim, request, user));
  const longestPage = asksForSignIns(request) ? LONGEST_PAGE_OF_SIGN_INS : undefined;
  return collection(pim, request, userSet, entities, {
    summary: 'read people',
    ...(longestPage !== undefined && { longestPage }),
  });
}

/** Who somebody's manager is. Throws 404 where there is none, as for somebody who is not there. */
function manager(pim: Pim, request: GraphRequest, user: User): Reply {
  const found = directoryObject(
    pim,
    user.managerId ?? '',
    request.query.select === undefined ? 'default' : 'whole',
  );
  if (found === null) throw directoryObjectNotFound('manager');
  const entity = asSeenBy(request.caller, found);
  return item(pim, request, directoryObjectSet, entity, `read who ${user.displayName}'s manager is`);
}

const managerRoute = (
  base: string,
  who: (pim: Pim, request: GraphRequest) => User,
  permission: Route['permission'],
): Route => ({
  method: 'GET',
  path: `${base}/manager`,
  permission,
  answer: (pim, request) => manager(pim, request, who(pim, request)),
});

/** People. */
export const userRoutes: readonly Route[] = [
  {
    method: 'GET',
    path: '/me',
    permission: mePermission,
    answer: (pim, request) => profile(pim, request, meOf(request)),
  },
  ...photos('/me', (_, request) => meOf(request), mePermission),
  managerRoute(
    '/me',
    (_, request) => meOf(request),
    ({ caller }) => (caller.kind === 'app' ? undefined : permissions.managers),
  ),
  {
    method: 'GET',
    path: '/users',
    permission: permissions.users,
    answer: listUsers,
  },
  {
    method: 'GET',
    path: '/users/{id}',
    permission: personPermission,
    answer: (pim, request) => profile(pim, request, personOf(pim, request)),
  },
  ...photos('/users/{id}', personOf, personPermission),
  managerRoute('/users/{id}', personOf, permissions.managers),
];
