import assert from 'node:assert/strict';
import { type StoreItem } from 'botbuilder';
import { engines, type TestDatabase } from '../support/databases.ts';
import { storeWorld } from '../support/storeWorld.ts';

for (const engine of engines) {
  describe(`SqlBotState on ${engine.name}`, () => {
    let database: TestDatabase;

    before(async () => {
      database = await engine.open();
    });

    after(() => database.close());

    const readOne = async (
      { botState }: ReturnType<typeof storeWorld>,
      key: string,
    ): Promise<StoreItem | undefined> => (await botState.read([key]))[key] as StoreItem | undefined;

    it('reads what was written, each with an etag', async () => {
      const { botState } = storeWorld(database);
      await botState.write({ a: { turn: 1, words: 'x\0' }, b: { turn: 2 } });
      const items = (await botState.read(['a', 'b', 'c'])) as Record<string, StoreItem>;
      assert.deepEqual(Object.keys(items).sort(), ['a', 'b']);
      const { eTag, ...rest } = items['a'] ?? {};
      assert.deepEqual(rest, { turn: 1, words: 'x\0' });
      assert.equal(typeof eTag, 'string');
      assert.deepEqual(await botState.read([]), {});
    });

    it('refuses to overwrite what was changed since it was read', async () => {
      const world = storeWorld(database);
      await world.botState.write({ a: { turn: 1 } });
      const mine = await readOne(world, 'a');
      const theirs = await readOne(world, 'a');
      await world.botState.write({ a: { ...theirs, turn: 2 } });
      await assert.rejects(world.botState.write({ a: { ...mine, turn: 3 }, b: { turn: 1 } }), /was changed/);
      assert.equal((await readOne(world, 'a'))?.['turn'], 2);
      assert.equal(await readOne(world, 'b'), undefined);
    });

    it('overwrites without an etag, or with a star', async () => {
      const world = storeWorld(database);
      await world.botState.write({ a: { turn: 1 } });
      await world.botState.write({ a: { turn: 2 } });
      await world.botState.write({ a: { turn: 3, eTag: '*' } });
      assert.equal((await readOne(world, 'a'))?.['turn'], 3);
    });

    it('lets one of many writers win', async () => {
      const world = storeWorld(database);
      await world.botState.write({ a: { turn: 0 } });
      const read = await readOne(world, 'a');
      const written = await Promise.allSettled(
        Array.from({ length: 10 }, (_, index) => world.botState.write({ a: { ...read, turn: index + 1 } })),
      );
      assert.equal(written.filter(({ status }) => status === 'fulfilled').length, 1);
    });

    it('deletes', async () => {
      const world = storeWorld(database);
      await world.botState.write({ a: { turn: 1 }, b: { turn: 1 } });
      await world.botState.delete(['a', 'c']);
      await world.botState.delete([]);
      assert.deepEqual(Object.keys(await world.botState.read(['a', 'b'])), ['b']);
    });

    it('is of one tenant', async () => {
      await storeWorld(database).botState.write({ a: { turn: 1 } });
      assert.deepEqual(await storeWorld(database).botState.read(['a']), {});
    });
  });
}
