import assert from 'node:assert/strict';
import { basename, dirname, join, normalize } from 'node:path';
import { environmentNames, readConfig } from '../../src/config.ts';
import { filesLike, isThere, textOf } from '../support/projectFiles.ts';

const files = filesLike('deploy/azure/**/*.bicep');

/** The text without comments, and with what stands in quotes taken out, as far as brackets go. */
const bare = (text: string): string =>
  text
    .replaceAll(/^\s*\/\/.*$/gm, '')
    .replaceAll(/'(?:\\.|[^'\\\n])*'/g, (quoted) =>
      [...quoted.matchAll(/\$\{([^}]*)\}/g)].map(([, inner = '']) => inner).join(' '),
    );

/** The first bracket that does not fit, or is left open. */
function unbalanced(text: string): string | undefined {
  const closing: Readonly<Record<string, string>> = { '}': '{', ']': '[', ')': '(' };
  const open: string[] = [];
  for (const character of text) {
    if ('{[('.includes(character)) open.push(character);
    else if (closing[character] !== undefined && open.pop() !== closing[character]) return character;
  }
  return open.at(-1);
}

const declared = (text: string, kind: string): readonly string[] =>
  [...text.matchAll(new RegExp(`^${kind} (\\w+)\\b`, 'gm'))].map(([, name = '']) => name);

/** Each module that a file uses: where it is, and what it is handed. */
function modulesIn(file: string): readonly { readonly path: string; readonly params: readonly string[] }[] {
  return [...textOf(file).matchAll(/^module \w+ '([^']+)' = \{\n([\s\S]*?)^\}$/gm)].map(
    ([, path = '', body = '']) => ({
      path: normalize(join(dirname(file), path)),
      params: [...(body.split('params: {')[1] ?? '').matchAll(/^ {4}(\w+):/gm)].map(([, name = '']) => name),
    }),
  );
}

const app = textOf('deploy/azure/modules/app.bicep');
const listed = (name: string): readonly (readonly [name: string, value: string])[] => {
  const [, list = ''] = new RegExp(`^var ${name} = \\[\\n([\\s\\S]*?)^\\]$`, 'm').exec(app) ?? [];
  return [...list.matchAll(/\{ name: '(\w+)', (?:value|secretRef): (.+) \}/g)].map(
    ([, one = '', value = '']) => [one, value] as const,
  );
};

