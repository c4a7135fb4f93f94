import assert from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { PGlite } from '@electric-sql/pglite';
import { PGliteDialect, PostgresDialect, sql } from 'kysely';
import { Pool } from 'pg';
import { migrate, migrations, plainDatabaseOn, type PlainDatabase } from '../../src/store/migrate.ts';
import { emptyPostgres, engines } from '../support/databases.ts';
import { TestClock } from '../support/testClock.ts';

const clock = new TestClock();
const names = Object.keys(migrations);

interface Empty {
  readonly db: PlainDatabase;
  readonly close: () => Promise<void>;
}

const empty: Record<(typeof engines)[number]['name'], () => Promise<Empty>> = {
  embedded: async () => {
    const db = plainDatabaseOn(new PGliteDialect({ pglite: await PGlite.create() }));
    return { db, close: () => db.destroy() };
  },
  PostgreSQL: async () => {
    const { name, server, remove } = await emptyPostgres();
    const pool = new Pool({ connectionString: server.urlOf(name) });
    // A connection that is just being closed may be told that its database goes.
    pool.on('error', () => undefined);
    return {
      db: plainDatabaseOn(new PostgresDialect({ pool })),
      close: async () => {
        await pool.end();
        await remove();
      },
    };
  },
};

describe('migrations', () => {
  it('are numbered without gaps, a file each', () => {
    const folder = join(import.meta.dirname, '../../src/store/migrations');
    const files = readdirSync(folder).filter((file) => /^\d/.test(file));
    assert.deepEqual(files.map((file) => file.replace(/\.ts$/, '')).sort(), names);
    for (const [index, name] of names.entries()) {
      assert.equal(name.slice(0, 5), `${(index + 1).toString().padStart(4, '0')}-`);
    }
  });
});

for (const engine of engines) {
  describe(`migrate on ${engine.name}`, () => {
    let db: PlainDatabase;
    let close: () => Promise<void>;

    beforeEach(async () => {
      ({ db, close } = await empty[engine.name]());
    });

    afterEach(() => close());

    it('runs every migration once', async () => {
      assert.deepEqual(await migrate(db, clock), names);
      assert.deepEqual(await migrate(db, clock), []);
    });

    it('runs each once when several migrate at once', async () => {
      const applied = await Promise.all(Array.from({ length: 5 }, () => migrate(db, clock)));
      assert.deepEqual(applied.flat().sort(), names);
    });

    it('gives every table a tenant', async () => {
      await migrate(db, clock);
      const { rows } = await sql<{ table: string }>`
        select c.relname as "table" from pg_class c join pg_namespace n on n.oid = c.relnamespace
         where n.nspname = 'latchkey' and c.relkind = 'r' and c.relname <> 'migration'
           and not exists (select 1 from pg_attribute a
                            where a.attrelid = c.oid and a.attname = 'tenant_id' and a.attnotnull)`.execute(
        db,
      );
      assert.deepEqual(rows, []);
    });

    it('lets a newer version have been there', async () => {
      await migrate(db, clock);
      await db.insertInto('migration').values({ name: '9999-later', applied_at: clock.now() }).execute();
      assert.deepEqual(await migrate(db, clock), []);
    });

    it('refuses a database that something else has migrated', async () => {
      await migrate(db, clock);
      await db
        .updateTable('migration')
        .set({ name: '0002-foreign' })
        .where('name', '=', names[1] ?? '')
        .execute();
      await assert.rejects(migrate(db, clock), /"0002-foreign" is not among this program's migrations/);
    });
  });
}
