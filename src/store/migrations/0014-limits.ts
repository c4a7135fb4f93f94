import { type Migration } from 'kysely/migration';
import { identifier } from './columns.ts';

/** Which card took over the message of which other one; and what a person asked for lately is looked up each time. */
export const limits: Migration = {
  async up(db) {
    await db.schema.alterTable('card').addColumn('replaced_by', identifier).execute();
    await db.schema.alterTable('card').addColumn('in_place_of', identifier).execute();
    await db.schema
      .createIndex('operation_of_person')
      .on('operation')
      .columns(['tenant_id', 'person_id', 'updated_at'])
      .execute();
  },
};
