import { type Migration } from 'kysely/migration';

/** How the requestor of a request proved themselves, as the token said that PIM was asked with. */
export const proofs: Migration = {
  async up(db) {
    await db.schema.alterTable('followed_request').addColumn('proof_methods', 'text').execute();
    await db.schema.alterTable('followed_request').addColumn('proof_contexts', 'text').execute();
  },
};
