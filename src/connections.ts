import { randomUUID } from 'node:crypto';
import { type Config } from './config.ts';
import { createEntra, type Entra, type EntraOptions } from './graph/entra.ts';
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

/** The adapter to Entra and Graph that is configured. Nothing is contacted yet. */
export const connectEntra = (
  config: Pick<Config, 'endpoints' | 'tenantId' | 'appId' | 'credential'>,
  surroundings: Pick<EntraOptions, 'clock' | 'logger' | 'jitter' | 'onCall' | 'mayInstallApp'>,
): Entra =>
  createEntra({
    endpoints: config.endpoints,
    tenantId: tenantId(config.tenantId),
    appId: config.appId,
    credential: config.credential,
    newId: randomUUID,
    ...surroundings,
  });
