import assert from 'node:assert/strict';
import { type Person } from '../../src/pim/ids.ts';
import { type OutboundMessage, type OutboxEntry } from '../../src/pim/records.ts';
import { queueEntries } from '../../src/store/outbox.ts';
import { engines, type TestDatabase } from '../support/databases.ts';
import {
  aPerson,
  aRequestId,
  storeWorld,
  ulid,
  type StoreWorld,
  OVER_AT_ONCE,
} from '../support/storeWorld.ts';

const organizationsDay: OutboundMessage = {
  kind: 'administratorsDigest',
  localDate: '2026-01-05',
  since: '2026-01-04T08:00:00Z',
  until: '2026-01-06T08:00:00Z',
};
const cardOf = (cardId: string): OutboundMessage => ({ kind: 'card', cardId });

/** Adds a card of its own; answers with the id of the entry, which is the card's too. */
async function add({ outbox }: StoreWorld, person: Person, dueAt?: Date): Promise<string> {
  const id = ulid();
  await outbox.add([{ id, person, message: cardOf(id), dueAt }]);
  return id;
}

const idsOf = (entries: readonly OutboxEntry[]): readonly string[] => entries.map(({ id }) => id);

async function claimOne({ outbox }: StoreWorld, leaseSeconds = 30): Promise<OutboxEntry> {
  const [entry, ...others] = await outbox.claim(10, leaseSeconds);
  assert.ok(entry);
  assert.deepEqual(others, []);
  return entry;
}

