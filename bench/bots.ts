import { fileURLToPath } from 'node:url';
import { type MeasuredOptions } from './measuredProcess.ts';
import { app } from './neighbour.ts';

/** The app registration that a bot runs as, and where its Microsoft is. */
export interface Registration {
  readonly url: string;
  readonly appId: string;
  readonly tenantId: string;
  readonly secret: string;
}

/** Without the limits that keep people from doing what a measurement does. */
export const limitlessSettings = fileURLToPath(new URL('settings.yaml', import.meta.url));

/** The registration at the neighbour. */
export const atNeighbour = (url: string): Registration => ({
  url,
  appId: app.id,
  tenantId: app.tenantId,
  secret: app.secret,
});

/** The yardstick. */
export const echoBot = ({ url, appId, tenantId, secret }: Registration): MeasuredOptions => ({
  script: 'bench/echoBot.ts',
  environment: {
    ECHO_NEIGHBOUR_URL: url,
    ECHO_APP_ID: appId,
    ECHO_TENANT_ID: tenantId,
    ECHO_SECRET: secret,
  },
});

/** Latchkey as everybody starts it, on the database that `environment` names; without one, on a fresh embedded one. */
export const latchkey = (
  { url, appId, tenantId, secret }: Registration,
  environment: Readonly<Record<string, string>> = {},
): MeasuredOptions => ({
  script: 'bin/latchkey.mjs',
  environment: {
    LATCHKEY_CLOUD: 'sandbox',
    LATCHKEY_SANDBOX_URL: url,
    MicrosoftAppId: appId,
    MicrosoftAppTenantId: tenantId,
    MicrosoftAppType: 'SingleTenant',
    MicrosoftAppPassword: secret,
    LATCHKEY_SETTINGS_FILE: limitlessSettings,
    LATCHKEY_ENCRYPTION_KEY: Buffer.alloc(32, 7).toString('base64'),
    ...environment,
  },
});
