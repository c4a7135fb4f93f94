import { type EntraSettings } from './entra/settings.ts';
import { type SeededTenant } from './tenants/seededTenant.ts';
import { ticketKeysInEnvironment } from './tickets/ticketKeys.ts';

/**
 * What a bot that somebody starts by hand has to know of this tenant, as lines of an environment file: what Entra shows of
 * the registration, and what `sandbox/settings.yaml` wants for the ticket systems. In quotes, so that a shell reads it too.
 */
export function environmentOf(tenant: SeededTenant, settings: EntraSettings, baseUrl: string): string {
  const values = {
    LATCHKEY_CLOUD: 'sandbox',
    LATCHKEY_SANDBOX_URL: baseUrl,
    MicrosoftAppId: tenant.registration.appId,
    MicrosoftAppTenantId: tenant.id,
    MicrosoftAppPassword: settings.secrets[0] ?? '',
    ...ticketKeysInEnvironment,
  };
  const lines = Object.entries(values).map(([name, value]) => `${name}="${value}"`);
  return `${lines.join('\n')}\n`;
}
