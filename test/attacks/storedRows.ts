import { type Kysely, sql } from 'kysely';
import { type Database, SCHEMA } from '../../src/store/database.ts';

/** Every row of every table, each as text that begins with the table's name. */
export async function storedRows(db: Kysely<Database>): Promise<readonly string[]> {
  const { rows: tables } = await sql<{ name: string }>`
    select table_name as name from information_schema.tables where table_schema = ${SCHEMA}`.execute(db);
  const rows: string[] = [];
  for (const { name } of tables) {
    const { rows: found } = await sql`select * from ${sql.table(`${SCHEMA}.${name}`)}`.execute(db);
    rows.push(...found.map((row) => `${name} ${JSON.stringify(row)}`));
  }
  return rows;
}
