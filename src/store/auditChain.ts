import { createHash } from 'node:crypto';
import { type AuditEntry, type ChainedAuditEntry } from '../pim/records.ts';

/** What stands before the first row of a chain. */
export const CHAIN_START = '0'.repeat(64);

/** Where a chain ends: its last row's place and hash. */
export interface ChainHead {
  readonly sequence: number;
  readonly hash: string;
}

/** What came of checking a chain. `sequence` of a broken one is the first row that does not fit. */
type ChainVerdict =
  | { readonly isIntact: true; readonly head: ChainHead }
  | {
      readonly isIntact: false;
      readonly sequence: number;
      readonly reason: 'changed' | 'missing' | 'unlinked' | 'cutOff';
    };

/** JSON with sorted keys and without absent values: one text for one value, whoever wrote it. */
export function canonicalJson(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(',')}]`;
  if (value instanceof Date || typeof value !== 'object' || value === null) return JSON.stringify(value);
  const members = Object.entries(value)
    .filter(([, member]) => member !== undefined)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, member]) => `${JSON.stringify(name)}:${canonicalJson(member)}`);
  return `{${members.join(',')}}`;
}

/** SHA-256 over a row without its own hash, as hexadecimal text. */
function chainHash(row: Omit<ChainedAuditEntry, 'hash'>): string {
  return createHash('sha256').update(canonicalJson(row)).digest('hex');
}

/** The row that follows a head. */
export function chained(entry: AuditEntry, at: Date, head: ChainHead): ChainedAuditEntry {
  const row = { ...entry, at, sequence: head.sequence + 1, previousHash: head.hash };
  return { ...row, hash: chainHash(row) };
}

/**
 * Checks rows in order, from the start of a chain or from `after`, which may be a head that was noted down elsewhere.
 * With `head` given the rows must end there, so that rows cut off at the end are noticed too.
 */
export function verifyChain(
  rows: Iterable<ChainedAuditEntry>,
  { after = { sequence: 0, hash: CHAIN_START }, head }: { after?: ChainHead; head?: ChainHead } = {},
): ChainVerdict {
  let last = after;
  for (const { hash, ...row } of rows) {
    const sequence = last.sequence + 1;
    if (row.sequence !== sequence) return { isIntact: false, sequence, reason: 'missing' };
    if (row.previousHash !== last.hash) return { isIntact: false, sequence, reason: 'unlinked' };
    if (chainHash(row) !== hash) return { isIntact: false, sequence, reason: 'changed' };
    last = { sequence, hash };
  }
  if (head !== undefined && (head.sequence !== last.sequence || head.hash !== last.hash)) {
    return { isIntact: false, sequence: last.sequence + 1, reason: 'cutOff' };
  }
  return { isIntact: true, head: last };
}
