import { type Reader } from './environment.ts';

/** How the app proves to Entra that it is the app. */
export type Credential =
  | { readonly kind: 'secret'; readonly secret: string }
  | { readonly kind: 'certificate'; readonly certificatePem: string; readonly privateKeyPem: string }
  | { readonly kind: 'managedIdentity'; readonly clientId: string };

/** The one credential that is configured; a secret only where that is allowed. */
export function readCredential(reader: Reader, appId: string, isProduction: boolean): Credential {
  const type = reader.text('MicrosoftAppType') ?? 'SingleTenant';
  if (type !== 'SingleTenant' && type !== 'UserAssignedMSI') {
    reader.refuse(
      'MicrosoftAppType must be SingleTenant or UserAssignedMSI; multi-tenant bots are not supported.',
    );
  }
  const certificateFile = reader.text('LATCHKEY_CERTIFICATE_FILE');
  const keyFile = reader.text('LATCHKEY_CERTIFICATE_KEY_FILE');
  const secret = reader.text('MicrosoftAppPassword');
  if (certificateFile !== undefined || keyFile !== undefined) {
    if (certificateFile === undefined || keyFile === undefined) {
      reader.refuse('LATCHKEY_CERTIFICATE_FILE and LATCHKEY_CERTIFICATE_KEY_FILE belong together: set both.');
    }
    if (secret !== undefined) reader.refuse('Set either a certificate or MicrosoftAppPassword, not both.');
    return {
      kind: 'certificate',
      certificatePem: reader.file('LATCHKEY_CERTIFICATE_FILE', certificateFile ?? ''),
      privateKeyPem: reader.file('LATCHKEY_CERTIFICATE_KEY_FILE', keyFile ?? ''),
    };
  }
  if (secret !== undefined) {
    if (isProduction && reader.text('LATCHKEY_ALLOW_SECRET') !== 'true') {
      reader.refuse(
        'MicrosoftAppPassword is a secret that can be copied: use a certificate or a managed identity, or set LATCHKEY_ALLOW_SECRET=true.',
      );
    }
    return { kind: 'secret', secret };
  }
  if (type !== 'UserAssignedMSI') {
    reader.refuse(
      'There is no credential: set LATCHKEY_CERTIFICATE_FILE and LATCHKEY_CERTIFICATE_KEY_FILE, or MicrosoftAppType=UserAssignedMSI.',
    );
  }
  // A bot that is a managed identity itself has one id; an app that trusts one has two.
  return {
    kind: 'managedIdentity',
    clientId: reader.optionalGuid('LATCHKEY_MANAGED_IDENTITY_CLIENT_ID') ?? appId,
  };
}

/** Where a certificate and its key are, which will be read again when they change. */
export function certificateFiles(
  reader: Reader,
): { readonly certificate: string; readonly privateKey: string } | undefined {
  const certificate = reader.text('LATCHKEY_CERTIFICATE_FILE');
  const privateKey = reader.text('LATCHKEY_CERTIFICATE_KEY_FILE');
  return certificate === undefined || privateKey === undefined ? undefined : { certificate, privateKey };
}
