import assert from 'node:assert/strict';
import { MOST_PRESETS, type Preset } from '../../src/pim/presets.ts';
import { engines, type TestDatabase } from '../support/databases.ts';
import { aFollowedRequest, storeWorld, ulid, type StoreWorld } from '../support/storeWorld.ts';

const aPreset = ({ ana, clock }: StoreWorld, name: string, justification = ''): Preset => {
  const { roleDefinitionId, scopeId } = aFollowedRequest(ana, clock.now());
  return { id: ulid(), name, roles: [{ roleDefinitionId, scopeId }], justification };
};

for (const engine of engines) {
  describe(`SqlPresets on ${engine.name}`, () => {
    let database: TestDatabase;

    before(async () => {
      database = await engine.open();
    });

    after(() => database.close());

    it('keeps what each person saved, one of a name, and forgets it', async () => {
      const world = storeWorld(database);
      const { presets, ana, ben } = world;
      const night = aPreset(world, 'Nights', 'weekly duty');
      const first = aPreset(world, 'on-call');
      assert.ok(await presets.keep(ana, first));
      assert.ok(await presets.keep(ana, night));
      assert.deepEqual(await presets.of(ana), [night, first]);
      const second = aPreset(world, 'On-Call', 'again');
      assert.ok(await presets.keep(ana, second));
      assert.deepEqual(await presets.of(ana), [night, second]);
      assert.deepEqual(await presets.of(ben), []);
      assert.equal(await presets.forget(ben, second.id), false);
      assert.equal(await presets.forget(ana, first.id), false, 'its place was taken');
      assert.equal(await presets.forget(ana, second.id), true);
      assert.deepEqual(await presets.of(ana), [night]);
      assert.deepEqual(await storeWorld(database).presets.of(ana), [night], 'the tenant is the person’s');
    });

    it('keeps no more than there is room for, also when several are saved at once', async () => {
      const world = storeWorld(database);
      const { presets, ana } = world;
      const kept = await Promise.all(
        Array.from({ length: MOST_PRESETS + 3 }, (_, index) =>
          presets.keep(ana, aPreset(world, `preset ${String(index)}`)),
        ),
      );
      assert.equal(kept.filter(Boolean).length, MOST_PRESETS);
      const [one] = await presets.of(ana);
      assert.ok(one);
      assert.ok(await presets.keep(ana, { ...aPreset(world, one.name) }), 'in place of the one of that name');
      assert.equal((await presets.of(ana)).length, MOST_PRESETS);
    });

    it('goes with the person, together with what they had forgotten', async () => {
      const world = storeWorld(database);
      const { presets, forgottenDefaults, personalRecords, clock, ana, ben } = world;
      assert.equal(await forgottenDefaults.of(ana), undefined);
      await forgottenDefaults.forget(ana);
      clock.forward(60);
      await forgottenDefaults.forget(ana);
      assert.deepEqual(await forgottenDefaults.of(ana), clock.now());
      await presets.keep(ana, aPreset(world, 'on-call', 'weekly duty'));
      await presets.keep(ben, aPreset(world, 'on-call'));
      assert.deepEqual(await personalRecords.known(undefined, 10), [ana.id, ben.id].toSorted());
      await personalRecords.forget(ana);
      assert.deepEqual(await presets.of(ana), []);
      assert.equal(await forgottenDefaults.of(ana), undefined);
      assert.equal((await presets.of(ben)).length, 1);
    });
  });
}
