import { sql } from 'kysely';
import { type Migration } from 'kysely/migration';
import { identifier } from './columns.ts';

/** Intents, leases and outcomes. */
export const operations: Migration = {
  async up(db) {
    await db.schema
      .createTable('operation')
      .addColumn('tenant_id', identifier, (column) => column.notNull())
      .addColumn('id', identifier, (column) => column.notNull())
      .addColumn('person_id', identifier, (column) => column.notNull())
      .addColumn('unique_key', 'text')
      .addColumn('intent', 'json', (column) => column.notNull())
      .addColumn('state', 'text', (column) => column.notNull())
      .addColumn('fence', 'int8', (column) => column.notNull())
      .addColumn('lease_until', 'timestamptz')
      .addColumn('outcome', 'json', (column) => column.notNull())
      .addColumn('created_at', 'timestamptz', (column) => column.notNull())
      .addColumn('updated_at', 'timestamptz', (column) => column.notNull())
      .addPrimaryKeyConstraint('operation_key', ['tenant_id', 'id'])
      .addUniqueConstraint('operation_unique_key', ['tenant_id', 'unique_key'])
      .execute();
    await db.schema
      .createIndex('operation_unsettled')
      .on('operation')
      .columns(['tenant_id', 'created_at'])
      .where(sql.ref('state'), 'in', sql`('INTENT', 'RUNNING', 'UNKNOWN')`)
      .execute();
  },
};
