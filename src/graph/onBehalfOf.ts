import { createHash } from 'node:crypto';
import { PimError } from '../pim/errors.ts';
import { type HeldTokens } from '../pim/departures.ts';
import { personKey, type Person, type PrincipalId, type TenantId } from '../pim/ids.ts';
import { type Clock } from '../pim/ports.ts';
import { renewAt } from './appTokens.ts';
import { type ClientApplications } from './credential.ts';
import { TimedCache } from './timedCache.ts';
import { claimsOfOwnToken } from './tokenClaims.ts';
import { tokenEnd } from './tokenEnd.ts';
import { pimErrorOfToken } from './tokenErrors.ts';

/** Whom a token is for, by which proof, and for what. */
export interface OnBehalfOfAsk {
  readonly person: Person;
  /** The Teams single sign-on token. */
  readonly assertion: string;
  /** Full names of Graph scopes. */
  readonly scopes: readonly string[];
}

/** Redeems a person's Teams token for Graph tokens. */
export interface OnBehalfOf {
  /** @throws PimError `consent_required`, `step_up_required`, `multifactor_required`, `sign_in_required`, `forbidden`, `pim_unavailable` */
  token(ask: OnBehalfOfAsk): Promise<string>;
  /** Graph refused this one: the next call asks for a new one. */
  forget(ask: OnBehalfOfAsk): void;
  /** What is held in memory, by person. */
  readonly held: HeldTokens;
}

interface DelegatedToken {
  readonly accessToken: string;
  readonly expiresAt: Date;
}

/** A day's work of a large tenant; a token that falls out is asked for again. */
const MAXIMUM_ENTRIES = 5_000;

/**
 * The proof is part of the key: a decision brings a proof of its own, and must not go out with a token that an earlier
 * proof was redeemed for. The assertion itself is not kept, only its hash.
 */
function keyOf({ person, assertion, scopes }: OnBehalfOfAsk): string {
  const proof = createHash('sha256').update(assertion).digest('base64url');
  return [personKey(person), proof, ...[...scopes].sort()].join(' ');
}

const personOfKey = (key: string): Person => {
  const [tenantId = '', id = ''] = key.split(' ', 1).join('').split('/');
  return { tenantId: tenantId as TenantId, id: id as PrincipalId };
};

/** The tokens in a cache by whose they are. */
const heldIn = (cache: TimedCache<DelegatedToken>): HeldTokens => ({
  people: () => [
    ...new Map(
      cache
        .keys()
        .map(personOfKey)
        .map((person) => [personKey(person), person]),
    ).values(),
  ],
  forget: (person) => {
    for (const key of cache.keys()) if (key.startsWith(`${personKey(person)} `)) cache.forget(key);
  },
});

/** On-behalf-of tokens, in a cache of our own: MSAL gets an empty one each time, and its refresh token dies with it. */
export function createOnBehalfOf(options: {
  readonly applications: ClientApplications;
  readonly clock: Clock;
  readonly maximumEntries?: number;
}): OnBehalfOf {
  const cache = new TimedCache<DelegatedToken>({
    clock: options.clock,
    maximumEntries: options.maximumEntries ?? MAXIMUM_ENTRIES,
    expiresAt: ({ expiresAt }, loadedAt) => renewAt(expiresAt, loadedAt),
  });
  const load = async ({ person, assertion, scopes }: OnBehalfOfAsk): Promise<DelegatedToken> => {
    const answer = await options
      .applications()
      .acquireTokenOnBehalfOf({ oboAssertion: assertion, scopes: [...scopes], skipCache: true })
      .catch((error: unknown) => {
        throw pimErrorOfToken(error, scopes);
      });
    if (!answer?.expiresOn) {
      throw new PimError('pim_unavailable', 'Entra answered without a token');
    }
    const { oid } = claimsOfOwnToken(answer.accessToken);
    if (oid !== undefined && oid !== person.id) {
      throw new PimError('forbidden', 'The token is somebody else’s');
    }
    return { accessToken: answer.accessToken, expiresAt: tokenEnd(answer.expiresOn, options.clock) };
  };
  return {
    token: async (ask) => (await cache.get(keyOf(ask), () => load(ask))).accessToken,
    forget: (ask) => {
      cache.forget(keyOf(ask));
    },
    held: heldIn(cache),
  };
}
