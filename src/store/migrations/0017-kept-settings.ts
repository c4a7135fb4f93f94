import { type Migration } from 'kysely/migration';
import { identifier } from './columns.ts';

/** How every role was set on the last days: what administrators are told has changed. */
export const keptSettings: Migration = {
  async up(db) {
    await db.schema
      .createTable('kept_settings')
      .addColumn('tenant_id', identifier, (column) => column.notNull())
      .addColumn('kept_at', 'timestamptz', (column) => column.notNull())
      .addColumn('settings', 'json', (column) => column.notNull())
      .addPrimaryKeyConstraint('kept_settings_key', ['tenant_id', 'kept_at'])
      .execute();
  },
};
