import { calculateJwkThumbprint, type CryptoKey, exportJWK, generateKeyPair, type JWK } from 'jose';

/** A signing key with what its key document says of it. */
export interface SigningKey {
  readonly kid: string;
  readonly privateKey: CryptoKey;
  readonly publicKey: CryptoKey;
  /** The entry of the key document (RFC 7517), private part left out. */
  readonly jwk: JWK;
}

/** Making a pair takes long, so tenants that one process serves share those of the same purpose. */
const pairs = new Map<string, ReturnType<typeof generateKeyPair>>();

/** An RSA key of 2048 bits for RS256, new for each purpose; `published` is added to its entry in the key document. */
export async function signingKeyFor(
  purpose: 'tenant' | 'channel',
  published: Readonly<Record<string, unknown>>,
): Promise<SigningKey> {
  const pair = pairs.get(purpose) ?? generateKeyPair('RS256', { modulusLength: 2048 });
  pairs.set(purpose, pair);
  const { privateKey, publicKey } = await pair;
  const bare = await exportJWK(publicKey);
  const kid = await calculateJwkThumbprint(bare);
  return { kid, privateKey, publicKey, jwk: { ...bare, kid, use: 'sig', alg: 'RS256', ...published } };
}
