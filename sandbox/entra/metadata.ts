import { type Answer } from '../world.ts';
import { botResource } from './scopes.ts';

/** The OpenID Connect discovery document of a tenant. */
export function tenantMetadata(baseUrl: string, tenantId: string): Readonly<Record<string, unknown>> {
  const authority = `${baseUrl}/login/${tenantId}`;
  return {
    token_endpoint: `${authority}/oauth2/v2.0/token`,
    token_endpoint_auth_methods_supported: ['client_secret_post', 'private_key_jwt', 'client_secret_basic'],
    device_authorization_endpoint: `${authority}/oauth2/v2.0/devicecode`,
    jwks_uri: `${authority}/discovery/v2.0/keys`,
    response_modes_supported: ['query', 'form_post'],
    subject_types_supported: ['pairwise'],
    id_token_signing_alg_values_supported: ['RS256'],
    response_types_supported: ['code'],
    scopes_supported: ['openid', 'profile', 'email', 'offline_access'],
    issuer: `${authority}/v2.0`,
    request_uri_parameter_supported: false,
    authorization_endpoint: `${authority}/oauth2/v2.0/authorize`,
    http_logout_supported: false,
    claims_supported: [
      'sub',
      'iss',
      'aud',
      'exp',
      'iat',
      'nonce',
      'preferred_username',
      'name',
      'tid',
      'ver',
      'acrs',
    ],
    code_challenge_methods_supported: ['S256'],
    tenant_region_scope: 'EU',
    cloud_instance_name: new URL(baseUrl).host,
  };
}

/** The discovery document of the Bot Service; its issuer is Microsoft's own, also in the sandbox. */
export function channelMetadata(baseUrl: string): Readonly<Record<string, unknown>> {
  return {
    issuer: botResource,
    authorization_endpoint: 'https://invalid.botframework.com',
    jwks_uri: `${baseUrl}/botframework/v1/.well-known/keys`,
    id_token_signing_alg_values_supported: ['RS256'],
    token_endpoint_auth_methods_supported: ['private_key_jwt'],
  };
}

/** What a client asks that does not know the login host. */
export function instanceDiscovery(baseUrl: string, tenantId: string): Answer {
  const { host } = new URL(baseUrl);
  const metadata = [{ preferred_network: host, preferred_cache: host, aliases: [host] }];
  const tenantDiscovery = `${baseUrl}/login/${tenantId}/v2.0/.well-known/openid-configuration`;
  return {
    status: 200,
    body: { tenant_discovery_endpoint: tenantDiscovery, 'api-version': '1.1', metadata },
  };
}
