import { type EntraSettings } from './entra/settings.ts';
import { type TokenMaker } from './entra/tokenMaker.ts';
import { vaultResource } from './entra/scopes.ts';
import { type Answer, type Area, type Call } from './world.ts';

/** What the machine and the vault need of the sandbox. */
export interface AzureParts {
  readonly tokens: TokenMaker;
  readonly settings: EntraSettings;
}

/**
 * What Azure gives an app beside Entra: the endpoint of managed identities as App Service has it on each machine
 * (`IDENTITY_ENDPOINT`), and secrets of a Key Vault.
 */
export const createAzure = (parts: AzureParts): Area => ({
  name: 'azure',
  prefixes: ['/identity/', '/keyvault/'],
  answer: (call) => {
    if (call.method !== 'GET') return Promise.resolve(undefined);
    if (call.path === '/identity/token') return identityToken(parts, call);
    const name = /^\/keyvault\/secrets\/([\w-]+)(?:\/[0-9a-f]{32})?$/.exec(call.path)?.[1];
    return name === undefined ? Promise.resolve(undefined) : secretOf(parts, call, name);
  },
  reset: () => undefined,
});

async function identityToken({ tokens, settings }: AzureParts, call: Call): Promise<Answer> {
  const clientId = call.query.get('client_id')?.toLowerCase() ?? '';
  const resource = call.query.get('resource');
  const isAsked = call.headers['x-identity-header'] !== undefined && resource !== null;
  if (!isAsked || !settings.managedIdentities.includes(clientId))
    return {
      status: 400,
      body: { statusCode: 400, message: 'No User Assigned or Delegated Managed Identity found' },
    };
  const { token, expiresIn } = await tokens.managedIdentity(clientId, resource);
  const expiresOn = Math.floor(Date.now() / 1_000) + expiresIn;
  return {
    status: 200,
    body: {
      access_token: token,
      expires_on: String(expiresOn),
      resource,
      token_type: 'Bearer',
      client_id: clientId,
    },
  };
}

async function secretOf({ tokens, settings }: AzureParts, call: Call, name: string): Promise<Answer> {
  const bearer = /^Bearer\s+(\S+)$/i.exec(call.headers.authorization ?? '')?.[1];
  const checked = await tokens.check(bearer ?? '', [vaultResource]);
  const refused = (status: number, code: string): Answer => ({
    status,
    body: { error: { code, message: 'The sandbox refuses it as Key Vault would.' } },
  });
  if ('refused' in checked) return refused(401, 'Unauthorized');
  if (call.query.get('api-version') === null) return refused(400, 'BadParameter');
  const value = settings.vaultSecrets[name];
  return value === undefined ? refused(404, 'SecretNotFound') : { status: 200, body: { value } };
}
