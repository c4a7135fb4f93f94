import assert from 'node:assert/strict';
import { appendFile, mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PGlite } from '@electric-sql/pglite';
import { linesTo } from '../../src/lineFile.ts';
import { principalId, tenantId } from '../../src/pim/ids.ts';
import { type ChainedAuditEntry } from '../../src/pim/records.ts';
import { chained, CHAIN_START } from '../../src/store/auditChain.ts';
import { createStore, type Store } from '../../src/store/store.ts';
import { clonedFolder, silentLogger } from '../support/databases.ts';
import { type Environments, makeEnvironments } from '../support/environments.ts';
import { anAuditEntry } from '../support/storeWorld.ts';
import { TestClock } from '../support/testClock.ts';
import { runInMemory, type Run } from './runInMemory.ts';

const tenant = tenantId('b8f2d19e-35c6-4a07-8e4d-2719c0a5f3b6');
const ana = { tenantId: tenant, id: principalId('33333333-3333-4333-8333-333333333333') };

const trailOf = (length: number, comment = 'INC-42'): readonly ChainedAuditEntry[] => {
  const rows: ChainedAuditEntry[] = [];
  for (let count = 0; count < length; count += 1) {
    const entry = { ...anAuditEntry(ana), facts: { comment, count } };
    const head = rows.at(-1) ?? { sequence: 0, hash: CHAIN_START };
    rows.push(chained(entry, new Date('2026-01-05T09:00:00Z'), head));
  }
  return rows;
};

