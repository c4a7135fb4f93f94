import assert from 'node:assert/strict';
import { type Person } from '../../src/pim/ids.ts';
import { engines, type TestDatabase } from '../support/databases.ts';
import { aRequestId, storeWorld, ulid, type StoreWorld, OVER_AT_ONCE } from '../support/storeWorld.ts';

for (const engine of engines) {
  describe(`SqlOutbox.standstillSince on ${engine.name}`, () => {
    let database: TestDatabase;
    let world: StoreWorld;

    before(async () => {
      database = await engine.open();
    });

    after(() => database.close());

    beforeEach(() => {
      world = storeWorld(database);
    });

    const inMinutes = (minutes: number): Date => new Date(world.clock.now().getTime() + minutes * 60_000);
    const add = (person: Person, dueAt: Date): Promise<void> =>
      world.outbox.add([
        {
          id: ulid(),
          person,
          message: { kind: 'notice', notice: 'requestActive', requestId: aRequestId() },
          dueAt,
        },
      ]);

    it('is nothing where nothing waits, or nothing is due', async () => {
      assert.equal(await world.outbox.standstillSince(), undefined);
      await add(world.ana, inMinutes(5));
      assert.equal(await world.outbox.standstillSince(), undefined);
    });

    it('is when the entry became due that has waited longest', async () => {
      const longest = inMinutes(-3);
      await add(world.ana, inMinutes(-1));
      await add(world.ben, longest);
      assert.deepEqual(await world.outbox.standstillSince(), longest);
    });

    it('leaves out what waits behind an entry that was put off', async () => {
      await add(world.ana, inMinutes(10));
      await add(world.ana, inMinutes(-30));
      assert.equal(await world.outbox.standstillSince(), undefined);
    });

    it('is nothing while somebody is at work, and something when nobody is any more', async () => {
      await add(world.ana, inMinutes(-10));
      await add(world.ben, inMinutes(-10));
      await world.outbox.claim(1, OVER_AT_ONCE);
      assert.deepEqual(await world.outbox.standstillSince(), inMinutes(-10));
      await world.outbox.claim(1, 60);
      assert.equal(await world.outbox.standstillSince(), undefined);
    });

    it('knows nothing of another tenant', async () => {
      const elsewhere = storeWorld(database);
      await add(world.ana, inMinutes(-10));
      assert.equal(await elsewhere.outbox.standstillSince(), undefined);
    });
  });
}
