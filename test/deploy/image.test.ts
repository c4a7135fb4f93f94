import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:http';
import { isBuiltin } from 'node:module';
import { type AddressInfo } from 'node:net';
import { filesLike, isThere, textOf } from '../support/projectFiles.ts';

const dockerfile = textOf('deploy/Dockerfile');
const project = JSON.parse(textOf('package.json')) as {
  readonly scripts: { readonly start: string };
  readonly engines: { readonly node: string };
  readonly dependencies: Readonly<Record<string, string>>;
  readonly optionalDependencies: Readonly<Record<string, string>>;
};

/** What instructions of a kind say, in order. */
const instructions = (name: string): readonly string[] =>
  [...dockerfile.matchAll(new RegExp(`^${name} (.+)$`, 'gm'))].map(([, rest = '']) => rest);

/** What is copied out of the project's folder. */
const copied = instructions('COPY')
  .filter((rest) => !rest.startsWith('--from'))
  .flatMap((rest) => rest.split(' ').slice(0, -1));

const stages = dockerfile.split(/^FROM /m).slice(1);
const last = stages.at(-1) ?? '';

describe('deploy/Dockerfile', () => {
  it('starts what "npm start" starts, as nobody in particular', () => {
    assert.deepEqual(JSON.parse(instructions('ENTRYPOINT')[0] ?? ''), project.scripts.start.split(' '));
    assert.match(last, /^USER 1000:1000$/m);
    assert.ok(last.indexOf('USER') > last.lastIndexOf('COPY'), 'files belong to root');
    assert.match(last, /^ENV NODE_ENV=production$/m);
    assert.match(textOf('README.md'), /`npm start`/);
  });

  it('has the Node that the tests run with, by its full version', () => {
    const [version] = Object.values(project.optionalDependencies);
    for (const base of instructions('FROM')) assert.ok(base.startsWith(`node:${version ?? ''}-`), base);
    assert.ok(project.engines.node.includes(`^${(version ?? '').split('.')[0] ?? ''}.`));
  });

  it('installs what the lock file says, without what only development needs', () => {
    assert.deepEqual(instructions('RUN'), ['npm ci --omit=dev --omit=optional']);
    assert.ok(['package.json', 'package-lock.json', '.npmrc'].every((file) => copied.includes(file)));
  });

  it('copies what is there, and .dockerignore lets that through and nothing else', () => {
    for (const path of copied) assert.ok(isThere(path), path);
    const letThrough = textOf('.dockerignore')
      .split('\n')
      .filter((line) => line.startsWith('!'))
      .map((line) => line.slice(1));
    assert.match(textOf('.dockerignore'), /^\*$/m);
    assert.deepEqual(letThrough.toSorted(), [...new Set(copied)].toSorted());
  });

  it('asks for health with the Node that is there: 0 while the process lives, 1 when it does not answer', async () => {
    const [check = ''] = instructions('HEALTHCHECK');
    const [program, ...args] = JSON.parse(check.slice(check.indexOf('['))) as readonly string[];
    assert.equal(program, 'node');
    const asked: string[] = [];
    const server = createServer(({ url = '' }, response) => {
      asked.push(url);
      response.end();
    });
    await once(server.listen(0, '127.0.0.1'), 'listening');
    const PORT = String((server.address() as AddressInfo).port);
    const exitCode = async (): Promise<unknown> => {
      const [code] = (await once(spawn(process.execPath, args, { env: { PORT } }), 'exit')) as unknown[];
      return code;
    };
    try {
      assert.equal(await exitCode(), 0);
    } finally {
      server.close();
      server.closeAllConnections();
    }
    assert.equal(await exitCode(), 1);
    assert.deepEqual(asked, ['/healthz']);
  });

  it('has every package and every file that the sources name', () => {
    const sources = filesLike('{src,bin}/**/*.{ts,mjs}').filter((path) => path !== 'bin/installScripts.ts');
    const named = sources.flatMap((path) =>
      [...textOf(path).matchAll(/(?:from|import\(|import|require\.resolve\()\s*'([@.\w][\w./@:-]*)'/g)].map(
        ([, name = '']) => name,
      ),
    );
    assert.ok(named.includes('botbuilder'));
    const packages = named
      .filter((name) => !name.startsWith('.') && !isBuiltin(name))
      .map((name) => /^(?:@[^/]+\/)?[^/]+/.exec(name)?.[0] ?? name);
    assert.deepEqual(
      [...new Set(packages)].filter((name) => !Object.hasOwn(project.dependencies, name)),
      [],
      'imported, and no dependency of the installed product',
    );
    // What lies above src: the package file and the manifest.
    const above = named.filter((name) => name.startsWith('../../') && !name.endsWith('.ts'));
    assert.deepEqual(
      above.filter((name) => !copied.some((path) => name.endsWith(`/${path}`))),
      [],
    );
  });
});
