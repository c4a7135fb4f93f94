import assert from 'node:assert/strict';
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { sql } from 'kysely';
import { type Logger } from '../../src/pim/logger.ts';
import { openEmbedded } from '../../src/store/embedded.ts';
import { clonedFolder, silentLogger } from '../support/databases.ts';
import { TestClock } from '../support/testClock.ts';

const HOLDER = join(import.meta.dirname, '../support/folderHolder.ts');
const deps = { clock: new TestClock(), logger: silentLogger };

/** Another process that has, or wants, the folder. */
class Holder {
  readonly #child: ChildProcess;
  readonly #lines: AsyncIterator<string>;

  constructor(folder: string) {
    this.#child = spawn(process.execPath, [HOLDER, folder], { stdio: ['pipe', 'pipe', 'inherit'] });
    assert.ok(this.#child.stdout);
    this.#lines = createInterface({ input: this.#child.stdout })[Symbol.asyncIterator]();
  }

  async hears(): Promise<string | undefined> {
    const { value } = (await this.#lines.next()) as { value: string | undefined };
    return value;
  }

  async claims(key: string): Promise<string | undefined> {
    this.#child.stdin?.write(`${key}\n`);
    return this.hears();
  }

  async ends(signal?: NodeJS.Signals): Promise<void> {
    const isRunning = this.#child.exitCode === null && this.#child.signalCode === null;
    const exit = isRunning ? once(this.#child, 'exit') : undefined;
    if (signal === undefined) this.#child.stdin?.end();
    else this.#child.kill(signal);
    await exit;
  }
}

describe('openEmbedded', () => {
  let folder: string;
  let remove: () => Promise<void>;
  let holders: Holder[];

  const aHolder = (): Holder => {
    const holder = new Holder(folder);
    holders.push(holder);
    return holder;
  };

  beforeEach(async () => {
    holders = [];
    ({ dataDir: folder, remove } = await clonedFolder());
  });

  afterEach(async () => {
    for (const holder of holders) await holder.ends('SIGKILL');
    await remove();
  });

  it('refuses a folder that this process has open already', async () => {
    const engine = await openEmbedded({ dataDir: folder, ...deps });
    await assert.rejects(openEmbedded({ dataDir: folder, ...deps }), /in use by another Latchkey/);
    await sql`select 1`.execute(engine.db);
    await engine.close();
    const again = await openEmbedded({ dataDir: folder, ...deps });
    await again.close();
  });

  it('refuses a folder that another process has, and leaves that one unharmed', async () => {
    const first = aHolder();
    assert.equal(await first.hears(), 'open');
    assert.equal(await first.claims('a'), 'true');
    const second = aHolder();
    assert.match((await second.hears()) ?? '', /is in use by another Latchkey/);
    await second.ends();
    await assert.rejects(openEmbedded({ dataDir: folder, ...deps }), /in use/);
    assert.equal(await first.claims('b'), 'true');
    await first.ends();
    const third = aHolder();
    assert.equal(await third.hears(), 'open');
    assert.equal(await third.claims('a'), 'false');
    assert.equal(await third.claims('b'), 'false');
    await third.ends();
  });

  it('opens again after the process that had it was killed, with everything in it', async () => {
    const first = aHolder();
    assert.equal(await first.hears(), 'open');
    assert.equal(await first.claims('a'), 'true');
    await first.ends('SIGKILL');
    const second = aHolder();
    assert.equal(await second.hears(), 'open');
    assert.equal(await second.claims('a'), 'false');
    await second.ends();
  });

  it('makes a folder that is not there yet', async () => {
    const dataDir = join(folder, 'not', 'yet');
    const engine = await openEmbedded({ dataDir, ...deps });
    await engine.close();
    assert.ok(existsSync(join(dataDir, 'database', 'PG_VERSION')));
  });

  it('takes a fresh folder where none is named, and removes it when it is closed', async () => {
    const { TMPDIR: before = tmpdir() } = process.env;
    process.env['TMPDIR'] = folder;
    try {
      const inFolder = await readdir(folder);
      const engine = await openEmbedded(deps);
      assert.equal((await readdir(folder)).length, inFolder.length + 1);
      await engine.close();
      assert.deepEqual(await readdir(folder), inFolder);
    } finally {
      process.env['TMPDIR'] = before;
    }
  });

  it('says at the start what it cannot promise', async () => {
    const warnings: string[] = [];
    const logger: Logger = { ...silentLogger, warn: (_facts, message) => void warnings.push(message) };
    const engine = await openEmbedded({ dataDir: folder, clock: deps.clock, logger });
    await engine.close();
    assert.match(warnings.join('\n'), /power cut/);
  });

  it('rolls a failed transaction back and goes on', async () => {
    const { db, close } = await openEmbedded({ dataDir: folder, ...deps });
    const claim = { tenantId: 't', key: 'k', claimedAt: deps.clock.now() };
    await assert.rejects(
      db.transaction().execute(async (tx) => {
        await tx.insertInto('claim').values(claim).execute();
        await tx.insertInto('claim').values(claim).execute();
      }),
    );
    assert.deepEqual(await db.selectFrom('claim').selectAll().execute(), []);
    await close();
  });

  it('lets one transaction at a time have the connection', async () => {
    const { db, close } = await openEmbedded({ dataDir: folder, ...deps });
    const order: string[] = [];
    const transaction = (name: string): Promise<void> =>
      db.transaction().execute(async (tx) => {
        order.push(`${name} begins`);
        await sql`select 1`.execute(tx);
        order.push(`${name} ends`);
      });
    await Promise.all([transaction('a'), transaction('b'), sql`select 1`.execute(db)]);
    assert.deepEqual(order, ['a begins', 'a ends', 'b begins', 'b ends']);
    await close();
  });
});
