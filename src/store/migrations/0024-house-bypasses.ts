import { type Migration } from 'kysely/migration';
import { identifier } from './columns.ts';

/** Activations that went round the rules of the house, and the rules that counted when. */
export const houseBypasses: Migration = {
  async up(db) {
    await db.schema
      .createTable('house_bypass')
      .addColumn('tenant_id', identifier, (column) => column.notNull())
      .addColumn('request_id', identifier, (column) => column.notNull())
      .addColumn('found_at', 'timestamptz', (column) => column.notNull())
      .addColumn('bypass', 'json', (column) => column.notNull())
      .addPrimaryKeyConstraint('house_bypass_key', ['tenant_id', 'request_id'])
      .execute();
    await db.schema
      .createIndex('house_bypass_found')
      .on('house_bypass')
      .columns(['tenant_id', 'found_at'])
      .execute();
    await db.schema
      .createTable('kept_house_rules')
      .addColumn('tenant_id', identifier, (column) => column.notNull())
      .addColumn('since', 'timestamptz', (column) => column.notNull())
      .addColumn('version', identifier, (column) => column.notNull())
      .addColumn('rules', 'json', (column) => column.notNull())
      .addPrimaryKeyConstraint('kept_house_rules_key', ['tenant_id', 'since', 'version'])
      .execute();
  },
};
