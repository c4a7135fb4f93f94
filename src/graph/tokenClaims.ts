import { z } from 'zod';
import { type TokenFacts } from '../pim/ports.ts';

const words = z.union([z.array(z.string()), z.string().transform((text) => text.split(' '))]).catch([]);

const claims = z.object({
  oid: z.string().optional().catch(undefined),
  tid: z.string().optional().catch(undefined),
  scp: words.optional(),
  roles: words.optional(),
  amr: words.optional(),
  acrs: words.optional(),
  iat: z.number().optional().catch(undefined),
  uti: z.string().max(100).optional().catch(undefined),
});

/** What we look at in a token. */
export interface TokenClaims {
  readonly oid: string | undefined;
  readonly tid: string | undefined;
  readonly scopes: readonly string[];
  readonly roles: readonly string[];
  readonly methods: readonly string[];
  readonly contexts: readonly string[];
  /** Seconds since 1970. */
  readonly issuedAt: number | undefined;
  readonly tokenId: string | undefined;
}

/**
 * Claims of a token that the token endpoint itself has just handed us; the signature is not checked, so never use it on a
 * token that came any other way. A token that is not a readable JWT has no claims.
 */
export function claimsOfOwnToken(accessToken: string): TokenClaims {
  const read = claims.safeParse(payloadOf(accessToken));
  const found = read.success ? read.data : {};
  return {
    oid: found.oid?.toLowerCase(),
    tid: found.tid?.toLowerCase(),
    scopes: found.scp ?? [],
    roles: found.roles ?? [],
    methods: found.amr ?? [],
    contexts: found.acrs ?? [],
    issuedAt: found.iat,
    tokenId: found.uti,
  };
}

/** What a token of our own says of itself, for the audit trail. */
export function factsOfOwnToken(accessToken: string): TokenFacts {
  const { methods, contexts, issuedAt, tokenId } = claimsOfOwnToken(accessToken);
  return {
    methods,
    contexts,
    issuedAt: issuedAt === undefined ? undefined : new Date(issuedAt * 1000),
    id: tokenId,
  };
}

function payloadOf(token: string): unknown {
  try {
    return JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString());
  } catch {
    return undefined;
  }
}