describe('deploy/azure', () => {
  for (const file of files) {
    it(`${file} closes every bracket, uses what it declares, and declares what it uses`, () => {
      const text = textOf(file);
      assert.equal(unbalanced(bare(text)), undefined);
      for (const name of [...declared(text, 'param'), ...declared(text, 'var')]) {
        const uses = bare(text).match(new RegExp(`\\b${name}\\b`, 'g'))?.length ?? 0;
        assert.ok(uses > 1, `${name} is declared and not used`);
      }
    });
  }

  it('hands each module every parameter that it has, and no other', () => {
    const used = files.flatMap(modulesIn);
    for (const { path, params } of used) {
      assert.ok(isThere(path), path);
      assert.deepEqual(params.toSorted(), declared(textOf(path), 'param').toSorted(), path);
    }
    const names = new Set(used.map(({ path }) => basename(path)));
    const unused = filesLike('deploy/azure/modules/*.bicep').filter((path) => !names.has(basename(path)));
    assert.deepEqual(unused, []);
  });

  it('calls everything by the same names in both steps', () => {
    const names = (file: string): readonly string[] =>
      textOf(file).match(/^var (?:suffix|vaultName|registryName|identityName) = .+$/gm) ?? [];
    assert.equal(names('deploy/azure/main.bicep').length, 4);
    assert.deepEqual(names('deploy/azure/main.bicep'), names('deploy/azure/foundation.bicep'));
  });

  it('takes the secrets that secrets.sh makes', () => {
    const made = [...textOf('deploy/azure/secrets.sh').matchAll(/^make ([\w-]+) /gm)].map(([, name]) => name);
    const main = textOf('deploy/azure/main.bicep');
    const taken = [
      ...[...main.matchAll(/getSecret\('([\w-]+)'\)/g)].map(([, name]) => name),
      ...[...main.matchAll(/vaultUri\}secrets\/([\w-]+)'/g)].map(([, name]) => name),
    ];
    assert.deepEqual([...new Set(taken)].toSorted(), made.toSorted());
  });

  it('gives parameters in the example that main.bicep has', () => {
    const example = textOf('deploy/azure/main.example.bicepparam');
    const params = declared(textOf('deploy/azure/main.bicep'), 'param');
    const given = [...example.matchAll(/^(?:\/\/ )?param (\w+) =/gm)].map(([, name = '']) => name);
    assert.deepEqual(
      given.filter((name) => !params.includes(name)),
      [],
    );
    const required = [...textOf('deploy/azure/main.bicep').matchAll(/^param (\w+) \w+$/gm)];
    for (const [, name = ''] of required) assert.ok(given.includes(name), name);
  });

  it('starts Latchkey in an environment that it takes, and names nothing that nobody reads', () => {
    const entries = listed('environmentOfApp');
    const samples: Readonly<Record<string, string>> = {
      publicUrl: 'https://latchkey.example.com',
      appId: '0c6a3e51-7d24-4b8e-9a15-6f20d83b94c7',
      'tenant().tenantId': 'b8f2d19e-35c6-4a07-8e4d-2719c0a5f3b6',
      identityClientId: '5f0c2b1e-8a34-4d6f-9b27-c1e0a4d7f863',
      encryptionKeySecret: 'https://latchkey-abcdefghij.vault.azure.net/secrets/encryption-key',
      "'database-url'": 'postgres://latchkey:word@db.example.com/latchkey?sslmode=verify-full',
      "'migrations-url'": 'postgres://latchkey_owner:word@db.example.com/latchkey?sslmode=verify-full',
      "'${settingsFolder}/settings.yaml'": '',
    };
    const environment = Object.fromEntries(
      entries.map(([name, value]) => [name, samples[value] ?? value.slice(1, -1)]),
    );
    assert.ok(entries.length > 10);
    const names: readonly string[] = [...environmentNames, 'NODE_OPTIONS'];
    assert.deepEqual(
      Object.keys(environment).filter((name) => !names.includes(name)),
      [],
    );
    const config = readConfig(environment);
    assert.equal(config.isProduction, true);
    assert.deepEqual(config.credential, {
      kind: 'managedIdentity',
      clientId: samples['identityClientId'],
    });
    assert.equal(config.port, 3978);
    assert.equal(app.match(/(?:targetPort|port): 3978\b/g)?.length, 4);
    // Every secret that is referred to is one.
    const [, secretList = ''] = /^var secrets = \[\n([\s\S]*?)^\]$/m.exec(app) ?? [];
    const kept = [...secretList.matchAll(/name: '([\w-]+)'/g)].map(([, name = '']) => name);
    const referred = [...app.matchAll(/secretRef: '([\w-]+)'/g)].map(([, name = '']) => name);
    for (const name of referred) assert.ok(kept.includes(name), name);
  });

  it('makes the database login with the script that the composition uses', () => {
    const [, path = ''] = /loadTextContent\('([^']+)'\)/.exec(app) ?? [];
    assert.equal(normalize(join('deploy/azure/modules', path)), 'deploy/database/login.sh');
    const tools = listed('environmentOfTools').map(([name]) => name);
    assert.ok(
      ['PGHOST', 'PGUSER', 'PGPASSWORD', 'LATCHKEY_DATABASE_PASSWORD'].every((name) => tools.includes(name)),
    );
    // The same PostgreSQL client in both.
    const [, image = ''] = /^var tools = 'docker\.io\/library\/(.+)'$/m.exec(app) ?? [];
    assert.ok(textOf('deploy/compose.yaml').includes(`image: ${image}\n`));
  });

  it('makes a bot of this tenant alone, with the Teams channel and the messaging endpoint', () => {
    const bot = textOf('deploy/azure/modules/bot.bicep');
    assert.match(bot, /msaAppType: 'SingleTenant'/);
    assert.match(bot, /name: 'MsTeamsChannel'/);
    assert.match(textOf('deploy/azure/main.bicep'), /endpoint: '\$\{reachedAt\}\/api\/messages'/);
  });
});
