import { existsSync } from 'node:fs';
import { dirname } from 'node:path';
import { type ChannelEndpoints, channelEndpoints, sandboxChannelEndpoints } from './bot/channelEndpoints.ts';
import { certificateFiles, type Credential, readCredential } from './credentialConfig.ts';
import { type MicrosoftEndpoints, microsoftEndpoints, sandboxEndpoints } from './graph/endpoints.ts';
import { type Environment, Reader } from './environment.ts';
import { readKeySource } from './encryptionKeys.ts';
import { type BrokenHouseRule } from './pim/houseRules/houseRule.ts';
import { defaultSettings, readSettings, readSettingsAround, type Settings } from './settings.ts';
import { readTicketSecrets } from './ticketSecrets.ts';

/** The configuration is wrong; every reason is a sentence that says what to do. */
export class ConfigError extends Error {
  readonly reasons: readonly string[];
  constructor(reasons: readonly string[]) {
    super(reasons.join('\n'));
    this.name = 'ConfigError';
    this.reasons = reasons;
  }
}

export type Cloud = 'public' | 'gcc-high' | 'dod' | 'china' | 'sandbox';

export { environmentNames } from './environment.ts';

/** Everything that was configured, checked. */
export interface Config {
  readonly cloud: Cloud;
  readonly isProduction: boolean;
  readonly port: number;
  readonly publicUrl: string;
  readonly appId: string;
  readonly tenantId: string;
  readonly credential: Credential;
  /** Where a certificate and its key were read from, and will be read again when they change. */
  readonly certificateFiles: ReturnType<typeof certificateFiles>;
  readonly endpoints: MicrosoftEndpoints;
  readonly channel: ChannelEndpoints;
  readonly sandboxUrl: string | undefined;
  readonly database:
    | { readonly kind: 'postgres'; readonly url: string; readonly migrationsUrl: string | undefined }
    | { readonly kind: 'embedded'; readonly dataDir: string | undefined };
  /** `undefined`: none were named, or they are in a vault. */
  readonly encryptionKeys: readonly Buffer[] | undefined;
  /** The secret of Azure Key Vault that holds the keys. */
  readonly encryptionKeyVaultSecret: string | undefined;
  readonly cardActions: 'execute' | 'submit';
  readonly metricsAddress: { readonly host: string; readonly port: number } | undefined;
  readonly logLevel: string;
  /** Where audit rows are written out as they happen; `-` is standard output. */
  readonly auditFile: string | undefined;
  /** Where the head of the audit chain is noted down; else it is a line of the log. */
  readonly auditAnchorFile: string | undefined;
  readonly settings: Settings;
  /** Where the settings came from. */
  readonly settingsFile: string | undefined;
  /** House rules that could not be understood: the roles that they name are refused. */
  readonly brokenHouseRules: readonly BrokenHouseRule[];
  /** What ticket systems are shown, by the names that the settings give it. */
  readonly ticketSecrets: ReadonlyMap<string, string>;
}

const LOOPBACK = new Set(['127.0.0.1', 'localhost', '[::1]']);

/** Where it listens. */
export function readPort(reader: Reader): number {
  const text = reader.text('PORT') ?? '3978';
  const port = Number(text);
  if (!/^\d{1,5}$/.test(text) || port > 65_535) reader.refuse('PORT must be a number from 0 to 65535.');
  return port;
}

const isCloud = (name: string): name is Cloud =>
  name === 'sandbox' || Object.hasOwn(microsoftEndpoints, name);

/** Which cloud the tenant is in. */
export function readCloud(reader: Reader): Cloud {
  const cloud = reader.text('LATCHKEY_CLOUD') ?? 'public';
  if (isCloud(cloud)) return cloud;
  reader.refuse('LATCHKEY_CLOUD must be public, gcc-high, dod, china or sandbox.');
  return 'public';
}

