import { badRequest, conflict, directoryObjectNotFound, GraphError } from '../graphError.ts';
import { guidOf } from '../identifiers.ts';
import { type EntitySet } from '../odata/entitySet.ts';
import { type Entity } from '../odata/matches.ts';
import { type Pim } from '../pim/pim.ts';
import { refuseUnknown } from '../pim/requestBody.ts';
import { userBy } from './directoryReading.ts';
import { jsonBody } from './jsonBody.ts';
import { permissions } from './permissions.ts';
import { collection } from './replies.ts';
import { type GraphRequest, parameter, type Reply, type Route } from './route.ts';

const BIND = 'teamsApp@odata.bind';

const teamsAppSet: EntitySet = {
  typeName: 'teamsApp',
  contextPath: 'appCatalogs/teamsApps',
  properties: ['id', 'externalId', 'displayName', 'distributionMethod'],
  filters: { id: ['eq'], externalId: ['eq'], displayName: ['eq'], distributionMethod: ['eq'] },
  takesOr: true,
  sortable: [],
  navigation: {},
  maximumTop: 999,
  options: [],
};

/** The only app of the organization's catalogue: the bot's. The id of its manifest is that of its registration. */
function ownApp({ world }: Pim): Entity & { readonly id: string } {
  const { appId, displayName } = world.tenant.registration;
  return {
    id: guidOf('teamsApp', appId),
    externalId: appId,
    displayName,
    distributionMethod: 'organization',
  };
}

const listApps = (pim: Pim, request: GraphRequest): Reply =>
  collection(pim, request, teamsAppSet, [ownApp(pim)], { summary: 'read the catalogue of Teams apps' });

/** The address of the app that is wanted, on this Graph: any other is no app of this tenant. */
function wantedApp(pim: Pim, request: GraphRequest): unknown {
  const body = jsonBody(request.call);
  refuseUnknown(body, [BIND], 'userScopeTeamsAppInstallation');
  const address = body[BIND];
  if (typeof address !== 'string') throw badRequest('The request has to name a Teams app.');
  const catalogue = `${pim.world.baseUrl}/graph/${request.version}/${teamsAppSet.contextPath}/`;
  return address.startsWith(catalogue) ? address.slice(catalogue.length).toLowerCase() : undefined;
}

/** An app that may manage nothing but itself finds no other to install; the catalogue has none. */
function install(pim: Pim, request: GraphRequest): Reply {
  const key = parameter(request, 'id');
  const user = userBy(pim, key);
  if (user === undefined) throw directoryObjectNotFound(key);
  const app = ownApp(pim);
  if (wantedApp(pim, request) !== app.id) {
    throw new GraphError(404, 'NotFound', 'The Teams app is not in the catalogue.');
  }
  if (!pim.installations.add(user.id)) throw conflict('The app is already installed for the user.');
  const { displayName } = pim.world.tenant.registration;
  const path = `/graph/${request.version}/users/${user.id}/teamwork/installedApps`;
  return {
    status: 201,
    summary: `installed ${displayName} for ${user.displayName}`,
    headers: { Location: `${pim.world.baseUrl}${path}/${guidOf('installation', app.id, user.id)}` },
  };
}

/** The organization's Teams apps, and installing them for people. */
export const teamsAppRoutes: readonly Route[] = [
  {
    method: 'GET',
    path: '/appCatalogs/teamsApps',
    permission: permissions.appCatalogue,
    answer: listApps,
  },
  {
    method: 'POST',
    path: '/users/{id}/teamwork/installedApps',
    permission: permissions.appInstallation,
    answer: install,
  },
];
