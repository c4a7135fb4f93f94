import { randomUUID } from 'node:crypto';
import { type Config, ConfigError } from './config.ts';
import { keysIn } from './encryptionKeys.ts';
import { createEntra, type Entra, type EntraOptions } from './graph/entra.ts';
import { readVaultSecret, VaultError } from './graph/keyVault.ts';
import { tenantId } from './pim/ids.ts';
import { createStore, type Store, type StoreOptions } from './store/store.ts';

/** Opens the database that is configured. Keys for reading what was sealed come with it. */
export const openStore = (
  config: Pick<Config, 'database' | 'tenantId'>,
  encryptionKeys: readonly Buffer[],
  { clock, logger }: Pick<StoreOptions, 'clock' | 'logger'>,
): Promise<Store> =>
  createStore({
    engine: config.database,
    tenantId: tenantId(config.tenantId),
    clock,
    encryptionKeys,
    logger,
  });

const appCredential = ({
  credential,
  certificateFiles: files,
}: Pick<Config, 'credential'> & Partial<Pick<Config, 'certificateFiles'>>): EntraOptions['credential'] =>
  credential.kind === 'certificate' && files !== undefined ? { ...credential, files } : credential;

/**
 * The keys that are configured, wherever they are; `undefined` where none are.
 * @throws ConfigError where a vault does not give them
 */
export async function encryptionKeysOf(
  config: Config,
  { clock, logger }: Pick<StoreOptions, 'clock' | 'logger'>,
): Promise<readonly Buffer[] | undefined> {
  const { encryptionKeys, encryptionKeyVaultSecret: secretUrl } = config;
  if (secretUrl === undefined) return encryptionKeys;
  const name = 'LATCHKEY_ENCRYPTION_KEY_VAULT_SECRET';
  const from = { ...config, tenantId: tenantId(config.tenantId), clock, logger };
  const text = await readVaultSecret(secretUrl, from).catch((error: unknown) => {
    if (!(error instanceof VaultError)) throw error;
    throw new ConfigError([`${name}: ${error.message}`]);
  });
  const keys = keysIn(text);
  if (keys === undefined)
    throw new ConfigError([`${name}: every key in the list must be 32 bytes in base64.`]);
  return keys;
}

/** The adapter to Entra and Graph that is configured. Nothing is contacted yet. */
export const connectEntra = (
  config: Pick<Config, 'endpoints' | 'tenantId' | 'appId' | 'credential'> &
    Partial<Pick<Config, 'certificateFiles'>>,
  surroundings: Pick<
    EntraOptions,
    'clock' | 'logger' | 'jitter' | 'onCall' | 'mayInstallApp' | 'mayAdminister' | 'mayReview' | 'mayProbe'
  >,
): Entra =>
  createEntra({
    endpoints: config.endpoints,
    tenantId: tenantId(config.tenantId),
    appId: config.appId,
    credential: appCredential(config),
    newId: randomUUID,
    ...surroundings,
  });
