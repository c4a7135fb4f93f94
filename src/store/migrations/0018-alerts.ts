import { type Migration } from 'kysely/migration';
import { identifier } from './columns.ts';

/** What is wrong in the tenant from one look to the next, what people made of it, and when it was last looked for. */
export const alerts: Migration = {
  async up(db) {
    await db.schema
      .createTable('alert')
      .addColumn('tenant_id', identifier, (column) => column.notNull())
      .addColumn('id', identifier, (column) => column.notNull())
      .addColumn('key', identifier, (column) => column.notNull())
      .addColumn('source', 'text', (column) => column.notNull())
      .addColumn('rule', 'text', (column) => column.notNull())
      .addColumn('role_definition_id', identifier)
      .addColumn('severity', 'text', (column) => column.notNull())
      .addColumn('parts', 'json', (column) => column.notNull())
      .addColumn('subjects', 'json', (column) => column.notNull())
      .addColumn('handling', 'text', (column) => column.notNull())
      .addColumn('snoozed_until', 'timestamptz')
      .addColumn('since', 'timestamptz', (column) => column.notNull())
      .addColumn('again_since', 'timestamptz')
      .addColumn('seen_at', 'timestamptz', (column) => column.notNull())
      .addColumn('not_judged_since', 'timestamptz')
      .addColumn('resolved_at', 'timestamptz')
      .addColumn('raise', 'integer', (column) => column.notNull())
      .addColumn('raised_at', 'timestamptz')
      .addColumn('telling', 'text', (column) => column.notNull())
      .addPrimaryKeyConstraint('alert_pkey', ['tenant_id', 'id'])
      .addUniqueConstraint('alert_key', ['tenant_id', 'key'])
      .execute();
    await db.schema
      .createTable('alert_event')
      .addColumn('tenant_id', identifier, (column) => column.notNull())
      .addColumn('id', identifier, (column) => column.notNull())
      .addColumn('alert_id', identifier, (column) => column.notNull())
      .addColumn('kind', 'text', (column) => column.notNull())
      .addColumn('at', 'timestamptz', (column) => column.notNull())
      .addColumn('person_id', identifier)
      .addColumn('reason', 'text', (column) => column.notNull())
      .addColumn('until', 'timestamptz')
      .addPrimaryKeyConstraint('alert_event_key', ['tenant_id', 'id'])
      .execute();
    await db.schema
      .createIndex('alert_event_of')
      .on('alert_event')
      .columns(['tenant_id', 'alert_id', 'at'])
      .execute();
    await db.schema
      .createTable('alert_look')
      .addColumn('tenant_id', identifier, (column) => column.notNull())
      .addColumn('looked_at', 'timestamptz', (column) => column.notNull())
      .addColumn('not_judged', 'json', (column) => column.notNull())
      .addPrimaryKeyConstraint('alert_look_key', ['tenant_id'])
      .execute();
  },
};
