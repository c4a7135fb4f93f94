import { type OperationDeps } from '../pim/operations/deps.ts';
import { askForProof } from '../pim/operations/endOperation.ts';
import { abandonOperation, type OperationResult, runOperation } from '../pim/operations/runOperation.ts';
import { settleChange } from '../pim/operations/settleChange.ts';
import { settleDecision } from '../pim/operations/settleDecision.ts';
import { type SignOn } from '../pim/ports.ts';
import { type Operation } from '../pim/records.ts';
import { settleReview } from '../pim/reviews/settleReview.ts';

/** Read back after so many seconds, by how often it was leased; then every five minutes. */
const WAITS_SECONDS = [2, 5, 15, 60];
const EVERY_SECONDS = 300;
/** A proof counts as fresh for one's own roles for so long. */
const FRESH_MINUTES = 15;
/** For so long a deactivation is looked after where it was asked for, and so often: these looks delay no later one. */
const WATCHED_SECONDS = 8;
const WATCHED_LOOKS = 3;
/** Nothing foreign is called while this lease runs. */
const ASKING_SECONDS = 10;
/** Nobody waits longer than PIM itself does. */
const GIVE_UP_HOURS = 24;

const dueAt = ({ createdAt, fence: leases, intent }: Operation): number => {
  const fence = intent.kind === 'deactivate' ? Math.max(Math.min(leases, 1), leases - WATCHED_LOOKS) : leases;
  const waited = WAITS_SECONDS.slice(0, fence).reduce((sum, seconds) => sum + seconds, 0);
  return createdAt.getTime() + (waited + Math.max(0, fence - WAITS_SECONDS.length) * EVERY_SECONDS) * 1000;
};

/** More than can stay unclear in a day, so that what must wait never holds up what could go on. */
const MOST_AT_ONCE = 1000;

/**
 * Takes up operations whose answer was lost, or whose process died: reads back first, acts only where nothing is there.
 * Without a proof that still lives nothing is guessed: the person is asked for one, and told after a day where nothing
 * was to be learnt all the same.
 */
export async function settleOperations(
  deps: OperationDeps,
  tell: (result: OperationResult) => Promise<void>,
  signal?: AbortSignal,
): Promise<void> {
  for (const operation of await deps.operations.unsettled(MOST_AT_ONCE)) {
    if (signal?.aborted === true) return;
    try {
      await settleOne(deps, operation, tell);
    } catch (error) {
      // One that fails never stops the others; it is looked at again in the next sweep.
      deps.logger.error({ err: error, operationId: operation.id }, 'An operation could not be settled');
    }
  }
}

/**
 * Whether an operation that never ran may run now. One that waited for a sign-in which never came must not be carried out
 * when the person signs in for something else: only a proof that was fresh when they asked counts.
 */
function wasProvedWhenAsked({ fence, createdAt }: Operation, { receivedAt }: SignOn): boolean {
  const ageMinutes = (createdAt.getTime() - receivedAt.getTime()) / 60_000;
  return fence > 0 || (ageMinutes >= 0 && ageMinutes <= FRESH_MINUTES);
}

async function settleOne(
  deps: OperationDeps,
  operation: Operation,
  tell: (result: OperationResult) => Promise<void>,
): Promise<void> {
  const now = deps.clock.now().getTime();
  if (now - operation.createdAt.getTime() > GIVE_UP_HOURS * 3_600_000) {
    const given = await abandonOperation(deps, operation);
    // How a request stands on which somebody decided is on their card of it.
    if (given !== undefined && operation.intent.kind !== 'decide') await tell(given);
    return;
  }
  if (now < dueAt(operation)) return;
  // A decision takes a proof asked for this very operation, so the request is read instead.
  if (operation.intent.kind === 'decide') {
    await settleDecision(deps, operation, operation.intent);
    return;
  }
  const { intent } = operation;
  if (intent.kind === 'changeHolding' || intent.kind === 'changeSettings' || intent.kind === 'dismissAlert') {
    const result = await settleChange(deps, operation, intent);
    if (result !== undefined && result.state !== 'UNKNOWN') await tell(result);
    return;
  }
  if (operation.intent.kind === 'review') {
    const result = await settleReview(deps, operation, operation.intent.act);
    if (result !== undefined && result.state !== 'UNKNOWN') await tell(result);
    return;
  }
  // The chat in which a role is given back looks for itself at first; then this does.
  const isWatched =
    operation.intent.kind === 'deactivate' && now - operation.createdAt.getTime() < WATCHED_SECONDS * 1000;
  if (isWatched) return;
  const signOn = await deps.tokens.of(operation.person);
  if (signOn !== undefined && !wasProvedWhenAsked(operation, signOn)) return;
  const result =
    signOn === undefined
      ? await askToSignIn(deps, operation)
      : await runOperation(deps, operation.id, signOn, { isUnattended: true });
  if (result !== undefined && result.state !== 'UNKNOWN') await tell(result);
}

/** Asks once. One that never ran has its sign-in asked for already. */
async function askToSignIn(
  deps: OperationDeps,
  { id, fence, state, outcome }: Operation,
): Promise<OperationResult | undefined> {
  const isAsked = state === 'UNKNOWN' && outcome.errorCode === 'sign_in_required';
  if (fence === 0 || isAsked) return undefined;
  const operation = await deps.operations.claim(id, ASKING_SECONDS);
  return operation && askForProof(deps, operation, {}, 'UNKNOWN');
}
