import { type Migration } from 'kysely/migration';
import { identifier } from './columns.ts';

/** Of whom the directory said that it does not know them, and since when. */
export const departures: Migration = {
  async up(db) {
    await db.schema
      .createTable('departure')
      .addColumn('tenant_id', identifier, (column) => column.notNull())
      .addColumn('person_id', identifier, (column) => column.notNull())
      .addColumn('noticed_at', 'timestamptz', (column) => column.notNull())
      .addPrimaryKeyConstraint('departure_key', ['tenant_id', 'person_id'])
      .execute();
  },
};
