import { type Migration } from 'kysely/migration';

/** When somebody began to go on with a sign-in; the row stays until they have. */
export const takenSignIns: Migration = {
  async up(db) {
    await db.schema.alterTable('sign_in').addColumn('taken_at', 'timestamptz').execute();
  },
};
