import assert from 'node:assert/strict';
import { sql } from 'kysely';
import { openPostgres } from '../../src/store/postgres.ts';
import { proxyOf } from '../../torture/databaseProxy.ts';
import { engines, silentLogger } from '../support/databases.ts';
import { TestClock } from '../support/testClock.ts';

for (const engine of engines.filter(({ name }) => name === 'PostgreSQL')) {
  describe(`a connection to ${engine.name} that ends in the middle of a statement`, () => {
    it('fails that statement and nothing else', async () => {
      const place = await engine.place();
      const url = new URL(place.engine.kind === 'postgres' ? place.engine.url : '');
      const proxy = await proxyOf(url.href);
      url.port = String(proxy.port);
      const { db, close } = openPostgres({ url: url.href, clock: new TestClock(), logger: silentLogger });
      try {
        await sql`select 1`.execute(db);
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
      } finally {
        await close();
        await proxy.stop();
        await place.remove();
      }
    });
  });
}
