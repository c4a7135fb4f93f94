import { sql } from 'kysely';
import { type Migration } from 'kysely/migration';
import { identifier } from './columns.ts';

/**
 * When each request is to be read again, and who is about to read it: many processes share the work. Which were asked
 * for elsewhere, and how far Entra's audit log was read for them.
 */
export const following: Migration = {
  async up(db) {
    await db.schema.alterTable('followed_request').addColumn('next_reading_at', 'timestamptz').execute();
    await db.schema.alterTable('followed_request').addColumn('reading_until', 'timestamptz').execute();
    await db.schema
      .alterTable('followed_request')
      .addColumn('is_made_here', 'boolean', (column) => column.notNull().defaultTo(true))
      .execute();
    await db.schema
      .createTable('audit_log_cursor')
      .addColumn('tenant_id', identifier, (column) => column.notNull())
      .addColumn('read_until', 'timestamptz', (column) => column.notNull())
      .addPrimaryKeyConstraint('audit_log_cursor_key', ['tenant_id'])
      .execute();
    await db.schema
      .createIndex('followed_request_due')
      .on('followed_request')
      .columns(['tenant_id', 'next_reading_at'])
      .where(sql.ref('is_open'), '=', sql`true`)
      .execute();
  },
};
