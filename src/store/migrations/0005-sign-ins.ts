import { type Migration } from 'kysely/migration';
import { identifier } from './columns.ts';

/** Sign-ins that were asked for, the proofs that came of them, and the bot's own turn state. */
export const signIns: Migration = {
  async up(db) {
    await db.schema
      .createTable('sign_in')
      .addColumn('tenant_id', identifier, (column) => column.notNull())
      .addColumn('id', identifier, (column) => column.notNull())
      .addColumn('person_id', identifier, (column) => column.notNull())
      .addColumn('kind', 'text', (column) => column.notNull())
      .addColumn('continuation', 'json', (column) => column.notNull())
      .addColumn('operation_id', identifier)
      .addColumn('card_activity_id', 'text')
      .addColumn('state_hash', identifier)
      .addColumn('sealed', 'text')
      .addColumn('created_at', 'timestamptz', (column) => column.notNull())
      .addColumn('expires_at', 'timestamptz', (column) => column.notNull())
      .addPrimaryKeyConstraint('sign_in_key', ['tenant_id', 'id'])
      .addUniqueConstraint('sign_in_state', ['tenant_id', 'state_hash'])
      .execute();
    await db.schema
      .createIndex('sign_in_of_person')
      .on('sign_in')
      .columns(['tenant_id', 'person_id', 'created_at'])
      .execute();
    await db.schema
      .createTable('token')
      .addColumn('tenant_id', identifier, (column) => column.notNull())
      .addColumn('person_id', identifier, (column) => column.notNull())
      .addColumn('received_at', 'timestamptz', (column) => column.notNull())
      .addColumn('expires_at', 'timestamptz', (column) => column.notNull())
      .addColumn('sealed', 'text', (column) => column.notNull())
      .execute();
    await db.schema
      .createIndex('token_of_person')
      .on('token')
      .columns(['tenant_id', 'person_id', 'received_at'])
      .execute();
    await db.schema
      .createTable('bot_state')
      .addColumn('tenant_id', identifier, (column) => column.notNull())
      .addColumn('key', identifier, (column) => column.notNull())
      .addColumn('item', 'json', (column) => column.notNull())
      .addColumn('etag', 'text', (column) => column.notNull())
      .addPrimaryKeyConstraint('bot_state_key', ['tenant_id', 'key'])
      .execute();
  },
};
