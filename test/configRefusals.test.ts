import assert from 'node:assert/strict';
import { ConfigError, readConfig } from '../src/config.ts';
import {
  type Environment,
  type Environments,
  makeEnvironments,
  withoutCertificate,
} from './support/environments.ts';

function reasonsOf(environment: Environment): readonly string[] {
  try {
    readConfig(environment);
  } catch (error) {
    assert.ok(error instanceof ConfigError);
    assert.equal(error.message, error.reasons.join('\n'));
    return error.reasons;
  }
  return [];
}

describe('ConfigError', () => {
  let environments: Environments;

  before(() => {
    environments = makeEnvironments();
  });

  after(() => {
    environments.remove();
  });

  it('tells everything that is wrong at once', () => {
    assert.equal(reasonsOf({}).length, 6);
  });

  const refusals: readonly (readonly [title: string, environment: () => Environment, reason: string])[] = [
    [
      'a port that is no number',
      () => environments.production({ PORT: '39a' }),
      'PORT must be a number from 0 to 65535.',
    ],
    [
      'a port too high',
      () => environments.production({ PORT: '65536' }),
      'PORT must be a number from 0 to 65535.',
    ],
    [
      'an app id that is no GUID',
      () => environments.production({ MicrosoftAppId: 'latchkey' }),
      "MicrosoftAppId must be the GUID that Entra shows for it; without it nobody's message could be checked.",
    ],
    [
      'a tenant named by its domain',
      () => environments.production({ MicrosoftAppTenantId: 'harbour.example.com' }),
      "MicrosoftAppTenantId must be the GUID that Entra shows for it; without it nobody's message could be checked.",
    ],
    [
      'a file for audit rows in a folder that is not there',
      () => environments.production({ LATCHKEY_AUDIT_FILE: environments.file('gone/audit.jsonl') }),
      'LATCHKEY_AUDIT_FILE names a file in a folder that is not there.',
    ],
    [
      'a file for anchors in a folder that is not there',
      () => environments.production({ LATCHKEY_AUDIT_ANCHOR_FILE: environments.file('gone/anchors.jsonl') }),
      'LATCHKEY_AUDIT_ANCHOR_FILE names a file in a folder that is not there.',
    ],
    [
      'no public URL',
      () => environments.production({ LATCHKEY_PUBLIC_URL: undefined }),
      'LATCHKEY_PUBLIC_URL must be the https URL by which Teams and browsers reach Latchkey.',
    ],
    [
      'a public URL without https',
      () => environments.production({ LATCHKEY_PUBLIC_URL: 'http://latchkey.example.com' }),
      'LATCHKEY_PUBLIC_URL must begin with https.',
    ],
    [
      'a public URL that is none',
      () => environments.production({ LATCHKEY_PUBLIC_URL: 'latchkey.example.com' }),
      'LATCHKEY_PUBLIC_URL is not a URL.',
    ],
    [
      'an unknown cloud',
      () => environments.production({ LATCHKEY_CLOUD: 'private' }),
      'LATCHKEY_CLOUD must be public, gcc-high, dod, china or sandbox.',
    ],
    [
      'a cloud named like what every object has',
      () => environments.production({ LATCHKEY_CLOUD: 'constructor' }),
      'LATCHKEY_CLOUD must be public, gcc-high, dod, china or sandbox.',
    ],
    [
      'a multi-tenant registration',
      () => environments.production({ MicrosoftAppType: 'MultiTenant' }),
      'MicrosoftAppType must be SingleTenant or UserAssignedMSI; multi-tenant bots are not supported.',
    ],
    [
      'no credential',
      () => environments.production(withoutCertificate),
      'There is no credential: set LATCHKEY_CERTIFICATE_FILE and LATCHKEY_CERTIFICATE_KEY_FILE, or MicrosoftAppType=UserAssignedMSI.',
    ],
    [
      'a certificate file that is not there',
      () => environments.production({ LATCHKEY_CERTIFICATE_FILE: environments.file('none.pem') }),
      'LATCHKEY_CERTIFICATE_FILE names a file that cannot be read.',
    ],
    [
      'a certificate and a secret',
      () => environments.production({ MicrosoftAppPassword: 'a secret' }),
      'Set either a certificate or MicrosoftAppPassword, not both.',
    ],
    [
      'a secret in production',
      () => environments.production({ ...withoutCertificate, MicrosoftAppPassword: 'a secret' }),
      'MicrosoftAppPassword is a secret that can be copied: use a certificate or a managed identity, or set LATCHKEY_ALLOW_SECRET=true.',
    ],
    [
      'no database',
      () => environments.production({ DATABASE_URL: undefined }),
      'Name a database: DATABASE_URL for PostgreSQL, or LATCHKEY_DATA_DIR for the embedded one.',
    ],
    [
      'two databases',
      () => environments.production({ LATCHKEY_DATA_DIR: '/data' }),
      'Set DATABASE_URL or LATCHKEY_DATA_DIR, not both.',
    ],
    [
      'a database of another kind',
      () => environments.production({ DATABASE_URL: 'mysql://db.example.com/latchkey' }),
      'DATABASE_URL must begin with postgres://.',
    ],
    [
      'no encryption key',
      () => environments.production({ LATCHKEY_ENCRYPTION_KEY: undefined }),
      'LATCHKEY_ENCRYPTION_KEY must be 32 random bytes in base64, for instance from "openssl rand -base64 32".',
    ],
    [
      'a short key among several',
      () => environments.production({ LATCHKEY_ENCRYPTION_KEY: `${'A'.repeat(43)}=,c2hvcnQ=` }),
      'LATCHKEY_ENCRYPTION_KEY: every key in the list must be 32 bytes in base64.',
    ],
    [
      'a metrics address without a port',
      () => environments.production({ LATCHKEY_METRICS_ADDRESS: '127.0.0.1' }),
      'LATCHKEY_METRICS_ADDRESS must be host:port, for instance 127.0.0.1:9464.',
    ],
    [
      'a metrics address with a port too high',
      () => environments.production({ LATCHKEY_METRICS_ADDRESS: '127.0.0.1:65536' }),
      'LATCHKEY_METRICS_ADDRESS must be host:port, for instance 127.0.0.1:9464.',
    ],
    [
      'another kind of card action',
      () => environments.production({ LATCHKEY_CARD_ACTIONS: 'Action.Execute' }),
      'LATCHKEY_CARD_ACTIONS must be execute or submit.',
    ],
    [
      'a log level that is none',
      () => environments.production({ LATCHKEY_LOG_LEVEL: 'verbose' }),
      'LATCHKEY_LOG_LEVEL must be trace, debug, info, warn, error, fatal or silent.',
    ],
    [
      'a settings file that is not there',
      () => environments.production({ LATCHKEY_SETTINGS_FILE: environments.file('none.yaml') }),
      'LATCHKEY_SETTINGS_FILE names a file that cannot be read.',
    ],
    [
      'the sandbox URL with a real cloud',
      () => environments.production({ LATCHKEY_SANDBOX_URL: 'http://127.0.0.1:4000' }),
      'LATCHKEY_SANDBOX_URL is only taken with LATCHKEY_CLOUD=sandbox.',
    ],
    [
      'the sandbox in production',
      () => environments.sandbox({ NODE_ENV: 'production' }),
      'LATCHKEY_CLOUD=sandbox is refused with NODE_ENV=production.',
    ],
    [
      'the sandbox without its URL',
      () => environments.sandbox({ LATCHKEY_SANDBOX_URL: undefined }),
      'LATCHKEY_CLOUD=sandbox needs LATCHKEY_SANDBOX_URL, for instance http://127.0.0.1:4000.',
    ],
    [
      'a sandbox on another machine',
      () => environments.sandbox({ LATCHKEY_SANDBOX_URL: 'http://192.0.2.7:4000' }),
      'LATCHKEY_SANDBOX_URL must be on this machine (127.0.0.1).',
    ],
    [
      'a sandbox whose name only begins like this machine',
      () => environments.sandbox({ LATCHKEY_SANDBOX_URL: 'http://127.0.0.1.example.com:4000' }),
      'LATCHKEY_SANDBOX_URL must be on this machine (127.0.0.1).',
    ],
    [
      'a sandbox URL that is none',
      () => environments.sandbox({ LATCHKEY_SANDBOX_URL: 'here' }),
      'LATCHKEY_SANDBOX_URL is not a URL.',
    ],
  ];
  for (const [title, environment, reason] of refusals) {
    it(`refuses ${title}`, () => {
      assert.deepEqual(reasonsOf(environment()), [reason]);
    });
  }

  for (const missing of Object.keys(withoutCertificate)) {
    it(`refuses a certificate without ${missing}`, () => {
      assert.equal(
        reasonsOf(environments.production({ [missing]: undefined }))[0],
        'LATCHKEY_CERTIFICATE_FILE and LATCHKEY_CERTIFICATE_KEY_FILE belong together: set both.',
      );
    });
  }

  it('refuses settings with a reason for each of them', () => {
    const reasons = reasonsOf(
      environments.production({ LATCHKEY_SETTINGS_FILE: environments.file('wrong.yaml') }),
    );
    assert.deepEqual(
      reasons.map((reason) => reason.split(':', 1)[0]),
      ['LATCHKEY_SETTINGS_FILE, digest.at', 'LATCHKEY_SETTINGS_FILE, people'],
    );
  });
});
