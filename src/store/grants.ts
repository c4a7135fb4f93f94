import { sql } from 'kysely';
import { SCHEMA } from './database.ts';
import { lockPreparation, type PlainDatabase } from './migrate.ts';

const schema = sql.id(SCHEMA);
const table = (name: string): ReturnType<typeof sql.id> => sql.id(SCHEMA, name);

/**
 * Gives the application's role what it needs and no more: it adds audit rows and can neither change nor delete them,
 * nor pretend that a migration ran. Harmless to repeat.
 */
export async function grantToApplication(db: PlainDatabase, role: string): Promise<void> {
  const application = sql.id(role);
  await db.transaction().execute(async (tx) => {
    await lockPreparation(tx);
    await sql`grant usage on schema ${schema} to ${application}`.execute(tx);
    await sql`grant select, insert, update, delete on all tables in schema ${schema} to ${application}`.execute(
      tx,
    );
    await sql`revoke insert, update, delete, truncate on ${table('migration')} from ${application}`.execute(
      tx,
    );
    await sql`revoke update, delete, truncate on ${table('audit_entry')} from ${application}`.execute(tx);
    await sql`revoke delete, truncate on ${table('audit_head')} from ${application}`.execute(tx);
  });
}

/** Whether the role that `db` is logged in as could change audit rows, by a privilege or as somebody who owns them. */
export async function mayChangeAudit(db: PlainDatabase): Promise<boolean> {
  const { rows } = await sql<{ may_change: boolean }>`
    select has_table_privilege(current_user, c.oid, 'update')
        or has_table_privilege(current_user, c.oid, 'delete')
        or has_table_privilege(current_user, c.oid, 'truncate')
        or pg_has_role(current_user, c.relowner, 'member') as may_change
      from pg_class c join pg_namespace n on n.oid = c.relnamespace
     where n.nspname = ${SCHEMA} and c.relname = 'audit_entry'`.execute(db);
  return rows[0]?.may_change ?? true;
}

/** The role that `db` is logged in as. */
export async function currentRole(db: PlainDatabase): Promise<string> {
  const { rows } = await sql<{ role: string }>`select current_user as role`.execute(db);
  const role = rows[0]?.role;
  if (role === undefined) throw new Error('The database did not say which role it knows us as');
  return role;
}
