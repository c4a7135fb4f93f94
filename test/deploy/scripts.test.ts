import assert from 'node:assert/strict';
import { execFileSync, spawnSync } from 'node:child_process';
import { chmodSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { filesLike, projectRoot } from '../support/projectFiles.ts';

/** A vault behind an `az` of a few lines: names of secrets in one file, what it was told in another. */
const vaultAz = (folder: string): string => `#!/bin/sh
echo "$*" >>'${folder}/calls'
case "$1 $2 $3" in
  'keyvault secret list') cat '${folder}/names' ;;
  'keyvault secret set')
    while [ $# -gt 0 ]; do
      case "$1" in --name) name="$2" ;; --file) file="$2" ;; esac
      shift
    done
    echo "$name" >>'${folder}/names'
    cp "$file" "${folder}/secret-$name" ;;
  *) exit 1 ;;
esac
`;

describe('scripts of deploy', () => {
  for (const script of filesLike('deploy/**/*.sh')) {
    it(`${script} can be run, parses, and stops at the first failure`, () => {
      assert.ok((statSync(join(projectRoot, script)).mode & 0o111) !== 0);
      execFileSync('bash', ['-n', script], { cwd: projectRoot });
      assert.match(readFileSync(join(projectRoot, script), 'utf8'), /^set -eu/m);
    });
  }

  it('deploy/azure/secrets.sh makes what the vault does not have, by a file, and keeps what it has', () => {
    const folder = mkdtempSync(join(tmpdir(), 'latchkey-vault-'));
    try {
      writeFileSync(join(folder, 'az'), vaultAz(folder));
      chmodSync(join(folder, 'az'), 0o755);
      writeFileSync(join(folder, 'names'), 'database-password\n');
      const run = (...args: readonly string[]) =>
        spawnSync(join(projectRoot, 'deploy/azure/secrets.sh'), ['a-vault', ...args], {
          encoding: 'utf8',
          env: { PATH: `${folder}:/usr/bin:/bin` },
        });
      const dry = run('--dry-run');
      assert.deepEqual([dry.status, dry.stderr], [0, '']);
      assert.equal(
        dry.stdout,
        'would make  encryption-key\nwould make  database-owner-password\nkept  database-password\n',
      );
      assert.equal(
        run().stdout,
        'made  encryption-key\nmade  database-owner-password\nkept  database-password\n',
      );
      assert.equal(run().stdout.match(/^kept/gm)?.length, 3);
      const secret = (name: string): string => readFileSync(join(folder, `secret-${name}`), 'utf8');
      assert.equal(Buffer.from(secret('encryption-key'), 'base64').length, 32);
      assert.match(secret('database-owner-password'), /^Lk-[0-9a-f]{64}$/);
      const calls = readFileSync(join(folder, 'calls'), 'utf8');
      assert.equal(calls.match(/secret set/g)?.length, 2);
      assert.ok(!calls.includes(secret('encryption-key')));
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  });
});
