import { type ChannelEndpoints, channelEndpoints, sandboxChannelEndpoints } from './bot/channelEndpoints.ts';
import {
  type Cloud,
  type Config,
  ConfigError,
  type EntraConfig,
  readAppendedFile,
  readCloud,
  readConfig,
  readDatabase,
  readEntraConfig,
  readPort,
  readPublicUrl,
  readSandbox,
} from './config.ts';
import { type Environment, Reader } from './environment.ts';

/** A configuration part by part: what is wrong with one does not keep the others from being used. */
export interface ConfigParts {
  /** What is wrong, with a sentence for each; none: the service would start. */
  readonly reasons: readonly string[];
  readonly cloud: Cloud | undefined;
  /** `undefined` while anything at all is wrong. */
  readonly whole: Config | undefined;
  /** What it takes to read Entra. */
  readonly entra: EntraConfig | undefined;
  readonly sandboxUrl: string | undefined;
  readonly channel: ChannelEndpoints | undefined;
  readonly publicUrl: string | undefined;
  readonly database: Config['database'] | undefined;
}

/** Reads a configuration part by part; never throws because of what it says. */
export function readConfigParts(environment: Environment): ConfigParts {
  const part = <T>(read: (reader: Reader) => T): T | undefined => {
    const reader = new Reader(environment);
    const value = read(reader);
    return reader.reasons.length === 0 ? value : undefined;
  };
  const { value: whole, reasons } = attempt(() => readConfig(environment));
  const cloud = part(readCloud);
  const isProduction = cloud !== 'sandbox';
  const sandboxUrl = part((reader) => readSandbox(reader, cloud ?? 'public', environment['NODE_ENV']));
  return {
    reasons,
    cloud,
    whole,
    // A rule of the house that cannot be understood keeps nothing else from working.
    entra: whole ?? attempt(() => readEntraConfig(environment)).value,
    sandboxUrl,
    channel: channelOf(cloud, sandboxUrl),
    publicUrl: part((reader) => readPublicUrl(reader, isProduction, readPort(reader))),
    database: part((reader) => readDatabase(reader, isProduction)),
  };
}

/** What it takes to find the database and what is this tenant's in it, and no more: no credential, no key, no settings. */
export type StoreConfig = Pick<Config, 'tenantId' | 'database'>;

/**
 * Reads and checks the part of the configuration that finds the database. What is wrong with the rest, or may not be read by
 * whoever turns the relay off at night, must not keep them from it.
 * @throws ConfigError with a reason for everything that is wrong
 */
export const readStoreConfig = (environment: Environment): StoreConfig =>
  checked(environment, (reader) => storeIn(reader, environment));

/**
 * The same with the file in which the ends of the audit trail are noted down.
 * @throws ConfigError with a reason for everything that is wrong
 */
export const readRestoreConfig = (environment: Environment): StoreConfig & Pick<Config, 'auditAnchorFile'> =>
  checked(environment, (reader) => ({
    ...storeIn(reader, environment),
    auditAnchorFile: readAppendedFile(reader, 'LATCHKEY_AUDIT_ANCHOR_FILE'),
  }));

function storeIn(reader: Reader, environment: Environment): StoreConfig {
  // Where the cloud is misspelt, nobody looks for the database anywhere else.
  const isProduction = readCloud(new Reader(environment)) !== 'sandbox';
  return { tenantId: reader.guid('MicrosoftAppTenantId'), database: readDatabase(reader, isProduction) };
}

function checked<T>(environment: Environment, read: (reader: Reader) => T): T {
  const reader = new Reader(environment);
  const value = read(reader);
  if (reader.reasons.length > 0) throw new ConfigError(reader.reasons);
  return value;
}

function channelOf(cloud: Cloud | undefined, sandboxUrl: string | undefined): ChannelEndpoints | undefined {
  if (cloud === undefined) return undefined;
  if (cloud !== 'sandbox') return channelEndpoints(cloud);
  return sandboxUrl === undefined ? undefined : sandboxChannelEndpoints(sandboxUrl);
}

function attempt<T>(read: () => T): { readonly value: T | undefined; readonly reasons: readonly string[] } {
  try {
    return { value: read(), reasons: [] };
  } catch (error) {
    if (error instanceof ConfigError) return { value: undefined, reasons: error.reasons };
    throw error;
  }
}
