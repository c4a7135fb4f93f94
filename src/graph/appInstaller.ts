import { z } from 'zod';
import { isPimError } from '../pim/errors.ts';
import { isGuid, type PrincipalId } from '../pim/ids.ts';
import { type AppInstaller, type Clock, type Installation } from '../pim/ports.ts';
import { type AppTokens } from './appTokens.ts';
import { graphCalls } from './egress.ts';
import { createGraphClient, type GraphClient } from './graphClient.ts';
import { type ClientDefaults } from './graphPim.ts';
import { cacheForMinutes, type TimedCache } from './timedCache.ts';

/** What the installer is made of. */
export interface AppInstallerOptions {
  readonly client: ClientDefaults;
  readonly appTokens: AppTokens;
  readonly graphScopeBase: string;
  /** The registration's id, which is the id of the manifest too. */
  readonly appId: string;
  readonly clock: Clock;
}

/** Each permission with the wider ones that contain it. */
const needed: Readonly<Record<string, readonly string[]>> = {
  [graphCalls.catalogueApps.leastApplication]: ['AppCatalog.ReadWrite.All'],
  [graphCalls.installApp.leastApplication]: [
    'TeamsAppInstallation.ReadWriteAndConsentSelfForUser.All',
    'TeamsAppInstallation.ReadWriteForUser.All',
    'TeamsAppInstallation.ReadWriteAndConsentForUser.All',
  ],
};

const catalogueApp = z.object({ id: z.string().refine(isGuid), externalId: z.string() });

/** The one account of the app itself that may write, and nothing but an installation of our own app. */
export function createAppInstaller(options: AppInstallerOptions): AppInstaller {
  const { client, appTokens, appId, clock } = options;
  const { graphUrl, ...defaults } = client;
  const scope = `${options.graphScopeBase}/.default`;
  return new GraphAppInstaller(
    createGraphClient({
      ...defaults,
      account: { graphUrl, groups: ['install'], owner: undefined },
      tokens: {
        token: () => appTokens.token(scope),
        forget: () => {
          appTokens.forget(scope);
        },
      },
      priority: 'Low',
    }),
    { graphUrl, appId, clock, permissions: () => appTokens.roles(scope) },
  );
}

interface About {
  readonly graphUrl: string;
  readonly appId: string;
  readonly clock: Clock;
  readonly permissions: () => Promise<readonly string[]>;
}

class GraphAppInstaller implements AppInstaller {
  readonly #client: GraphClient;
  readonly #about: About;
  readonly #catalogue: TimedCache<string | undefined>;

  constructor(client: GraphClient, about: About) {
    this.#client = client;
    this.#about = about;
    this.#catalogue = cacheForMinutes(about.clock, 60, 1);
  }

  async missingPermissions(): Promise<readonly string[]> {
    const granted = new Set(await this.#about.permissions());
    return Object.entries(needed)
      .filter(([name, wider]) => ![name, ...wider].some((one) => granted.has(one)))
      .map(([name]) => name);
  }

  async install(person: PrincipalId): Promise<Installation> {
    const id = await this.#idInCatalogue();
    if (id === undefined) return 'notInCatalogue';
    const body = { 'teamsApp@odata.bind': `${this.#about.graphUrl}/v1.0/appCatalogs/teamsApps/${id}` };
    try {
      await this.#client.send(graphCalls.installApp, { ids: [person], body });
      return 'installed';
    } catch (error) {
      if (isPimError(error) && error.details.status === 409) return 'alreadyInstalled';
      throw error;
    }
  }

  #idInCatalogue(): Promise<string | undefined> {
    const { appId } = this.#about;
    return this.#catalogue.get('', async () => {
      const query = { filter: `externalId eq '${appId}'` };
      const rows = await this.#client.items(graphCalls.catalogueApps, { query });
      const apps = rows.flatMap((row) => catalogueApp.safeParse(row).data ?? []);
      return apps.find(({ externalId }) => externalId.toLowerCase() === appId)?.id;
    });
  }
}
