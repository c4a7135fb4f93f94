import assert from 'node:assert/strict';
import { personKey } from '../../src/pim/ids.ts';
import { engines, type TestDatabase } from '../support/databases.ts';
import { storeWorld } from '../support/storeWorld.ts';

for (const engine of engines) {
  describe(`SqlPreferences on ${engine.name}`, () => {
    let database: TestDatabase;

    before(async () => {
      database = await engine.open();
    });

    after(() => database.close());

    it('has nothing for somebody who never chose', async () => {
      const { preferences, ana } = storeWorld(database);
      assert.deepEqual(await preferences.of(ana), {});
    });

    it('keeps each choice until it is made anew', async () => {
      const { preferences, ana, ben } = storeWorld(database);
      await preferences.set(ana, { digestAt: '08:30' });
      assert.deepEqual(await preferences.of(ana), { digestAt: '08:30' });
      await preferences.set(ana, { isDigestOn: false });
      assert.deepEqual(await preferences.of(ana), { isDigestOn: false, digestAt: '08:30' });
      await preferences.set(ana, { isDigestOn: true, digestAt: '07:00' });
      assert.deepEqual(await preferences.of(ana), { isDigestOn: true, digestAt: '07:00' });
      assert.deepEqual(await preferences.of(ben), {});
      await preferences.set(ana, { isDigestOnWeekends: true });
      await preferences.set(ana, { digestAt: '07:15' });
      assert.deepEqual(await preferences.of(ana), {
        isDigestOn: true,
        digestAt: '07:15',
        isDigestOnWeekends: true,
      });
    });

    it('reads those of many at once, without those who never chose', async () => {
      const { preferences, ana, ben } = storeWorld(database);
      await preferences.set(ana, { isDigestOnWeekends: false });
      assert.deepEqual(
        await preferences.ofMany([ana, ben]),
        new Map([[personKey(ana), { isDigestOnWeekends: false }]]),
      );
      assert.deepEqual(await preferences.ofMany([]), new Map());
    });
  });
}
