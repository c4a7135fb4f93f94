import { createHash } from 'node:crypto';
import { type User } from '../world.ts';
import { type AuthenticatedClient, deviceCodeGrants } from './clientAuthentication.ts';
import { type DemandedClaims, demandedClaims } from './demandedClaims.ts';
import { type DeviceSignIns } from './deviceSignIn.ts';
import { type Directory } from './directory.ts';
import { EntraError } from './entraError.ts';
import { type RedeemableCodes, type RefreshTokens } from './grantStore.ts';
import { grantedNames, graphResource, parseScopes, type RequestedScopes, unconsented } from './scopes.ts';
import { type EntraSettings } from './settings.ts';
import { type SignIn, type TokenMaker } from './tokenMaker.ts';

/** What the grants stand on. */
export interface GrantParts {
  readonly appId: string;
  readonly tenantId: string;
  readonly directory: Directory;
  readonly settings: EntraSettings;
  readonly tokens: TokenMaker;
  readonly codes: RedeemableCodes;
  readonly refreshTokens: RefreshTokens;
  readonly deviceSignIns: DeviceSignIns;
}

/** A granted token request: the answer's body, and what the journal tells of it. */
export interface Granted {
  readonly body: Readonly<Record<string, unknown>>;
  readonly summary: string;
}

/** One grant type of the token endpoint. Throws `EntraError` when it refuses. */
export type Grant = (
  parts: GrantParts,
  form: URLSearchParams,
  client: AuthenticatedClient,
) => Promise<Granted>;

/** The grants by `grant_type`. */
export const grants: Readonly<Record<string, Grant>> = {
  client_credentials: clientCredentials,
  authorization_code: authorizationCode,
  refresh_token: refreshToken,
  'urn:ietf:params:oauth:grant-type:jwt-bearer': onBehalfOf,
  ...Object.fromEntries(deviceCodeGrants.map((name) => [name, deviceCode])),
};

async function clientCredentials(
  { appId, settings, tokens }: GrantParts,
  form: URLSearchParams,
  { hasCertificate }: AuthenticatedClient,
): Promise<Granted> {
  const requested = parseScopes(required(form, 'scope'), appId);
  if (!requested.isDefault) {
    const sentence = `The scope '${form.get('scope') ?? ''}' is not valid: it must be a resource followed by '/.default'.`;
    throw new EntraError('invalid_scope', 1002012, sentence);
  }
  const roles = requested.resource === graphResource ? settings.applicationPermissions : [];
  const { capabilities } = demandedClaims(form.get('claims'));
  const { token, expiresIn } = await tokens.appOnly({
    resource: requested.resource,
    roles,
    capabilities,
    hasCertificate,
  });
  return {
    body: { token_type: 'Bearer', expires_in: expiresIn, ext_expires_in: expiresIn, access_token: token },
    summary: `Latchkey got a token of its own for ${resourceName(requested.resource, appId)}`,
  };
}

async function onBehalfOf(
  parts: GrantParts,
  form: URLSearchParams,
  client: AuthenticatedClient,
): Promise<Granted> {
  const { appId, settings } = parts;
  const assertion = required(form, 'assertion');
  if (required(form, 'requested_token_use') !== 'on_behalf_of') {
    throw new EntraError('invalid_request', 90023, "'requested_token_use' must be 'on_behalf_of'.");
  }
  const requested = parseScopes(required(form, 'scope'), appId);
  const demanded = demandedClaims(form.get('claims'));
  const { user, signIn } = await whoAsserts(parts, assertion);
  requireConsent(requested, settings, appId);
  refuseStepUp(demanded, signIn, settings.challenged.has(user.id));
  const body = await tokensFor(parts, { user, signIn, requested, demanded, nonce: undefined, client });
  return {
    body,
    summary: `Latchkey got a token for ${resourceName(requested.resource, appId)} as ${user.displayName}`,
  };
}

