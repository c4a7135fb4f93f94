import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Names and values as a process gets them. */
export type Environment = Readonly<Record<string, string | undefined>>;

/** Environments that `readConfig` takes, with the files they name. */
export interface Environments {
  /** What a real tenant needs at least, with changes. */
  production(changes?: Environment): Environment;
  /** What the offline tenant needs at least, with changes. */
  sandbox(changes?: Environment): Environment;
  /** Nothing of a real tenant is right but its id and what is handed in. */
  broken(changes?: Environment): Environment;
  /** `certificate.pem`, `key.pem`, `settings.yaml`, `wrong.yaml`, or one that does not exist. */
  file(name: string): string;
  remove(): void;
}

/** Takes the credential out of `production`. */
export const withoutCertificate: Environment = {
  LATCHKEY_CERTIFICATE_FILE: undefined,
  LATCHKEY_CERTIFICATE_KEY_FILE: undefined,
};

const ids: Environment = {
  MicrosoftAppId: '0c6a3e51-7d24-4b8e-9a15-6f20d83b94c7',
  MicrosoftAppTenantId: 'b8f2d19e-35c6-4a07-8e4d-2719c0a5f3b6',
};

const files = {
  'certificate.pem': 'a certificate',
  'key.pem': 'a key',
  'settings.yaml': 'digest: { at: "07:15" }\n',
  'wrong.yaml': 'digest: { at: 7 }\npeople: { nicknames: true }\n',
};

/** Makes them, with their files in a temporary folder of their own. */
export function makeEnvironments(): Environments {
  const folder = mkdtempSync(join(tmpdir(), 'latchkey-config-'));
  const file = (name: string): string => join(folder, name);
  for (const [name, content] of Object.entries(files)) writeFileSync(file(name), content);
  const production: Environment = {
    ...ids,
    LATCHKEY_PUBLIC_URL: 'https://latchkey.example.com',
    LATCHKEY_CERTIFICATE_FILE: file('certificate.pem'),
    LATCHKEY_CERTIFICATE_KEY_FILE: file('key.pem'),
    DATABASE_URL: 'postgres://latchkey@db.example.com/latchkey',
    LATCHKEY_ENCRYPTION_KEY: Buffer.alloc(32, 7).toString('base64'),
  };
  return {
    file,
    production: (changes = {}) => ({ ...production, ...changes }),
    broken: (changes = {}) => ({
      MicrosoftAppTenantId: ids['MicrosoftAppTenantId'],
      LATCHKEY_CLOUD: 'moon',
      LATCHKEY_CERTIFICATE_FILE: file('certificate.pem'),
      LATCHKEY_CERTIFICATE_KEY_FILE: file('nobody-may-read-it.pem'),
      LATCHKEY_ENCRYPTION_KEY_FILE: file('nobody-may-read-it-either'),
      LATCHKEY_SETTINGS_FILE: file('wrong.yaml'),
      PORT: '39a',
      ...changes,
    }),
    sandbox: (changes = {}) => ({
      ...ids,
      LATCHKEY_CLOUD: 'sandbox',
      LATCHKEY_SANDBOX_URL: 'http://127.0.0.1:4000',
      MicrosoftAppPassword: 'make-believe',
      ...changes,
    }),
    remove: () => {
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
