import { createHash, randomBytes, randomInt } from 'node:crypto';
import { compactVerify, decodeProtectedHeader, SignJWT } from 'jose';
import { claimsOf } from '../wire.ts';
import { type Claims, type SandboxClock, type Tenant, type User } from '../world.ts';
import { type SigningKey } from './keys.ts';
import { botResource } from './scopes.ts';
import { type PublicClient } from './settings.ts';

/** App id of the Teams client on desktops and phones, which asks for sign-on tokens (a constant of Microsoft's). */
const teamsClientId = '1fec8e78-bce4-4aaf-ab1b-5451cc387264';

/** How somebody signed in, as a token tells it. */
export interface SignIn {
  /** `pwd`, and `mfa` once a second factor was shown. */
  readonly amr: readonly string[];
  /** Authentication contexts that were satisfied. */
  readonly acrs: readonly string[];
}

/** What a delegated access token is to say. */
export interface DelegatedToken {
  readonly user: User;
  readonly resource: string;
  readonly scopeNames: readonly string[];
  readonly signIn: SignIn;
  readonly capabilities: readonly string[];
  readonly hasCertificate: boolean;
  /** Which application acts, where it is not Latchkey. */
  readonly publicClient?: PublicClient | undefined;
}

/** What an id token is to say. */
export interface WantedIdToken {
  readonly user: User;
  readonly signIn: SignIn;
  /** That of the authorize request. */
  readonly nonce: string | undefined;
  readonly publicClient?: PublicClient | undefined;
}

/** A signed token and the seconds it lives. */
export interface MadeToken {
  readonly token: string;
  readonly expiresIn: number;
}

/** Signs and checks the tokens of one tenant, and those of the Bot Service. */
export class TokenMaker {
  readonly issuer: string;
  readonly #tenant: Tenant;
  readonly #clock: SandboxClock;
  readonly #tenantKey: SigningKey;
  readonly #channelKey: SigningKey;

  constructor(parts: {
    baseUrl: string;
    tenant: Tenant;
    clock: SandboxClock;
    tenantKey: SigningKey;
    channelKey: SigningKey;
  }) {
    this.issuer = `${parts.baseUrl}/login/${parts.tenant.id}/v2.0`;
    this.#tenant = parts.tenant;
    this.#clock = parts.clock;
    this.#tenantKey = parts.tenantKey;
    this.#channelKey = parts.channelKey;
  }

