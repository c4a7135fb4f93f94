import { X509Certificate } from 'node:crypto';
import {
  ConfidentialClientApplication,
  type Configuration,
  type INetworkModule,
  ManagedIdentityApplication,
} from '@azure/msal-node';
import { type TenantId } from '../pim/ids.ts';

/** How the app proves to Entra that it is the app. */
export type AppCredential =
  | { readonly kind: 'secret'; readonly secret: string }
  | { readonly kind: 'certificate'; readonly certificatePem: string; readonly privateKeyPem: string }
  /** A user-assigned managed identity that the app registration trusts (federated identity credential). */
  | { readonly kind: 'managedIdentity'; readonly clientId: string };

/** What it takes to make clients of MSAL. */
export interface ClientApplicationOptions {
  readonly tenantId: TenantId;
  readonly appId: string;
  readonly authorityHost: string;
  readonly credential: AppCredential;
  readonly networkClient: INetworkModule;
  /** Token of the managed identity for a resource; MSAL's own where it is not given. */
  readonly managedIdentityToken?: (resource: string) => Promise<string>;
}

/** Makes a client of MSAL with an empty cache. */
export type ClientApplications = () => ConfidentialClientApplication;

/** Resource whose tokens Entra takes as a federated credential, by login host (Microsoft: "workload identity federation"). */
const exchangeAudiences: Readonly<Record<string, string>> = {
  'login.microsoftonline.us': 'api://AzureADTokenExchangeUSGov',
  'login.partner.microsoftonline.cn': 'api://AzureADTokenExchangeChina',
};

function managedIdentityTokens(clientId: string): (resource: string) => Promise<string> {
  const identity = new ManagedIdentityApplication({
    managedIdentityIdParams: { userAssignedClientId: clientId },
  });
  return async (resource) => (await identity.acquireToken({ resource })).accessToken;
}

function credentialOf(options: ClientApplicationOptions): Partial<Configuration['auth']> {
  const { credential } = options;
  switch (credential.kind) {
    case 'secret':
      return { clientSecret: credential.secret };
    case 'certificate': {
      const { fingerprint256 } = new X509Certificate(credential.certificatePem);
      return {
        clientCertificate: {
          thumbprintSha256: fingerprint256.replaceAll(':', '').toLowerCase(),
          privateKey: credential.privateKeyPem,
          x5c: credential.certificatePem,
        },
      };
    }
    case 'managedIdentity': {
      const token = options.managedIdentityToken ?? managedIdentityTokens(credential.clientId);
      const audience = exchangeAudiences[options.authorityHost] ?? 'api://AzureADTokenExchange';
      return { clientAssertion: () => token(audience) };
    }
  }
}

/**
 * Clients of MSAL for this app and tenant. Each has a cache of its own that dies with it: MSAL keeps refresh tokens and
 * searches its cache user by user, and both must not pile up here. MSAL knows the endpoints of the real login host by
 * heart, so that nothing is looked up at start.
 */
export function createClientApplications(options: ClientApplicationOptions): ClientApplications {
  const configuration: Configuration = {
    auth: {
      clientId: options.appId,
      authority: `https://${options.authorityHost}/${options.tenantId}`,
      knownAuthorities: [options.authorityHost],
      // Without it Graph's step-up challenges can never be met (Graph: `xms_cc`).
      clientCapabilities: ['cp1'],
      ...credentialOf(options),
    },
    system: { networkClient: options.networkClient, disableInternalRetries: true },
  };
  return () => new ConfidentialClientApplication(configuration);
}
