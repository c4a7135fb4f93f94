import { isPimError } from '../pim/errors.ts';
import { type TenantId } from '../pim/ids.ts';
import { type OperationDeps } from '../pim/operations/deps.ts';
import { learnFromAuditLog } from '../pim/operations/learnFromAuditLog.ts';
import { type AuditLogCursor } from '../pim/records.ts';

/** What reading the log needs. */
export interface ReadAuditLogDeps extends OperationDeps {
  readonly tenantId: TenantId;
  readonly auditLogCursor: AuditLogCursor;
  /** Ids of rows from which this process has learnt; only saves work, since learning twice changes nothing. */
  readonly learnt: Set<string>;
}

/** The log may be read five times in ten seconds by all processes of the app: one of them reads it, this often. */
export const AUDIT_LOG_SECONDS = 15;
/** Rows come this late at the most, as far as anybody has seen; read again for so long. */
const LATE_MINUTES = 30;
/** Where nothing was read yet: what lies further back is nobody's news. */
const AT_FIRST_MINUTES = 60;
/** Older rows may have been learnt from before, and that something was told then is forgotten. */
const MOST_DAYS = 6;

const minutes = (count: number): number => count * 60_000;

/**
 * Reads what PIM logged and learns from every row: what was asked for, decided or ended in the portal, and what went
 * past Latchkey. The log comes minutes late, so every reading looks back over the rows that may have come since.
 */
export async function readAuditLog(deps: ReadAuditLogDeps): Promise<void> {
  const now = deps.clock.now().getTime();
  const slot = Math.floor(now / (AUDIT_LOG_SECONDS * 1000));
  if (!(await deps.claims.claim(`audit-log/${deps.tenantId}/${slot}`))) return;
  const readUntil = await deps.auditLogCursor.readUntil();
  const from = readUntil === undefined ? now - minutes(AT_FIRST_MINUTES) : readUntil.getTime();
  const since = Math.max(Math.min(from, now) - minutes(LATE_MINUTES), now - MOST_DAYS * minutes(24 * 60));
  const audits = await deps.directory.auditedSince(new Date(since)).catch((error: unknown) => {
    if (!isPimError(error, 'forbidden', 'permission_missing')) throw error;
    // Said at the start and by `/readyz` already: without the permission this part is left out.
    return undefined;
  });
  if (audits === undefined) return;
  for (const audit of audits) await learnOnce(deps, audit);
  // What is not read any more need not be remembered.
  const read = new Set(audits.map(({ id }) => id));
  for (const id of deps.learnt) if (!read.has(id)) deps.learnt.delete(id);
  await deps.auditLogCursor.advance(new Date(now));
}

async function learnOnce(
  deps: ReadAuditLogDeps,
  audit: Awaited<ReturnType<OperationDeps['directory']['auditedSince']>>[number],
): Promise<void> {
  if (deps.learnt.has(audit.id)) return;
  try {
    await learnFromAuditLog(deps, deps.tenantId, audit);
    deps.learnt.add(audit.id);
  } catch (error) {
    // It is read again with the next reading; one row never stops the others.
    deps.logger.warn({ err: error, activity: audit.activity }, 'A row of the audit log could not be used');
  }
}
