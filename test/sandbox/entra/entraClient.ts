import assert from 'node:assert/strict';
import { createHash, randomBytes } from 'node:crypto';
import { createRemoteJWKSet, decodeJwt, type JWTPayload, jwtVerify } from 'jose';
import { signInAtEntra, type SignInChoices } from '../../support/entraSignIn.ts';
import { type RunningSandbox } from '../../support/runningSandbox.ts';

/** What the token endpoint answered. */
export interface TokenAnswer {
  readonly status: number;
  readonly body: Readonly<Record<string, unknown>>;
}

/** Object ids of people of the tenant "harbour". */
export const ana = 'a1a1a1a1-0001-4000-8000-000000000001';
export const dara = 'd4d4d4d4-0004-4000-8000-000000000004';
export const jun = '0a0a0a0a-000a-4000-8000-00000000000a';

export const redirectUri = 'http://127.0.0.1:5999/auth/end';
export const graphDefault = 'https://graph.microsoft.com/.default';

/** A bare OAuth client of the sandbox, for requests that no library would send. */
export class EntraClient {
  readonly #sandbox: RunningSandbox;

  constructor(sandbox: RunningSandbox) {
    this.#sandbox = sandbox;
  }

  get authority(): string {
    return `${this.#sandbox.url}/login/${this.#sandbox.tenantInfo.tenantId}`;
  }

  /** POSTs to the token endpoint with the client secret; `undefined` leaves a field out. */
  async token(fields: Readonly<Record<string, string | undefined>>): Promise<TokenAnswer> {
    const { appId, secret } = this.#sandbox.tenantInfo;
    return this.bareToken({ client_id: appId, client_secret: secret, ...fields });
  }

  /** POSTs exactly these fields to the token endpoint. */
  async bareToken(
    fields: Readonly<Record<string, string | undefined>>,
    headers: Readonly<Record<string, string>> = {},
  ): Promise<TokenAnswer> {
    const given = Object.entries(fields).filter((field): field is [string, string] => field[1] !== undefined);
    const body = new URLSearchParams(given);
    const answer = await fetch(`${this.authority}/oauth2/v2.0/token`, { method: 'POST', body, headers });
    return { status: answer.status, body: (await answer.json()) as TokenAnswer['body'] };
  }

  /** Exchanges a sign-on token for one of Graph. */
  onBehalfOf(
    assertion: string,
    fields: Readonly<Record<string, string | undefined>> = {},
  ): Promise<TokenAnswer> {
    return this.token({
      grant_type: 'urn:ietf:params:oauth:grant-type:jwt-bearer',
      requested_token_use: 'on_behalf_of',
      assertion,
      scope: 'https://graph.microsoft.com/User.Read',
      ...fields,
    });
  }

  /** The address of an authorize request. */
  authorizeUrl(fields: Readonly<Record<string, string>> = {}): string {
    const query = new URLSearchParams({
      client_id: this.#sandbox.tenantInfo.appId,
      response_type: 'code',
      redirect_uri: redirectUri,
      scope: 'openid profile User.Read',
      state: 'as it was sent',
      ...fields,
    });
    return `${this.authority}/oauth2/v2.0/authorize?${query.toString()}`;
  }

  /** Signs a person in and resolves with the code. */
  async code(choices: SignInChoices, fields: Readonly<Record<string, string>> = {}): Promise<string> {
    const ended = await signInAtEntra(this.authorizeUrl(fields), choices);
    const code = ended.searchParams.get('code');
    assert.ok(code, ended.href);
    return code;
  }

  /** Redeems a code. */
  redeem(code: string, fields: Readonly<Record<string, string | undefined>> = {}): Promise<TokenAnswer> {
    return this.token({ grant_type: 'authorization_code', code, redirect_uri: redirectUri, ...fields });
  }

  /** The claims of a token whose signature and issuer are good by the published documents. */
  async verified(token: unknown, audience: string): Promise<JWTPayload> {
    const answer = await fetch(`${this.authority}/v2.0/.well-known/openid-configuration`);
    const { jwks_uri: keys, issuer } = (await answer.json()) as { jwks_uri: string; issuer: string };
    const { payload } = await jwtVerify(String(token), createRemoteJWKSet(new URL(keys)), {
      audience,
      issuer,
    });
    return payload;
  }
}

/** A PKCE pair (RFC 7636). */
export function pkcePair(): { verifier: string; challenge: string } {
  const verifier = randomBytes(32).toString('base64url');
  return { verifier, challenge: createHash('sha256').update(verifier).digest('base64url') };
}

/** The claims of a token, unchecked. */
export function claimsIn(answer: TokenAnswer): JWTPayload {
  assert.equal(answer.status, 200, JSON.stringify(answer.body));
  return decodeJwt(String(answer.body['access_token']));
}

/** Asserts an Entra-shaped refusal: the OAuth error and the AADSTS number, with all that comes along. */
export function refusedWith(answer: TokenAnswer, error: string, aadsts: number): void {
  const { body } = answer;
  assert.equal(body['error'], error, JSON.stringify(body));
  assert.deepEqual(body['error_codes'], [aadsts]);
  assert.match(
    String(body['error_description']),
    new RegExp(`^AADSTS${aadsts}: .+ Trace ID: \\S+ Correlation ID: \\S+ Timestamp: \\S+ \\S+Z$`),
  );
  for (const field of ['timestamp', 'trace_id', 'correlation_id', 'error_uri']) {
    assert.equal(typeof body[field], 'string', field);
  }
}
