import { type DirectoryAudit } from '../pim/directoryAudits.ts';
import { isPimError } from '../pim/errors.ts';
import { type TenantId } from '../pim/ids.ts';
import { type OperationDeps } from '../pim/operations/deps.ts';
import { HeldByMany } from '../pim/operations/houseBypasses/heldByMany.ts';
import { RecentVersions } from '../pim/operations/houseBypasses/recentVersions.ts';
import { learnFromAuditLog, type LearningDeps } from '../pim/operations/learnFromAuditLog.ts';
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
  try {
    await learnSince(deps, new Date(since), new Date(now));
  } catch (error) {
    if (!isPimError(error, 'forbidden', 'permission_missing')) throw error;
    // Said at the start and by `/readyz` already: without the permission this part is left out.
    return;
  }
  await deps.auditLogCursor.advance(new Date(now));
}

/** Page by page, and noted after each: where one does not come, the next reading goes on there. */
async function learnSince(deps: ReadAuditLogDeps, since: Date, now: Date): Promise<void> {
  const { directory, ruleVersions, clock, auditLogCursor, learnt } = deps;
  const looking = {
    ...deps,
    held: new HeldByMany({ directory, clock }),
    ruleVersions: ruleVersions && new RecentVersions({ versions: ruleVersions, clock }),
  };
  const readAgainFrom = now.getTime() - minutes(LATE_MINUTES);
  const readAgain = new Set<string>();
  for await (const audits of directory.auditedSince(since)) {
    for (const audit of audits) {
      if (!learnt.has(audit.id) && !(await learn(looking, audit))) continue;
      if (audit.at.getTime() < readAgainFrom) continue;
      readAgain.add(audit.id);
      learnt.add(audit.id);
    }
    const last = audits.at(-1)?.at;
    if (last !== undefined) await auditLogCursor.advance(last < now ? last : now);
  }
  // What is not read any more need not be remembered.
  for (const id of learnt) if (!readAgain.has(id)) learnt.delete(id);
}

/** @returns `false` where it could not be used: it is read again with the next reading, and one never stops the others */
async function learn(
  deps: LearningDeps & Pick<ReadAuditLogDeps, 'tenantId'>,
  audit: DirectoryAudit,
): Promise<boolean> {
  try {
    await learnFromAuditLog(deps, deps.tenantId, audit);
    return true;
  } catch (error) {
    deps.logger.warn({ err: error, activity: audit.activity }, 'A row of the audit log could not be used');
    return false;
  }
}