/** Where the offline tenant is; only with its cloud, and only on this machine. */
export function readSandbox(
  reader: Reader,
  cloud: Cloud,
  nodeEnvironment: string | undefined,
): string | undefined {
  const text = reader.text('LATCHKEY_SANDBOX_URL');
  if (cloud !== 'sandbox') {
    if (text !== undefined) reader.refuse('LATCHKEY_SANDBOX_URL is only taken with LATCHKEY_CLOUD=sandbox.');
    return undefined;
  }
  if (nodeEnvironment === 'production')
    reader.refuse('LATCHKEY_CLOUD=sandbox is refused with NODE_ENV=production.');
  if (text === undefined) {
    reader.refuse('LATCHKEY_CLOUD=sandbox needs LATCHKEY_SANDBOX_URL, for instance http://127.0.0.1:4000.');
    return undefined;
  }
  const url = reader.url('LATCHKEY_SANDBOX_URL', text);
  if (url === undefined) return undefined;
  if (!LOOPBACK.has(url.hostname)) reader.refuse('LATCHKEY_SANDBOX_URL must be on this machine (127.0.0.1).');
  return `${url.origin}${url.pathname.replace(/(?<!\/)\/+$/, '')}`;
}

/** By which address Teams and browsers reach it. */
export function readPublicUrl(reader: Reader, isProduction: boolean, port: number): string {
  const text = reader.text('LATCHKEY_PUBLIC_URL') ?? (isProduction ? undefined : `http://127.0.0.1:${port}`);
  if (text === undefined) {
    reader.refuse('LATCHKEY_PUBLIC_URL must be the https URL by which Teams and browsers reach Latchkey.');
    return '';
  }
  const url = reader.url('LATCHKEY_PUBLIC_URL', text);
  if (isProduction && url !== undefined && url.protocol !== 'https:') {
    reader.refuse('LATCHKEY_PUBLIC_URL must begin with https.');
  }
  return text.replace(/(?<!\/)\/+$/, '');
}

