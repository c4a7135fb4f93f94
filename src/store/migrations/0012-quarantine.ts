import { type Migration } from 'kysely/migration';
import { identifier } from './columns.ts';

/** When the database was found to be restored from a backup, by the place in the audit trail that says so. */
export const quarantine: Migration = {
  async up(db) {
    await db.schema
      .createTable('quarantine')
      .addColumn('tenant_id', identifier, (column) => column.notNull())
      .addColumn('sequence', 'int8', (column) => column.notNull())
      .addColumn('began_at', 'timestamptz', (column) => column.notNull())
      .addColumn('ended_at', 'timestamptz')
      .addColumn('lost_sequence', 'int8')
      .addColumn('lost_hash', 'text')
      .addPrimaryKeyConstraint('quarantine_key', ['tenant_id', 'sequence'])
      .execute();
  },
};