/** The person whose sign-on token the assertion is. */
async function whoAsserts(
  { appId, tokens, directory }: GrantParts,
  assertion: string,
): Promise<{ user: User; signIn: SignIn }> {
  const checked = await tokens.check(assertion, [appId, `api://${appId}`, `api://botid-${appId}`]);
  if ('refused' in checked) {
    const number = checked.refused.includes('expired') ? 500133 : 50013;
    throw new EntraError('invalid_grant', number, `The assertion is refused. ${checked.refused}`);
  }
  const { claims } = checked;
  const scopes = typeof claims['scp'] === 'string' ? claims['scp'].split(' ') : [];
  if (!scopes.includes('access_as_user')) {
    const sentence =
      "The assertion is not an access token with the scope 'access_as_user' of this application.";
    throw new EntraError('invalid_grant', 240002, sentence);
  }
  const amr = Array.isArray(claims['amr']) ? claims['amr'].map(String) : [];
  const acrs = Array.isArray(claims['acrs']) ? claims['acrs'].map(String) : [];
  return { user: directory.signingIn(String(claims['oid'])), signIn: { amr, acrs } };
}

/** No person is there to answer a challenge in this exchange, so a demand that is not met already is refused. */
function refuseStepUp(demanded: DemandedClaims, signIn: SignIn, isChallenged: boolean): void {
  const lacksContext = demanded.acrs.some((context) => !signIn.acrs.includes(context));
  const lacksFactor = demanded.wantsMultifactor && !signIn.amr.includes('mfa');
  if (!lacksContext && !lacksFactor && !isChallenged) return;
  const challenge = isChallenged
    ? { capolids: { essential: true, values: ['5a2f6c1e-90b4-4d0e-8f37-1c6ae2d94b70'] } }
    : withoutCapabilities(demanded.accessToken);
  const sentence =
    'Because of a change by your administrator, or a move to another place, you must use multifactor authentication.';
  throw new EntraError('interaction_required', 50076, sentence, {
    suberror: 'basic_action',
    claims: JSON.stringify({ access_token: challenge }),
  });
}

function withoutCapabilities(accessToken: unknown): unknown {
  const members = Object.entries(accessToken as Record<string, unknown>);
  return Object.fromEntries(members.filter(([name]) => name !== 'xms_cc'));
}

async function authorizationCode(
  parts: GrantParts,
  form: URLSearchParams,
  client: AuthenticatedClient,
): Promise<Granted> {
  const { appId, codes, settings } = parts;
  const { user, signIn, request } = codes.redeem(required(form, 'code'));
  if (required(form, 'redirect_uri') !== request.redirectUri) {
    const sentence = 'The reply address differs from the one that was given when the code was requested.';
    throw new EntraError('invalid_client', 500112, sentence);
  }
  checkVerifier(request.codeChallenge, form.get('code_verifier'));
  const requested = parseScopes(form.get('scope') ?? request.scope, appId);
  const foreign = requested.names.filter((name) => !parseScopes(request.scope, appId).names.includes(name));
  if (foreign.length > 0 && !requested.isDefault) requireConsent(requested, settings, appId);
  const atAuthorize = demandedClaims(request.claims);
  const now = demandedClaims(form.get('claims'));
  const demanded = { ...now, capabilities: [...new Set([...now.capabilities, ...atAuthorize.capabilities])] };
  const body = await tokensFor(parts, { user, signIn, requested, demanded, nonce: request.nonce, client });
  return { body, summary: `Latchkey redeemed the sign-in of ${user.displayName}` };
}

/** PKCE (RFC 7636), S256 only: asked for with a challenge, the verifier is a must. */
function checkVerifier(challenge: string | undefined, verifier: string | null): void {
  if (challenge === undefined && verifier === null) return;
  const computed = createHash('sha256')
    .update(verifier ?? '')
    .digest('base64url');
  if (challenge !== computed) {
    const sentence = 'The code_verifier does not match the code_challenge of the authorization request.';
    throw new EntraError('invalid_grant', 501481, sentence);
  }
}

async function refreshToken(
  parts: GrantParts,
  form: URLSearchParams,
  client: AuthenticatedClient,
): Promise<Granted> {
  const { appId, refreshTokens, directory, settings } = parts;
  const held = refreshTokens.find(required(form, 'refresh_token'));
  const requested = parseScopes(form.get('scope') ?? held.scope, appId);
  const demanded = demandedClaims(form.get('claims'));
  const user = directory.signingIn(held.userId);
  requireConsent(requested, settings, appId);
  // A step-up lasts for one token: what is renewed in silence has lost it.
  const signIn: SignIn = { amr: held.amr, acrs: [] };
  refuseStepUp(demanded, signIn, settings.challenged.has(user.id));
  const body = await tokensFor(parts, { user, signIn, requested, demanded, nonce: undefined, client });
  return { body, summary: `Latchkey renewed its token as ${user.displayName}` };
}

