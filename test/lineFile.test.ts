import assert from 'node:assert/strict';
import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { linesTo } from '../src/lineFile.ts';

describe('linesTo', () => {
  let folder: string;
  let file: string;

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'latchkey-lines-'));
    file = join(folder, 'audit.jsonl');
  });

  afterEach(() => rm(folder, { recursive: true, force: true }));

  it('appends to a file that only its owner can read', async () => {
    const write = linesTo(file);
    await write(['one', 'two']);
    await write(['three']);
    assert.equal(await readFile(file, 'utf8'), 'one\ntwo\nthree\n');
    assert.equal((await stat(file)).mode & 0o777, 0o600);
  });

  it('begins on a line of its own where the last one was torn', async () => {
    await writeFile(file, 'one\n{"to');
    await linesTo(file)(['two']);
    assert.equal(await readFile(file, 'utf8'), 'one\n{"to\ntwo\n');
  });

  it('fails where there is no folder for it', async () => {
    await assert.rejects(linesTo(join(folder, 'gone', 'audit.jsonl'))(['one']), { code: 'ENOENT' });
  });
});
