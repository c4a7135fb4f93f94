import { type Migration } from 'kysely/migration';
import { identifier } from './columns.ts';

/** Whether changes go to PIM; and how far the audit trail was written out to where others read it. */
export const relaySwitch: Migration = {
  async up(db) {
    await db.schema
      .createTable('relay_switch')
      .addColumn('tenant_id', identifier, (column) => column.notNull())
      .addColumn('is_on', 'boolean', (column) => column.notNull())
      .addColumn('changed_at', 'timestamptz', (column) => column.notNull())
      .addColumn('changed_by', 'text', (column) => column.notNull())
      .addColumn('reason', 'text', (column) => column.notNull())
      .addPrimaryKeyConstraint('relay_switch_key', ['tenant_id'])
      .execute();
    await db.schema
      .createTable('audit_stream')
      .addColumn('tenant_id', identifier, (column) => column.notNull())
      .addColumn('position', 'int8', (column) => column.notNull())
      .addColumn('fence', 'int8', (column) => column.notNull())
      .addColumn('lease_until', 'timestamptz')
      .addPrimaryKeyConstraint('audit_stream_key', ['tenant_id'])
      .execute();
  },
};
