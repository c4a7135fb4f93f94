import assert from 'node:assert/strict';
import { sql } from 'kysely';
import { Sealer } from '../../src/store/sealer.ts';
import { storesOn, type Stores } from '../../src/store/store.ts';
import { engines, silentLogger, type TestDatabase } from '../support/databases.ts';
import { aFollowedRequest, anAuditEntry, storeWorld, ulid, type StoreWorld } from '../support/storeWorld.ts';

for (const engine of engines) {
  describe(`SqlInstances on ${engine.name}`, () => {
    let database: TestDatabase;
    let world: StoreWorld;

    before(async () => {
      database = await engine.open();
    });

    after(() => database.close());

    beforeEach(() => {
      world = storeWorld(database);
    });

    /** Another process of the same tenant. */
    const another = (db = database.db): Stores =>
      storesOn({
        db,
        tenantId: world.tenantId,
        instanceId: ulid(),
        clock: world.clock,
        sealer: new Sealer([Buffer.alloc(32)]),
        logger: silentLogger,
      });

    /** Leases one of everything. */
    async function hold(stores: Stores): Promise<{ readonly operationId: string }> {
      const { ana, clock } = world;
      const operationId = ulid();
      await stores.operations.open(
        {
          id: operationId,
          person: ana,
          intent: { kind: 'cancel', requestId: aFollowedRequest(ana, clock.now()).id },
        },
        anAuditEntry(ana),
      );
      await stores.operations.claim(operationId, 600);
      await stores.outbox.add([
        { id: ulid(), person: ana, message: { kind: 'digest', localDate: '2026-01-05' } },
      ]);
      const [entry] = await stores.outbox.claim(1, 600);
      assert.ok(entry && (await stores.outbox.begin(entry)));
      await stores.requests.save(aFollowedRequest(ana, clock.now()));
      assert.equal((await stores.requests.claimDue(10, 600)).requests.length, 1);
      return { operationId };
    }

    const free = async (): Promise<readonly [operations: number, entries: number, requests: number]> => {
      const { operations, outbox, requests } = world;
      return [
        (await operations.unsettled(10)).length,
        (await outbox.claim(10, 60)).length,
        (await requests.claimDue(10, 60)).requests.length,
      ];
    };

    it('leaves alone what a process holds, however far ahead its own clock is of that one’s', async () => {
      await hold(another());
      world.clock.forward(20);
      assert.deepEqual(await free(), [0, 0, 0]);
      await world.outbox.add([
        { id: ulid(), person: world.ana, message: { kind: 'digest', localDate: '2026-01-06' } },
      ]);
      assert.deepEqual(await world.outbox.claim(10, 60), [], 'what is behind it waits');
      assert.equal(await world.outbox.standstillSince(), undefined, 'somebody is at work');
    });

    it('takes up at once what a process held that nobody knows any more', async () => {
      await hold(another());
      assert.deepEqual(await free(), [0, 0, 0]);
      await world.instances.arrive({ isAlone: false });
      assert.deepEqual(await free(), [1, 1, 1]);
    });

    it('leaves alone what a living process holds', async () => {
      const living = another();
      await living.instances.beat();
      await hold(living);
      await world.instances.arrive({ isAlone: false });
      await world.instances.beat();
      assert.deepEqual(await free(), [0, 0, 0]);
    });

    it('takes up what the last process held where there can be no other', async () => {
      const last = another();
      await last.instances.beat();
      await hold(last);
      await world.instances.arrive({ isAlone: true });
      assert.deepEqual(await free(), [1, 1, 1]);
    });

    it('takes up what a silent process held', async () => {
      const silent = another();
      await silent.instances.beat();
      await hold(silent);
      await database.db
        .updateTable('instance')
        .set({ seenAt: new Date(0) })
        .where('tenantId', '=', world.tenantId)
        .execute();
      await world.instances.beat();
      assert.deepEqual(await free(), [1, 1, 1]);
    });

    it('hands back what it holds when it leaves, begun or not', async () => {
      const leaving = another();
      await leaving.instances.arrive({ isAlone: false });
      await hold(leaving);
      await leaving.instances.leave();
      const [entry] = await world.outbox.claim(1, 60);
      assert.equal(entry?.isBegun, true, 'whoever goes on knows that it may have arrived');
    });

    it('cannot say that it lives where nothing can be stored', async () => {
      await database.db.connection().execute(async (connection) => {
        const { instances } = another(connection);
        await instances.sayAlive();
        await sql`set default_transaction_read_only = on`.execute(connection);
        await assert.rejects(instances.sayAlive(), { code: '25006' });
        await sql`set default_transaction_read_only = off`.execute(connection);
        await instances.sayAlive();
      });
    });

    it('takes up an intent that its process stored and never began', async () => {
      const { ana, operations, instances } = world;
      const other = another();
      const intent = { kind: 'cancel', requestId: aFollowedRequest(ana, world.clock.now()).id } as const;
      await other.operations.open({ id: ulid(), person: ana, intent }, anAuditEntry(ana));
      assert.deepEqual(await operations.unsettled(10), []);
      await instances.arrive({ isAlone: false });
      assert.equal((await operations.unsettled(10)).length, 1);
    });

    it('keeps the fence: whoever was taken for dead can settle nothing', async () => {
      const dead = another();
      const { operationId } = await hold(dead);
      const old = await dead.operations.of(operationId);
      assert.ok(old);
      await world.instances.arrive({ isAlone: false });
      const claimed = await world.operations.claim(operationId, 60);
      assert.ok(claimed);
      assert.equal(await dead.operations.settle(old, 'DONE', {}, anAuditEntry(world.ana)), false);
      assert.equal(await world.operations.settle(claimed, 'DONE', {}, anAuditEntry(world.ana)), true);
    });
  });
}
