import { isPimError, PimError } from '../errors.ts';
import { type OperationDeps } from './deps.ts';

/** Keeps what it names from being done twice at once, by whichever process. */
export interface ChangeLock {
  readonly claims: readonly string[];
}

/** Longer than the lease of an operation: whoever ended in the midst of it writes no more by then. */
const SPAN_MS = 120_000;
/** Between the tries; milliseconds. */
const WAITS = [500, 1000, 2000, 4000];

/**
 * Takes the lock, waiting some seconds for whoever has it. Where a process ended with it, or nobody knows what was done under
 * it, others wait for four minutes at the most.
 * @param what names what must not be done twice at once
 * @throws PimError `resource_locked` where somebody else still has it
 */
export async function takeLock(
  deps: Pick<OperationDeps, 'claims' | 'clock' | 'pause'>,
  what: string,
): Promise<ChangeLock> {
  for (const wait of [0, ...WAITS]) {
    if (wait > 0) await deps.pause(wait);
    const lock = await claimSpans(deps, what);
    if (lock !== undefined) return lock;
  }
  throw new PimError('resource_locked', `Somebody else is at it: ${what}`);
}

/** This span of time and the next: whoever begins in either finds one of them taken. */
async function claimSpans(
  { claims, clock }: Pick<OperationDeps, 'claims' | 'clock'>,
  what: string,
): Promise<ChangeLock | undefined> {
  const span = Math.floor(clock.now().getTime() / SPAN_MS);
  const [first, second] = [`lock/${what}/${span}`, `lock/${what}/${span + 1}`];
  if (!(await claims.claim(first))) return undefined;
  if (await claims.claim(second)) return { claims: [first, second] };
  await claims.release(first);
  return undefined;
}

/** Works under the lock and gives it back, except where nobody knows what came of it: others must not judge without. */
export async function underLock(
  { claims }: Pick<OperationDeps, 'claims'>,
  lock: ChangeLock,
  work: () => Promise<void>,
): Promise<void> {
  const giveBack = async (): Promise<void> => {
    for (const key of lock.claims) await claims.release(key);
  };
  try {
    await work();
  } catch (error) {
    if (isPimError(error) && error.code !== 'outcome_unknown') await giveBack();
    throw error;
  }
  await giveBack();
}
