import { statSync } from 'node:fs';
import { type Reader } from './environment.ts';

const KEY_BYTES = 32;

/** Where the keys come from, once it is read. At most one of the two is there. */
export interface KeySource {
  readonly encryptionKeys: readonly Buffer[] | undefined;
  readonly encryptionKeyVaultSecret: string | undefined;
}

/** Where this process runs, as far as its keys depend on it. */
interface Surroundings {
  readonly isProduction: boolean;
  readonly vaultHost: string;
  readonly sandboxUrl: string | undefined;
}

const names = [
  'LATCHKEY_ENCRYPTION_KEY',
  'LATCHKEY_ENCRYPTION_KEY_FILE',
  'LATCHKEY_ENCRYPTION_KEY_VAULT_SECRET',
] as const;

/** Keys of a list with commas or a line each; `undefined` where one of them is not 32 bytes in base64, or there is none. */
export function keysIn(text: string): readonly Buffer[] | undefined {
  const keys = text
    .split(/[,\n]/)
    .map((key) => key.trim())
    .filter((key) => key !== '')
    .map((key) => Buffer.from(key, 'base64'));
  return keys.length > 0 && keys.every(({ length }) => length === KEY_BYTES) ? keys : undefined;
}

/** Reads where the keys are, and the keys unless they are in a vault. */
export function readKeySource(reader: Reader, surroundings: Surroundings): KeySource {
  const named = names.filter((name) => reader.text(name) !== undefined);
  if (named.length > 1) {
    reader.refuse(`Name one source of keys: ${named.join(' and ')} are both set.`);
    return { encryptionKeys: undefined, encryptionKeyVaultSecret: undefined };
  }
  const [name] = named;
  if (name === undefined) {
    if (surroundings.isProduction) {
      reader.refuse(
        'LATCHKEY_ENCRYPTION_KEY must be 32 random bytes in base64, for instance from "openssl rand -base64 32".',
      );
    }
    return { encryptionKeys: undefined, encryptionKeyVaultSecret: undefined };
  }
  const value = reader.text(name) ?? '';
  if (name === 'LATCHKEY_ENCRYPTION_KEY_VAULT_SECRET') {
    checkSecretUrl(reader, value, surroundings);
    return { encryptionKeys: undefined, encryptionKeyVaultSecret: value };
  }
  const text = name === 'LATCHKEY_ENCRYPTION_KEY' ? value : keyFile(reader, value);
  const encryptionKeys = text === undefined ? undefined : keysIn(text);
  if (text !== undefined && encryptionKeys === undefined)
    reader.refuse(`${name}: every key in the list must be 32 bytes in base64.`);
  return { encryptionKeys, encryptionKeyVaultSecret: undefined };
}

/** A key that everybody on the machine can read protects nothing from them. */
function keyFile(reader: Reader, path: string): string | undefined {
  const text = reader.file('LATCHKEY_ENCRYPTION_KEY_FILE', path);
  if (text === '') return undefined;
  const isForEverybody = process.platform !== 'win32' && (statSync(path).mode & 0o007) !== 0;
  if (isForEverybody) {
    reader.refuse(
      'LATCHKEY_ENCRYPTION_KEY_FILE can be read by everybody on this machine. Take that away: chmod o= (in Kubernetes: defaultMode: 0440).',
    );
  }
  return text;
}

const SECRET_PATH = /^\/secrets\/[A-Za-z0-9-]{1,127}(?:\/[0-9a-f]{32})?$/;

/** The app's own token goes there: to a vault of its cloud, and nowhere else. */
function checkSecretUrl(reader: Reader, text: string, { vaultHost, sandboxUrl }: Surroundings): void {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  const isPlain = url?.href === text && url.search === '' && url.hash === '' && url.username === '';
  const isVault =
    sandboxUrl === undefined
      ? url?.protocol === 'https:' &&
        url.port === '' &&
        /^[a-z0-9-]{3,24}$/.test(url.hostname.slice(0, -vaultHost.length - 1)) &&
        url.hostname.endsWith(`.${vaultHost}`) &&
        SECRET_PATH.test(url.pathname)
      : text.startsWith(`${sandboxUrl}/keyvault/`) &&
        SECRET_PATH.test(text.slice(`${sandboxUrl}/keyvault`.length));
  if (isPlain && isVault) return;
  const example =
    sandboxUrl === undefined
      ? `https://your-vault.${vaultHost}/secrets/latchkey`
      : `${sandboxUrl}/keyvault/secrets/latchkey`;
  reader.refuse(
    `LATCHKEY_ENCRYPTION_KEY_VAULT_SECRET must be the address of a secret in a vault of this cloud, such as ${example}.`,
  );
}
