import { sql, type Kysely } from 'kysely';
import { type Migration } from 'kysely/migration';
import { identifier } from './columns.ts';

/**
 * How long Entra takes to give a role, who was reminded of what, who wants a role again after its end, and who asked
 * for more time with an eligibility.
 */
export const provisioningDelays: Migration = {
  async up(db) {
    await db.schema
      .createTable('provisioning_delay')
      .addColumn('tenant_id', identifier, (column) => column.notNull())
      .addColumn('role_definition_id', identifier, (column) => column.notNull())
      .addColumn('count', 'float8', (column) => column.notNull())
      .addColumn('total_milliseconds', 'float8', (column) => column.notNull())
      .addColumn('longest_milliseconds', 'float8', (column) => column.notNull())
      .addPrimaryKeyConstraint('provisioning_delay_key', ['tenant_id', 'role_definition_id'])
      .execute();
    await db.schema
      .createTable('reminder')
      .addColumn('tenant_id', identifier, (column) => column.notNull())
      .addColumn('request_id', identifier, (column) => column.notNull())
      .addColumn('person_id', identifier, (column) => column.notNull())
      .addColumn('count', 'integer', (column) => column.notNull())
      .addColumn('last_at', 'timestamptz', (column) => column.notNull())
      .addPrimaryKeyConstraint('reminder_key', ['tenant_id', 'request_id', 'person_id'])
      .execute();
    await db.schema
      .createIndex('reminder_of_person')
      .on('reminder')
      .columns(['tenant_id', 'person_id'])
      .execute();
    await db.schema
      .createTable('again_wish')
      .addColumn('tenant_id', identifier, (column) => column.notNull())
      .addColumn('request_id', identifier, (column) => column.notNull())
      .addColumn('person_id', identifier, (column) => column.notNull())
      .addColumn('kept_at', 'timestamptz', (column) => column.notNull())
      .addColumn('used_at', 'timestamptz')
      .addPrimaryKeyConstraint('again_wish_key', ['tenant_id', 'request_id', 'person_id'])
      .execute();
    await createExtensions(db);
    await db.schema
      .createIndex('followed_request_ending')
      .on('followed_request')
      .columns(['tenant_id', 'end_at'])
      .where(sql.ref('is_open'), '=', sql`true`)
      .execute();
  },
};

async function createExtensions(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('eligibility_extension')
    .addColumn('tenant_id', identifier, (column) => column.notNull())
    .addColumn('request_id', identifier, (column) => column.notNull())
    .addColumn('person_id', identifier, (column) => column.notNull())
    .addColumn('role_definition_id', identifier, (column) => column.notNull())
    .addColumn('role_name', 'text', (column) => column.notNull())
    .addColumn('scope_id', 'text', (column) => column.notNull())
    .addColumn('end_at', 'timestamptz', (column) => column.notNull())
    .addColumn('asked_at', 'timestamptz', (column) => column.notNull())
    .addColumn('new_end_at', 'timestamptz')
    .addColumn('is_open', 'boolean', (column) => column.notNull())
    .addPrimaryKeyConstraint('eligibility_extension_key', ['tenant_id', 'request_id'])
    .execute();
}
