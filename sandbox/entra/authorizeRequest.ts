import { type DemandedClaims, demandedClaims } from './demandedClaims.ts';
import { EntraError } from './entraError.ts';
import { parseScopes } from './scopes.ts';
import { type EntraSettings } from './settings.ts';

/** A checked request to `/oauth2/v2.0/authorize`. */
export interface AuthorizeRequest {
  readonly redirectUri: string;
  readonly responseMode: 'query' | 'form_post';
  readonly state: string | undefined;
  readonly nonce: string | undefined;
  /** As sent. */
  readonly scope: string;
  /** Base64url of the SHA-256 of the verifier. */
  readonly codeChallenge: string | undefined;
  /** As sent. */
  readonly claims: string | undefined;
  readonly demanded: DemandedClaims;
  readonly loginHint: string | undefined;
  readonly prompt: string | undefined;
}

/** Where the answer goes, checked before anything else: a refusal about it must not be sent there. */
export type ReplyTo = Pick<AuthorizeRequest, 'redirectUri' | 'responseMode' | 'state'>;

/** Checks client and redirect address. Throws what Entra shows on its own page instead of redirecting. */
export function replyTo(query: URLSearchParams, appId: string, settings: EntraSettings): ReplyTo {
  const clientId = query.get('client_id') ?? '';
  if (clientId.toLowerCase() !== appId) {
    const sentence = `Application with identifier '${clientId}' was not found in the directory.`;
    throw new EntraError('unauthorized_client', 700016, sentence);
  }
  const redirectUri = query.get('redirect_uri') ?? '';
  if (!settings.redirectUris.some((registered) => isSameAddress(registered, redirectUri))) {
    const sentence = `The redirect URI '${redirectUri}' does not match those configured for the application '${appId}'.`;
    throw new EntraError('invalid_request', 50011, sentence);
  }
  const responseMode = query.get('response_mode') ?? 'query';
  if (responseMode !== 'query' && responseMode !== 'form_post') {
    const sentence = `'${responseMode}' is not a supported value of 'response_mode' when requesting a code.`;
    throw new EntraError('invalid_request', 70007, sentence);
  }
  return { redirectUri, responseMode, state: query.get('state') ?? undefined };
}

/** The rest of the request. What it throws goes back to the redirect address. */
export function authorizeRequest(query: URLSearchParams, reply: ReplyTo, appId: string): AuthorizeRequest {
  if (query.get('response_type') !== 'code') {
    const sentence = `The response_type '${query.get('response_type') ?? ''}' is not supported for the application.`;
    throw new EntraError('unsupported_response_type', 700054, sentence);
  }
  const scope = query.get('scope') ?? '';
  parseScopes(scope, appId);
  const codeChallenge = query.get('code_challenge') ?? undefined;
  const method = query.get('code_challenge_method') ?? 'plain';
  if (codeChallenge !== undefined && (method !== 'S256' || !/^[\w-]{43}$/.test(codeChallenge))) {
    throw new EntraError(
      'invalid_request',
      501491,
      'The code_challenge must be 43 characters, with the method S256.',
    );
  }
  const claims = query.get('claims') ?? undefined;
  return {
    ...reply,
    nonce: query.get('nonce') ?? undefined,
    scope,
    codeChallenge,
    claims,
    demanded: demandedClaims(claims),
    loginHint: query.get('login_hint') ?? undefined,
    prompt: query.get('prompt') ?? undefined,
  };
}

/** Equal to the character; but for the port of a loopback address, which Entra ignores (RFC 8252 §7.3). */
function isSameAddress(registered: string, given: string): boolean {
  if (registered === given) return true;
  const withoutPort = (address: string): string =>
    address.replace(/^(http:\/\/(?:127\.0\.0\.1|localhost)):\d{1,5}(?=\/)/, '$1');
  return withoutPort(registered) === withoutPort(given);
}
