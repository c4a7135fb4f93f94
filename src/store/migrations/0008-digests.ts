import { sql } from 'kysely';
import { type Migration } from 'kysely/migration';
import { identifier } from './columns.ts';

/**
 * Which local dates somebody has had a digest of, as ranges: a row for each reader and kind, which grows by a few bytes
 * a week and is never swept. The choice about weekends. What administrators are told about yesterday.
 */
export const digests: Migration = {
  async up(db) {
    await db.schema
      .createTable('digest_dates')
      .addColumn('tenant_id', identifier, (column) => column.notNull())
      .addColumn('person_id', identifier, (column) => column.notNull())
      .addColumn('kind', identifier, (column) => column.notNull())
      .addColumn('dates', sql`datemultirange`, (column) => column.notNull())
      .addPrimaryKeyConstraint('digest_dates_key', ['tenant_id', 'person_id', 'kind'])
      .execute();
    await db.schema.alterTable('preference').addColumn('is_digest_on_weekends', 'boolean').execute();
    await db.schema
      .createTable('standing_assignments')
      .addColumn('tenant_id', identifier, (column) => column.notNull())
      .addColumn('kept_at', 'timestamptz', (column) => column.notNull())
      .addColumn('assignments', 'json', (column) => column.notNull())
      .addPrimaryKeyConstraint('standing_assignments_key', ['tenant_id', 'kept_at'])
      .execute();
    await db.schema.createIndex('audit_entry_at').on('audit_entry').columns(['tenant_id', 'at']).execute();
    await db.schema
      .createIndex('followed_request_created')
      .on('followed_request')
      .columns(['tenant_id', 'created_at'])
      .execute();
    await db.schema.createIndex('card_created').on('card').columns(['tenant_id', 'created_at']).execute();
  },
};
