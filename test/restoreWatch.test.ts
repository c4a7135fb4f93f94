import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type NotedHead, type RestoreNotice } from '../src/pim/quarantine.ts';
import { type RestoreWatch, watchForRestore } from '../src/restoreWatch.ts';
import { TestClock } from './support/testClock.ts';

describe('watchForRestore', () => {
  let folder: string;
  let begun: RestoreNotice[];
  let events: unknown[];
  let isAway: boolean;

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'latchkey-watch-'));
    begun = [];
    events = [];
    isAway = false;
  });

  afterEach(() => rm(folder, { recursive: true, force: true }));

  /** A database in which nothing of what was noted down is. */
  const watch = (file: string | undefined): RestoreWatch => {
    const log = (facts: object): void => void events.push((facts as { event?: unknown }).event);
    const quarantine = {
      lostHead: (noted: readonly NotedHead[]) =>
        isAway ? Promise.reject(new Error('away')) : Promise.resolve(noted.at(-1)),
      begin: (notice: RestoreNotice) => Promise.resolve(begun.push(notice) > 0),
      state: () => Promise.resolve({ isOn: begun.length > 0, since: undefined }),
    };
    const logger = { debug: log, info: log, warn: log, error: log };
    return watchForRestore(
      { quarantine, clock: new TestClock(), random: { secret: () => 's' }, logger },
      file,
    );
  };
  const anchorFile = async (...lines: readonly string[]): Promise<string> => {
    const file = join(folder, 'anchors.jsonl');
    await writeFile(file, lines.map((line) => `${line}\n`).join(''));
    return file;
  };
  const line = (sequence: number): string =>
    JSON.stringify({ sequence, hash: 'a'.repeat(64), at: '2026-01-05T09:00:00.000Z' });

  it('begins with the last head that is lost, once, whoever asks', async () => {
    const { look, state } = watch(await anchorFile(line(3), '{"sequence":', line(8)));
    const [first] = await Promise.all([state(), state(), look()]);
    assert.equal(first.isOn, true);
    assert.deepEqual(
      begun.map(({ by, lost }) => [by, lost?.sequence]),
      [['anchor', 8]],
    );
    assert.deepEqual(events, ['restore.noticed']);
  });

  it('finds nothing where nothing was noted down, or cannot be read again', async () => {
    for (const file of [undefined, '-', join(folder, 'missing.jsonl')]) {
      assert.equal((await watch(file).state()).isOn, false);
    }
    assert.deepEqual(events, []);
  });

  it('says so where the notes cannot be read', async () => {
    assert.equal((await watch(folder).state()).isOn, false);
    assert.deepEqual(events, ['restore.unknown']);
  });

  it('knows nothing until the database is there, and looks then', async () => {
    const { state } = watch(await anchorFile(line(3)));
    isAway = true;
    await assert.rejects(state(), /away/);
    isAway = false;
    assert.equal((await state()).isOn, true);
  });
});
