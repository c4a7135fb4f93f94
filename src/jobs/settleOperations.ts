import { type OperationDeps } from '../pim/operations/deps.ts';
import { type OperationResult, runOperation } from '../pim/operations/runOperation.ts';
import { type Operation } from '../pim/records.ts';

/** Read back after so many seconds, by how often it was leased; then every five minutes. */
const WAITS_SECONDS = [2, 5, 15, 60];
const EVERY_SECONDS = 300;
/** Nobody waits longer than PIM itself does. */
const GIVE_UP_HOURS = 24;

const dueAt = ({ createdAt, fence }: Operation): number => {
  const waited = WAITS_SECONDS.slice(0, fence).reduce((sum, seconds) => sum + seconds, 0);
  return createdAt.getTime() + (waited + Math.max(0, fence - WAITS_SECONDS.length) * EVERY_SECONDS) * 1000;
};

/**
 * Takes up operations whose answer was lost, or whose process died: reads back first, acts only where nothing is there.
 * Without a proof that still lives nothing is guessed; the person is asked when they are here again.
 */
export async function settleOperations(
  deps: OperationDeps,
  tell: (result: OperationResult) => Promise<void>,
): Promise<void> {
  const now = deps.clock.now().getTime();
  for (const operation of await deps.operations.unsettled(50)) {
    const isTooOld = now - operation.createdAt.getTime() > GIVE_UP_HOURS * 3_600_000;
    if (isTooOld || now < dueAt(operation)) continue;
    const signOn = await deps.tokens.of(operation.person);
    // A decision takes a proof asked for this very operation, so it is read back by following the request instead.
    if (signOn === undefined || operation.intent.kind === 'decide') continue;
    const result = await runOperation(deps, operation.id, signOn);
    if (result !== undefined && result.state !== 'UNKNOWN') await tell(result);
  }
}
