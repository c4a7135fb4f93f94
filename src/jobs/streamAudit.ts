import { type Logger } from '../pim/logger.ts';
import { type AuditStream, type AuditTrail } from '../pim/records.ts';

/** What writing the trail out needs. */
export interface StreamDeps {
  readonly audit: Pick<AuditTrail, 'rows'>;
  readonly auditStream: AuditStream;
  /** Takes JSON texts, a line each, and resolves when they are where they belong. */
  readonly write: (lines: readonly string[]) => Promise<void>;
  readonly logger: Logger;
}

const ROWS_AT_ONCE = 200;
/** Long enough for one write; after a failure the next try waits for its end. */
const LEASE_SECONDS = 20;

/**
 * Writes audit rows out in their order until none is left, each at least once: the position is noted after the write.
 * Any number of processes may do this at once; one of them has the lease.
 */
export async function streamAudit({ audit, auditStream, write, logger }: StreamDeps): Promise<void> {
  for (;;) {
    const lease = await auditStream.claim(LEASE_SECONDS);
    if (lease === undefined) return;
    const rows = await audit.rows(lease.position, ROWS_AT_ONCE);
    const last = rows.at(-1);
    if (last === undefined) {
      await auditStream.release(lease);
      return;
    }
    try {
      await write(rows.map((row) => JSON.stringify(row)));
    } catch (error) {
      const behind = await auditStream.behind();
      const { code } = error as { readonly code?: unknown };
      logger.error({ event: 'audit.streamFailed', code, behind }, 'Audit rows could not be written out');
      return;
    }
    if (!(await auditStream.advance(lease, last.sequence))) return;
    await auditStream.release(lease);
  }
}
