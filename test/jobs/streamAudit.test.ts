import assert from 'node:assert/strict';
import { streamAudit } from '../../src/jobs/streamAudit.ts';
import { createAuditAnchor } from '../../src/jobs/anchorAudit.ts';
import { verifyChain } from '../../src/store/auditChain.ts';
import { type AuditStream, type ChainedAuditEntry } from '../../src/pim/records.ts';
import { HeardLogger } from '../bot/heardLogger.ts';
import { engines, type TestDatabase } from '../support/databases.ts';
import { anAuditEntry, OVER_AT_ONCE, type StoreWorld, storeWorld } from '../support/storeWorld.ts';

describe('the audit trail, written out', () => {
  let database: TestDatabase;
  let world: StoreWorld;
  let logger: HeardLogger;
  let lines: string[];

  before(async () => {
    const [embedded] = engines;
    assert.ok(embedded);
    database = await embedded.open();
  });

  after(() => database.close());

  beforeEach(() => {
    world = storeWorld(database);
    logger = new HeardLogger();
    lines = [];
  });

  const append = async (count: number): Promise<void> => {
    for (let done = 0; done < count; done += 1) await world.audit.append(anAuditEntry(world.ana));
  };
  const write = async (some: readonly string[]): Promise<void> => {
    await Promise.resolve();
    lines.push(...some);
  };
  const run = (with_ = write): Promise<void> => streamAudit({ ...world, logger, write: with_ });
  const sequences = (): readonly number[] =>
    lines.map((line) => (JSON.parse(line) as { readonly sequence: number }).sequence);

  describe('streamAudit', () => {
    it('writes each row once, in order, over several runs and batches', async () => {
      await append(203);
      await run();
      await append(2);
      await run();
      await run();
      assert.deepEqual(
        sequences(),
        Array.from({ length: 205 }, (_, index) => index + 1),
      );
      const rows = lines.map((line) => JSON.parse(line) as ChainedAuditEntry);
      assert.equal(
        verifyChain(rows.map((row) => ({ ...row, at: new Date(row.at) }))).isIntact,
        true,
        'what was written verifies',
      );
    });

    it('writes each row once where several processes do it', async () => {
      await append(20);
      await Promise.all([run(), run(), run()]);
      assert.deepEqual(
        sequences(),
        Array.from({ length: 20 }, (_, index) => index + 1),
      );
    });

    const full = Object.assign(new Error('no space'), { code: 'ENOSPC' });
    const lost = new Error('connection lost');
    /** Lent to a process that loses its connection right afterwards, for as short as can be. */
    const lentAndLost = (): AuditStream => ({
      behind: () => world.auditStream.behind(),
      claim: () => world.auditStream.claim(OVER_AT_ONCE),
      advance: () => Promise.reject(lost),
      release: () => Promise.reject(lost),
    });

    it('tells how far it is behind when it cannot write, and waits', async () => {
      await append(3);
      await run(() => Promise.reject(full));
      assert.deepEqual(logger.of('audit.streamFailed'), [
        { event: 'audit.streamFailed', code: 'ENOSPC', behind: 3 },
      ]);
      await run();
      assert.deepEqual(lines, [], 'not at once');
    });

    it('leaves nothing out once it can write again', async () => {
      await append(3);
      await streamAudit({
        ...world,
        auditStream: lentAndLost(),
        logger,
        write: () => Promise.reject(full),
      });
      await run();
      assert.deepEqual(sequences(), [1, 2, 3]);
    });

    it('writes a row again rather than never, where it cannot note that it did', async () => {
      await append(2);
      await assert.rejects(streamAudit({ ...world, auditStream: lentAndLost(), logger, write }), lost);
      await run();
      assert.deepEqual(sequences(), [1, 2, 1, 2]);
    });
  });

  describe('createAuditAnchor', () => {
    const anchor = (with_: typeof write | undefined) =>
      createAuditAnchor({ head: () => world.audit.head(), write: with_, clock: world.clock, logger });

    it('notes the head down whenever it has changed', async () => {
      const note = anchor(write);
      await note();
      assert.equal(lines.length, 0, 'nothing happened yet');
      await append(2);
      await note();
      await note();
      await append(1);
      await note();
      const { hash } = await world.audit.head();
      assert.deepEqual(sequences(), [2, 3]);
      assert.deepEqual(JSON.parse(lines[1] ?? ''), { sequence: 3, hash, at: '2026-01-05T09:00:00.000Z' });
    });

    it('says it in the log where no file is named', async () => {
      await append(1);
      await anchor(undefined)();
      const { sequence, hash } = await world.audit.head();
      assert.deepEqual(logger.of('audit.anchor'), [
        { event: 'audit.anchor', sequence, hash, at: '2026-01-05T09:00:00.000Z' },
      ]);
    });

    it('tries again after it could not write', async () => {
      await append(1);
      let isFull = true;
      const note = anchor((some) =>
        isFull ? Promise.reject(Object.assign(new Error(), { code: 'ENOSPC' })) : write(some),
      );
      await note();
      assert.equal(logger.of('audit.anchorFailed').length, 1);
      isFull = false;
      await note();
      assert.deepEqual(sequences(), [1]);
    });
  });
});
