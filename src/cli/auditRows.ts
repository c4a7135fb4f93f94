import { z } from 'zod';
import { headsIn, linesOf, parsedLine } from '../anchorFile.ts';
import { type NotedHead } from '../pim/quarantine.ts';
import { type AuditTrail, type ChainedAuditEntry } from '../pim/records.ts';
import { verifyChain } from '../store/auditChain.ts';
import { fileRefusal } from './command.ts';

const ROWS_AT_ONCE = 1_000;

/** Every row in the database, page by page. */
export async function* storedRows(
  audit: Pick<AuditTrail, 'rows'>,
): AsyncGenerator<readonly ChainedAuditEntry[]> {
  for (let after = 0; ;) {
    const page = await audit.rows(after, ROWS_AT_ONCE);
    const last = page.at(-1);
    if (last === undefined) return;
    yield page;
    after = last.sequence;
  }
}

const row = z.looseObject({
  sequence: z.int().positive(),
  at: z.iso.datetime(),
  previousHash: z.string(),
  hash: z.string(),
});

/** What could not be used of a file. */
export interface Skipped {
  /** Lines that are no row: torn by a machine that was lost while it wrote. A row that is missing for it breaks the chain. */
  unreadable: number;
}

/**
 * Every row of a JSON-lines file, page by page. Rows that come again unchanged are left out: whatever writes them out does
 * so at least once.
 */
export async function* exportedRows(
  file: string,
  skipped: Skipped,
): AsyncGenerator<readonly ChainedAuditEntry[]> {
  let page: ChainedAuditEntry[] = [];
  const lately = new Map<number, string>();
  for await (const line of linesIn(file)) {
    const read = row.safeParse(parsedLine(line));
    if (!read.success) {
      skipped.unreadable += 1;
      continue;
    }
    const entry = { ...read.data, at: new Date(read.data.at) } as unknown as ChainedAuditEntry;
    if (lately.get(entry.sequence) === entry.hash && isItself(entry)) continue;
    lately.set(entry.sequence, entry.hash);
    if (lately.size > ROWS_AT_ONCE) lately.delete(lately.keys().next().value ?? 0);
    page.push(entry);
    if (page.length < ROWS_AT_ONCE) continue;
    yield page;
    page = [];
  }
  yield page;
}

/** Whether a row's hash is that of its own content, wherever in the chain it stands. */
const isItself = (entry: ChainedAuditEntry): boolean =>
  verifyChain([entry], { after: { sequence: entry.sequence - 1, hash: entry.previousHash } }).isIntact;

async function* linesIn(file: string): AsyncGenerator<string> {
  try {
    yield* linesOf(file);
  } catch (error) {
    throw fileRefusal(file, 'read', error);
  }
}

/** The heads that were noted down. @throws Refusal where the file cannot be read */
export async function anchorsIn(file: string): Promise<readonly NotedHead[]> {
  try {
    return await headsIn(file);
  } catch (error) {
    throw fileRefusal(file, 'read', error);
  }
}
