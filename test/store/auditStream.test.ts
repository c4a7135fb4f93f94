import assert from 'node:assert/strict';
import { engines, type TestDatabase } from '../support/databases.ts';
import { anAuditEntry, type StoreWorld, storeWorld, OVER_AT_ONCE } from '../support/storeWorld.ts';

for (const engine of engines) {
  describe(`SqlAuditStream on ${engine.name}`, () => {
    let database: TestDatabase;
    let world: StoreWorld;

    before(async () => {
      database = await engine.open();
    });

    after(() => database.close());

    beforeEach(async () => {
      world = storeWorld(database);
      for (let count = 0; count < 3; count += 1) await world.audit.append(anAuditEntry(world.ana));
    });

    it('has nothing to write where nothing happened', async () => {
      const { auditStream } = storeWorld(database);
      assert.equal(await auditStream.behind(), 0);
      assert.equal(await auditStream.claim(20), undefined);
    });

    it('lends the writing to one at a time', async () => {
      const { auditStream } = world;
      const leases = await Promise.all([1, 2, 3, 4].map(() => auditStream.claim(20)));
      assert.deepEqual(
        leases.filter((lease) => lease !== undefined).map(({ position }) => position),
        [0],
      );
      assert.equal(await auditStream.claim(20), undefined);
    });

    it('goes on where the last one has written to', async () => {
      const { auditStream } = world;
      assert.equal(await auditStream.behind(), 3);
      const lease = await auditStream.claim(20);
      assert.ok(lease);
      assert.equal(await auditStream.advance(lease, 2), true);
      await auditStream.release(lease);
      assert.equal(await auditStream.behind(), 1);
      assert.equal((await auditStream.claim(20))?.position, 2);
    });

    it('is lent again when a lease runs out, and takes nothing from the one before', async () => {
      const { auditStream } = world;
      const late = await auditStream.claim(OVER_AT_ONCE);
      const next = await auditStream.claim(20);
      assert.ok(late && next);
      assert.equal(await auditStream.advance(late, 3), false);
      await auditStream.release(late);
      assert.equal(await auditStream.claim(20), undefined, 'the late one does not end the lease of the next');
      assert.equal(await auditStream.advance(next, 3), true);
      assert.equal(await auditStream.behind(), 0);
    });
  });
}
