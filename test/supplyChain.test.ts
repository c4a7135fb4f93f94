import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { installScripts } from '../bin/installScripts.ts';
import { textOf } from './support/projectFiles.ts';

const root = fileURLToPath(new URL('..', import.meta.url));

describe('what is installed', () => {
  it('runs nothing of its own, and every package that would is known', () => {
    const { allowScripts } = JSON.parse(textOf('package.json')) as {
      readonly allowScripts: Readonly<Record<string, boolean>>;
    };
    const found = installScripts();
    assert.deepEqual(
      found.map(({ name }) => name),
      Object.keys(allowScripts).toSorted(),
    );
    assert.deepEqual(
      found.filter(({ mayRun }) => mayRun !== false),
      [],
    );
    assert.match(textOf('.npmrc'), /^ignore-scripts=true$/m);
  });

  it('is locked with a checksum for every package of a registry', () => {
    const { packages } = JSON.parse(textOf('package-lock.json')) as {
      readonly packages: Readonly<
        Record<string, { readonly resolved?: string; readonly integrity?: string }>
      >;
    };
    const unchecked = Object.entries(packages).filter(
      ([path, { integrity }]) => path !== '' && integrity === undefined,
    );
    assert.deepEqual(
      unchecked.map(([path]) => path),
      [],
    );
  });

  it('can be listed offline, botbuilder with it', async () => {
    const args = ['sbom', '--sbom-format', 'cyclonedx', '--package-lock-only', '--offline'];
    const { stdout } = await promisify(execFile)('npm', args, { cwd: root, maxBuffer: 64 * 1024 * 1024 });
    const { bomFormat, components } = JSON.parse(stdout) as {
      readonly bomFormat: string;
      readonly components: readonly { readonly name: string; readonly version: string }[];
    };
    assert.equal(bomFormat, 'CycloneDX');
    const [botbuilder] = components.filter(({ name }) => name === 'botbuilder');
    assert.equal(botbuilder?.version, '4.23.3');
    assert.match(textOf('docs/security.md'), /botbuilder is at its end of life/);
  });
});
