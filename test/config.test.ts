import assert from 'node:assert/strict';
import { type Config, readConfig } from '../src/config.ts';
import { defaultSettings } from '../src/settings.ts';
import {
  type Environment,
  type Environments,
  makeEnvironments,
  withoutCertificate,
} from './support/environments.ts';

const APP_ID = '0c6a3e51-7d24-4b8e-9a15-6f20d83b94c7';
const TENANT_ID = 'b8f2d19e-35c6-4a07-8e4d-2719c0a5f3b6';
const keys = [7, 8].map((byte) => Buffer.alloc(32, byte));

describe('readConfig', () => {
  let environments: Environments;

  before(() => {
    environments = makeEnvironments();
  });

  after(() => {
    environments.remove();
  });

  it('fills in what is left out', () => {
    const { port, cloud, isProduction, cardActions, logLevel, settings, ...rest } = readConfig(
      environments.production(),
    );
    assert.deepEqual(
      { port, cloud, isProduction, cardActions, logLevel, settings },
      {
        port: 3978,
        cloud: 'public',
        isProduction: true,
        cardActions: 'execute',
        logLevel: 'info',
        settings: defaultSettings(),
      },
    );
    assert.equal(rest.metricsAddress, undefined);
    assert.equal(rest.sandboxUrl, undefined);
    assert.equal(rest.endpoints.loginUrl, 'https://login.microsoftonline.com');
    assert.equal(rest.channel.issuer, 'https://api.botframework.com');
  });

  it('takes an empty value for none', () => {
    const empty = Object.fromEntries(
      ['PORT', 'LATCHKEY_CLOUD', 'LATCHKEY_SANDBOX_URL'].map((name) => [name, ' ']),
    );
    assert.deepEqual(readConfig(environments.production(empty)), readConfig(environments.production()));
  });

  const given = <Key extends keyof Config>(key: Key, environment: Environment): Config[Key] =>
    readConfig(environment)[key];

  it('reads the certificate and its key', () => {
    assert.deepEqual(given('credential', environments.production()), {
      kind: 'certificate',
      certificatePem: 'a certificate',
      privateKeyPem: 'a key',
    });
  });

  it('needs no credential with a managed identity', () => {
    assert.deepEqual(
      given(
        'credential',
        environments.production({ ...withoutCertificate, MicrosoftAppType: 'UserAssignedMSI' }),
      ),
      { kind: 'managedIdentity', clientId: APP_ID },
    );
  });

  it('takes a secret in production when told to', () => {
    const environment = {
      ...withoutCertificate,
      MicrosoftAppPassword: 'a secret',
      LATCHKEY_ALLOW_SECRET: 'true',
    };
    assert.deepEqual(given('credential', environments.production(environment)), {
      kind: 'secret',
      secret: 'a secret',
    });
  });

  it('writes ids small and the public URL without a slash at the end', () => {
    const { appId, tenantId, publicUrl } = readConfig(
      environments.production({
        MicrosoftAppId: APP_ID.toUpperCase(),
        MicrosoftAppTenantId: TENANT_ID.toUpperCase(),
        LATCHKEY_PUBLIC_URL: 'https://latchkey.example.com/bot//',
      }),
    );
    assert.deepEqual(
      { appId, tenantId, publicUrl },
      { appId: APP_ID, tenantId: TENANT_ID, publicUrl: 'https://latchkey.example.com/bot' },
    );
  });

  it('knows the hosts of every cloud', () => {
    const hosts = (cloud: string): readonly string[] => {
      const { endpoints, channel } = readConfig(environments.production({ LATCHKEY_CLOUD: cloud }));
      return [endpoints.loginUrl, endpoints.graphUrl, channel.issuer].map((url) => new URL(url).host);
    };
    assert.deepEqual(hosts('gcc-high'), [
      'login.microsoftonline.us',
      'graph.microsoft.us',
      'api.botframework.us',
    ]);
    assert.deepEqual(hosts('dod'), [
      'login.microsoftonline.us',
      'dod-graph.microsoft.us',
      'api.botframework.us',
    ]);
    assert.deepEqual(hosts('china'), [
      'login.partner.microsoftonline.cn',
      'microsoftgraph.chinacloudapi.cn',
      'api.botframework.azure.cn',
    ]);
  });

  it('reads several encryption keys in their order', () => {
    const list = keys.map((key) => key.toString('base64')).join(', ');
    assert.deepEqual(
      given('encryptionKeys', environments.production({ LATCHKEY_ENCRYPTION_KEY: list })),
      keys,
    );
  });

  it('takes PostgreSQL with an owner of its own for migrations, or the embedded database', () => {
    const url = 'postgresql://db.example.com/latchkey';
    const migrationsUrl = 'postgres://owner@db.example.com/latchkey';
    assert.deepEqual(
      given(
        'database',
        environments.production({ DATABASE_URL: url, LATCHKEY_MIGRATIONS_DATABASE_URL: migrationsUrl }),
      ),
      { kind: 'postgres', url, migrationsUrl },
    );
    assert.deepEqual(
      given('database', environments.production({ DATABASE_URL: undefined, LATCHKEY_DATA_DIR: '/data' })),
      {
        kind: 'embedded',
        dataDir: '/data',
      },
    );
  });

  it('reads a metrics address, also of IPv6', () => {
    assert.deepEqual(
      given('metricsAddress', environments.production({ LATCHKEY_METRICS_ADDRESS: '0.0.0.0:9464' })),
      {
        host: '0.0.0.0',
        port: 9464,
      },
    );
    assert.deepEqual(
      given('metricsAddress', environments.production({ LATCHKEY_METRICS_ADDRESS: '[::1]:9464' })),
      {
        host: '::1',
        port: 9464,
      },
    );
  });

  it('writes the audit trail out where it is told to, and nowhere else', () => {
    const [rows, heads] = [environments.file('audit.jsonl'), environments.file('anchors.jsonl')];
    const told = { LATCHKEY_AUDIT_FILE: rows, LATCHKEY_AUDIT_ANCHOR_FILE: heads };
    assert.equal(given('auditFile', environments.production(told)), rows);
    assert.equal(given('auditAnchorFile', environments.production(told)), heads);
    assert.equal(given('auditFile', environments.production({ LATCHKEY_AUDIT_FILE: '-' })), '-');
    assert.equal(given('auditFile', environments.production()), undefined);
    assert.equal(given('auditAnchorFile', environments.production()), undefined);
  });

  it('reads the settings file', () => {
    const settings = given(
      'settings',
      environments.production({ LATCHKEY_SETTINGS_FILE: environments.file('settings.yaml') }),
    );
    assert.equal(settings.digest.at, '07:15');
    assert.deepEqual(settings.people, defaultSettings().people);
  });

  describe('with the sandbox', () => {
    it('asks for no public URL, no key and no database, and takes a secret', () => {
      const config = readConfig(environments.sandbox({ PORT: '4001' }));
      assert.equal(config.isProduction, false);
      assert.equal(config.publicUrl, 'http://127.0.0.1:4001');
      assert.equal(config.encryptionKeys, undefined);
      assert.deepEqual(config.database, { kind: 'embedded', dataDir: undefined });
      assert.deepEqual(config.credential, { kind: 'secret', secret: 'make-believe' });
    });

    it('replaces the hosts of Microsoft and nothing else', () => {
      const { sandboxUrl, endpoints, channel } = readConfig(
        environments.sandbox({ LATCHKEY_SANDBOX_URL: 'http://localhost:4000/tenant/' }),
      );
      const real = readConfig(environments.production());
      assert.equal(sandboxUrl, 'http://localhost:4000/tenant');
      assert.deepEqual(endpoints, {
        ...real.endpoints,
        loginUrl: 'http://localhost:4000/tenant/login',
        graphUrl: 'http://localhost:4000/tenant/graph',
      });
      assert.deepEqual(channel, {
        ...real.channel,
        metadataUrl: 'http://localhost:4000/tenant/botframework/v1/.well-known/openidconfiguration',
        clientOrigins: ['http://localhost:4000'],
      });
    });
  });
});
