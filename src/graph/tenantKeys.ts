import { createLocalJWKSet, type JSONWebKeySet, type JWTVerifyGetKey } from 'jose';
import { z } from 'zod';
import { PimError } from '../pim/errors.ts';
import { type Clock } from '../pim/ports.ts';
import { isBelow } from './endpoints.ts';

/** The tenant's issuer and signing keys, as its openid configuration names them. */
export interface TenantKeys {
  readonly issuer: string;
  readonly key: JWTVerifyGetKey;
}

/** Where the keys come from. */
export interface TenantKeySource {
  /**
   * Those at hand, or fetched.
   * @throws PimError `pim_unavailable`
   */
  current(): Promise<TenantKeys>;
  /** Newer ones than those, or the same when the last fetch is less than a minute ago. */
  newerThan(keys: TenantKeys): Promise<TenantKeys>;
}

const configuration = z.object({ issuer: z.string().min(1), jwks_uri: z.string() });
const keySet = z.object({ keys: z.array(z.looseObject({ kty: z.string() })).min(1) });

/** Keys are fetched at most once in this time, whatever tokens arrive. */
const COOL_DOWN_MS = 60_000;
/** While there are no keys at all nobody can sign in: try sooner. */
const FIRST_COOL_DOWN_MS = 5_000;
/** Keys that Entra withdrew must not be good for ever. */
const MAXIMUM_AGE_MS = 60 * 60_000;
const UNREADABLE = 'The keys of the tenant could not be read';

/** What the source needs. */
export interface TenantKeyOptions {
  readonly loginUrl: string;
  readonly tenantId: string;
  readonly clock: Clock;
  readonly deadlineMs: number;
}

/** Issuer and keys of one tenant, from `{loginUrl}/{tenant}/v2.0/.well-known/openid-configuration`. */
export function createTenantKeys(options: TenantKeyOptions): TenantKeySource {
  return new FetchedKeys(options);
}

class FetchedKeys implements TenantKeySource {
  readonly #options: TenantKeyOptions;
  #keys: TenantKeys | undefined;
  #loadedAt: Date | undefined;
  #triedAt: Date | undefined;
  #running: Promise<TenantKeys> | undefined;

  constructor(options: TenantKeyOptions) {
    this.#options = options;
  }

  async current(): Promise<TenantKeys> {
    return this.#keys !== undefined && this.#since(this.#loadedAt) < MAXIMUM_AGE_MS
      ? this.#keys
      : this.#refreshed();
  }

  async newerThan(known: TenantKeys): Promise<TenantKeys> {
    return this.#keys !== undefined && this.#keys !== known ? this.#keys : this.#refreshed();
  }

  async #refreshed(): Promise<TenantKeys> {
    if (this.#running !== undefined) return this.#running;
    const coolDown = this.#keys === undefined ? FIRST_COOL_DOWN_MS : COOL_DOWN_MS;
    if (this.#since(this.#triedAt) >= coolDown) {
      this.#running = this.#fetch();
      return this.#running;
    }
    if (this.#keys === undefined) throw new PimError('pim_unavailable', UNREADABLE);
    return this.#keys;
  }

  async #fetch(): Promise<TenantKeys> {
    this.#triedAt = this.#options.clock.now();
    try {
      this.#keys = await this.#load();
      this.#loadedAt = this.#triedAt;
      return this.#keys;
    } catch (error) {
      if (this.#keys !== undefined) return this.#keys;
      throw new PimError('pim_unavailable', UNREADABLE, {}, { cause: error });
    } finally {
      this.#running = undefined;
    }
  }

  async #load(): Promise<TenantKeys> {
    const { loginUrl, tenantId } = this.#options;
    const document = configuration.parse(
      await this.#read(`${loginUrl}/${tenantId}/v2.0/.well-known/openid-configuration`),
    );
    if (!isBelow(loginUrl, document.jwks_uri)) throw new Error('The keys lie outside of the login host');
    const set: JSONWebKeySet = keySet.parse(await this.#read(document.jwks_uri));
    return { issuer: document.issuer, key: createLocalJWKSet(set) };
  }

  async #read(url: string): Promise<unknown> {
    const signal = AbortSignal.timeout(this.#options.deadlineMs);
    const response = await fetch(url, { redirect: 'error', signal });
    if (!response.ok) throw new Error(`The login host answered ${response.status}`);
    return response.json();
  }

  #since(at: Date | undefined): number {
    const age = at === undefined ? Infinity : this.#options.clock.now().getTime() - at.getTime();
    // A clock that was set back says nothing about how long ago it was.
    return age < 0 ? Infinity : age;
  }
}
