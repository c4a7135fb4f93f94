import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';

interface End {
  readonly exitCode: number | string | null | undefined;
  readonly output: string;
  readonly errors: string;
}

const starter = fileURLToPath(new URL('../bin/latchkey.mjs', import.meta.url));

/** Runs the starter with an empty environment until it ends; `asNode` is the Node version that it is told. */
const run = (args: readonly string[], asNode = process.versions.node): Promise<End> => {
  const pretend = `Object.defineProperty(process, 'versions', { value: { node: '${asNode}' } })`;
  const preload = asNode === process.versions.node ? [] : ['--import', `data:text/javascript,${pretend}`];
  return new Promise((resolve) => {
    execFile(process.execPath, [...preload, starter, ...args], { env: {} }, (error, output, errors) => {
      resolve({ exitCode: error === null ? 0 : error.code, output, errors });
    });
  });
};

describe('bin/latchkey.mjs', () => {
  it('says in a line for each reason why it cannot start', async () => {
    const { exitCode, output, errors } = await run([]);
    assert.equal(exitCode, 1);
    assert.equal(output, '');
    const [first, ...reasons] = errors.trimEnd().split('\n');
    assert.equal(first, 'Latchkey cannot start:');
    assert.ok(reasons.length > 1);
    assert.ok(reasons.every((reason) => /^ {2}- .+\.$/.test(reason)));
  });

  it('runs the command line after "cli"', async () => {
    const help = await run(['cli', 'help']);
    assert.deepEqual({ exitCode: help.exitCode, errors: help.errors }, { exitCode: 0, errors: '' });
    assert.match(help.output, /^Usage: npm run cli -- <command> \[options\]\n/);
  });

  it('hands on the exit code of a command', async () => {
    const refused = await run(['cli', 'package']);
    assert.deepEqual({ exitCode: refused.exitCode, output: refused.output }, { exitCode: 1, output: '' });
    assert.match(refused.errors, /^package was refused:\n/);
    assert.equal((await run(['cli', 'nonsense'])).exitCode, 2);
  });

  for (const version of ['18.20.8', '20.20.2', '22.17.1', '23.11.0']) {
    it(`tells Node ${version} in one sentence what is needed`, async () => {
      const { exitCode, output, errors } = await run([], version);
      assert.deepEqual({ exitCode, output }, { exitCode: 1, output: '' });
      assert.match(
        errors,
        /^Latchkey needs Node\.js 22\.18 or later, or 24 or later; this is \d+\.\d+\.\d+\./,
      );
      assert.equal(errors.trimEnd().split('\n').length, 1);
      assert.ok(errors.includes(version));
    });
  }
});
