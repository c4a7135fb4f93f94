import { type Migration } from 'kysely/migration';
import { identifier } from './columns.ts';

/** Policy files that administrators have sent: one each, for a day. */
export const policyFiles: Migration = {
  async up(db) {
    await db.schema
      .createTable('policy_file')
      .addColumn('tenant_id', identifier, (column) => column.notNull())
      .addColumn('person_id', identifier, (column) => column.notNull())
      .addColumn('id', identifier, (column) => column.notNull())
      .addColumn('is_foreign', 'boolean', (column) => column.notNull())
      .addColumn('same_roles', 'integer', (column) => column.notNull())
      .addColumn('blocked_roles', 'integer', (column) => column.notNull())
      .addColumn('roles', 'json', (column) => column.notNull())
      .addColumn('operations', 'jsonb', (column) => column.notNull())
      .addColumn('kept_at', 'timestamptz', (column) => column.notNull())
      .addPrimaryKeyConstraint('policy_file_key', ['tenant_id', 'person_id'])
      .execute();
  },
};
