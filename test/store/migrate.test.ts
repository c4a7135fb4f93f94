import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
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

describe('migrations, while the version before still runs', () => {
  const folder = join(import.meta.dirname, '../../src/store/migrations');
  /** The first ones were released together: nothing ran before them. */
  const released = names.filter((name) => name > '0006-audit');
  const sourceOf = (name: string): string => readFileSync(join(folder, `${name}.ts`), 'utf8');
  /** From each `alterTable` to the end of its statement. */
  const alterations = (source: string): readonly string[] =>
    source.match(/\.alterTable\([\s\S]*?\.execute\(\)/g) ?? [];

  for (const name of released) {
    it(`${name} takes nothing away that an old statement names`, () => {
      const source = sourceOf(name);
      assert.doesNotMatch(source, /\.drop|\.rename|\.setDataType|\.setNotNull|\.alterColumn|\.modifyColumn/);
      assert.doesNotMatch(source, /\b(drop|rename|truncate|set not null|alter column|create unique)\b/i);
      assert.doesNotMatch(source, /\.unique\(\)|addCheckConstraint|addForeignKeyConstraint/);
    });

    it(`${name} adds no column that an old insert would have to fill`, () => {
      for (const alteration of alterations(sourceOf(name))) {
        assert.match(alteration, /^\.alterTable\([^)]*\)\s*\.addColumn\(/, alteration);
        for (const column of alteration.split('.addColumn(').slice(1)) {
          assert.ok(!column.includes('notNull') || column.includes('defaultTo'), column);
          assert.doesNotMatch(column, /primaryKey|unique|references|check/i, column);
        }
      }
    });
  }

  it('give up on a lock that they cannot have, before anything is changed', () => {
    const source = readFileSync(join(folder, '../migrate.ts'), 'utf8');
    const at = source.indexOf('set local lock_timeout = ${sql.lit(LOCK_TIMEOUT)}');
    assert.ok(at > 0 && at < source.indexOf('migration.up(tx)'));
    assert.match(source, /LOCK_TIMEOUT = '[1-5]s'/);
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
