import { sql } from 'kysely';
import { type Migration } from 'kysely/migration';
import { SCHEMA } from '../database.ts';
import { identifier } from './columns.ts';

/**
 * Activations that were planned, found by when they begin, and those that the rules of the house did not allow any more by
 * then. What is planned and has not begun when this runs is taken for planned, too.
 */
export const laterBreaches: Migration = {
  async up(db) {
    await db.schema.alterTable('followed_request').addColumn('planned_start_at', 'timestamptz').execute();
    const requests = sql.id(SCHEMA, 'followed_request');
    await sql`
      update ${requests} set planned_start_at = start_at
      where is_open and is_made_here and end_at is null and start_at > now()`.execute(db);
    await db.schema
      .createIndex('followed_request_planned')
      .on('followed_request')
      .columns(['tenant_id', 'planned_start_at'])
      .where(sql.ref('planned_start_at'), 'is not', null)
      .execute();
    await db.schema
      .createTable('later_breach')
      .addColumn('tenant_id', identifier, (column) => column.notNull())
      .addColumn('request_id', identifier, (column) => column.notNull())
      .addColumn('found_at', 'timestamptz', (column) => column.notNull())
      .addColumn('breach', 'json', (column) => column.notNull())
      .addPrimaryKeyConstraint('later_breach_key', ['tenant_id', 'request_id'])
      .execute();
    await db.schema
      .createIndex('later_breach_found')
      .on('later_breach')
      .columns(['tenant_id', 'found_at'])
      .execute();
  },
};
