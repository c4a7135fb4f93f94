import { randomUUID } from 'node:crypto';
import { AzureError, type RunAzure } from '../../deploy/azure/registration/azureCli.ts';

/** What the stand-in for the Azure CLI knows of a tenant. */
export interface StandInTenant {
  applications: Record<string, StandInApplication>;
  readonly graph: { readonly appRoles: readonly Named[]; readonly oauth2PermissionScopes: readonly Named[] };
}

interface Named {
  readonly id: string;
  readonly value: string;
}

export interface StandInApplication {
  readonly appId: string;
  readonly displayName: string;
  signInAudience: string;
  identifierUris: string[];
  api: {
    requestedAccessTokenVersion: number | null;
    oauth2PermissionScopes: { readonly id: string; readonly value: string }[];
    preAuthorizedApplications: { readonly appId: string; readonly delegatedPermissionIds: string[] }[];
  };
  web: { redirectUris: string[] };
  requiredResourceAccess: { readonly resourceAppId: string; readonly resourceAccess: Entry[] }[];
  servicePrincipal: string | undefined;
  credentials: object[];
}

interface Entry {
  readonly id: string;
  readonly type: string;
}

/** One call of the Azure CLI, answered from a tenant in memory as Graph would. */
class StandInCall {
  readonly #tenant: StandInTenant;
  readonly #args: readonly string[];
  constructor(tenant: StandInTenant, args: readonly string[]) {
    this.#tenant = tenant;
    this.#args = args;
  }

  answer(): unknown {
    const told = this.#args.join(' ');
    const [, handle] =
      Object.entries(this.#commands).find(([name]) => told === name || told.startsWith(`${name} `)) ?? [];
    if (handle === undefined) throw new AzureError(`unknown: ${told}`);
    return handle();
  }

  readonly #commands: Readonly<Record<string, () => unknown>> = {
    'cloud show': () => ({
      name: 'AzureCloud',
      endpoints: {
        microsoftGraphResourceId: 'https://graph.microsoft.com/',
        activeDirectory: 'https://login.microsoftonline.com',
      },
    }),
    'account show': () => ({ tenantId: 'b8f2d19e-35c6-4a07-8e4d-2719c0a5f3b6' }),
    'ad app list': () => {
      const name = /^displayName eq '(.+)'$/.exec(this.#option('--filter'))?.[1];
      return Object.values(this.#tenant.applications).filter(({ displayName }) => displayName === name);
    },
    'ad app create': () => this.#make(),
    'ad app update': () => {
      const application = this.#application(this.#option('--id'));
      if (this.#has('--sign-in-audience')) application.signInAudience = this.#option('--sign-in-audience');
      if (this.#has('--identifier-uris')) application.identifierUris = this.#list('--identifier-uris');
      if (this.#has('--web-redirect-uris')) application.web.redirectUris = this.#list('--web-redirect-uris');
    },
    'ad app permission add': () => {
      const application = this.#application(this.#option('--id'));
      const resourceAccess = this.#list('--api-permissions').map((entry): Entry => {
        const [id = '', type = ''] = entry.split('=');
        return { id, type };
      });
      const api = this.#option('--api');
      const listed = application.requiredResourceAccess.find(({ resourceAppId }) => resourceAppId === api);
      if (listed === undefined)
        application.requiredResourceAccess.push({ resourceAppId: api, resourceAccess });
      else listed.resourceAccess.push(...resourceAccess);
    },
    'ad app federated-credential list': () => this.#application(this.#option('--id')).credentials,
    'ad app federated-credential create': () => {
      const credential = JSON.parse(this.#option('--parameters')) as object;
      this.#application(this.#option('--id')).credentials.push(credential);
      return credential;
    },
    'ad sp list': () => {
      const appId = /^appId eq '(.+)'$/.exec(this.#option('--filter'))?.[1] ?? '';
      const id = this.#tenant.applications[appId]?.servicePrincipal;
      return id === undefined ? [] : [{ id }];
    },
    'ad sp create': () => {
      const id = randomUUID();
      this.#application(this.#option('--id')).servicePrincipal = id;
      return { id };
    },
    'ad sp show': () => this.#tenant.graph,
    rest: () => {
      const appId = /applications\(appId='(.+)'\)$/.exec(this.#option('--url'))?.[1] ?? '';
      const application = this.#application(appId);
      if (this.#option('--method') === 'get') return application;
      const { api } = JSON.parse(this.#option('--body')) as {
        readonly api: Partial<StandInApplication['api']>;
      };
      // As Graph has it: whoever is let in to a scope before the scope is there is refused.
      const scopes = new Set(application.api.oauth2PermissionScopes.map(({ id }) => id));
      const unknown = (api.preAuthorizedApplications ?? [])
        .flatMap(({ delegatedPermissionIds }) => delegatedPermissionIds)
        .find((id) => !scopes.has(id));
      if (unknown !== undefined) throw new AzureError(`There is no scope ${unknown}`);
      Object.assign(application.api, api);
      return undefined;
    },
  };

  #make(): StandInApplication {
    const made: StandInApplication = {
      appId: randomUUID(),
      displayName: this.#option('--display-name'),
      signInAudience: this.#option('--sign-in-audience'),
      identifierUris: [],
      api: { requestedAccessTokenVersion: null, oauth2PermissionScopes: [], preAuthorizedApplications: [] },
      web: { redirectUris: [] },
      requiredResourceAccess: [],
      servicePrincipal: undefined,
      credentials: [],
    };
    this.#tenant.applications[made.appId] = made;
    return made;
  }

  #application(id: string): StandInApplication {
    const found = this.#tenant.applications[id];
    if (found === undefined) throw new AzureError(`There is no application ${id}`);
    return found;
  }

  #has(option: string): boolean {
    return this.#args.includes(option);
  }

  #option(name: string): string {
    const value = this.#args[this.#args.indexOf(name) + 1];
    if (!this.#has(name) || value === undefined) throw new AzureError(`${name} is missing`);
    return value;
  }

  #list(name: string): string[] {
    const rest = this.#args.slice(this.#args.indexOf(name) + 1);
    const end = rest.findIndex((word) => word.startsWith('--'));
    return [...(end === -1 ? rest : rest.slice(0, end))];
  }
}

/** Stands in for the Azure CLI, in a tenant; each call is noted in `calls`. What it hands out is a copy, as a process's output is. */
export const standInFor =
  (tenant: StandInTenant, calls: string[]): RunAzure =>
  (args) => {
    calls.push(args.join(' '));
    return structuredClone(new StandInCall(tenant, args).answer());
  };
