import { createAuditAnchor } from './jobs/anchorAudit.ts';
import { streamAudit } from './jobs/streamAudit.ts';
import { type Sweep } from './jobs/sweeps.ts';
import { linesTo } from './lineFile.ts';
import { type Logger } from './pim/logger.ts';
import { type Clock } from './pim/ports.ts';
import { type Store } from './store/store.ts';

/** Where the audit trail goes beside the database. */
export interface AuditOutlets {
  readonly sweeps: readonly Sweep[];
  /** Once more at the end. Never fails: what cannot be written is logged, and written after the next start. */
  readonly finish: () => Promise<void>;
  /** Rows that were not written out yet; none where nothing is to be written out. */
  readonly behind: () => Promise<number>;
}

const ANCHOR_SECONDS = 300;

/** Writes rows out as they happen where a file is named for them, and notes the chain's head down in any case. */
export function createAuditOutlets(
  { audit, auditStream }: Pick<Store, 'audit' | 'auditStream'>,
  files: { readonly auditFile: string | undefined; readonly auditAnchorFile: string | undefined },
  { clock, logger }: { readonly clock: Clock; readonly logger: Logger },
): AuditOutlets {
  const { auditFile, auditAnchorFile } = files;
  const anchor: Sweep = {
    name: 'audit anchor',
    everySeconds: ANCHOR_SECONDS,
    run: createAuditAnchor({
      head: () => audit.head(),
      write: auditAnchorFile === undefined ? undefined : linesTo(auditAnchorFile),
      clock,
      logger,
    }),
  };
  const sweeps = auditFile === undefined ? [anchor] : [streamTo(auditFile), anchor];

  function streamTo(path: string): Sweep {
    const write = linesTo(path);
    return {
      name: 'audit stream',
      everySeconds: 1,
      run: () => streamAudit({ audit, auditStream, write, logger }),
    };
  }

  return {
    sweeps,
    behind: () => (auditFile === undefined ? Promise.resolve(0) : auditStream.behind()),
    finish: async () => {
      for (const { name, run } of sweeps) {
        try {
          await run(new AbortController().signal, () => undefined);
        } catch (error) {
          logger.error({ err: error, sweep: name }, 'The audit trail could not be written out at the end');
        }
      }
    },
  };
}
