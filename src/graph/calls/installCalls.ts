import { z } from 'zod';
import { get, type GraphCall } from './graphCall.ts';

const appInstallation = (graphUrl: string): z.ZodType => {
  const catalogue = `${graphUrl}/v1.0/appCatalogs/teamsApps/`;
  const address = z
    .string()
    .refine((url) => url.startsWith(catalogue) && z.guid().safeParse(url.slice(catalogue.length)).success);
  return z.strictObject({ 'teamsApp@odata.bind': address });
};

/** Our own app in people's Teams, where that is switched on. */
export const installCalls = {
  catalogueApps: {
    ...get,
    group: 'install',
    path: '/appCatalogs/teamsApps',
    leastApplication: 'AppCatalog.Read.All',
    usedFor: 'finding Latchkey in the organization’s app catalogue; with `delivery.installForApprovers` only',
  },
  installApp: {
    version: 'v1.0',
    method: 'POST',
    group: 'install',
    path: '/users/{userId}/teamwork/installedApps',
    leastApplication: 'TeamsAppInstallation.ReadWriteSelfForUser.All',
    usedFor:
      'installing Latchkey, and no other app, for an approver who never had it; with `delivery.installForApprovers` only',
    appBody: appInstallation,
  },
} as const satisfies Readonly<Record<string, GraphCall>>;
