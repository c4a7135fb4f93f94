import { createPrivateKey, randomUUID } from 'node:crypto';
import { SignJWT } from 'jose';
import { type RunningSandbox } from '../../support/runningSandbox.ts';
import { type SelfSigned } from '../../support/selfSignedCertificate.ts';

/** What is to be odd about an assertion. */
export interface AssertionOddity {
  readonly algorithm?: 'PS256' | 'RS256';
  readonly audience?: string;
  readonly issuer?: string;
  readonly expiresInSeconds?: number;
}

/** The form fields with which a client proves itself by a certificate (RFC 7523). */
export async function clientAssertion(
  { tenantInfo }: RunningSandbox,
  certificate: SelfSigned,
  oddity: AssertionOddity = {},
): Promise<Record<string, string>> {
  const {
    algorithm = 'PS256',
    audience = `https://login.microsoftonline.com/${tenantInfo.tenantId}/v2.0`,
    issuer = tenantInfo.appId,
    expiresInSeconds = 600,
  } = oddity;
  const thumbprint =
    algorithm === 'PS256'
      ? { 'x5t#S256': Buffer.from(certificate.sha256, 'hex').toString('base64url') }
      : { x5t: Buffer.from(certificate.sha1, 'hex').toString('base64url') };
  const assertion = await new SignJWT({ jti: randomUUID() })
    .setProtectedHeader({ alg: algorithm, ...thumbprint })
    .setIssuer(issuer)
    .setSubject(issuer)
    .setAudience(audience)
    .setExpirationTime(Math.floor(Date.now() / 1_000) + expiresInSeconds)
    .sign(createPrivateKey(certificate.privateKey));
  return {
    client_assertion: assertion,
    client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer',
  };
}
