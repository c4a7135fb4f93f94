import { readFileSync } from 'node:fs';

/** Every name that is read, with what it means: `.env.example` lists the same ones. */
export const environmentNames = [
  'PORT',
  'LATCHKEY_PUBLIC_URL',
  'MicrosoftAppId',
  'MicrosoftAppTenantId',
  'MicrosoftAppType',
  'MicrosoftAppPassword',
  'LATCHKEY_CERTIFICATE_FILE',
  'LATCHKEY_CERTIFICATE_KEY_FILE',
  'LATCHKEY_MANAGED_IDENTITY_CLIENT_ID',
  'LATCHKEY_ALLOW_SECRET',
  'LATCHKEY_CLOUD',
  'LATCHKEY_SANDBOX_URL',
  'DATABASE_URL',
  'LATCHKEY_MIGRATIONS_DATABASE_URL',
  'LATCHKEY_DATA_DIR',
  'LATCHKEY_ENCRYPTION_KEY',
  'LATCHKEY_ENCRYPTION_KEY_FILE',
  'LATCHKEY_ENCRYPTION_KEY_VAULT_SECRET',
  'LATCHKEY_SETTINGS_FILE',
  'LATCHKEY_CARD_ACTIONS',
  'LATCHKEY_METRICS_ADDRESS',
  'LATCHKEY_LOG_LEVEL',
  'LATCHKEY_AUDIT_FILE',
  'LATCHKEY_AUDIT_ANCHOR_FILE',
] as const;

/** How the secrets begin that headers for ticket systems may name; each as it is, or with `_FILE` and the path of a file. */
export type TicketSecretName = `LATCHKEY_TICKET_SECRET_${string}`;

/** What a process is told by names. */
export type Environment = Readonly<Record<string, string | undefined>>;

const GUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** Collects reasons while values are read, so that all of them are told at once. */
export class Reader {
  readonly reasons: string[] = [];
  readonly #environment: Environment;
  constructor(environment: Environment) {
    this.#environment = environment;
  }
  /** The value without surrounding blanks; an empty one counts as absent. */
  text(name: (typeof environmentNames)[number] | TicketSecretName): string | undefined {
    const value = this.#environment[name]?.trim();
    return value === '' ? undefined : value;
  }
  refuse(reason: string): void {
    this.reasons.push(reason);
  }
  guid(name: 'MicrosoftAppId' | 'MicrosoftAppTenantId'): string {
    const value = this.text(name) ?? '';
    if (!GUID.test(value)) {
      this.refuse(
        `${name} must be the GUID that Entra shows for it; without it nobody's message could be checked.`,
      );
    }
    return value.toLowerCase();
  }
  /** A GUID, or `undefined` where none is named. */
  optionalGuid(name: 'LATCHKEY_MANAGED_IDENTITY_CLIENT_ID'): string | undefined {
    const value = this.text(name);
    if (value === undefined) return undefined;
    if (!GUID.test(value)) this.refuse(`${name} must be the client id of a managed identity, a GUID.`);
    return value.toLowerCase();
  }
  url(name: 'LATCHKEY_PUBLIC_URL' | 'LATCHKEY_SANDBOX_URL', value: string): URL | undefined {
    try {
      return new URL(value);
    } catch {
      this.refuse(`${name} is not a URL.`);
      return undefined;
    }
  }
  file(name: (typeof environmentNames)[number] | TicketSecretName, path: string): string {
    try {
      return readFileSync(path, 'utf8');
    } catch {
      this.refuse(`${name} names a file that cannot be read.`);
      return '';
    }
  }
}
