import { setTimeout as pause } from 'node:timers/promises';
import { houseRulesOf, readEachHouseRule } from '../src/houseRuleReading.ts';
import { AuditLog, LOG_PAGE, rulesOfTheLog } from './auditLog.ts';
import { inLargeWorld, type LargeWorld, until } from './largeWorld.ts';
import { type MeasuredProcess } from './measuredProcess.ts';

/** How many rows each of the compared logs has, the shortest first, and how many people the tenant. */
export interface BypassesPlan {
  readonly people: number;
  readonly rows: readonly number[];
}

/** A long log of activations, held against house rules by a process that comes back after days. */
export interface BypassFigures {
  readonly rows: number;
  readonly people: number;
  readonly database: LargeWorld['database'];
  /** Activations that went round the rules; all of them were found, each once. */
  readonly found: number;
  readonly seconds: number;
  readonly rowsPerSecond: number;
  readonly cpuMillisecondsPer1000Rows: number;
  readonly logPages: number;
  /** Every other call to Graph meanwhile. */
  readonly otherCalls: number;
  /** In use after a garbage collection: when the first page had been looked at, and the most after that. */
  readonly heapBytesAtFirst: number;
  readonly heapBytesAtMost: number;
  /** At any time since the process was started. */
  readonly peakRssBytes: number;
}

const DAY_MS = 86_400_000;
const RULES_COUNT_FOR_DAYS = 10;
/** Looking how much memory is in use takes processor time itself. */
const HEAP_EVERY_MS = 3_000;
const POLL_MS = 50;
const FIRST_WITHIN_SECONDS = 120;
const LONGEST_MS = 1_800_000;

/** Nobody is told anything by time, and the limits are nobody's business here. */
const settings = `houseRules: ${JSON.stringify(rulesOfTheLog)}\nalerts: { everyMinutes: 0 }\n`;

/** Lets a process read each of these logs. */
export async function measureBypasses({ people, rows }: BypassesPlan): Promise<readonly BypassFigures[]> {
  const figures: BypassFigures[] = [];
  for (const length of rows) {
    figures.push(await inLargeWorld({ people, settings }, (world) => measureOne(world, length)));
  }
  return figures;
}

async function measureOne(world: LargeWorld, rows: number): Promise<BypassFigures> {
  const { tenant, database } = world;
  const now = Date.now();
  const log = new AuditLog({ rows, people: tenant.people }, now);
  tenant.log = log;
  await world.withStore(async ({ auditLogCursor, ruleVersions }) => {
    await auditLogCursor.advance(new Date(log.from));
    const rules = houseRulesOf(readEachHouseRule(rulesOfTheLog).rules);
    await ruleVersions.keep({ rules, since: new Date(now - RULES_COUNT_FOR_DAYS * DAY_MS) });
  });
  const latchkey = await world.start();
  try {
    const read = await watch(latchkey, world, log);
    await latchkey.stop();
    return { rows, people: tenant.people, database, found: await foundIn(world, log), ...read };
  } finally {
    await latchkey.stop();
  }
}

/** Time from the call for the second page, when the start is over, until the one after the last row; calls from the first. */
async function watch(
  latchkey: MeasuredProcess,
  { tenant }: LargeWorld,
  log: AuditLog,
): Promise<Omit<BypassFigures, 'rows' | 'people' | 'database' | 'found'>> {
  const { asked } = log;
  await until('the first page', FIRST_WITHIN_SECONDS, () => asked.length > 0);
  const callsBefore = tenant.graphCalls;
  await until('the second page', FIRST_WITHIN_SECONDS, () => asked.length > 1);
  const cpuBefore = await latchkey.cpu();
  const heaps = [(await latchkey.usage()).heapBytes];
  const deadline = performance.now() + LONGEST_MS;
  let lookedAt = performance.now();
  while (!log.isRead) {
    if (performance.now() > deadline) throw new Error('The log was not read to its end');
    if (performance.now() - lookedAt >= HEAP_EVERY_MS) {
      heaps.push((await latchkey.usage()).heapBytes);
      lookedAt = performance.now();
    }
    await pause(POLL_MS);
  }
  const cpu = (await latchkey.cpu()) - cpuBefore;
  const otherCalls = tenant.graphCalls - callsBefore;
  const { heapBytes, peakRssBytes } = await latchkey.usage();
  const rows = log.size.rows - LOG_PAGE;
  const seconds = ((asked.at(-1) ?? NaN) - (asked[1] ?? NaN)) / 1_000;
  return {
    seconds,
    rowsPerSecond: rows / seconds,
    cpuMillisecondsPer1000Rows: (cpu / rows) * 1_000,
    logPages: asked.length,
    otherCalls,
    heapBytesAtFirst: heaps[0] ?? NaN,
    heapBytesAtMost: Math.max(...heaps, heapBytes),
    peakRssBytes,
  };
}

/** @throws Error where some were missed, or found that are none */
async function foundIn({ withStore }: LargeWorld, log: AuditLog): Promise<number> {
  const found = await withStore(({ houseBypasses }) => houseBypasses.found(new Date(log.from)));
  if (found.length !== log.bypasses) {
    throw new Error(`${found.length} activations were found to go round the rules, not ${log.bypasses}`);
  }
  return found.length;
}
