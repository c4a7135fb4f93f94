import { sql } from 'kysely';
import { type Migration } from 'kysely/migration';
import { SCHEMA } from '../database.ts';
import { identifier } from './columns.ts';

/**
 * The audit trail. The triggers hold for every role, the owner's included; the owner could drop them, which is why the
 * application gets a role of its own where there are two (`grants.ts`) and why the rows are chained.
 */
export const audit: Migration = {
  async up(db) {
    await db.schema
      .createTable('audit_head')
      .addColumn('tenant_id', identifier, (column) => column.notNull())
      .addColumn('sequence', 'int8', (column) => column.notNull())
      .addColumn('hash', 'text', (column) => column.notNull())
      .addPrimaryKeyConstraint('audit_head_key', ['tenant_id'])
      .execute();
    await db.schema
      .createTable('audit_entry')
      .addColumn('tenant_id', identifier, (column) => column.notNull())
      .addColumn('sequence', 'int8', (column) => column.notNull())
      .addColumn('at', 'timestamptz', (column) => column.notNull())
      .addColumn('entry', 'json', (column) => column.notNull())
      .addColumn('previous_hash', 'text', (column) => column.notNull())
      .addColumn('hash', 'text', (column) => column.notNull())
      .addPrimaryKeyConstraint('audit_entry_key', ['tenant_id', 'sequence'])
      .execute();
    const guard = sql.id(SCHEMA, 'refuse_audit_change');
    const entries = sql.id(SCHEMA, 'audit_entry');
    await sql`
      create function ${guard}() returns trigger language plpgsql as $$
      begin
        raise exception 'Audit rows are never changed or deleted' using errcode = 'insufficient_privilege';
      end $$`.execute(db);
    await sql`
      create trigger audit_entry_is_final before update or delete on ${entries}
      for each row execute function ${guard}()`.execute(db);
    await sql`
      create trigger audit_entry_stays before truncate on ${entries}
      for each statement execute function ${guard}()`.execute(db);
  },
};
