import assert from 'node:assert/strict';
import { runInMemory } from './runInMemory.ts';

describe('runCli', () => {
  for (const args of [[], ['help'], ['--help'], ['-h']]) {
    it(`lists the commands for "${args.join(' ')}"`, async () => {
      const { exitCode, printed, complained } = await runInMemory(args);
      assert.equal(exitCode, 0);
      assert.deepEqual(complained, []);
      assert.ok(printed.some((line) => line.startsWith('  package ')));
      assert.ok(printed.some((line) => line.startsWith('  help ')));
    });
  }

  for (const args of [
    ['help', 'package'],
    ['package', '--help'],
    ['package', '-h'],
  ]) {
    it(`explains a command for "${args.join(' ')}"`, async () => {
      const { exitCode, printed } = await runInMemory(args);
      assert.equal(exitCode, 0);
      assert.equal(printed[0], 'Usage: npm run cli -- package [options]');
      assert.ok(printed.some((line) => line.startsWith('  --app-id ')));
    });
  }

  for (const args of [['pack'], ['help', 'pack']]) {
    it(`says that there is no such command for "${args.join(' ')}"`, async () => {
      const { exitCode, printed, complained } = await runInMemory(args);
      assert.equal(exitCode, 2);
      assert.deepEqual(printed, []);
      assert.deepEqual(complained, ['There is no command "pack". "npm run cli -- help" lists them.']);
    });
  }
});