/** Where the rows are. */
export function readDatabase(reader: Reader, isProduction: boolean): Config['database'] {
  const url = reader.text('DATABASE_URL');
  const dataDir = reader.text('LATCHKEY_DATA_DIR');
  if (url !== undefined && dataDir !== undefined)
    reader.refuse('Set DATABASE_URL or LATCHKEY_DATA_DIR, not both.');
  if (url !== undefined) {
    if (!/^postgres(ql)?:\/\//.test(url)) reader.refuse('DATABASE_URL must begin with postgres://.');
    return { kind: 'postgres', url, migrationsUrl: reader.text('LATCHKEY_MIGRATIONS_DATABASE_URL') };
  }
  if (isProduction && dataDir === undefined) {
    reader.refuse('Name a database: DATABASE_URL for PostgreSQL, or LATCHKEY_DATA_DIR for the embedded one.');
  }
  return { kind: 'embedded', dataDir };
}

function readMetricsAddress(reader: Reader): Config['metricsAddress'] {
  const text = reader.text('LATCHKEY_METRICS_ADDRESS');
  if (text === undefined) return undefined;
  const match = /^(.+):(\d{1,5})$/.exec(text);
  if (match === null || Number(match[2]) > 65_535) {
    reader.refuse('LATCHKEY_METRICS_ADDRESS must be host:port, for instance 127.0.0.1:9464.');
    return undefined;
  }
  return { host: (match[1] ?? '').replace(/^\[|\]$/g, ''), port: Number(match[2]) };
}

function readCardActions(reader: Reader): Config['cardActions'] {
  const value = reader.text('LATCHKEY_CARD_ACTIONS') ?? 'execute';
  if (value === 'execute' || value === 'submit') return value;
  reader.refuse('LATCHKEY_CARD_ACTIONS must be execute or submit.');
  return 'execute';
}

function readLogLevel(reader: Reader): string {
  const level = reader.text('LATCHKEY_LOG_LEVEL') ?? 'info';
  if (!['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent'].includes(level)) {
    reader.refuse('LATCHKEY_LOG_LEVEL must be trace, debug, info, warn, error, fatal or silent.');
  }
  return level;
}

/** A file that is to be appended to. It may be missing yet; its folder may not. */
export function readAppendedFile(
  reader: Reader,
  name: 'LATCHKEY_AUDIT_FILE' | 'LATCHKEY_AUDIT_ANCHOR_FILE',
): string | undefined {
  const path = reader.text(name);
  if (path === undefined) return undefined;
  if (path !== '-' && !existsSync(dirname(path))) {
    reader.refuse(`${name} names a file in a folder that is not there.`);
  }
  return path;
}

function readSettingsFile(reader: Reader): Settings {
  const path = reader.text('LATCHKEY_SETTINGS_FILE');
  if (path === undefined) return defaultSettings();
  const read = readSettings(reader.file('LATCHKEY_SETTINGS_FILE', path));
  if ('settings' in read) return read.settings;
  for (const reason of read.reasons) reader.refuse(`LATCHKEY_SETTINGS_FILE, ${reason}`);
  return defaultSettings();
}

/** The settings of the service: rules of the house that cannot be understood do not keep the rest from working. */
function readSettingsFileAround(
  reader: Reader,
): Pick<Config, 'settings' | 'settingsFile' | 'brokenHouseRules'> {
  const settingsFile = reader.text('LATCHKEY_SETTINGS_FILE');
  if (settingsFile === undefined) return { settings: defaultSettings(), settingsFile, brokenHouseRules: [] };
  const read = readSettingsAround(reader.file('LATCHKEY_SETTINGS_FILE', settingsFile));
  if ('settings' in read) return { settings: read.settings, settingsFile, brokenHouseRules: read.broken };
  for (const reason of read.reasons) reader.refuse(`LATCHKEY_SETTINGS_FILE, ${reason}`);
  return { settings: defaultSettings(), settingsFile, brokenHouseRules: [] };
}

/** What it takes to read Entra, and no more: no database, no address of one's own. */
export type EntraConfig = Pick<
  Config,
  'endpoints' | 'appId' | 'tenantId' | 'credential' | 'certificateFiles' | 'settings'
>;

/**
 * Reads and checks the part of the configuration that reading Entra takes.
 * @throws ConfigError with a reason for everything that is wrong
 */
export function readEntraConfig(environment: Environment): EntraConfig {
  const reader = new Reader(environment);
  const cloud = readCloud(reader);
  const sandboxUrl = readSandbox(reader, cloud, environment['NODE_ENV']);
  const appId = reader.guid('MicrosoftAppId');
  const config: EntraConfig = {
    appId,
    tenantId: reader.guid('MicrosoftAppTenantId'),
    credential: readCredential(reader, appId, cloud !== 'sandbox'),
    certificateFiles: certificateFiles(reader),
    endpoints: cloud === 'sandbox' ? sandboxEndpoints(sandboxUrl ?? '') : microsoftEndpoints[cloud],
    settings: readSettingsFile(reader),
  };
  if (reader.reasons.length > 0) throw new ConfigError(reader.reasons);
  return config;
}

/**
 * The settings alone; the defaults where no file is named.
 * @throws ConfigError with a reason for everything that is wrong
 */
export function readSettingsOf(environment: Environment): Settings {
  const reader = new Reader(environment);
  const settings = readSettingsFile(reader);
  if (reader.reasons.length > 0) throw new ConfigError(reader.reasons);
  return settings;
}

/**
 * Reads and checks the whole configuration.
 * @throws ConfigError with a reason for everything that is wrong
 */
export function readConfig(environment: Environment): Config {
  const reader = new Reader(environment);
  const cloud = readCloud(reader);
  const isProduction = cloud !== 'sandbox';
  const sandboxUrl = readSandbox(reader, cloud, environment['NODE_ENV']);
  const port = readPort(reader);
  const appId = reader.guid('MicrosoftAppId');
  const endpoints = cloud === 'sandbox' ? sandboxEndpoints(sandboxUrl ?? '') : microsoftEndpoints[cloud];
  const settingsRead = readSettingsFileAround(reader);
  const config: Config = {
    cloud,
    isProduction,
    port,
    publicUrl: readPublicUrl(reader, isProduction, port),
    appId,
    tenantId: reader.guid('MicrosoftAppTenantId'),
    credential: readCredential(reader, appId, isProduction),
    certificateFiles: certificateFiles(reader),
    endpoints,
    channel: cloud === 'sandbox' ? sandboxChannelEndpoints(sandboxUrl ?? '') : channelEndpoints(cloud),
    sandboxUrl,
    database: readDatabase(reader, isProduction),
    ...readKeySource(reader, { isProduction, vaultHost: endpoints.vaultHost, sandboxUrl }),
    cardActions: readCardActions(reader),
    metricsAddress: readMetricsAddress(reader),
    logLevel: readLogLevel(reader),
    auditFile: readAppendedFile(reader, 'LATCHKEY_AUDIT_FILE'),
    auditAnchorFile: readAppendedFile(reader, 'LATCHKEY_AUDIT_ANCHOR_FILE'),
    ...settingsRead,
    ticketSecrets: readTicketSecrets(reader, settingsRead.settings),
  };
  if (reader.reasons.length > 0) throw new ConfigError(reader.reasons);
  return config;
}

/** The configuration of this process. The only place where the process's environment is read. */
export const configFromProcess = (): Config => readConfig(process.env);
