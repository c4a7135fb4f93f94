import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { ConfigError, readConfig } from '../../src/config.ts';
import { type Environment, makeEnvironments } from '../support/environments.ts';
import { type Attack, attackGroup } from './attackTable.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));

describe('attacks on the configuration', () => {
  const environments = makeEnvironments();

  after(() => {
    environments.remove();
  });

  const production: typeof environments.production = (changes) => environments.production(changes);
  const sandbox: typeof environments.sandbox = (changes) => environments.sandbox(changes);
  /** What is refused, named by the variable that the first sentence is about. */
  const configured: readonly Attack<Environment>[] = [
    [
      'no app id, which the SDK takes for "no authentication"',
      'refused: MicrosoftAppId',
      production({ MicrosoftAppId: '' }),
    ],
    ['blanks for an app id', 'refused: MicrosoftAppId', production({ MicrosoftAppId: '   ' })],
    [
      'an app id with something behind it',
      'refused: MicrosoftAppId',
      production({ MicrosoftAppId: '0c6a3e51-7d24-4b8e-9a15-6f20d83b94c7,x' }),
    ],
    ['no tenant', 'refused: MicrosoftAppTenantId', production({ MicrosoftAppTenantId: undefined })],
    [
      '"common" for a tenant',
      'refused: MicrosoftAppTenantId',
      production({ MicrosoftAppTenantId: 'common' }),
    ],
    [
      '"organizations" for a tenant',
      'refused: MicrosoftAppTenantId',
      production({ MicrosoftAppTenantId: 'organizations' }),
    ],
    ['a bot for every tenant', 'refused: MicrosoftAppType', production({ MicrosoftAppType: 'MultiTenant' })],
    [
      'the sandbox’s keys in a real cloud',
      'refused: LATCHKEY_SANDBOX_URL',
      production({ LATCHKEY_SANDBOX_URL: 'http://127.0.0.1:4000' }),
    ],
    [
      'keys of another host',
      'refused: LATCHKEY_SANDBOX_URL',
      sandbox({ LATCHKEY_SANDBOX_URL: 'https://attacker.example' }),
    ],
    [
      'keys of a host that looks like this one',
      'refused: LATCHKEY_SANDBOX_URL',
      sandbox({ LATCHKEY_SANDBOX_URL: 'http://127.0.0.1.attacker.example' }),
    ],
    [
      'keys of another machine in the net',
      'refused: LATCHKEY_SANDBOX_URL',
      sandbox({ LATCHKEY_SANDBOX_URL: 'http://10.0.0.1:4000' }),
    ],
    [
      'ours as a user of the attacker’s',
      'refused: LATCHKEY_SANDBOX_URL',
      sandbox({ LATCHKEY_SANDBOX_URL: 'http://127.0.0.1@attacker.example' }),
    ],
    ['the sandbox in production', 'refused: LATCHKEY_CLOUD', { ...sandbox(), NODE_ENV: 'production' }],
    ['a cloud that is none', 'refused: LATCHKEY_CLOUD', production({ LATCHKEY_CLOUD: '__proto__' })],
    [
      'plain http in production',
      'refused: LATCHKEY_PUBLIC_URL',
      production({ LATCHKEY_PUBLIC_URL: 'http://latchkey.example.com' }),
    ],
    [
      'no key to seal with',
      'refused: LATCHKEY_ENCRYPTION_KEY',
      production({ LATCHKEY_ENCRYPTION_KEY: undefined }),
    ],
    [
      'a short key to seal with',
      'refused: LATCHKEY_ENCRYPTION_KEY',
      production({ LATCHKEY_ENCRYPTION_KEY: 'AAAA' }),
    ],
    [
      'one key of two too short',
      'refused: LATCHKEY_ENCRYPTION_KEY',
      production({ LATCHKEY_ENCRYPTION_KEY: `${Buffer.alloc(32).toString('base64')},AAAA` }),
    ],
    [
      'a secret that nobody allowed',
      'refused: MicrosoftAppPassword',
      production({
        LATCHKEY_CERTIFICATE_FILE: undefined,
        LATCHKEY_CERTIFICATE_KEY_FILE: undefined,
        MicrosoftAppPassword: 'x',
      }),
    ],
    [
      'a database of another kind',
      'refused: DATABASE_URL',
      production({ DATABASE_URL: 'mysql://db.example.com/latchkey' }),
    ],
    [
      'settings that are none',
      'refused: LATCHKEY_SETTINGS_FILE',
      production({ LATCHKEY_SETTINGS_FILE: environments.file('wrong.yaml') }),
    ],
  ];

  attackGroup('OP', 'what is not even begun with', configured, (environment) => {
    try {
      readConfig(environment);
      return Promise.resolve('taken');
    } catch (error) {
      const reason = error instanceof ConfigError ? (error.reasons[0] ?? '') : String(error);
      return Promise.resolve(`refused: ${/[A-Z]\w+_?\w*/.exec(reason)?.[0] ?? reason}`);
    }
  });

  const processes: readonly Attack<Environment>[] = [
    ['nothing set', 'ended with 1, sentences, no stack', {}],
    [
      'the sandbox in production',
      'ended with 1, sentences, no stack',
      { ...sandbox(), NODE_ENV: 'production' },
    ],
  ];

  attackGroup('OP', 'how a process ends that cannot start', processes, async (environment) => {
    const inherited = Object.fromEntries(
      Object.entries(process.env).filter(
        ([name]) => !/^(LATCHKEY_|Microsoft|DATABASE_URL|NODE_ENV|NODE_V8|PORT)/i.test(name),
      ),
    );
    const child = spawn(process.execPath, ['bin/latchkey.mjs'], {
      cwd: root,
      env: { ...inherited, ...environment },
      stdio: ['ignore', 'ignore', 'pipe'],
    });
    const [written, exit] = await Promise.all([text(child.stderr), once(child, 'exit')]);
    const [code] = exit as [number | null];
    const isSentences = written.startsWith('Latchkey cannot start:\n  - ');
    const hasStack = /\n\s+at .*:\d+/.test(written);
    return `ended with ${String(code)}, ${isSentences ? 'sentences' : written}, ${hasStack ? 'a stack' : 'no stack'}`;
  });
});
