import { directoryObjectNotFound } from '../graphError.ts';
import { guidOf } from '../identifiers.ts';
import { type EntitySet } from '../odata/entitySet.ts';
import { type Entity } from '../odata/matches.ts';
import { type Pim } from '../pim/pim.ts';
import { permissions } from './permissions.ts';
import { collection } from './replies.ts';
import { type GraphRequest, parameter, type Reply, type Route } from './route.ts';

/** The app id of Graph itself, the same in every tenant. */
const GRAPH_APP_ID = '00000003-0000-0000-c000-000000000000';

const grantSet: EntitySet = {
  typeName: 'oAuth2PermissionGrant',
  contextPath: 'oauth2PermissionGrants',
  properties: ['clientId', 'consentType', 'id', 'principalId', 'resourceId', 'scope'],
  filters: { clientId: ['eq'], consentType: ['eq'], principalId: ['eq'], resourceId: ['eq'] },
  takesOr: false,
  sortable: [],
  navigation: {},
  maximumTop: 999,
  options: [],
};

const shortName = (scope: string): string => scope.slice(scope.lastIndexOf('/') + 1);

/** One grant for everybody, as an administrator's consent makes it; none where nothing was consented to. */
function grantsOf({ world }: Pim, appId: string): readonly Entity[] {
  const scopes = world.tokens.consentedScopes();
  if (scopes.length === 0) return [];
  return [
    {
      clientId: guidOf('servicePrincipal', appId),
      consentType: 'AllPrincipals',
      id: guidOf('oAuth2PermissionGrant', appId),
      principalId: null,
      resourceId: guidOf('servicePrincipal', GRAPH_APP_ID),
      // Graph's own lists begin with a blank more often than not.
      scope: ` ${scopes.map(shortName).join(' ')}`,
    },
  ];
}

function listGrants(pim: Pim, request: GraphRequest): Reply {
  const { appId } = pim.world.tenant.registration;
  const asked = parameter(request, 'appId').toLowerCase();
  if (asked !== appId) throw directoryObjectNotFound(asked);
  return collection(pim, request, grantSet, grantsOf(pim, appId), { summary: 'read what was consented to' });
}

/** What the organization consented to for the bot's app. */
export const consentRoutes: readonly Route[] = [
  {
    method: 'GET',
    path: '/servicePrincipals(appId)/{appId}/oauth2PermissionGrants',
    permission: permissions.consent,
    answer: listGrants,
  },
];