async function deviceCode(
  parts: GrantParts,
  form: URLSearchParams,
  client: AuthenticatedClient,
): Promise<Granted> {
  const { publicClient } = client;
  if (publicClient === undefined)
    throw new EntraError('unauthorized_client', 700016, 'This application signs nobody in by a code.');
  const { user, scope } = parts.deviceSignIns.redeem(required(form, 'device_code'), publicClient);
  const asked = parseScopes(scope, parts.appId);
  if (asked.resource !== graphResource)
    throw new EntraError('invalid_scope', 65001, 'This application has consent for Microsoft Graph alone.');
  const lacking = unconsented(asked, publicClient.scopes, parts.appId);
  if (lacking.length > 0)
    throw new EntraError('invalid_grant', 65001, `Nobody has consented to ${lacking.join(', ')}.`);
  // A public client's refresh token would have to be bound to it; without one the person signs in again.
  const requested = { ...asked, wantsRefreshToken: false };
  const signIn: SignIn = { amr: ['pwd'], acrs: [] };
  const demanded = demandedClaims(form.get('claims'));
  const body = await tokensFor(parts, { user, signIn, requested, demanded, nonce: undefined, client });
  return { body, summary: `${publicClient.displayName} got a token as ${user.displayName}` };
}

function requireConsent(requested: RequestedScopes, settings: EntraSettings, appId: string): void {
  const lacking = unconsented(requested, settings.consentedScopes, appId);
  if (lacking.length === 0) return;
  const sentence =
    `The user or administrator has not consented to use the application with ID '${appId}' named 'Latchkey'. ` +
    `Not consented: ${lacking.join(', ')}. Send an interactive authorization request for this user and resource.`;
  throw new EntraError('invalid_grant', 65001, sentence, { suberror: 'consent_required' });
}

interface TokensFor {
  readonly user: User;
  readonly signIn: SignIn;
  readonly requested: RequestedScopes;
  readonly demanded: DemandedClaims;
  readonly nonce: string | undefined;
  readonly client: AuthenticatedClient;
}

async function tokensFor(parts: GrantParts, wanted: TokensFor): Promise<Readonly<Record<string, unknown>>> {
  const { tokens, settings, tenantId, refreshTokens } = parts;
  const { user, signIn, requested, demanded, nonce, client } = wanted;
  const { publicClient } = client;
  const scopeNames = grantedNames(requested, publicClient?.scopes ?? settings.consentedScopes);
  const { token, expiresIn } = await tokens.delegated({
    user,
    resource: requested.resource,
    scopeNames,
    signIn,
    capabilities: demanded.capabilities,
    ...client,
  });
  const prefix = requested.resource === graphResource ? '' : `${requested.resource}/`;
  const scope = [
    ...scopeNames.map((name) => `${prefix}${name}`),
    ...(requested.wantsIdToken ? ['openid', 'profile'] : []),
  ];
  const clientInfo = JSON.stringify({ uid: user.id, utid: tenantId });
  return {
    token_type: 'Bearer',
    scope: scope.join(' '),
    expires_in: expiresIn,
    ext_expires_in: expiresIn,
    access_token: token,
    ...(requested.wantsRefreshToken && {
      refresh_token: refreshTokens.issue({ userId: user.id, amr: signIn.amr, scope: scope.join(' ') }),
    }),
    ...(requested.wantsIdToken && { id_token: await tokens.idToken({ user, signIn, nonce, publicClient }) }),
    client_info: Buffer.from(clientInfo).toString('base64url'),
  };
}

function resourceName(resource: string, appId: string): string {
  if (resource === graphResource) return 'Microsoft Graph';
  return resource === appId ? 'its own API' : 'the Bot Connector';
}

function required(form: URLSearchParams, parameter: string): string {
  const value = form.get(parameter);
  if (value !== null && value !== '') return value;
  const sentence = `The request body must contain the following parameter: '${parameter}'.`;
  throw new EntraError('invalid_request', 900144, sentence);
}
