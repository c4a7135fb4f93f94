import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SqlRelaySwitch } from '../../src/store/relaySwitch.ts';
import { FileRelaySwitch, readRelayFile, writeRelayFile } from '../../src/store/relaySwitchFile.ts';
import { engines, type TestDatabase } from '../support/databases.ts';
import { type StoreWorld, storeWorld } from '../support/storeWorld.ts';
import { type TestClock } from '../support/testClock.ts';

const turned = async ({ audit }: Pick<StoreWorld, 'audit'>): Promise<readonly unknown[]> =>
  (await audit.rows(0, 10)).map(({ event, facts }) => [event, facts?.['by'], facts?.['reason']]);

for (const engine of engines) {
  describe(`SqlRelaySwitch on ${engine.name}`, () => {
    let database: TestDatabase;

    before(async () => {
      database = await engine.open();
    });

    after(() => database.close());

    it('is on until somebody turns it', async () => {
      const { relaySwitch } = storeWorld(database);
      assert.deepEqual(await relaySwitch.state(), { isOn: true, changedAt: undefined, reason: '' });
    });

    it('says since when and why, and puts every turn into the trail', async () => {
      const world = storeWorld(database);
      const { relaySwitch, clock } = world;
      await relaySwitch.turn({ isOn: false, by: 'kim', reason: 'drill' });
      const changedAt = clock.now();
      assert.deepEqual(await relaySwitch.state(), { isOn: false, changedAt, reason: 'drill' });
      clock.forward(5);
      await relaySwitch.turn({ isOn: true, by: 'lee', reason: '' });
      assert.deepEqual(await relaySwitch.state(), { isOn: true, changedAt: clock.now(), reason: '' });
      assert.deepEqual(await turned(world), [
        ['relay.stopped', 'kim', 'drill'],
        ['relay.started', 'lee', ''],
      ]);
    });

    it('is another one for another tenant', async () => {
      await storeWorld(database).relaySwitch.turn({ isOn: false, by: 'kim', reason: '' });
      assert.equal((await storeWorld(database).relaySwitch.state()).isOn, true);
    });
  });
}

describe('FileRelaySwitch', () => {
  let database: TestDatabase;
  let folder: string;
  let world: StoreWorld;
  let clock: TestClock;
  let relaySwitch: FileRelaySwitch;

  before(async () => {
    const [embedded] = engines;
    assert.ok(embedded);
    database = await embedded.open();
  });

  after(() => database.close());

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'latchkey-switch-'));
    world = storeWorld(database);
    clock = world.clock;
    const { db } = database;
    const recorded = new SqlRelaySwitch({ db, clock, tenantId: world.tenantId });
    relaySwitch = new FileRelaySwitch(folder, recorded, clock);
  });

  afterEach(() => rm(folder, { recursive: true, force: true }));

  it('holds as soon as the file is written, and is put into the trail once', async () => {
    assert.equal((await relaySwitch.state()).isOn, true);
    await writeRelayFile(folder, { isOn: false, by: 'kim', reason: 'drill' }, clock);
    assert.deepEqual(await relaySwitch.state(), {
      isOn: false,
      changedAt: clock.now(),
      reason: 'drill',
      by: 'kim',
    });
    clock.forward(1);
    await relaySwitch.recordTurns();
    await relaySwitch.recordTurns();
    assert.deepEqual(await turned(world), [['relay.stopped', 'kim', 'drill']]);
    await writeRelayFile(folder, { isOn: true, by: 'lee', reason: '' }, clock);
    await relaySwitch.recordTurns();
    assert.deepEqual((await turned(world)).slice(1), [['relay.started', 'lee', '']]);
  });

  for (const text of ['', '{', 'null', '[]', '{"isOn":"true"}', '{"isOn":1}']) {
    it(`is off with ${JSON.stringify(text)} in the file`, async () => {
      await writeFile(join(folder, 'relay-switch.json'), text);
      const { isOn, changedAt } = await relaySwitch.state();
      assert.equal(isOn, false);
      assert.ok(changedAt instanceof Date);
      await relaySwitch.recordTurns();
      await relaySwitch.recordTurns();
      assert.deepEqual(await turned(world), [['relay.stopped', 'unknown', '']]);
    });
  }

  it('is on again when the file is taken away, which is in the trail too', async () => {
    await relaySwitch.turn({ isOn: false, by: 'kim', reason: '' });
    await rm(join(folder, 'relay-switch.json'));
    assert.equal(await readRelayFile(folder), undefined);
    await relaySwitch.recordTurns();
    assert.equal((await relaySwitch.state()).isOn, true);
    assert.deepEqual((await turned(world)).slice(1), [['relay.started', 'unknown', '']]);
  });

  it('does not pass for on where it cannot be read', async () => {
    const missing = new FileRelaySwitch(
      join(folder, 'a\0file'),
      new SqlRelaySwitch({ ...world, db: database.db }),
      clock,
    );
    await assert.rejects(missing.state());
  });
});
