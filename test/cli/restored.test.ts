import assert from 'node:assert/strict';
import { rm, writeFile } from 'node:fs/promises';
import { tenantId } from '../../src/pim/ids.ts';
import { createStore, type Store } from '../../src/store/store.ts';
import { engines, silentLogger, type TestPlace } from '../support/databases.ts';
import { type Environments, makeEnvironments } from '../support/environments.ts';
import { TestClock } from '../support/testClock.ts';
import { runInMemory, type Run } from './runInMemory.ts';

const TENANT_ID = 'b8f2d19e-35c6-4a07-8e4d-2719c0a5f3b6';

for (const engine of engines) {
  describe(`restored on ${engine.name}`, () => {
    let environments: Environments;
    let place: TestPlace;
    let clock: TestClock;
    let anchors: string;
    let environment: Readonly<Record<string, string | undefined>>;

    before(() => {
      environments = makeEnvironments();
    });

    after(() => {
      environments.remove();
    });

    beforeEach(async () => {
      clock = new TestClock();
      place = await engine.place();
      const { engine: at } = place;
      const name = at.kind === 'postgres' ? 'DATABASE_URL' : 'LATCHKEY_DATA_DIR';
      const where = at.kind === 'postgres' ? at.url : (at.dataDir ?? '');
      anchors = environments.file('anchors.jsonl');
      // Nothing else has to be right, so soon after a restore.
      environment = environments.broken({ [name]: where, LATCHKEY_AUDIT_ANCHOR_FILE: anchors });
    });

    afterEach(async () => {
      await rm(anchors, { force: true });
      await place.remove();
    });

    const restored = (...args: readonly string[]): Promise<Run> =>
      runInMemory(['restored', ...args], environment, clock);
    const withStore = async <T>(use: (store: Store) => Promise<T>): Promise<T> => {
      const store = await createStore({
        engine: place.engine,
        tenantId: tenantId(TENANT_ID),
        clock,
        encryptionKeys: [Buffer.alloc(32, 7)],
        logger: silentLogger,
      });
      try {
        return await use(store);
      } finally {
        await store.close();
      }
    };
    const trail = (): Promise<readonly unknown[]> =>
      withStore(async ({ audit }) => (await audit.rows(0, 9)).map(({ event, facts }) => [event, facts]));

    it('begins a quarantine, and ends it by hand; both are in the trail', async () => {
      const { exitCode, printed } = await restored();
      assert.equal(exitCode, 0);
      assert.match(printed.join('\n'), /within five seconds no process relays a change/);
      assert.equal((await withStore((store) => store.quarantine.state())).isOn, true);
      const end = await restored('end');
      assert.deepEqual([end.exitCode, end.printed.length], [0, 1]);
      assert.equal((await withStore((store) => store.quarantine.state())).isOn, false);
      assert.deepEqual((await restored('end')).printed, ['There is no quarantine.']);
      assert.deepEqual(await trail(), [
        ['restore.noticed', { by: 'kim', operations: 0 }],
        ['restore.finished', { by: 'kim', cards: 0, unread: 0 }],
      ]);
    });

    it('names what was lost where it was noted down', async () => {
      const hash = 'c'.repeat(64);
      await writeFile(anchors, `${JSON.stringify({ sequence: 41, hash, at: clock.now().toISOString() })}\n`);
      const { printed } = await restored();
      assert.match(printed.at(-1) ?? '', /once ended with row 41/);
      assert.deepEqual(await trail(), [
        ['restore.noticed', { by: 'kim', operations: 0, lostSequence: 41, lostHash: hash }],
      ]);
    });

    it('refuses whatever else is said', async () => {
      const { exitCode, complained } = await restored('please');
      assert.equal(exitCode, 1);
      assert.match(complained.join('\n'), /restored end/);
      assert.deepEqual(await trail(), []);
    });
  });
}
