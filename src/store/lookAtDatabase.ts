import { type Logger } from '../pim/logger.ts';
import { lookAtFolder } from './embedded.ts';
import { FolderInUseError } from './folderLock.ts';
import { type DatabaseState } from './migrate.ts';
import { isUnreachable, lookAtServer } from './postgres.ts';
import { type StoreEngine } from './store.ts';

/** What was found. `temporary`: an embedded one that lives in the running process alone. */
export type DatabaseLook =
  | { readonly kind: 'temporary' | 'notThere' | 'inUse' }
  | { readonly kind: 'unreachable' | 'refused'; readonly code: string }
  | ({ readonly kind: 'open' } & DatabaseState);

/** Looks at a database without making, migrating or changing anything in it. */
export async function lookAtDatabase(engine: StoreEngine, logger: Logger): Promise<DatabaseLook> {
  try {
    if (engine.kind === 'postgres') return { kind: 'open', ...(await lookAtServer(engine.url, logger)) };
    if (engine.dataDir === undefined) return { kind: 'temporary' };
    const state = await lookAtFolder(engine.dataDir);
    return state === undefined ? { kind: 'notThere' } : { kind: 'open', ...state };
  } catch (error) {
    if (error instanceof FolderInUseError) return { kind: 'inUse' };
    return { kind: isUnreachable(error) ? 'unreachable' : 'refused', code: codeOf(error) };
  }
}

/** The code alone: a driver's message can hold more than an operator should paste somewhere. */
function codeOf(error: unknown): string {
  if (error instanceof AggregateError) return codeOf(error.errors[0]);
  const { code } = error as { readonly code?: unknown };
  if (typeof code === 'string') return code;
  return error instanceof Error && /timeout/i.test(error.message) ? 'timeout' : 'no code';
}
