import { z } from 'zod';
import { type EntraSettings } from './entra/settings.ts';
import { type SandboxJournal } from './journal.ts';
import { type SeededTenant } from './tenants/seededTenant.ts';
import { type Answer } from './world.ts';

/** What consenting is about. */
interface Consented {
  readonly tenant: SeededTenant;
  readonly settings: EntraSettings;
  readonly journal: SandboxJournal;
}

const permission = z.string().regex(/^[A-Z][A-Za-z]*(?:\.[A-Za-z]+)+$/, 'a permission as Graph names it');

const grant = z.strictObject({
  administrator: z.guid().toLowerCase(),
  delegated: z.array(permission).default([]),
  application: z.array(permission).default([]),
});

/**
 * What an administrator does under *API permissions* of the registration: adds Graph permissions and grants admin consent.
 * Nothing that was granted goes. Answers with all that is granted then; whoever may not consent for the organization gets
 * Graph's words for that. The app's next token has the new permissions, and one that it holds already does not.
 */
export function adminConsent({ tenant, settings, journal }: Consented, body: unknown): Answer {
  const { administrator, delegated, application } = grant.parse(body);
  const person = tenant.users.find(({ id }) => id === administrator);
  if (person === undefined || !tenant.consentingAdministrators.includes(administrator)) {
    const message = 'Insufficient privileges to complete the operation.';
    return { status: 403, body: { error: { code: 'Authorization_RequestDenied', message } } };
  }
  settings.consentedScopes = [...new Set([...settings.consentedScopes, ...delegated])];
  settings.applicationPermissions = [...new Set([...settings.applicationPermissions, ...application])];
  journal.add({
    kind: 'control',
    summary: `${person.displayName} granted admin consent: ${[...delegated, ...application].join(', ')}`,
    actor: person.displayName,
    status: undefined,
    wire: undefined,
  });
  const { consentedScopes, applicationPermissions } = settings;
  return { status: 200, body: { delegated: consentedScopes, application: applicationPermissions } };
}
