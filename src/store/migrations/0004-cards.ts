import { type Migration } from 'kysely/migration';
import { identifier } from './columns.ts';

/** Which card lies in whose chat, and the messages that are still to be sent. */
export const cards: Migration = {
  async up(db) {
    await db.schema
      .createTable('card')
      .addColumn('tenant_id', identifier, (column) => column.notNull())
      .addColumn('id', identifier, (column) => column.notNull())
      .addColumn('kind', 'text', (column) => column.notNull())
      .addColumn('request_id', identifier, (column) => column.notNull())
      .addColumn('person_id', identifier, (column) => column.notNull())
      .addColumn('nonce', 'text', (column) => column.notNull())
      .addColumn('number', 'integer')
      .addColumn('conversation_id', 'text')
      .addColumn('activity_id', 'text')
      .addColumn('receipt', 'text', (column) => column.notNull())
      .addColumn('refusal', 'text')
      .addColumn('created_at', 'timestamptz', (column) => column.notNull())
      .addPrimaryKeyConstraint('card_key', ['tenant_id', 'id'])
      .addUniqueConstraint('card_of_request', ['tenant_id', 'request_id', 'kind', 'person_id'])
      .execute();
    await db.schema
      .createIndex('card_number')
      .on('card')
      .columns(['tenant_id', 'person_id', 'number'])
      .execute();
    await db.schema
      .createTable('outbox_entry')
      .addColumn('tenant_id', identifier, (column) => column.notNull())
      .addColumn('id', identifier, (column) => column.notNull())
      .addColumn('person_id', identifier, (column) => column.notNull())
      .addColumn('message', 'json', (column) => column.notNull())
      .addColumn('attempts', 'integer', (column) => column.notNull())
      .addColumn('fence', 'int8', (column) => column.notNull())
      .addColumn('due_at', 'timestamptz', (column) => column.notNull())
      .addColumn('lease_until', 'timestamptz')
      .addColumn('created_at', 'timestamptz', (column) => column.notNull())
      .addPrimaryKeyConstraint('outbox_entry_key', ['tenant_id', 'id'])
      .execute();
    await db.schema
      .createIndex('outbox_entry_order')
      .on('outbox_entry')
      .columns(['tenant_id', 'person_id', 'id'])
      .execute();
    await db.schema
      .createIndex('outbox_entry_due')
      .on('outbox_entry')
      .columns(['tenant_id', 'due_at', 'id'])
      .execute();
  },
};