describe('verify-audit', () => {
  let folder: string;
  let file: string;
  let anchors: string;
  const rows = trailOf(5);

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'latchkey-verify-'));
    [file, anchors] = [join(folder, 'audit.jsonl'), join(folder, 'anchors.jsonl')];
  });

  afterEach(() => rm(folder, { recursive: true, force: true }));

  const write = (some: readonly object[], into = file): Promise<void> =>
    linesTo(into)(some.map((one) => JSON.stringify(one)));
  const anchored = (...sequences: readonly number[]): Promise<void> =>
    write(
      rows
        .filter(({ sequence }) => sequences.includes(sequence))
        .map(({ sequence, hash }) => ({ sequence, hash, at: '2026-01-05T10:00:00.000Z' })),
      anchors,
    );
  const verify = (...args: readonly string[]): Promise<Run> =>
    runInMemory(['verify-audit', '--from', file, ...args]);

  it('tells how many rows there are and where the chain ends', async () => {
    await write(rows);
    const { exitCode, printed } = await verify();
    assert.equal(exitCode, 0);
    assert.deepEqual(printed, [
      'The audit trail is unbroken: 5 rows, 1 to 5.',
      `Head: ${rows[4]?.hash ?? ''}`,
    ]);
  });

  it('names the first row that was changed', async () => {
    await write(rows);
    await writeFile(file, (await readFile(file, 'utf8')).replace('"count":2', '"count":9'));
    const { exitCode, printed } = await verify();
    assert.equal(exitCode, 1);
    assert.match(printed.join('\n'), /broken at row 3: it is not what was written/);
  });

  it('names a row that was taken out', async () => {
    await write(rows.filter(({ sequence }) => sequence !== 2));
    const { exitCode, printed } = await verify();
    assert.equal(exitCode, 1);
    assert.match(printed.join('\n'), /broken at row 2: it is not there/);
  });

  it('finds with an anchor what was written anew or cut off, and nothing wrong where nothing is', async () => {
    await anchored(2, 4);
    await write(rows);
    const fits = await verify('--anchor', anchors);
    assert.equal(fits.exitCode, 0);
    assert.match(fits.printed.join('\n'), /Anchors that fit: 2 of 2/);
    await rm(file);
    await write(trailOf(5, 'INC-43'));
    assert.equal((await verify()).exitCode, 0, 'without an anchor nobody could know');
    const anew = await verify('--anchor', anchors);
    assert.equal(anew.exitCode, 1);
    assert.match(anew.printed.join('\n'), /broken at row 2: it is not the one that was noted down/);
    await rm(file);
    await write(rows.slice(0, 3));
    const cut = await verify('--anchor', anchors);
    assert.equal(cut.exitCode, 1);
    assert.match(cut.printed.join('\n'), /broken at row 4: the trail ends before it/);
  });

  it('takes rows that were written twice, and lines that were torn', async () => {
    await write(rows.slice(0, 3));
    await appendFile(file, '{"sequence":4,"at');
    await write(rows.slice(1));
    const { exitCode, printed } = await verify();
    assert.equal(exitCode, 0);
    assert.match(printed.join('\n'), /no rows and were left out: 1\.\n.*5 rows/);
  });

  it('is not fooled by a second, changed copy of a row', async () => {
    const [first, ...rest] = rows;
    assert.ok(first);
    await write([first, { ...first, actor: '44444444-4444-4444-8444-444444444444' }, ...rest]);
    assert.equal((await verify()).exitCode, 1);
  });

  it('verifies a part, and says where it begins', async () => {
    await write(rows.slice(2));
    const { exitCode, printed } = await verify();
    assert.equal(exitCode, 0);
    assert.match(printed.join('\n'), /3 rows, 3 to 5/);
    assert.match(printed.join('\n'), /begins with row 3/);
  });

  it('refuses files that are not there, and anchors that are none', async () => {
    assert.match((await verify()).complained.join('\n'), /audit\.jsonl cannot be read \(ENOENT\)/);
    await write(rows);
    await writeFile(anchors, 'nothing\n');
    const { exitCode, complained } = await verify('--anchor', anchors);
    assert.equal(exitCode, 1);
    assert.match(complained.join('\n'), /holds no anchor/);
  });

  describe('of a database', () => {
    let environments: Environments;
    let environment: Readonly<Record<string, string | undefined>>;
    let dataDir: string;
    let remove: () => Promise<void>;

    beforeEach(async () => {
      environments = makeEnvironments();
      ({ dataDir, remove } = await clonedFolder());
      // Nothing else has to be right, where auditors look for what happened.
      environment = environments.broken({ LATCHKEY_DATA_DIR: dataDir });
    });

    afterEach(async () => {
      environments.remove();
      await remove();
    });

    const open = (): Promise<Store> =>
      createStore({
        engine: { kind: 'embedded', dataDir },
        tenantId: tenant,
        clock: new TestClock(),
        encryptionKeys: [Buffer.alloc(32, 7)],
        logger: silentLogger,
      });

    it('verifies it, and exports what verifies elsewhere', async () => {
      const store = await open();
      for (let count = 0; count < 3; count += 1) await store.audit.append(anAuditEntry(ana));
      await store.close();
      const here = await runInMemory(['verify-audit'], environment);
      assert.equal(here.exitCode, 0, here.complained.join('\n'));
      assert.match(here.printed.join('\n'), /3 rows, 1 to 3/);
      const exported = await runInMemory(['export-audit', '--out', file], environment);
      assert.deepEqual(exported.printed, [`3 rows are in ${file}.`]);
      assert.equal((await stat(file)).mode & 0o777, 0o600);
      assert.deepEqual((await verify()).printed, here.printed);
      const again = await runInMemory(['export-audit', '--out', file], environment);
      assert.equal(again.exitCode, 1);
      assert.match(again.complained.join('\n'), /cannot be written \(EEXIST\)/);
    });

    /** As whoever owns the database can, past the trigger that refuses it. */
    async function tampered(statement: string): Promise<void> {
      const database = await PGlite.create(join(dataDir, 'database'));
      try {
        await database.exec(`alter table latchkey.audit_entry disable trigger user; ${statement}`);
      } finally {
        await database.close();
      }
    }

    it('finds what was deleted at its beginning, though files may begin later, and at its end', async () => {
      const store = await open();
      for (let count = 0; count < 6; count += 1) await store.audit.append(anAuditEntry(ana));
      await write(
        (await store.audit.rows(1, 1)).map(({ sequence, hash }) => ({
          sequence,
          hash,
          at: '2026-01-05T10:00:00.000Z',
        })),
        anchors,
      );
      await store.close();
      await tampered('delete from latchkey.audit_entry where sequence <= 4');
      for (const args of [[], ['--anchor', anchors]]) {
        const beginning = await runInMemory(['verify-audit', ...args], environment);
        assert.equal(beginning.exitCode, 1);
        assert.deepEqual(beginning.printed, ['The audit trail is broken at row 1: it is not there.']);
      }
      await tampered('delete from latchkey.audit_entry; delete from latchkey.audit_head');
      const end = await runInMemory(['verify-audit', '--anchor', anchors], environment);
      assert.equal(end.exitCode, 1);
      assert.match(end.printed.join('\n'), /broken at row 1: the trail ends before it, and did not always/);
    });

    it('finds rows that were deleted at its end with its head turned back, by an anchor', async () => {
      const store = await open();
      for (let count = 0; count < 4; count += 1) await store.audit.append(anAuditEntry(ana));
      await write([{ ...(await store.audit.head()), at: '2026-01-05T10:00:00.000Z' }], anchors);
      await store.close();
      await tampered(`delete from latchkey.audit_entry where sequence > 2;
        update latchkey.audit_head set sequence = 2, hash = (select hash from latchkey.audit_entry where sequence = 2)`);
      assert.equal((await runInMemory(['verify-audit'], environment)).exitCode, 0, 'nobody could know');
      const { exitCode, printed } = await runInMemory(['verify-audit', '--anchor', anchors], environment);
      assert.equal(exitCode, 1);
      assert.match(printed.join('\n'), /broken at row 3: the trail ends before it/);
    });

    it('says that the folder of the database cannot be had', async () => {
      const dataDir = join(environments.file('key.pem'), 'data');
      const { exitCode, complained } = await runInMemory(
        ['verify-audit'],
        environments.sandbox({ LATCHKEY_DATA_DIR: dataDir }),
      );
      assert.equal(exitCode, 1);
      assert.deepEqual(complained, [
        'verify-audit was refused:',
        `  - The folder ${dataDir} cannot be made or written. Name another one in LATCHKEY_DATA_DIR, or give this user the right to it.`,
      ]);
    });

    it('says what to do instead while the database belongs to the running process', async () => {
      const store = await open();
      try {
        const { exitCode, complained } = await runInMemory(['verify-audit'], environment);
        assert.equal(exitCode, 1);
        assert.match(complained.join('\n'), /belongs to the running process\. .*--from FILE/);
        const exported = await runInMemory(['export-audit', '--out', file], environment);
        assert.equal(exported.exitCode, 1);
        assert.match(exported.complained.join('\n'), /LATCHKEY_AUDIT_FILE/);
        await assert.rejects(stat(file), { code: 'ENOENT' });
      } finally {
        await store.close();
      }
    });
  });
});
