import { createHash, generateKeyPair, type KeyObject, randomBytes, sign } from 'node:crypto';
import { promisify } from 'node:util';

/** A certificate that signed itself, with its key. */
export interface SelfSigned {
  /** PEM */
  readonly certificate: string;
  /** PEM, PKCS #8 */
  readonly privateKey: string;
  /** Thumbprints in upper-case hexadecimal, as certificate tools show them. */
  readonly sha1: string;
  readonly sha256: string;
}

const tag = { boolean: 0x01, integer: 0x02, bits: 0x03, utf8: 0x0c, sequence: 0x30, set: 0x31, time: 0x18 };
/** sha256WithRSAEncryption (1.2.840.113549.1.1.11) with its NULL parameter, DER. */
const signatureAlgorithm = Buffer.from('300d06092a864886f70d01010b0500', 'hex');
/** commonName (2.5.4.3), DER. */
const commonName = Buffer.from('0603550403', 'hex');

/** Makes an RSA key of 2048 bits and an X.509 certificate for it, valid from yesterday for a year. */
export async function selfSignedCertificate(name = 'Latchkey test'): Promise<SelfSigned> {
  const { publicKey, privateKey } = await promisify(generateKeyPair)('rsa', { modulusLength: 2048 });
  const body = certificateBody(publicKey, name);
  const signature = sign('sha256', body, privateKey);
  const whole = der(tag.sequence, body, signatureAlgorithm, der(tag.bits, Buffer.from([0]), signature));
  const lines = whole.toString('base64').match(/.{1,64}/g) ?? [];
  const fingerprint = (algorithm: string): string =>
    createHash(algorithm).update(whole).digest('hex').toUpperCase();
  return {
    certificate: `-----BEGIN CERTIFICATE-----\n${lines.join('\n')}\n-----END CERTIFICATE-----\n`,
    privateKey: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
    sha1: fingerprint('sha1'),
    sha256: fingerprint('sha256'),
  };
}

/** TBSCertificate of RFC 5280 §4.1, version 1: no extensions are needed here. */
function certificateBody(publicKey: KeyObject, name: string): Buffer {
  const named = der(
    tag.sequence,
    der(tag.set, der(tag.sequence, commonName, der(tag.utf8, Buffer.from(name)))),
  );
  const serial = Buffer.concat([Buffer.from([0x01]), randomBytes(15)]);
  const yesterday = Date.now() - 86_400_000;
  const validity = der(tag.sequence, time(yesterday), time(yesterday + 365 * 86_400_000));
  const key = publicKey.export({ type: 'spki', format: 'der' });
  return der(tag.sequence, der(tag.integer, serial), signatureAlgorithm, named, validity, named, key);
}

function time(at: number): Buffer {
  const text = `${new Date(at).toISOString().replaceAll(/[-:T]/g, '').slice(0, 14)}Z`;
  return der(tag.time, Buffer.from(text));
}

/** One DER element: tag, length, content. */
function der(tagByte: number, ...content: readonly Buffer[]): Buffer {
  const inside = Buffer.concat(content);
  if (inside.length < 0x80) return Buffer.concat([Buffer.from([tagByte, inside.length]), inside]);
  const length = Buffer.from([inside.length >> 8, inside.length & 0xff]);
  return Buffer.concat([Buffer.from([tagByte, 0x82]), length, inside]);
}
