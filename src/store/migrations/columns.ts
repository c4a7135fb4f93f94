import { sql } from 'kysely';

/** Type of an id column: compared byte by byte, so that every server and engine sorts ids alike. */
export const identifier = sql`text collate "C"`;
