import { get, type GraphCall } from './graphCall.ts';

/** What an operator has looked up by `doctor`, and nobody else. */
export const probeCalls = {
  ownConsent: {
    ...get,
    group: 'probe',
    path: "/servicePrincipals(appId='{appId}')/oauth2PermissionGrants",
    leastApplication: 'Directory.Read.All',
    usedFor: '`doctor` only: which delegated scopes were consented to for everybody',
  },
  ownAppInCatalogue: {
    ...get,
    group: 'probe',
    path: '/appCatalogs/teamsApps',
    leastApplication: 'AppCatalog.Read.All',
    usedFor: '`doctor` only: whether Latchkey is in the organization’s app catalogue',
  },
} as const satisfies Readonly<Record<string, GraphCall>>;
