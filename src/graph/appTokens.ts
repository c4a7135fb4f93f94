import { PimError } from '../pim/errors.ts';
import { type Clock } from '../pim/ports.ts';
import { type ClientApplications } from './credential.ts';
import { TimedCache } from './timedCache.ts';
import { claimsOfOwnToken } from './tokenClaims.ts';
import { tokenEnd } from './tokenEnd.ts';
import { pimErrorOfToken } from './tokenErrors.ts';

/** Tokens of the app itself. */
export interface AppTokens {
  /**
   * An app-only token for a scope that ends in `/.default`.
   * @throws PimError `pim_unavailable`
   */
  token(scope: string): Promise<string>;
  /** The application permissions that such a token carries (`roles`). */
  roles(scope: string): Promise<readonly string[]>;
  /** Graph refused this one: the next call asks for a new one. */
  forget(scope: string): void;
}

interface AppToken {
  readonly accessToken: string;
  readonly expiresAt: Date;
}

const EARLY_MS = 5 * 60_000;

/** When a token should no longer be handed out: five minutes before its end, or half-way for one that lives shortly. */
export function renewAt(expiresAt: Date, loadedAt: Date): Date {
  const life = expiresAt.getTime() - loadedAt.getTime();
  return new Date(expiresAt.getTime() - Math.min(EARLY_MS, life / 2));
}

/** App-only tokens, one request at a time per scope, each kept until five minutes before its end. */
export function createAppTokens(options: {
  readonly applications: ClientApplications;
  readonly clock: Clock;
}): AppTokens {
  const cache = new TimedCache<AppToken>({
    clock: options.clock,
    maximumEntries: 10,
    expiresAt: ({ expiresAt }, loadedAt) => renewAt(expiresAt, loadedAt),
  });
  const load = async (scope: string): Promise<AppToken> => {
    try {
      const answer = await options
        .applications()
        .acquireTokenByClientCredential({ scopes: [scope], skipCache: true });
      if (!answer?.expiresOn) {
        throw new PimError('pim_unavailable', 'Entra answered without a token');
      }
      return { accessToken: answer.accessToken, expiresAt: tokenEnd(answer.expiresOn, options.clock) };
    } catch (error) {
      // Nobody can sign in for the app: whatever Entra says, it is unavailable until its operator acts.
      const { message, details } = pimErrorOfToken(error, [scope]);
      throw new PimError('pim_unavailable', message, details, { cause: error });
    }
  };
  const tokenFor = (scope: string): Promise<AppToken> => cache.get(scope, () => load(scope));
  return {
    token: async (scope) => (await tokenFor(scope)).accessToken,
    roles: async (scope) => claimsOfOwnToken((await tokenFor(scope)).accessToken).roles,
    forget: (scope) => {
      cache.forget(scope);
    },
  };
}
