import { type Logger } from '../pim/logger.ts';
import { type Clock } from '../pim/ports.ts';

/** What noting the trail's head down needs. */
export interface AnchorDeps {
  readonly head: () => Promise<{ readonly sequence: number; readonly hash: string }>;
  /** Takes a JSON text, as a line; without it the head becomes a line of the log. */
  readonly write: ((lines: readonly string[]) => Promise<void>) | undefined;
  readonly clock: Clock;
  readonly logger: Logger;
}

/**
 * Notes down outside the database where the audit chain ends, whenever that has changed: a chain that is written anew, or
 * cut off, behind such a note no longer fits it.
 */
export function createAuditAnchor({ head, write, clock, logger }: AnchorDeps): () => Promise<void> {
  let noted = 0;
  return async () => {
    const { sequence, hash } = await head();
    if (sequence === 0 || sequence === noted) return;
    const anchor = { sequence, hash, at: clock.now().toISOString() };
    if (write === undefined) {
      logger.info({ event: 'audit.anchor', ...anchor }, 'The audit trail ends here');
    } else {
      try {
        await write([JSON.stringify(anchor)]);
      } catch (error) {
        const { code } = error as { readonly code?: unknown };
        logger.error(
          { event: 'audit.anchorFailed', code, ...anchor },
          'The end of the audit trail could not be noted down',
        );
        return;
      }
    }
    noted = sequence;
  };
}