  /** An access token with which the app acts for a person. */
  delegated(wanted: DelegatedToken): Promise<MadeToken> {
    const { user, signIn, capabilities } = wanted;
    return this.#access({
      ...this.#person(user),
      ...this.#ofApp(wanted.hasCertificate, wanted.publicClient),
      aud: wanted.resource,
      idtyp: 'user',
      scp: wanted.scopeNames.join(' '),
      acr: '1',
      amr: [...signIn.amr],
      ...(signIn.acrs.length > 0 && { acrs: [...signIn.acrs] }),
      ...(capabilities.length > 0 && { xms_cc: [...capabilities] }),
      unique_name: user.userPrincipalName,
      upn: user.userPrincipalName,
      ver: '1.0',
    });
  }

  /** An access token with which the app acts as itself. */
  appOnly(wanted: {
    resource: string;
    roles: readonly string[];
    capabilities: readonly string[];
    hasCertificate: boolean;
  }): Promise<MadeToken> {
    // The service principal's object id differs from the app id, as in Entra.
    const oid = asGuid(digest(`${this.#tenant.id}/${this.#tenant.registration.appId}`));
    return this.#access({
      ...this.#ofApp(wanted.hasCertificate),
      aud: wanted.resource,
      idtyp: 'app',
      oid,
      sub: oid,
      tid: this.#tenant.id,
      ...(wanted.roles.length > 0 && { roles: [...wanted.roles] }),
      ...(wanted.capabilities.length > 0 && { xms_cc: [...wanted.capabilities] }),
      ver: '1.0',
    });
  }

  /** The token of a managed identity for a resource, for a day. Its subject is the identity, here by its client id. */
  managedIdentity(clientId: string, resource: string): Promise<MadeToken> {
    const claims = { iss: this.issuer, aud: resource, oid: clientId, sub: clientId, tid: this.#tenant.id };
    return this.#sign(this.#tenantKey, claims, 86_400);
  }

  /** The token a Teams client holds for a person: for the app's own API, scope `access_as_user`. */
  async teamsSignOn(user: User): Promise<string> {
    const { appId } = this.#tenant.registration;
    const { token } = await this.#access({
      ...this.#person(user),
      aud: appId,
      azp: teamsClientId,
      azpacr: '0',
      scp: 'access_as_user',
      amr: ['pwd'],
      preferred_username: user.mail ?? user.userPrincipalName,
      ver: '2.0',
    });
    return token;
  }

  /** An OpenID Connect id token. */
  async idToken({ user, signIn, nonce, publicClient }: WantedIdToken): Promise<string> {
    const { token } = await this.#access({
      ...this.#person(user),
      aud: publicClient?.appId ?? this.#tenant.registration.appId,
      amr: [...signIn.amr],
      ...(signIn.acrs.length > 0 && { acrs: [...signIn.acrs] }),
      ...(nonce !== undefined && { nonce }),
      preferred_username: user.mail ?? user.userPrincipalName,
      ver: '2.0',
    });
    return token;
  }

  /** The token of the Bot Service for calling the bot: one hour, bound to the serviceUrl to the character. */
  async channel(serviceUrl: string): Promise<string> {
    const claims = { aud: this.#tenant.registration.appId, iss: botResource, serviceurl: serviceUrl };
    return (await this.#sign(this.#channelKey, claims, 3_600)).token;
  }

  /** The claims of a token that this tenant issued for `audience` and that has not expired, or why it is refused. */
  async check(token: string, audience: readonly string[]): Promise<{ claims: Claims } | { refused: string }> {
    const claims = await this.#signedClaims(token);
    if (claims === undefined) return { refused: 'The signature of the token is invalid.' };
    if (claims['iss'] !== this.issuer) return { refused: 'The issuer of the token is invalid.' };
    if (!audience.includes(String(claims['aud'])))
      return { refused: 'The audience of the token is invalid.' };
    // `nbf` is left alone: after a reset the clock stands before the tokens that were made in between.
    const isExpired = Number(claims['exp']) * 1_000 <= this.#clock.now().getTime();
    return isExpired ? { refused: 'The token has expired.' } : { claims };
  }

  async #signedClaims(token: string): Promise<Claims | undefined> {
    try {
      if (decodeProtectedHeader(token).kid !== this.#tenantKey.kid) return undefined;
      await compactVerify(token, this.#tenantKey.publicKey, { algorithms: ['RS256'] });
      return claimsOf(token);
    } catch {
      return undefined;
    }
  }

  #person(user: User): Claims {
    return {
      oid: user.id,
      tid: this.#tenant.id,
      sub: digest(`${user.id}/${this.#tenant.registration.appId}`).toString('base64url'),
      name: user.displayName,
      given_name: user.givenName,
      family_name: user.surname,
    };
  }

  #ofApp(hasCertificate: boolean, publicClient?: PublicClient): Claims {
    if (publicClient !== undefined)
      return { appid: publicClient.appId, appidacr: '0', app_displayname: publicClient.displayName };
    const { appId, displayName } = this.#tenant.registration;
    return { appid: appId, appidacr: hasCertificate ? '2' : '1', app_displayname: displayName };
  }

  /** Entra lets access tokens live between 60 and 90 minutes, so that they do not all end at once. */
  #access(claims: Claims): Promise<MadeToken> {
    return this.#sign(this.#tenantKey, { iss: this.issuer, ...claims }, 3_600 + randomInt(1_800));
  }

  async #sign(key: SigningKey, claims: Claims, livesSeconds: number): Promise<MadeToken> {
    const now = Math.floor(this.#clock.now().getTime() / 1_000);
    const uti = randomBytes(16).toString('base64url');
    const times = { iat: now, nbf: now, exp: now + livesSeconds };
    const token = await new SignJWT({ ...claims, ...times, uti })
      .setProtectedHeader({ typ: 'JWT', alg: 'RS256', kid: key.kid })
      .sign(key.privateKey);
    return { token, expiresIn: livesSeconds };
  }
}

function digest(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}

function asGuid(bytes: Buffer): string {
  return bytes.toString('hex').replace(/^(.{8})(.{4}).(.{3}).(.{3})(.{12}).*$/, '$1-$2-4$3-8$4-$5');
}
