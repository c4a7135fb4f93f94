import { type Kysely } from 'kysely';
import { type Database } from './database.ts';

/** A database that is open, whichever engine it stands on. Its schema is brought up to date before the first query. */
export interface Engine {
  readonly db: Kysely<Database>;
  readonly close: () => Promise<void>;
  /** Folder of an embedded one. */
  readonly folder?: string;
}
