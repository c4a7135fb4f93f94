import { type Kysely, sql } from 'kysely';
import { type Migration } from 'kysely/migration';
import { identifier } from './columns.ts';

/** Votes are only ever added, and one operation gives one. */
async function makeVotes(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('house_vote')
    .addColumn('tenant_id', identifier, (column) => column.notNull())
    .addColumn('voting_id', identifier, (column) => column.notNull())
    .addColumn('sequence', 'integer', (column) => column.notNull())
    .addColumn('person_id', identifier, (column) => column.notNull())
    .addColumn('decision', 'text', (column) => column.notNull())
    .addColumn('at', 'timestamptz', (column) => column.notNull())
    .addColumn('seats', 'json', (column) => column.notNull())
    .addColumn('operation_id', identifier, (column) => column.notNull())
    .addColumn('by_name', 'text', (column) => column.notNull())
    .addColumn('comment', 'text', (column) => column.notNull())
    .addPrimaryKeyConstraint('house_vote_key', ['tenant_id', 'voting_id', 'sequence'])
    .addUniqueConstraint('house_vote_once', ['tenant_id', 'voting_id', 'operation_id'])
    .execute();
}

/** Requests that were put to the vote, and the votes; and that a request is kept here instead of in PIM. */
export const houseVotings: Migration = {
  async up(db) {
    await db.schema
      .createTable('house_voting')
      .addColumn('tenant_id', identifier, (column) => column.notNull())
      .addColumn('id', identifier, (column) => column.notNull())
      .addColumn('requestor', identifier, (column) => column.notNull())
      .addColumn('role_definition_id', identifier, (column) => column.notNull())
      .addColumn('scope_id', 'text', (column) => column.notNull())
      .addColumn('way', 'text', (column) => column.notNull())
      .addColumn('operation_id', identifier)
      .addColumn('pim_request_id', identifier)
      .addColumn('requested_at', 'timestamptz', (column) => column.notNull())
      .addColumn('limit_at', 'timestamptz')
      .addColumn('asked', 'json', (column) => column.notNull())
      .addColumn('asked_version', 'text', (column) => column.notNull())
      .addColumn('current', 'json')
      .addColumn('about', 'json', (column) => column.notNull())
      .addColumn('standing', 'json', (column) => column.notNull())
      .addColumn('pim_approvers', 'json', (column) => column.notNull())
      .addColumn('relay', 'json')
      .addColumn('ended_at', 'timestamptz')
      .addColumn('ended_how', 'text')
      .addColumn('ended_by', identifier)
      .addColumn('ended_why', 'text')
      .addColumn('ended_rule', 'text')
      .addColumn('look_at', 'timestamptz')
      .addPrimaryKeyConstraint('house_voting_key', ['tenant_id', 'id'])
      .execute();
    await db.schema
      .createIndex('house_voting_due')
      .on('house_voting')
      .columns(['tenant_id', 'look_at'])
      .where(sql.ref('look_at'), 'is not', null)
      .execute();
    await db.schema
      .createIndex('house_voting_of_pim')
      .on('house_voting')
      .columns(['tenant_id', 'pim_request_id'])
      .where(sql.ref('pim_request_id'), 'is not', null)
      .execute();
    await makeVotes(db);
    await db.schema.alterTable('followed_request').addColumn('is_held', 'boolean').execute();
  },
};
