import { type Migration } from 'kysely/migration';
import { identifier } from './columns.ts';

/** Of votes that an emergency went past: by which operation, and why. */
export const emergenciesPastVotes: Migration = {
  async up(db) {
    await db.schema
      .alterTable('house_voting')
      .addColumn('ended_operation_id', identifier)
      .addColumn('ended_reason', 'text')
      .execute();
  },
};
