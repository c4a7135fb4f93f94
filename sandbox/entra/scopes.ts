import { EntraError } from './entraError.ts';

/** Audience of tokens for Microsoft Graph. */
export const graphResource = 'https://graph.microsoft.com';
/** Audience of tokens with which the bot calls the Bot Connector. */
export const botResource = 'https://api.botframework.com';

/** Audience of tokens for Azure Key Vault. */
export const vaultResource = 'https://vault.azure.net';
/** Audience of tokens of managed identities with which an app authenticates. */
export const exchangeResource = 'api://AzureADTokenExchange';

/** What a `scope` parameter asks for, sorted out. */
export interface RequestedScopes {
  readonly resource: string;
  /** Short names, as they stand in `scp`: "User.Read". Empty for `.default`. */
  readonly names: readonly string[];
  readonly isDefault: boolean;
  readonly wantsIdToken: boolean;
  readonly wantsRefreshToken: boolean;
}

const openIdScopes = new Set(['openid', 'profile', 'email', 'offline_access']);

/** Sorts a `scope` parameter out; refuses scopes of two resources, and resources that the tenant does not have. */
export function parseScopes(scope: string, appId: string): RequestedScopes {
  const words = scope.split(' ').filter((word) => word !== '');
  if (words.length === 0) {
    throw new EntraError(
      'invalid_request',
      900144,
      "The request body must contain the following parameter: 'scope'.",
    );
  }
  const wanted = words.filter((word) => !openIdScopes.has(word)).map((word) => split(word, appId));
  const resources = new Set(wanted.map(({ resource }) => resource));
  if (resources.size > 1) {
    const sentence = `The scope '${scope}' asks for more than one resource, which a single token cannot serve.`;
    throw new EntraError('invalid_scope', 28000, sentence);
  }
  const isDefault = wanted.some(({ name }) => name === '.default');
  if (isDefault && wanted.length > 1) {
    throw new EntraError(
      'invalid_scope',
      70011,
      `'.default' cannot be combined with other scopes: '${scope}'.`,
    );
  }
  return {
    resource: wanted[0]?.resource ?? graphResource,
    names: isDefault ? [] : [...new Set(wanted.map(({ name }) => name))],
    isDefault,
    wantsIdToken: words.includes('openid'),
    wantsRefreshToken: words.includes('offline_access'),
  };
}

function split(word: string, appId: string): { resource: string; name: string } {
  const name = word.slice(word.lastIndexOf('/') + 1);
  const resource = word.slice(0, Math.max(0, word.lastIndexOf('/')));
  const own = [appId, `api://${appId}`, `api://botid-${appId}`];
  if (resource === '' || resource.replace(/\/$/, '') === graphResource)
    return { resource: graphResource, name };
  if (resource.replace(/\/$/, '') === botResource) return { resource: botResource, name };
  if (resource.replace(/\/$/, '') === vaultResource) return { resource: vaultResource, name };
  if (own.includes(resource)) return { resource: appId, name };
  const sentence = `The resource principal named ${resource} was not found in the tenant.`;
  throw new EntraError('invalid_resource', 500011, sentence);
}

/** The wanted scopes that nobody consented to. Either side may be spelled in full or short, in any case. */
export function unconsented(
  requested: RequestedScopes,
  consented: readonly string[],
  appId: string,
): string[] {
  if (requested.resource === appId) return requested.names.filter((name) => name !== 'access_as_user');
  const granted = new Set(consented.map(shortName));
  return requested.names.filter((name) => !granted.has(name.toLowerCase()));
}

/** The names that go into `scp`: what was asked for, or with `.default` all that was consented to. */
export function grantedNames(requested: RequestedScopes, consented: readonly string[]): readonly string[] {
  if (!requested.isDefault) return requested.names;
  return consented.map((scope) => scope.slice(scope.lastIndexOf('/') + 1));
}

function shortName(scope: string): string {
  return scope.slice(scope.lastIndexOf('/') + 1).toLowerCase();
}
