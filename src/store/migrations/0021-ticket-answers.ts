import { type Migration } from 'kysely/migration';

/** What a ticket system said of the ticket of a request when it was asked for. */
export const ticketAnswers: Migration = {
  async up(db) {
    await db.schema.alterTable('followed_request').addColumn('ticket_answer', 'text').execute();
  },
};
