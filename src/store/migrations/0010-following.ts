import { sql } from 'kysely';
import { type Migration } from 'kysely/migration';

/** When each request is to be read again, and who is about to read it: many processes share the work. */
export const following: Migration = {
  async up(db) {
    await db.schema.alterTable('followed_request').addColumn('next_reading_at', 'timestamptz').execute();
    await db.schema.alterTable('followed_request').addColumn('reading_until', 'timestamptz').execute();
    await db.schema
      .createIndex('followed_request_due')
      .on('followed_request')
      .columns(['tenant_id', 'next_reading_at'])
      .where(sql.ref('is_open'), '=', sql`true`)
      .execute();
  },
};
