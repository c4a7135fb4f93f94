import { calculateJwkThumbprint, type CryptoKey, exportJWK, generateKeyPair, type JWK } from 'jose';

/** A signing key with what its key document says of it. */
export interface SigningKey {
  readonly kid: string;
  readonly privateKey: CryptoKey;
  readonly publicKey: CryptoKey;
  /** The entry of the key document (RFC 7517), private part left out. */
  readonly jwk: JWK;
}

/** A new RSA key of 2048 bits for RS256; `published` is added to its entry in the key document. */
export async function newSigningKey(published: Readonly<Record<string, unknown>> = {}): Promise<SigningKey> {
  const { privateKey, publicKey } = await generateKeyPair('RS256', { modulusLength: 2048 });
  const bare = await exportJWK(publicKey);
  const kid = await calculateJwkThumbprint(bare);
  return { kid, privateKey, publicKey, jwk: { ...bare, kid, use: 'sig', alg: 'RS256', ...published } };
}
