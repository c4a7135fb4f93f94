import { sql } from 'kysely';
import { type Migration } from 'kysely/migration';
import { identifier } from './columns.ts';

/**
 * Which processes live, whose lease each one is, whether a message had begun to leave, and where an outcome is to stand: what a sudden end leaves
 * open.
 */
export const instances: Migration = {
  async up(db) {
    await db.schema
      .createTable('instance')
      .addColumn('tenant_id', identifier, (column) => column.notNull())
      .addColumn('id', identifier, (column) => column.notNull())
      .addColumn('seen_at', 'timestamptz', (column) => column.notNull())
      .addPrimaryKeyConstraint('instance_key', ['tenant_id', 'id'])
      .execute();
    for (const table of ['outbox_entry', 'operation', 'followed_request']) {
      await db.schema.alterTable(table).addColumn('lease_owner', identifier).execute();
      await db.schema
        .createIndex(`${table}_lease`)
        .on(table)
        .columns(['tenant_id', 'lease_owner'])
        .where(sql.ref('lease_owner'), 'is not', null)
        .execute();
    }
    await db.schema.alterTable('operation').addColumn('card_activity_id', 'text').execute();
    await db.schema
      .alterTable('outbox_entry')
      .addColumn('is_begun', 'boolean', (column) => column.notNull().defaultTo(false))
      .execute();
  },
};
