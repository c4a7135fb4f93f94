import { type Intent } from '../src/pim/records.ts';
import { tenantId } from '../src/pim/ids.ts';
import { SqlAuditTrail } from '../src/store/auditTrail.ts';
import { openEmbedded } from '../src/store/embedded.ts';
import { type Engine } from '../src/store/engine.ts';
import { openPostgres } from '../src/store/postgres.ts';
import { verifyTrail } from '../src/store/verifyTrail.ts';
import { silentLogger } from '../test/support/databases.ts';
import { type Place } from './databases.ts';

/** An operation as it stands in the database. */
export interface RecordedOperation {
  readonly personId: string;
  readonly intent: Intent;
  readonly state: string;
  readonly fence: number;
}

/** A vote as it stands in the database. */
export interface RecordedVote {
  readonly personId: string;
  readonly decision: 'approve' | 'deny';
}

/** What the bot has left in its database. */
export interface Recorded {
  readonly operations: readonly RecordedOperation[];
  readonly votes: readonly RecordedVote[];
  /** Cards of which Teams never said whether it took them, by whose chat. */
  readonly unclearCardsOf: readonly string[];
  /** Entries that still wait to be sent. */
  readonly unsent: number;
  /** Why the audit trail is broken; `undefined`: it is not. */
  readonly brokenTrail: string | undefined;
}

const clock = { now: () => new Date() };
const ROWS_AT_A_TIME = 500;

/** Reads the database. An embedded one must have been let go of before. */
export async function readRecorded({ engine }: Place, tenant: string): Promise<Recorded> {
  const opened = await open(engine);
  try {
    return await read(opened, tenant);
  } finally {
    await opened.close();
  }
}

const open = async (engine: Place['engine']): Promise<Engine> =>
  engine.kind === 'postgres'
    ? openPostgres({ url: engine.url, clock, logger: silentLogger })
    : openEmbedded({ dataDir: engine.dataDir ?? '', clock, logger: silentLogger });

async function read({ db }: Engine, tenant: string): Promise<Recorded> {
  const operations = await db
    .selectFrom('operation')
    .select(['personId', 'intent', 'state', 'fence'])
    .orderBy('createdAt')
    .execute();
  const votes = await db.selectFrom('houseVote').select(['personId', 'decision']).execute();
  const cards = await db.selectFrom('card').select('personId').where('refusal', '=', 'Unclear').execute();
  const unsent = await db.selectFrom('outboxEntry').select('id').execute();
  const trail = new SqlAuditTrail({ db, clock, tenantId: tenantId(tenant) });
  const verdict = await verifyTrail(pagesOf(trail), { head: await trail.head(), isWhole: true });
  return {
    operations: operations.map((row) => ({ ...row, intent: row.intent as Intent })),
    votes: votes.map(({ personId, decision }) => ({ personId, decision: decision as 'approve' | 'deny' })),
    unclearCardsOf: cards.map(({ personId }) => personId),
    unsent: unsent.length,
    brokenTrail: verdict.isIntact ? undefined : `${verdict.reason} at ${verdict.sequence}`,
  };
}

async function* pagesOf(trail: SqlAuditTrail): AsyncGenerator<Awaited<ReturnType<SqlAuditTrail['rows']>>> {
  for (let after = 0; ;) {
    const rows = await trail.rows(after, ROWS_AT_A_TIME);
    yield rows;
    const last = rows.at(-1);
    if (last === undefined) return;
    after = last.sequence;
  }
}
