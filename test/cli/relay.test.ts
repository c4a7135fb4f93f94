import assert from 'node:assert/strict';
import { readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { tenantId } from '../../src/pim/ids.ts';
import { createStore, type Store } from '../../src/store/store.ts';
import { clonedFolder, engines, silentLogger } from '../support/databases.ts';
import { type Environments, makeEnvironments } from '../support/environments.ts';
import { TestClock } from '../support/testClock.ts';
import { runInMemory, type Run } from './runInMemory.ts';

const TENANT_ID = 'b8f2d19e-35c6-4a07-8e4d-2719c0a5f3b6';

const openStoreOf = (engine: Parameters<typeof createStore>[0]['engine'], clock: TestClock): Promise<Store> =>
  createStore({
    engine,
    tenantId: tenantId(TENANT_ID),
    clock,
    encryptionKeys: [Buffer.alloc(32, 7)],
    logger: silentLogger,
  });

const turnsIn = async ({ audit }: Store): Promise<readonly unknown[]> =>
  (await audit.rows(0, 10)).map(({ event, facts }) => [event, facts?.['by'], facts?.['reason']]);

describe('relay', () => {
  let environments: Environments;
  let clock: TestClock;
  let remove: () => Promise<void>;
  let environment: Readonly<Record<string, string | undefined>>;

  before(() => {
    environments = makeEnvironments();
  });

  after(() => {
    environments.remove();
  });

  beforeEach(() => {
    clock = new TestClock();
  });

  const relay = (...args: readonly string[]): Promise<Run> =>
    runInMemory(['relay', ...args], environment, clock);

  describe('with an embedded database', () => {
    let dataDir: string;

    beforeEach(async () => {
      ({ dataDir, remove } = await clonedFolder());
      environment = environments.sandbox({ LATCHKEY_DATA_DIR: dataDir });
    });

    afterEach(() => remove());

    it('switches a running service off and on, which puts both into its trail', async () => {
      const store = await openStoreOf({ kind: 'embedded', dataDir }, clock);
      try {
        const off = await relay('off', '--reason', 'drill');
        assert.equal(off.exitCode, 0);
        assert.match(
          off.printed.join('\n'),
          /within five seconds.*\nThe relay is off.*\nSince .*\nReason: drill/,
        );
        assert.equal((await store.relaySwitch.state()).isOn, false);
        await store.relaySwitch.recordTurns();
        clock.forward(1);
        assert.equal((await relay('on')).exitCode, 0);
        assert.equal((await store.relaySwitch.state()).isOn, true);
        await store.relaySwitch.recordTurns();
        assert.deepEqual(await turnsIn(store), [
          ['relay.stopped', 'kim', 'drill'],
          ['relay.started', 'kim', ''],
        ]);
      } finally {
        await store.close();
      }
    });

    it('is switched whatever else of the configuration is wrong or may not be read', async () => {
      environment = environments.broken({ LATCHKEY_DATA_DIR: dataDir });
      const off = await relay('off', '--reason', 'night');
      assert.deepEqual(off.complained, []);
      assert.match(
        (await relay('status')).printed.join('\n'),
        /^The relay is off.*\nSince .*\nReason: night/,
      );
    });

    it('stays off for a service that is started later', async () => {
      await relay('off');
      const store = await openStoreOf({ kind: 'embedded', dataDir }, clock);
      try {
        assert.equal((await store.relaySwitch.state()).isOn, false);
      } finally {
        await store.close();
      }
    });

    it('tells how it stands, and leaves it so', async () => {
      assert.deepEqual((await relay('status')).printed, ['The relay is on: changes go to PIM.']);
      await writeFile(join(dataDir, 'relay-switch.json'), '');
      assert.match((await relay('status')).printed.join('\n'), /^The relay is off/);
      assert.equal(await readFile(join(dataDir, 'relay-switch.json'), 'utf8'), '');
    });

    it('is refused where the folder is not there', async () => {
      await rm(dataDir, { recursive: true });
      const { exitCode, complained } = await relay('off');
      assert.equal(exitCode, 1);
      assert.match(complained.join('\n'), /cannot be written \(ENOENT\)/);
    });
  });

  for (const engine of engines.filter(({ name }) => name === 'PostgreSQL')) {
    it('switches every process on one PostgreSQL off and on', async () => {
      const place = await engine.place();
      try {
        assert.ok(place.engine.kind === 'postgres');
        // Neither a certificate nor a key is needed, nor settings that are right.
        environment = environments.broken({ DATABASE_URL: place.engine.url });
        const store = await openStoreOf(place.engine, clock);
        try {
          const off = await relay('off', '--reason=drill');
          assert.equal(off.exitCode, 0, off.complained.join('\n'));
          assert.equal((await store.relaySwitch.state()).isOn, false);
          assert.match((await relay('status')).printed.join('\n'), /off.*\nSince .*\nReason: drill/);
          await relay('on');
          assert.equal((await store.relaySwitch.state()).isOn, true);
          assert.deepEqual(await turnsIn(store), [
            ['relay.stopped', 'kim', 'drill'],
            ['relay.started', 'kim', ''],
          ]);
        } finally {
          await store.close();
        }
      } finally {
        await place.remove();
      }
    });
  }

  const refusals: Readonly<Record<string, readonly [readonly string[], RegExp]>> = {
    'no wish': [[], /relay off, relay on, or relay status/],
    'another wish': [['stop'], /relay off, relay on, or relay status/],
    'a reason for looking': [['status', '--reason', 'x'], /no option --reason/],
    'a long reason': [['off', '--reason', 'x'.repeat(501)], /500 characters/],
    'a database inside the running process': [['off'], /no command can find it/],
  };
  for (const [title, [args, reason]] of Object.entries(refusals)) {
    it(`refuses ${title}`, async () => {
      environment = environments.sandbox();
      const { exitCode, complained } = await relay(...args);
      assert.equal(exitCode, 1);
      assert.match(complained.join('\n'), reason);
    });
  }

  it('says what is wrong with the part of the configuration that it needs, and with nothing else', async () => {
    environment = {};
    const { exitCode, complained } = await relay('off');
    assert.equal(exitCode, 1);
    assert.equal(complained.length, 3);
    assert.match(complained.join('\n'), /MicrosoftAppTenantId must be the GUID.*\n.*Name a database/);
  });

  it('says when the database cannot be reached', async () => {
    environment = environments.sandbox({ DATABASE_URL: 'postgres://nobody@127.0.0.1:1/none' });
    const { exitCode, complained } = await relay('status');
    assert.equal(exitCode, 1);
    assert.match(complained.join('\n'), /cannot be reached/);
  });
});
