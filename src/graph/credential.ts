import { X509Certificate } from 'node:crypto';
import {
  ConfidentialClientApplication,
  type Configuration,
  type INetworkModule,
  ManagedIdentityApplication,
} from '@azure/msal-node';
import { clouds } from '../pim/clouds.ts';
import { type TenantId } from '../pim/ids.ts';
import { type Logger } from '../pim/logger.ts';
import { type CertificatePair, type CertificatePaths, watchCertificate } from './certificateFiles.ts';

/** How the app proves to Entra that it is the app. */
export type AppCredential =
  | { readonly kind: 'secret'; readonly secret: string }
  | ({
      readonly kind: 'certificate';
      /** Read again when they change. */ readonly files?: CertificatePaths;
    } & CertificatePair)
  /** A user-assigned managed identity that the app registration trusts (federated identity credential). */
  | { readonly kind: 'managedIdentity'; readonly clientId: string };

/** What it takes to make clients of MSAL. */
export interface ClientApplicationOptions {
  readonly tenantId: TenantId;
  readonly appId: string;
  readonly authorityHost: string;
  readonly credential: AppCredential;
  readonly networkClient: INetworkModule;
  readonly logger?: Logger;
  /** Token of the managed identity for a resource; MSAL's own where it is not given. */
  readonly managedIdentityToken?: (resource: string) => Promise<string>;
}

/** Makes a client of MSAL with an empty cache. */
export type ClientApplications = () => ConfidentialClientApplication;

/** Resource whose tokens Entra takes as a federated credential, by login host (Microsoft: "workload identity federation"). */
const exchangeAudiences: ReadonlyMap<string, string> = new Map(
  Object.values(clouds).map(({ loginHost, exchangeAudience }) => [loginHost, exchangeAudience]),
);

function managedIdentityTokens(clientId: string): (resource: string) => Promise<string> {
  const identity = new ManagedIdentityApplication({
    managedIdentityIdParams: { userAssignedClientId: clientId },
  });
  return async (resource) => (await identity.acquireToken({ resource })).accessToken;
}

/** The credential as MSAL takes it, asked for each client: a certificate may have been changed since the one before. */
function credentialOf(options: ClientApplicationOptions): () => Partial<Configuration['auth']> {
  const { credential, logger } = options;
  switch (credential.kind) {
    case 'secret':
      return () => ({ clientSecret: credential.secret });
    case 'certificate': {
      const { files } = credential;
      const pair =
        files === undefined || logger === undefined
          ? () => credential
          : watchCertificate(credential, files, logger);
      return () => ({ clientCertificate: clientCertificate(pair()) });
    }
    case 'managedIdentity': {
      const token = options.managedIdentityToken ?? managedIdentityTokens(credential.clientId);
      const audience = exchangeAudiences.get(options.authorityHost) ?? clouds.public.exchangeAudience;
      return () => ({ clientAssertion: () => token(audience) });
    }
  }
}

const clientCertificate = ({ certificatePem, privateKeyPem }: CertificatePair) => ({
  thumbprintSha256: new X509Certificate(certificatePem).fingerprint256.replaceAll(':', '').toLowerCase(),
  privateKey: privateKeyPem,
  x5c: certificatePem,
});

/**
 * Clients of MSAL for this app and tenant. Each has a cache of its own that dies with it: MSAL keeps refresh tokens and
 * searches its cache user by user, and both must not pile up here. MSAL knows the endpoints of the real login host by
 * heart, so that nothing is looked up at start.
 */
export function createClientApplications(options: ClientApplicationOptions): ClientApplications {
  const credential = credentialOf(options);
  const configuration = (): Configuration => ({
    auth: {
      clientId: options.appId,
      authority: `https://${options.authorityHost}/${options.tenantId}`,
      knownAuthorities: [options.authorityHost],
      // Without it Graph's step-up challenges can never be met (Graph: `xms_cc`).
      clientCapabilities: ['cp1'],
      ...credential(),
    },
    system: { networkClient: options.networkClient, disableInternalRetries: true },
  });
  return () => new ConfidentialClientApplication(configuration());
}
