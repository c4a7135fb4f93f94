import assert from 'node:assert/strict';
import { engines, type TestDatabase } from '../support/databases.ts';
import { storeWorld } from '../support/storeWorld.ts';

for (const engine of engines) {
  describe(`SqlClaims on ${engine.name}`, () => {
    let database: TestDatabase;

    before(async () => {
      database = await engine.open();
    });

    after(() => database.close());

    it('lets one of many have it', async () => {
      const { claims } = storeWorld(database);
      const won = await Promise.all(Array.from({ length: 20 }, () => claims.claim('digest/1')));
      assert.equal(won.filter(Boolean).length, 1);
      assert.equal(await claims.claim('digest/2'), true);
    });

    it('can be claimed again after it was given back', async () => {
      const { claims } = storeWorld(database);
      await claims.claim('digest/1');
      await claims.release('digest/1');
      assert.equal(await claims.claim('digest/1'), true);
    });

    it('forgets the old ones only', async () => {
      const { claims, clock } = storeWorld(database);
      await claims.claim('old');
      clock.forward(1);
      await claims.claim('new');
      await claims.sweep(clock.now());
      assert.equal(await claims.claim('old'), true);
      assert.equal(await claims.claim('new'), false);
    });

    it('is of one tenant', async () => {
      assert.equal(await storeWorld(database).claims.claim('same'), true);
      assert.equal(await storeWorld(database).claims.claim('same'), true);
    });
  });
}
