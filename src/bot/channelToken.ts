import { type IncomingHttpHeaders } from 'node:http';
import { compactVerify, decodeProtectedHeader } from 'jose';
import { z } from 'zod';
import { type ChannelKey, type ChannelKeys } from './channelKeys.ts';

/** Why a token is not one of the channel's for this bot. */
export type TokenFault =
  | 'authorizationMissing'
  | 'authorizationTwice'
  | 'authorizationTooLong'
  | 'notBearer'
  | 'tokenHeader'
  | 'unknownKey'
  | 'signature'
  | 'claims'
  | 'issuer'
  | 'audience'
  | 'expired'
  | 'notYetValid'
  | 'lifetime'
  | 'notEndorsed';

/** What the guard goes on with once a token is found sound. */
export interface ChannelClaims {
  /** The address for which the token was made out. */
  readonly serviceUrl: string;
  /** The token has ended but is let through, as its end is within the skew. */
  readonly isWithinSkew: boolean;
}

/** The token's claims, or why they do not count. */
export type CheckedToken =
  | { readonly claims: ChannelClaims; readonly fault?: never }
  | { readonly claims?: never; readonly fault: TokenFault };

/** What a token is held against. */
export interface TokenExpectations {
  readonly issuer: string;
  readonly appId: string;
  /** The channel that the key has to be endorsed for. */
  readonly channelId: string;
  readonly now: Date;
}

const maximumAuthorizationLength = 4_096;
const skewSeconds = 5 * 60;
const maximumLifetimeSeconds = 24 * 60 * 60;
/** Headers that would name a key, or rules, of the sender's own choice. */
const refusedHeaders = ['jku', 'jwk', 'x5u', 'crit'] as const;

const claimsShape = z.looseObject({
  iss: z.string(),
  aud: z.string(),
  exp: z.number(),
  nbf: z.number().optional(),
  iat: z.number().optional(),
  serviceurl: z.string().min(1),
});

/** The one bearer token of a request, or what is wrong. `rawHeaders` shows a header that was sent twice. */
export function bearerToken(
  headers: IncomingHttpHeaders,
  rawHeaders: readonly string[],
):
  | { readonly token: string; readonly fault?: never }
  | { readonly token?: never; readonly fault: TokenFault } {
  const { authorization } = headers;
  const isName = (text: string, at: number): boolean =>
    at % 2 === 0 && text.toLowerCase() === 'authorization';
  if (rawHeaders.filter(isName).length > 1) return { fault: 'authorizationTwice' };
  if (authorization === undefined || authorization === '') return { fault: 'authorizationMissing' };
  if (authorization.length > maximumAuthorizationLength) return { fault: 'authorizationTooLong' };
  const token = /^Bearer ([\w-]+\.[\w-]+\.[\w-]+)$/i.exec(authorization)?.[1];
  return token === undefined ? { fault: 'notBearer' } : { token };
}

/**
 * Checks a token as the Bot Connector's authentication asks, and stricter: RS256 and the channel's own keys only,
 * issuer and audience exact, an end required, no more than a day long. Claims are read from what was signed.
 */
export async function checkChannelToken(
  token: string,
  keys: ChannelKeys,
  expected: TokenExpectations,
  payloadOf = verifiedPayload,
): Promise<CheckedToken> {
  const kid = keyIdOf(token);
  if (kid === undefined) return { fault: 'tokenHeader' };
  const key = await keys.of(kid);
  if (key === undefined) return { fault: 'unknownKey' };
  const payload = await payloadOf(token, key);
  if (payload === undefined) return { fault: 'signature' };
  const parsed = claimsShape.safeParse(payload);
  if (!parsed.success) return { fault: 'claims' };
  const fault = faultOf(parsed.data, expected);
  if (fault !== undefined) return { fault };
  if (!key.endorsements.includes(expected.channelId)) return { fault: 'notEndorsed' };
  const isWithinSkew = parsed.data.exp < expected.now.getTime() / 1000;
  return { claims: { serviceUrl: parsed.data.serviceurl, isWithinSkew } };
}

function keyIdOf(token: string): string | undefined {
  try {
    const header = decodeProtectedHeader(token);
    if (header.alg !== 'RS256' || typeof header.kid !== 'string') return undefined;
    return refusedHeaders.some((name) => name in header) ? undefined : header.kid;
  } catch {
    return undefined;
  }
}

/** What the key has signed; `undefined` where it did not. */
export async function verifiedPayload(token: string, { key }: ChannelKey): Promise<unknown> {
  try {
    const { payload } = await compactVerify(token, key, { algorithms: ['RS256'] });
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(payload));
  } catch {
    return undefined;
  }
}

function faultOf(claims: z.infer<typeof claimsShape>, expected: TokenExpectations): TokenFault | undefined {
  const now = expected.now.getTime() / 1000;
  const startsAt = claims.nbf ?? claims.iat;
  // A token that says it was made later than now was made by nobody's honest clock, whatever its beginning says.
  const latestStart = Math.max(claims.nbf ?? -Infinity, claims.iat ?? -Infinity);
  if (claims.iss !== expected.issuer) return 'issuer';
  if (claims.aud !== expected.appId) return 'audience';
  if (startsAt === undefined) return 'claims';
  if (claims.exp < startsAt || claims.exp - startsAt > maximumLifetimeSeconds) return 'lifetime';
  if (now - claims.exp > skewSeconds) return 'expired';
  return latestStart - now > skewSeconds ? 'notYetValid' : undefined;
}
