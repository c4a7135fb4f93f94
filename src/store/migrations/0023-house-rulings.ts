import { sql } from 'kysely';
import { type Migration } from 'kysely/migration';

/** What the rules of the house said of a request when it was asked for; and cards about emergencies, found by their time. */
export const houseRulings: Migration = {
  async up(db) {
    await db.schema.alterTable('followed_request').addColumn('house_ruling', 'text').execute();
    await db.schema
      .createIndex('card_of_emergency')
      .on('card')
      .columns(['tenant_id', 'created_at'])
      .where(sql.ref('kind'), '=', sql`'emergency'`)
      .execute();
  },
};
