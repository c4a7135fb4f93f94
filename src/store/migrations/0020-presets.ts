import { type Migration } from 'kysely/migration';
import { identifier } from './columns.ts';

/** What people saved to activate together, and since when what they used may be proposed. */
export const presets: Migration = {
  async up(db) {
    await db.schema
      .createTable('preset')
      .addColumn('tenant_id', identifier, (column) => column.notNull())
      .addColumn('person_id', identifier, (column) => column.notNull())
      .addColumn('id', identifier, (column) => column.notNull())
      .addColumn('name_key', identifier, (column) => column.notNull())
      .addColumn('name', 'text', (column) => column.notNull())
      .addColumn('roles', 'json', (column) => column.notNull())
      .addColumn('justification', 'text', (column) => column.notNull())
      .addColumn('kept_at', 'timestamptz', (column) => column.notNull())
      .addPrimaryKeyConstraint('preset_key', ['tenant_id', 'person_id', 'id'])
      .addUniqueConstraint('preset_of_name', ['tenant_id', 'person_id', 'name_key'])
      .execute();
    await db.schema
      .createTable('forgotten_defaults')
      .addColumn('tenant_id', identifier, (column) => column.notNull())
      .addColumn('person_id', identifier, (column) => column.notNull())
      .addColumn('forgotten_at', 'timestamptz', (column) => column.notNull())
      .addPrimaryKeyConstraint('forgotten_defaults_key', ['tenant_id', 'person_id'])
      .execute();
  },
};