for (const engine of engines) {
  describe(`SqlOutbox on ${engine.name}`, () => {
    let database: TestDatabase;

    before(async () => {
      database = await engine.open();
    });

    after(() => database.close());

    it('hands out what was added', async () => {
      const world = storeWorld(database);
      const id = await add(world, world.ana);
      assert.equal(await world.outbox.depth(), 1);
      assert.deepEqual(await claimOne(world), {
        id,
        person: world.ana,
        message: cardOf(id),
        attempts: 0,
        fence: 1,
        isBegun: false,
        dueAt: world.clock.now(),
        createdAt: world.clock.now(),
      });
    });

    // The embedded engine has one connection: nobody claims while a change is being committed.
    if (engine.name === 'PostgreSQL')
      it('lets nobody begin to draw a card while a change of it is being committed', async () => {
        const world = storeWorld(database);
        const { ana, outbox, clock } = world;
        const queued = ulid();
        await outbox.add([{ id: queued, person: ana, message: cardOf('c-3') }]);
        await database.db.transaction().execute(async (tx) => {
          await queueEntries(tx, [{ id: ulid(), person: ana, message: cardOf('c-3') }], clock.now());
          assert.deepEqual(await outbox.claim(10, 30), []);
        });
        assert.equal((await claimOne(world)).id, queued);
        // And where somebody has begun, what is committed takes another drawing.
        await outbox.add([{ id: ulid(), person: ana, message: cardOf('c-3') }]);
        assert.equal(await outbox.depth(), 2);
      });

    it('keeps one entry for a card, however often it is to be drawn before anybody began to', async () => {
      const world = storeWorld(database);
      const { ana, ben, outbox } = world;
      const [first, again, other, notice, second] = [ulid(), ulid(), ulid(), ulid(), ulid()];
      const aNotice: OutboundMessage = { kind: 'notice', notice: 'requestActive', requestId: aRequestId() };
      await outbox.add([
        { id: first, person: ana, message: cardOf('c-1') },
        { id: again, person: ana, message: cardOf('c-1') },
        { id: notice, person: ana, message: aNotice },
      ]);
      await outbox.add([
        { id: ulid(), person: ana, message: cardOf('c-1') },
        { id: other, person: ben, message: cardOf('c-2') },
        { id: second, person: ana, message: aNotice },
      ]);
      assert.equal(await outbox.depth(), 4);
      const [drawing] = await outbox.claim(10, 30);
      assert.equal(drawing?.id, first);
      // It is being drawn from what was true before: what changes now takes another drawing.
      const later = ulid();
      await outbox.add([{ id: later, person: ana, message: cardOf('c-1') }]);
      assert.equal(await outbox.depth(), 5);
      assert.ok(await outbox.remove(drawing));
      const rest: string[] = [];
      for (let entry = (await outbox.claim(10, 30))[0]; entry; entry = (await outbox.claim(10, 30))[0]) {
        assert.ok(await outbox.remove(entry));
        rest.push(entry.id);
      }
      assert.deepEqual(rest, [notice, second, later]);
    });

    it('takes another drawing where somebody may still be at one whose lease has run out', async () => {
      const world = storeWorld(database);
      const { ana, outbox } = world;
      await outbox.add([{ id: ulid(), person: ana, message: cardOf('c-4') }]);
      const slow = await claimOne(world, OVER_AT_ONCE);
      for (const id of [ulid(), ulid()]) await outbox.add([{ id, person: ana, message: cardOf('c-4') }]);
      assert.equal(await outbox.depth(), 2);
      assert.equal(await outbox.begin(slow), true, 'nobody has taken it up');
      assert.ok(await outbox.postpone(slow, world.clock.now()));
      await outbox.add([{ id: ulid(), person: ana, message: cardOf('c-4') }]);
      assert.equal(await outbox.depth(), 2, 'it is to be drawn from the beginning');
    });

    it("keeps a person's messages in order, one at a time", async () => {
      const world = storeWorld(database);
      const ids = [await add(world, world.ana), await add(world, world.ana), await add(world, world.ana)];
      const sent: string[] = [];
      for (let count = 0; count < 3; count += 1) {
        const entry = await claimOne(world);
        assert.deepEqual(await world.outbox.claim(10, 30), []);
        assert.ok(await world.outbox.remove(entry));
        sent.push(entry.id);
      }
      assert.deepEqual(sent, ids);
      assert.equal(await world.outbox.depth(), 0);
    });

    it('hands out the oldest entry of each of so many people', async () => {
      const world = storeWorld(database);
      const first = await add(world, world.ana);
      const second = await add(world, world.ben);
      await add(world, world.ana);
      const third = await add(world, aPerson(world.tenantId));
      assert.deepEqual(idsOf(await world.outbox.claim(2, 30)), [first, second]);
      assert.deepEqual(idsOf(await world.outbox.claim(2, 30)), [third]);
    });

    it('lets nobody wait behind digests, not even their own', async () => {
      const world = storeWorld(database);
      const [ana, ben, chi] = [world.ana, world.ben, aPerson(world.tenantId)];
      const digest: OutboundMessage = { kind: 'digest', localDate: '2026-01-05' };
      const ids = [ulid(), ulid(), ulid(), ulid()] as const;
      await world.outbox.add([
        { id: ids[0], person: ana, message: digest },
        { id: ids[1], person: ben, message: digest },
      ]);
      world.clock.forward(1);
      await world.outbox.add([
        { id: ids[2], person: ben, message: cardOf('c-1') },
        { id: ids[3], person: chi, message: cardOf('c-2') },
      ]);
      assert.deepEqual(idsOf(await world.outbox.claim(2, 30)), [ids[2], ids[3]]);
      assert.deepEqual(idsOf(await world.outbox.claim(1, 30)), [ids[0]]);
      assert.deepEqual(idsOf(await world.outbox.claim(2, 30)), [ids[1]]);
    });

    it('hands out digests alone, and everything else alone', async () => {
      const world = storeWorld(database);
      const { ana, outbox } = world;
      const [digest, organization, card] = [ulid(), ulid(), ulid()];
      await outbox.add([
        { id: digest, person: ana, message: { kind: 'digest', localDate: '2026-01-05' } },
        { id: organization, person: ana, message: organizationsDay },
        { id: card, person: ana, message: cardOf('c-1') },
      ]);
      assert.deepEqual(idsOf(await outbox.claim(10, 30, 'others')), [card]);
      assert.deepEqual(idsOf(await outbox.claim(10, 30, 'others')), []);
      assert.deepEqual(idsOf(await outbox.claim(10, 30, 'digests')), [digest]);
      assert.deepEqual(idsOf(await outbox.claim(10, 30, 'digests')), []);
    });

    it('lets a postponed entry go behind what waits, where that is wished', async () => {
      const world = storeWorld(database);
      await add(world, world.ana);
      const second = await add(world, world.ana);
      const entry = await claimOne(world);
      const behind = ulid();
      assert.ok(await world.outbox.postpone(entry, world.clock.now(), behind));
      assert.equal(await world.outbox.postpone(entry, world.clock.now()), false, 'it has another id now');
      const next = await claimOne(world);
      assert.equal(next.id, second);
      assert.ok(await world.outbox.remove(next));
      const last = await claimOne(world);
      assert.deepEqual([last.id, last.attempts, last.createdAt], [behind, 1, entry.createdAt]);
    });

    it('hands out nothing before it is due, and nothing of that person after it', async () => {
      const world = storeWorld(database);
      const later = await add(world, world.ana, new Date(world.clock.now().getTime() + 60_000));
      await add(world, world.ana);
      assert.deepEqual(await world.outbox.claim(10, 30), []);
      world.clock.forward(1);
      assert.equal((await claimOne(world)).id, later);
    });

    it('lets a postponed entry block the later ones of its person', async () => {
      const world = storeWorld(database);
      const first = await add(world, world.ana);
      await add(world, world.ana);
      const entry = await claimOne(world);
      const dueAt = new Date(world.clock.now().getTime() + 60_000);
      assert.ok(await world.outbox.postpone(entry, dueAt));
      assert.deepEqual(await world.outbox.claim(10, 30), []);
      world.clock.forward(1);
      const again = await claimOne(world);
      assert.equal(again.id, first);
      assert.equal(again.attempts, 1);
      assert.equal(again.fence, 2);
      assert.deepEqual(again.dueAt, dueAt);
    });

    it('leaves a person alone while one of their entries is leased, even where an older one turns up', async () => {
      const world = storeWorld(database);
      const older = ulid();
      await add(world, world.ana);
      const leased = await claimOne(world);
      await world.outbox.add([{ id: older, person: world.ana, message: cardOf('c-older') }]);
      assert.deepEqual(await world.outbox.claim(10, 30), []);
      assert.ok(await world.outbox.remove(leased));
      assert.equal((await claimOne(world)).id, older);
    });

    it('hands an entry out again when its lease has run out, and the stale holder can do nothing', async () => {
      const world = storeWorld(database);
      await add(world, world.ana);
      const stale = await claimOne(world, OVER_AT_ONCE);
      const current = await claimOne(world);
      assert.equal(current.id, stale.id);
      assert.equal(await world.outbox.begin(stale), false);
      assert.equal(await world.outbox.remove(stale), false);
      assert.equal(await world.outbox.postpone(stale, world.clock.now()), false);
      assert.equal(await world.outbox.remove(current), true);
      assert.equal(await world.outbox.remove(current), false);
    });

    it('never hands one entry to two', async () => {
      const world = storeWorld(database);
      const people = Array.from({ length: 30 }, () => aPerson(world.tenantId));
      for (const person of [...people, ...people]) await add(world, person);
      const claimed = await Promise.all(Array.from({ length: 20 }, () => world.outbox.claim(7, 30)));
      const ids = idsOf(claimed.flat());
      assert.equal(new Set(ids).size, ids.length);
      const leased = new Set(claimed.flat().map(({ person }) => person.id));
      assert.equal(leased.size, ids.length);
    });

    it('never hands one entry to two who hurry for the same few', async () => {
      const world = storeWorld(database);
      for (let round = 0; round < 40; round += 1) {
        const ids = [await add(world, world.ana), await add(world, world.ben)];
        const claimed = await Promise.all(Array.from({ length: 10 }, () => world.outbox.claim(5, 30)));
        const entries = claimed.flat();
        assert.deepEqual(idsOf(entries).toSorted(), ids);
        for (const entry of entries) assert.ok(await world.outbox.remove(entry));
      }
    });

    it('is emptied in order by several workers', async () => {
      const world = storeWorld(database);
      const people = Array.from({ length: 8 }, () => aPerson(world.tenantId));
      const added = new Map<string, string[]>();
      const sent = new Map<string, string[]>();
      for (let round = 0; round < 5; round += 1) {
        for (const person of people) {
          added.set(person.id, [...(added.get(person.id) ?? []), await add(world, person)]);
        }
      }
      const work = async (): Promise<void> => {
        while ((await world.outbox.depth()) > 0) {
          for (const entry of await world.outbox.claim(3, 30)) {
            const { id } = entry.person;
            sent.set(id, [...(sent.get(id) ?? []), entry.id]);
            assert.ok(await world.outbox.remove(entry));
          }
        }
      };
      await Promise.all([work(), work(), work(), work()]);
      assert.deepEqual(Object.fromEntries([...sent].sort()), Object.fromEntries([...added].sort()));
    });

    it('takes many at once, and none', async () => {
      const world = storeWorld(database);
      const entries = Array.from({ length: 2_500 }, () => {
        const id = ulid();
        return { id, person: world.ana, message: cardOf(id) };
      });
      await world.outbox.add(entries);
      await world.outbox.add([]);
      assert.equal(await world.outbox.depth(), 2_500);
    });

    it('sees nothing of another tenant', async () => {
      const elsewhere = storeWorld(database);
      await add(elsewhere, elsewhere.ana);
      const world = storeWorld(database);
      assert.equal(await world.outbox.depth(), 0);
      assert.deepEqual(await world.outbox.claim(10, 30), []);
    });
  });
}
