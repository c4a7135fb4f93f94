import { headsIn } from './anchorFile.ts';
import { type Logger } from './pim/logger.ts';
import { type Clock, type Random } from './pim/ports.ts';
import { type NotedHead, type Quarantine, type QuarantineState } from './pim/quarantine.ts';
import { recentState } from './pim/relaySwitch.ts';

/** Finds out whether the database is older than what was said of it. */
export interface RestoreWatch {
  /** Looks once; again where that could not be done. */
  readonly look: () => Promise<void>;
  /** Two seconds old at the most. Rejects until somebody could look. */
  readonly state: () => Promise<QuarantineState>;
}

/** What looking needs. */
interface RestoreWatchDeps {
  readonly quarantine: Pick<Quarantine, 'begin' | 'lostHead' | 'state'>;
  readonly clock: Clock;
  readonly random: Pick<Random, 'secret'>;
  readonly logger: Logger;
}

/** Compares what was noted down outside the database with what is in it, before anything is relayed. */
export function watchForRestore(deps: RestoreWatchDeps, anchorFile: string | undefined): RestoreWatch {
  let looked: Promise<void> | undefined;
  const look = (): Promise<void> => {
    looked ??= lookOnce(deps, anchorFile).catch((error: unknown) => {
      looked = undefined;
      throw error;
    });
    return looked;
  };
  const state = async (): Promise<QuarantineState> => {
    await look();
    return deps.quarantine.state();
  };
  return { look, state: recentState({ state }, deps.clock) };
}

async function lookOnce(
  { quarantine, random, logger }: RestoreWatchDeps,
  anchorFile: string | undefined,
): Promise<void> {
  const lost = await lostHeadOf(quarantine, anchorFile, logger);
  if (lost === undefined) return;
  const { sequence, hash } = lost;
  if (await quarantine.begin({ by: 'anchor', lost, secret: random.secret() })) {
    logger.warn(
      { event: 'restore.noticed', sequence, hash },
      'The database is older than the end of the audit trail that was noted down: nothing is relayed until PIM was read again',
    );
  }
}

/** The last head that was noted down and is not in the database; `undefined` where all are, or none was noted. */
export async function lostHeadOf(
  quarantine: Pick<Quarantine, 'lostHead'>,
  anchorFile: string | undefined,
  logger: Logger,
): Promise<NotedHead | undefined> {
  // Standard output cannot be read again.
  if (anchorFile === undefined || anchorFile === '-') return undefined;
  try {
    return await quarantine.lostHead(await headsIn(anchorFile));
  } catch (error) {
    const { code, syscall } = error as { readonly code?: unknown; readonly syscall?: unknown };
    if (code === 'ENOENT') return undefined;
    // The database's own failures are tried again; a file that cannot be read will not be readable then.
    if (syscall !== 'open' && syscall !== 'read') throw error;
    logger.error(
      { event: 'restore.unknown', code },
      'Whether the database was restored cannot be said: the noted ends of the audit trail cannot be read',
    );
    return undefined;
  }
}
