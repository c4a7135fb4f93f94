import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parse } from 'yaml';
import { environmentNames, readConfig } from '../../src/config.ts';
import { isThere, projectRoot, textOf } from '../support/projectFiles.ts';

interface Service {
  readonly image: string;
  readonly build?: { readonly context: string; readonly dockerfile: string };
  readonly environment: Readonly<Record<string, string>>;
  readonly secrets: readonly string[];
  readonly read_only?: boolean;
  readonly cap_drop?: readonly string[];
  readonly ports?: readonly string[];
  readonly volumes?: readonly string[];
  readonly healthcheck?: { readonly test: readonly string[] };
  readonly depends_on?: { readonly database: { readonly condition: string } };
}

const { services, secrets } = parse(textOf('deploy/compose.yaml')) as {
  readonly services: { readonly latchkey: Service; readonly database: Service };
  readonly secrets: Readonly<Record<string, { readonly file: string }>>;
};

/** Names that Node and PostgreSQL's own client read. */
const namesOfOthers = ['NODE_OPTIONS', 'PGPASSFILE'];

const asked: Readonly<Record<string, string>> = {
  LATCHKEY_PUBLIC_URL: 'https://latchkey.example.com',
  MicrosoftAppId: '0c6a3e51-7d24-4b8e-9a15-6f20d83b94c7',
  MicrosoftAppTenantId: 'b8f2d19e-35c6-4a07-8e4d-2719c0a5f3b6',
};

describe('deploy/compose.yaml', () => {
  let folder = '';
  const secretsScript = (): string =>
    execFileSync(join(projectRoot, 'deploy/secrets.sh'), [folder], { encoding: 'utf8' });

  before(() => {
    folder = mkdtempSync(join(tmpdir(), 'latchkey-compose-'));
  });

  after(() => {
    rmSync(folder, { recursive: true, force: true });
  });

  it('names nothing in the environment that nobody reads', () => {
    const known: readonly string[] = [...environmentNames, ...namesOfOthers];
    const named = Object.keys(services.latchkey.environment);
    assert.deepEqual(
      named.filter((name) => !known.includes(name)),
      [],
    );
  });

  it('starts with the secrets that deploy/secrets.sh makes, once and never again', () => {
    const first = secretsScript();
    const texts = () =>
      Object.fromEntries(readdirSync(folder).map((file) => [file, readFileSync(join(folder, file), 'utf8')]));
    const made = texts();
    assert.equal(first.match(/^made {2}/gm)?.length, 5);
    assert.match(first, /^missing {2}.*certificate\.pem/m);
    const second = secretsScript();
    assert.doesNotMatch(second, /^made/m);
    assert.deepEqual(texts(), made);

    // Every secret that a service reads is made, but for the certificate.
    for (const file of ['certificate.pem', 'certificate-key.pem']) writeFileSync(join(folder, file), file);
    const names = Object.entries(secrets).map(([name, { file }]) => [name, file]);
    assert.deepEqual(
      names,
      Object.keys(secrets).map((name) => [name, `./secrets/${name}`]),
    );
    assert.deepEqual(Object.keys(secrets).toSorted(), readdirSync(folder).toSorted());
    for (const name of [...services.latchkey.secrets, ...services.database.secrets])
      assert.ok(Object.hasOwn(secrets, name), name);

    // What pg and its client take: nobody but the owner may read where passwords stand.
    assert.equal(statSync(join(folder, 'pgpass')).mode & 0o077, 0);
    assert.equal(statSync(join(folder, 'encryption-key')).mode & 0o077, 0);
    const [owner, application] = (made['pgpass'] ?? '').split('\n');
    assert.equal(owner, `database:5432:*:latchkey_owner:${(made['owner-password'] ?? '').trim()}`);
    assert.equal(application, `database:5432:*:latchkey:${(made['database-password'] ?? '').trim()}`);

    const here = (value: string): string =>
      value
        .replace(/^\$\{(\w+):\?.*\}$/, (_, name: string) => asked[name] ?? '')
        .replace(/^\/run\/secrets/, folder);
    const environment = Object.fromEntries(
      Object.entries(services.latchkey.environment).map(([name, value]) => [name, here(value)]),
    );
    const config = readConfig(environment);
    assert.equal(config.isProduction, true);
    assert.equal(config.credential.kind, 'certificate');
    assert.equal(config.encryptionKeys?.length, 1);
    assert.deepEqual(config.database, {
      kind: 'postgres',
      url: 'postgres://latchkey@database/latchkey',
      migrationsUrl: 'postgres://latchkey_owner@database/latchkey',
    });
  });

  it('gives the process nothing to write on, no rights, and no door but one for a proxy on the same machine', () => {
    const { latchkey, database } = services;
    assert.equal(latchkey.read_only, true);
    assert.deepEqual(latchkey.cap_drop, ['ALL']);
    assert.deepEqual(latchkey.ports, ['127.0.0.1:3978:3978']);
    assert.equal(database.ports, undefined);
    assert.equal(latchkey.depends_on?.database.condition, 'service_healthy');
    assert.equal(database.healthcheck?.test[1], 'pg_isready');
    assert.deepEqual(latchkey.build, { context: '..', dockerfile: 'deploy/Dockerfile' });
    assert.ok(isThere('deploy/database/login.sh'));
    assert.match(textOf('.gitignore'), /^deploy\/secrets\/$/m);
  });
});
