import { type Kysely } from 'kysely';
import { type TenantId } from '../pim/ids.ts';
import { type Logger } from '../pim/logger.ts';
import { type Clock } from '../pim/ports.ts';
import { type Database } from './database.ts';
import { type Sealer } from './sealer.ts';

/** What the stores are made of; each takes what it needs of it. */
export interface StoreDeps {
  readonly db: Kysely<Database>;
  /** The tenant that is served. Calls that name no tenant mean this one. */
  readonly tenantId: TenantId;
  /** This process, among those that share the database. */
  readonly instanceId: string;
  readonly clock: Clock;
  readonly sealer: Sealer;
  readonly logger: Logger;
}

/** The instant so many seconds after another. */
export const secondsAfter = (instant: Date, seconds: number): Date =>
  new Date(instant.getTime() + seconds * 1_000);
