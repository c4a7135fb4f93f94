import { guidOf } from '../identifiers.ts';
import { type AuditRow } from './auditRow.ts';
import { type Pim } from './pim.ts';

const dayMs = 86_400_000;

/** The rows of a log with the newest event first. */
interface SortedLog {
  readonly rows: readonly AuditRow[];
  /** Which row of the log each is, from 0. */
  readonly numbers: readonly number[];
}

/** For as long as no row is added. */
const sortedLogs = new WeakMap<readonly AuditRow[], SortedLog>();

function newestFirst(audits: readonly AuditRow[]): SortedLog {
  const known = sortedLogs.get(audits);
  if (known?.rows.length === audits.length) return known;
  const sorted = audits
    .map((row, number) => ({ row, number, atMs: row.at.getTime() }))
    .reverse()
    .sort((one, other) => other.atMs - one.atMs);
  const log = { rows: sorted.map(({ row }) => row), numbers: sorted.map(({ number }) => number) };
  sortedLogs.set(audits, log);
  return log;
}

/**
 * The rows that have arrived and are kept, the newest event first, as far as they lie between two instants: an event is
 * in the log only some time after it happened, and is forgotten after a month.
 */
export function arrivedRows(
  { state, world }: Pim,
  { from, until }: { readonly from?: number; readonly until?: number } = {},
): readonly AuditRow[] {
  const now = world.clock.now().getTime();
  const { least, most } = state.auditLag;
  const { rows, numbers } = newestFirst(state.audits);
  const begin = firstNotAbove(rows, until ?? Infinity);
  const end = firstNotAbove(rows, Math.max(from ?? -Infinity, now - state.auditRetentionDays * dayMs) - 1);
  // From there on every row has had all the time it may take.
  const settled = Math.min(Math.max(begin, firstNotAbove(rows, now - 1000 * most)), end);
  const latenessMs = (number: number): number => 1000 * (least + (most - least) * shareFor(number));
  const fresh = rows
    .slice(begin, settled)
    .filter(({ at }, index) => at.getTime() + latenessMs(numbers[begin + index] ?? 0) <= now);
  return [...fresh, ...rows.slice(settled, end)];
}

/** Where in rows that fall in time the first one stands that is not younger than an instant. */
function firstNotAbove(rows: readonly AuditRow[], instant: number): number {
  let [low, high] = [0, rows.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((rows[middle]?.at.getTime() ?? 0) > instant) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Between 0 and 1, scattered, and for the nth row of the tenant always the same. */
const shareFor = (number: number): number =>
  Number.parseInt(guidOf('lateness', String(number)).slice(0, 8), 16) / 0xff_ff_ff_ff;
