import { type Migration } from 'kysely/migration';
import { identifier } from './columns.ts';

/** Where people can be reached, what they chose, and what was claimed once for all processes. */
export const people: Migration = {
  async up(db) {
    await db.schema
      .createTable('conversation')
      .addColumn('tenant_id', identifier, (column) => column.notNull())
      .addColumn('person_id', identifier, (column) => column.notNull())
      .addColumn('conversation_id', 'text', (column) => column.notNull())
      .addColumn('service_url', 'text', (column) => column.notNull())
      .addColumn('user_id', 'text', (column) => column.notNull())
      .addColumn('bot_id', 'text', (column) => column.notNull())
      .addColumn('name', 'text', (column) => column.notNull())
      .addColumn('locale', 'text')
      .addColumn('time_zone', 'text')
      .addColumn('is_installed', 'boolean', (column) => column.notNull())
      .addPrimaryKeyConstraint('conversation_key', ['tenant_id', 'person_id'])
      .execute();
    await db.schema
      .createTable('preference')
      .addColumn('tenant_id', identifier, (column) => column.notNull())
      .addColumn('person_id', identifier, (column) => column.notNull())
      .addColumn('is_digest_on', 'boolean')
      .addColumn('digest_at', 'text')
      .addPrimaryKeyConstraint('preference_key', ['tenant_id', 'person_id'])
      .execute();
    await db.schema
      .createTable('claim')
      .addColumn('tenant_id', identifier, (column) => column.notNull())
      .addColumn('key', identifier, (column) => column.notNull())
      .addColumn('claimed_at', 'timestamptz', (column) => column.notNull())
      .addPrimaryKeyConstraint('claim_key', ['tenant_id', 'key'])
      .execute();
  },
};
