import assert from 'node:assert/strict';
import { type Kysely, sql } from 'kysely';
import { type Database } from '../../src/store/database.ts';
import { type Engine } from '../../src/store/engine.ts';
import { isUnreachable, openPostgres } from '../../src/store/postgres.ts';
import { type DatabaseProxy, proxyOf } from '../../torture/databaseProxy.ts';
import { engines, silentLogger, type TestPlace } from '../support/databases.ts';
import { TestClock } from '../support/testClock.ts';

for (const engine of engines.filter(({ name }) => name === 'PostgreSQL')) {
  describe(`a connection to ${engine.name}`, () => {
    let place: TestPlace;
    let proxy: DatabaseProxy;
    let opened: Engine;
    let db: Kysely<Database>;

    beforeEach(async () => {
      place = await engine.place();
      const url = new URL(place.engine.kind === 'postgres' ? place.engine.url : '');
      proxy = await proxyOf(url.href);
      url.port = String(proxy.port);
      opened = openPostgres({
        url: url.href,
        clock: new TestClock(),
        logger: silentLogger,
        silenceMilliseconds: 1_000,
      });
      ({ db } = opened);
      await sql`create table latchkey.note (text text)`.execute(db);
    });

    afterEach(async () => {
      await opened.close();
      await proxy.stop();
      await place.remove();
    });

    const note = (on: Kysely<Database>, text: string): Promise<unknown> =>
      sql`insert into latchkey.note values (${text})`.execute(on);

    /** Tries until the database does it; it may be out of reach meanwhile, and nothing else. */
    async function atLast(work: () => Promise<unknown>): Promise<void> {
      for (;;) {
        try {
          await work();
          return;
        } catch (error) {
          assert.ok(isUnreachable(error), String(error));
        }
      }
    }

    it('that ends in the middle of a statement fails that statement and nothing else', async () => {
      const inTheMiddle = db.connection().execute(async (connection) => {
        proxy.cut();
        // Nothing is asked just now, and the connection is nobody else's: it may end unheard.
        await sql`select pg_sleep(0.1)`.execute(connection).catch(() => undefined);
        await sql`select 1`.execute(connection);
      });
      await assert.rejects(inTheMiddle);
      proxy.mend();
      const { rows } = await sql<{ one: number }>`select 1 as one`.execute(db);
      assert.deepEqual(rows, [{ one: 1 }]);
    });

    it('that falls silent is given up, and new ones take the place of all that did', async () => {
      const everyone = Array.from({ length: 10 }, () => db);
      await Promise.all(everyone.map((one) => sql`select pg_sleep(0.1)`.execute(one)));
      proxy.fallSilent();
      await Promise.all(everyone.map((one) => atLast(() => sql`select 1`.execute(one))));
    });

    it('that falls silent within a transaction ends it, and it can be done again', async () => {
      const inTheMiddle = db.transaction().execute(async (tx) => {
        await note(tx, 'lost');
        proxy.fallSilent();
        await note(tx, 'unheard');
      });
      await assert.rejects(inTheMiddle, isUnreachable);
      await atLast(() => db.transaction().execute((tx) => note(tx, 'kept')));
      const { rows } = await sql`select text from latchkey.note`.execute(db);
      assert.deepEqual(rows, [{ text: 'kept' }]);
    });

    it('that falls silent at a commit ends the transaction too', async () => {
      proxy.atCommit(1, 'before', () => undefined);
      await assert.rejects(
        db.transaction().execute((tx) => note(tx, 'lost')),
        isUnreachable,
      );
      await atLast(() => note(db, 'kept'));
      const { rows } = await sql`select text from latchkey.note`.execute(db);
      assert.deepEqual(rows, [{ text: 'kept' }]);
    });
  });
}
