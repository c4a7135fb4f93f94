import assert from 'node:assert/strict';
import { forgetDeparted } from '../../src/jobs/forgetDeparted.ts';
import { type Presence } from '../../src/pim/departures.ts';
import { type Person, type PrincipalId } from '../../src/pim/ids.ts';
import { aConversation } from '../support/inMemoryRecords.ts';
import { engines, silentLogger, type TestDatabase } from '../support/databases.ts';
import { aPerson, storeWorld, type StoreWorld } from '../support/storeWorld.ts';

for (const engine of engines) {
  describe(`forgetDeparted on ${engine.name}`, () => {
    let database: TestDatabase;
    let world: StoreWorld;
    let presence: Map<PrincipalId, Presence>;
    let asked: (readonly PrincipalId[])[];
    let unreadable: Error | undefined;
    let dropped: Person[];
    let warned: object[];

    before(async () => {
      database = await engine.open();
    });

    after(() => database.close());

    beforeEach(async () => {
      world = storeWorld(database);
      // Eight hours begin now, so that no test depends on the hour of the day.
      const eightHours = 8 * 60;
      const minute = Math.floor(world.clock.now().getTime() / 60_000) % eightHours;
      world.clock.forward(eightHours - minute);
      presence = new Map();
      [asked, dropped, warned] = [[], [], []];
      unreadable = undefined;
      for (const person of [world.ana, world.ben]) {
        await world.conversations.remember(aConversation(person));
        presence.set(person.id, 'there');
      }
    });

    const run = (): Promise<void> =>
      forgetDeparted({
        ...world,
        directory: {
          presenceOf: (ids) => {
            asked.push(ids);
            if (unreadable !== undefined) return Promise.reject(unreadable);
            return Promise.resolve(new Map(ids.map((id) => [id, presence.get(id) ?? 'unread'])));
          },
        },
        heldTokens: { people: () => [], forget: (person) => dropped.push(person) },
        logger: { ...silentLogger, warn: (facts) => warned.push(facts) },
      });
    const isKnown = async ({ id }: Person): Promise<boolean> =>
      (await world.personalRecords.known(undefined, 10)).includes(id);
    /** Runs as the sweep does, every quarter of an hour. */
    const runFor = async (minutes: number): Promise<void> => {
      for (let passed = 0; passed < minutes; passed += 15) {
        world.clock.forward(15);
        await run();
      }
    };

    it('forgets whom the directory does not know at two looks, within a day, and nobody else', async () => {
      await run();
      presence.set(world.ana.id, 'gone');
      await runFor(24 * 60);
      assert.equal(await isKnown(world.ana), false);
      assert.equal(await isKnown(world.ben), true);
      assert.deepEqual(dropped, [{ tenantId: world.tenantId, id: world.ana.id }]);
      const events = (await world.audit.rows(0, 10)).map(({ event }) => event);
      assert.deepEqual(events, ['person.forgotten'], 'once');
    });

    it('never forgets before an hour has passed since the first look', async () => {
      presence.set(world.ana.id, 'gone');
      await run();
      await runFor(45);
      assert.equal(await isKnown(world.ana), true);
    });

    it('keeps somebody who was put back in between', async () => {
      presence.set(world.ana.id, 'gone');
      await run();
      presence.set(world.ana.id, 'there');
      await runFor(120);
      presence.set(world.ana.id, 'gone');
      await runFor(60);
      assert.equal(await isKnown(world.ana), true, 'the first look no longer counts');
    });

    it('takes silence for no answer, says so, and looks again a quarter of an hour later', async () => {
      presence.set(world.ana.id, 'unread');
      await run();
      assert.deepEqual(warned, [{ event: 'departures.unread', people: 1 }]);
      const before = asked.length;
      await runFor(15);
      assert.ok(asked.length > before);
      await runFor(24 * 60);
      assert.equal(await isKnown(world.ana), true);
    });

    it('looks again after a failure, and forgets nobody because of it', async () => {
      unreadable = new Error('as the test wants it');
      await assert.rejects(run(), unreadable);
      unreadable = undefined;
      await run();
      assert.equal(asked.length, 2);
      assert.equal(await isKnown(world.ana), true);
    });

    it('asks once for all processes, and for many people in few rounds', async () => {
      for (let more = 0; more < 310; more += 1) {
        const person = aPerson(world.tenantId);
        presence.set(person.id, 'there');
        await world.conversations.remember(aConversation(person));
      }
      await Promise.all([run(), run(), run()]);
      assert.deepEqual(
        asked.map(({ length }) => length),
        [300, 12],
      );
    });
  });
}
