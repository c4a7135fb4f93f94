import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { chmodSync, writeFileSync } from 'node:fs';
import { ConfigError, readConfig } from '../src/config.ts';
import { type Environment, type Environments, makeEnvironments } from './support/environments.ts';

const aKey = (): string => randomBytes(32).toString('base64');
const NONE = { LATCHKEY_ENCRYPTION_KEY: '' };

function reasonsOf(environment: Environment): string {
  try {
    readConfig(environment);
  } catch (error) {
    assert.ok(error instanceof ConfigError);
    return error.message;
  }
  return '';
}

describe('the source of the keys', () => {
  let environments: Environments;

  before(() => {
    environments = makeEnvironments();
  });

  after(() => {
    environments.remove();
  });

  const fileWith = (text: string, mode: number): string => {
    const path = environments.file('keys');
    writeFileSync(path, text);
    chmodSync(path, mode);
    return path;
  };
  const inVault = (url: string, more: Environment = {}): Environment =>
    environments.production({ ...NONE, LATCHKEY_ENCRYPTION_KEY_VAULT_SECRET: url, ...more });

  it('can be a file, with commas or a line each', () => {
    const keys = [aKey(), aKey(), aKey()];
    const [first = '', second = '', third = ''] = keys;
    const LATCHKEY_ENCRYPTION_KEY_FILE = fileWith(`${first}, ${second}\n${third}\n`, 0o640);
    const { encryptionKeys } = readConfig(environments.production({ ...NONE, LATCHKEY_ENCRYPTION_KEY_FILE }));
    assert.deepEqual(
      encryptionKeys?.map((key) => key.toString('base64')),
      keys,
    );
  });

  it('is no file that everybody can read, and none without good keys', () => {
    const environment = (LATCHKEY_ENCRYPTION_KEY_FILE: string): Environment =>
      environments.production({ ...NONE, LATCHKEY_ENCRYPTION_KEY_FILE });
    if (process.platform !== 'win32')
      assert.match(
        reasonsOf(environment(fileWith(aKey(), 0o644))),
        /can be read by everybody on this machine/,
      );
    assert.match(reasonsOf(environment(fileWith('short', 0o600))), /KEY_FILE: every key in the list/);
    assert.match(
      reasonsOf(environment(environments.file('gone'))),
      /KEY_FILE names a file that cannot be read/,
    );
  });

  it('is named once', () => {
    const both = environments.production({ LATCHKEY_ENCRYPTION_KEY_FILE: fileWith(aKey(), 0o600) });
    assert.match(
      reasonsOf(both),
      /Name one source of keys: LATCHKEY_ENCRYPTION_KEY and LATCHKEY_ENCRYPTION_KEY_FILE/,
    );
  });

  it('can be a secret of a vault in the cloud that is served', () => {
    const url = 'https://harbour-keys.vault.azure.net/secrets/latchkey';
    const config = readConfig(inVault(url));
    assert.deepEqual([config.encryptionKeys, config.encryptionKeyVaultSecret], [undefined, url]);
    const government = 'https://harbour-keys.vault.usgovcloudapi.net/secrets/latchkey';
    assert.equal(reasonsOf(inVault(government, { LATCHKEY_CLOUD: 'gcc-high' })), '');
    assert.match(reasonsOf(inVault(government)), /VAULT_SECRET must be the address of a secret/);
  });

  for (const url of [
    'http://harbour-keys.vault.azure.net/secrets/latchkey',
    'https://vault.azure.net.example/secrets/latchkey',
    'https://harbour.keys.vault.azure.net/secrets/latchkey',
    'https://example.com/.vault.azure.net/secrets/latchkey',
    'https://user:word@harbour-keys.vault.azure.net/secrets/latchkey',
    'https://harbour-keys.vault.azure.net:8443/secrets/latchkey',
    'https://harbour-keys.vault.azure.net/keys/latchkey',
    'https://harbour-keys.vault.azure.net/secrets/latchkey?api-version=1',
    'https://harbour-keys.vault.azure.net/secrets/../keys/latchkey',
    'harbour-keys',
  ]) {
    it(`is not ${url}`, () => {
      assert.match(reasonsOf(inVault(url)), /VAULT_SECRET must be the address of a secret/);
    });
  }
});
