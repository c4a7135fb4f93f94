import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { tenantId } from '../../src/pim/ids.ts';
import { copyOfRunningFolder } from '../../src/store/folderCopy.ts';
import { createStore, type Store } from '../../src/store/store.ts';
import { clonedFolder, silentLogger } from '../support/databases.ts';
import { TestClock } from '../support/testClock.ts';

describe('copyOfRunningFolder', () => {
  let folder: string;
  let remove: () => Promise<void>;

  const openIn = (dataDir: string): Promise<Store> =>
    createStore({
      engine: { kind: 'embedded', dataDir },
      tenantId: tenantId('11111111-1111-4111-8111-111111111111'),
      clock: new TestClock(),
      encryptionKeys: [Buffer.alloc(32, 7)],
      logger: silentLogger,
    });

  beforeEach(async () => {
    ({ dataDir: folder, remove } = await clonedFolder());
  });

  afterEach(() => remove());

  it('has what was committed, leaves the running one alone, and goes without a trace', async () => {
    const running = await openIn(folder);
    try {
      await running.claims.claim('before');
      const copy = copyOfRunningFolder(folder);
      assert.ok(copy);
      await running.claims.claim('after');
      const looked = await openIn(copy.dataDir);
      const isNew = [await looked.claims.claim('before'), await looked.claims.claim('after')];
      await looked.claims.claim('in the copy');
      await looked.close();
      assert.deepEqual(isNew, [false, true]);
      assert.equal(await running.claims.claim('in the copy'), true);
      await assert.rejects(openIn(folder), /in use by another Latchkey/);
      copy.remove();
      assert.equal(existsSync(copy.dataDir), false);
    } finally {
      await running.close();
    }
  });

  it('is none of a folder whose database is still being made', async () => {
    const empty = await mkdtemp(join(tmpdir(), 'latchkey-test-'));
    try {
      assert.equal(copyOfRunningFolder(empty), undefined);
    } finally {
      await rm(empty, { recursive: true, force: true });
    }
  });
});
