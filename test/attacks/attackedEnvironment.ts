import { type TenantInfo } from '../support/runningSandbox.ts';

/**
 * Attacks come faster and more often than people ask: how often one may is not what they are
 * about. No digest comes in between, at whatever hour they run.
 */
export const attackedSettings = `
limits:
  inbound: { person: { atOnce: 100000, perSecond: 1000 }, tenant: { atOnce: 100000, perSecond: 10000 } }
  requests: { perHour: 1000, perHourAndRole: 1000 }
  coolDownAfterDenialMinutes: 0
  coalesceMinutes: 0
digest: { enabled: false }
`;

/** The environment of a bot that is to be attacked. */
export const attackedEnvironment = (
  sandboxUrl: string,
  { appId, tenantId, secret }: TenantInfo,
  dataDir: string,
  settingsFile: string,
): Readonly<Record<string, string>> => ({
  PORT: '0',
  LATCHKEY_PUBLIC_URL: 'http://127.0.0.1:3978',
  LATCHKEY_CLOUD: 'sandbox',
  LATCHKEY_SANDBOX_URL: sandboxUrl,
  LATCHKEY_LOG_LEVEL: 'debug',
  LATCHKEY_DATA_DIR: dataDir,
  LATCHKEY_SETTINGS_FILE: settingsFile,
  MicrosoftAppId: appId,
  MicrosoftAppTenantId: tenantId,
  MicrosoftAppType: 'SingleTenant',
  MicrosoftAppPassword: secret,
  LATCHKEY_ENCRYPTION_KEY: Buffer.alloc(32, 7).toString('base64'),
});

/** A shell that is prepared for a real tenant must not leak into the bot. */
export function inherited(): NodeJS.ProcessEnv {
  const ours = /^(LATCHKEY_.*|Microsoft.*|DATABASE_URL|NODE_ENV|NODE_V8_COVERAGE|PORT)$/i;
  return Object.fromEntries(Object.entries(process.env).filter(([name]) => !ours.test(name)));
}
