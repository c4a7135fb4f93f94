import { createPublicKey, type KeyObject, X509Certificate } from 'node:crypto';
import { compactVerify, decodeProtectedHeader, type ProtectedHeaderParameters } from 'jose';
import { claimsOf } from '../wire.ts';
import { type Call, type Claims } from '../world.ts';
import { EntraError } from './entraError.ts';
import { exchangeResource } from './scopes.ts';
import { type EntraSettings, type PublicClient } from './settings.ts';
import { type TokenMaker } from './tokenMaker.ts';

/** What a client proved about itself. */
export interface AuthenticatedClient {
  readonly hasCertificate: boolean;
  /** Which application it is, where it is not Latchkey; such a one proved nothing. */
  readonly publicClient?: PublicClient;
}

/** The app whose client authenticates, and the audiences its assertions may name. */
export interface ExpectedClient {
  readonly appId: string;
  readonly audiences: readonly string[];
  readonly settings: EntraSettings;
  readonly now: Date;
  /** Checks a token that this tenant issued. */
  readonly tokens: Pick<TokenMaker, 'check'>;
}

const assertionType = 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer';

/** The grant of RFC 8628, and the shorter name by which Microsoft's own libraries (MSAL) ask for it. */
export const deviceCodeGrants: readonly string[] = [
  'urn:ietf:params:oauth:grant-type:device_code',
  'device_code',
];

/** Checks the client's secret (body or Basic) or signed assertion; throws the refusal Entra would answer. */
export async function authenticateClient(
  call: Call,
  form: URLSearchParams,
  expected: ExpectedClient,
): Promise<AuthenticatedClient> {
  const basic = basicCredentials(call.headers.authorization);
  const clientId = form.get('client_id') ?? basic?.id;
  if (clientId === undefined) throw missing('client_id');
  const publicClient = expected.settings.publicClient(clientId);
  // Without a secret an application may do one thing: fetch what somebody signed in to it for.
  if (publicClient !== undefined && deviceCodeGrants.includes(form.get('grant_type') ?? ''))
    return { hasCertificate: false, publicClient };
  if (clientId.toLowerCase() !== expected.appId) {
    const sentence = `Application with identifier '${clientId}' was not found in the directory.`;
    throw new EntraError('unauthorized_client', 700016, sentence);
  }
  const assertion = form.get('client_assertion');
  if (assertion !== null) {
    if (form.get('client_assertion_type') !== assertionType) throw missing('client_assertion_type');
    if (!(await isTrustedIdentity(assertion, expected))) await checkAssertion(assertion, expected);
    return { hasCertificate: true };
  }
  const secret = form.get('client_secret') ?? basic?.secret;
  if (secret === undefined) {
    const sentence =
      "The request body must contain the following parameter: 'client_assertion' or 'client_secret'.";
    throw new EntraError('invalid_client', 7000218, sentence);
  }
  if (!expected.settings.secrets.includes(secret)) {
    const sentence = `Invalid client secret provided for app '${expected.appId}': send its value, not its id.`;
    throw new EntraError('invalid_client', 7000215, sentence);
  }
  return { hasCertificate: false };
}

function missing(parameter: string): EntraError {
  const sentence = `The request body must contain the following parameter: '${parameter}'.`;
  return new EntraError('invalid_request', 900144, sentence);
}

function basicCredentials(authorization: string | undefined): { id: string; secret: string } | undefined {
  const encoded = /^Basic\s+(\S+)$/i.exec(authorization ?? '')?.[1];
  if (encoded === undefined) return undefined;
  const [id = '', ...secret] = Buffer.from(encoded, 'base64').toString().split(':');
  // RFC 6749 §2.3.1: both halves are form-encoded before they are put together.
  return { id: formDecoded(id), secret: formDecoded(secret.join(':')) };
}

function formDecoded(text: string): string {
  return new URLSearchParams(`value=${text}`).get('value') ?? '';
}

/** Whether the assertion is the token of a managed identity that the registration trusts. */
async function isTrustedIdentity(assertion: string, { tokens, settings }: ExpectedClient): Promise<boolean> {
  const checked = await tokens.check(assertion, [exchangeResource]);
  return 'claims' in checked && settings.managedIdentities.includes(String(checked.claims['sub']));
}

async function checkAssertion(assertion: string, expected: ExpectedClient): Promise<void> {
  const claims = claimsOf(assertion);
  const header = headerOf(assertion);
  if (claims === undefined || header === undefined) {
    throw new EntraError('invalid_client', 50027, 'The client assertion is not a well-formed JWT.');
  }
  const keys = namedKeys(header, expected.settings.certificates);
  const matches = await Promise.all(keys.map((key) => isSignedBy(assertion, key)));
  if (!matches.includes(true)) {
    const sentence =
      'Client assertion failed signature validation: no registered certificate matches its thumbprint and signature.';
    throw new EntraError('invalid_client', 700027, sentence);
  }
  checkAssertionClaims(claims, expected);
}

function checkAssertionClaims(claims: Claims, { appId, audiences, now }: ExpectedClient): void {
  if (claims['iss'] !== appId || claims['sub'] !== appId) {
    const sentence = "Client assertion's issuer and subject must both be the application identifier.";
    throw new EntraError('invalid_client', 700021, sentence);
  }
  if (!audiences.includes(String(claims['aud']))) {
    throw new EntraError(
      'invalid_client',
      700023,
      'Client assertion audience does not match the token endpoint.',
    );
  }
  const seconds = now.getTime() / 1_000;
  const { exp, nbf } = claims;
  // Entra allows clocks to differ by five minutes.
  const isTooOld = typeof exp !== 'number' || exp + 300 < seconds;
  const isTooYoung = typeof nbf === 'number' && nbf - 300 > seconds;
  if (isTooOld || isTooYoung) {
    throw new EntraError('invalid_client', 700024, 'Client assertion is not within its valid time range.');
  }
}

function headerOf(assertion: string): ProtectedHeaderParameters | undefined {
  try {
    return decodeProtectedHeader(assertion);
  } catch {
    return undefined;
  }
}

/** The registered keys that the header may mean: a certificate by its thumbprint; a bare public key has none. */
function namedKeys(header: ProtectedHeaderParameters, registered: readonly string[]): readonly KeyObject[] {
  return registered.flatMap((pem) => {
    if (!pem.includes('CERTIFICATE')) return [createPublicKey(pem)];
    const certificate = new X509Certificate(pem);
    const isNamed =
      header['x5t#S256'] === thumbprint(certificate.fingerprint256) ||
      header.x5t === thumbprint(certificate.fingerprint);
    return isNamed ? [certificate.publicKey] : [];
  });
}

function thumbprint(fingerprint: string): string {
  return Buffer.from(fingerprint.replaceAll(':', ''), 'hex').toString('base64url');
}

async function isSignedBy(assertion: string, key: KeyObject): Promise<boolean> {
  try {
    await compactVerify(assertion, key, { algorithms: ['RS256', 'PS256'] });
    return true;
  } catch {
    return false;
  }
}
