import { type AppRegistration } from '../world.ts';

/** An application beside Latchkey that runs on people's own computers, so it proves nothing about itself. */
export interface PublicClient {
  readonly appId: string;
  readonly displayName: string;
  /** Delegated scopes of Graph that were consented to, by short name. */
  readonly scopes: readonly string[];
}

/** What an administrator of the tenant could change in Entra; control changes it here, `reset` takes it back. */
export class EntraSettings {
  /** Short names ("User.Read") or full ones ("https://graph.microsoft.com/User.Read"). */
  consentedScopes: readonly string[] = [];
  applicationPermissions: readonly string[] = [];
  secrets: readonly string[] = [];
  /** PEM certificates, or public keys. */
  certificates: readonly string[] = [];
  redirectUris: readonly string[] = [];
  /** Client ids of managed identities that the registration trusts (federated credentials). */
  managedIdentities: readonly string[] = [];
  /** Applications that may sign people in without a secret; there are none in the seed. */
  publicClients: readonly PublicClient[] = [];
  /** Secrets of the key vault, by name. */
  vaultSecrets: Readonly<Record<string, string>> = {};
  /** Object ids of people whom conditional access stops in an on-behalf-of exchange. */
  readonly challenged = new Set<string>();
  readonly #seed: AppRegistration;

  constructor(seed: AppRegistration) {
    this.#seed = seed;
    this.reset();
  }

  /** The public client with this id, in any case. */
  publicClient(appId: string): PublicClient | undefined {
    return this.publicClients.find((client) => client.appId === appId.toLowerCase());
  }

  reset(): void {
    this.consentedScopes = this.#seed.consentedScopes;
    this.applicationPermissions = this.#seed.applicationPermissions;
    this.secrets = this.#seed.secrets;
    this.certificates = this.#seed.certificates;
    this.redirectUris = this.#seed.redirectUris;
    this.managedIdentities = [];
    this.publicClients = [];
    this.vaultSecrets = {};
    this.challenged.clear();
  }
}
