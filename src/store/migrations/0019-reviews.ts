import { sql } from 'kysely';
import { type Migration } from 'kysely/migration';
import { identifier } from './columns.ts';

/** Which reviewer was told what of which round of an access review. */
export const reviews: Migration = {
  async up(db) {
    await db.schema
      .createTable('review_card')
      .addColumn('tenant_id', identifier, (column) => column.notNull())
      .addColumn('id', identifier, (column) => column.notNull())
      .addColumn('review_id', identifier, (column) => column.notNull())
      .addColumn('round_id', identifier, (column) => column.notNull())
      .addColumn('person_id', identifier, (column) => column.notNull())
      .addColumn('role_definition_id', identifier, (column) => column.notNull())
      .addColumn('nonce', 'text', (column) => column.notNull())
      .addColumn('conversation_id', 'text')
      .addColumn('activity_id', 'text')
      .addColumn('receipt', 'text', (column) => column.notNull())
      .addColumn('refusal', 'text')
      .addColumn('created_at', 'timestamptz', (column) => column.notNull())
      .addColumn('reminded_at', 'timestamptz')
      .addColumn('closed_at', 'timestamptz')
      .addPrimaryKeyConstraint('review_card_key', ['tenant_id', 'id'])
      .addUniqueConstraint('review_card_of_person', ['tenant_id', 'review_id', 'round_id', 'person_id'])
      .execute();
    await db.schema
      .createIndex('review_card_open')
      .on('review_card')
      .columns(['tenant_id', 'review_id', 'round_id'])
      .where(sql.ref('closed_at'), 'is', null)
      .execute();
  },
};
