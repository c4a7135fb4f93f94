import { sql } from 'kysely';
import { type Migration } from 'kysely/migration';
import { identifier } from './columns.ts';

/** Requests that are followed. */
export const requests: Migration = {
  async up(db) {
    await db.schema
      .createTable('followed_request')
      .addColumn('tenant_id', identifier, (column) => column.notNull())
      .addColumn('id', identifier, (column) => column.notNull())
      .addColumn('requestor', identifier, (column) => column.notNull())
      .addColumn('requestor_name', 'text', (column) => column.notNull())
      .addColumn('requestor_user_principal_name', 'text', (column) => column.notNull())
      .addColumn('role_definition_id', identifier, (column) => column.notNull())
      .addColumn('role_name', 'text', (column) => column.notNull())
      .addColumn('is_privileged', 'boolean')
      .addColumn('is_built_in', 'boolean', (column) => column.notNull())
      .addColumn('scope_id', 'text', (column) => column.notNull())
      .addColumn('scope_name', 'text')
      .addColumn('duration_minutes', 'float8')
      .addColumn('justification', 'text', (column) => column.notNull())
      .addColumn('ticket_number', 'text', (column) => column.notNull())
      .addColumn('ticket_system', 'text', (column) => column.notNull())
      .addColumn('status', 'text', (column) => column.notNull())
      .addColumn('approval_id', 'text')
      .addColumn('is_approver_justification_required', 'boolean', (column) => column.notNull())
      .addColumn('created_at', 'timestamptz', (column) => column.notNull())
      .addColumn('start_at', 'timestamptz')
      .addColumn('end_at', 'timestamptz')
      .addColumn('decision', 'text')
      .addColumn('decided_by', identifier)
      .addColumn('decided_by_name', 'text')
      .addColumn('decision_comment', 'text')
      .addColumn('decided_at', 'timestamptz')
      .addColumn('read_at', 'timestamptz', (column) => column.notNull())
      .addColumn('is_open', 'boolean', (column) => column.notNull())
      .addPrimaryKeyConstraint('followed_request_key', ['tenant_id', 'id'])
      .execute();
    await db.schema
      .createIndex('followed_request_open')
      .on('followed_request')
      .columns(['tenant_id', 'read_at'])
      .where(sql.ref('is_open'), '=', sql`true`)
      .execute();
    await db.schema
      .createIndex('followed_request_of_requestor')
      .on('followed_request')
      .columns(['tenant_id', 'requestor', 'created_at'])
      .execute();
  },
};
