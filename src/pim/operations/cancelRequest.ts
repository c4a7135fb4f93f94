import { isPimError, PimError } from '../errors.ts';
import { type RequestId } from '../ids.ts';
import { type PimGateway } from '../ports.ts';
import { type Intent, type Operation } from '../records.ts';
import { isOpen, phaseOf, type RequestStatus } from '../requests.ts';
import { afterWriting } from './afterWriting.ts';
import { type OperationDeps } from './deps.ts';
import { redrawings } from './enqueueCards.ts';
import { cancelHeld } from './houseVotes/cancelHeld.ts';
import { unlessOurs } from './unlessOurs.ts';

type CancelIntent = Extract<Intent, { kind: 'cancel' }>;

/**
 * Takes the person's own waiting or scheduled request back, and says so only when PIM says it is gone. With `mayBeDone`
 * (an earlier answer was lost) PIM is asked first.
 * @throws PimError `request_not_cancelable`, `request_not_found`, `outcome_unknown`
 */
export async function cancelRequest(
  deps: Pick<OperationDeps, 'requests' | 'cards' | 'votings' | 'operations' | 'random' | 'clock'>,
  pim: PimGateway,
  operation: Operation,
  { requestId }: CancelIntent,
  mayBeDone = false,
): Promise<void> {
  const { person } = operation;
  const kept = await deps.requests.of(person.tenantId, requestId);
  if (kept?.isHeld === true) return cancelHeld(deps, operation, kept);
  const read = (): Promise<string | undefined> => afterWriting(() => statusWhenOver(pim, requestId));
  let status = mayBeDone ? await read() : undefined;
  if (status === undefined) {
    const refusal = await unlessOurs(operation, () => pim.cancel(requestId)).catch((error: unknown) => {
      // What an earlier run sent may have come true between two looks.
      if (mayBeDone && isPimError(error, 'request_not_cancelable', 'request_not_found')) return error;
      throw error;
    });
    status = await read();
    if (status === undefined && refusal !== undefined) throw refusal;
  }
  if (status === undefined) {
    throw new PimError('outcome_unknown', `Request ${requestId} is still open after it was cancelled`);
  }
  const followed = await deps.requests.of(person.tenantId, requestId);
  if (followed === undefined) return;
  const messages = await redrawings(deps, followed.tenantId, followed.id);
  const canceled = { ...followed, status, isOpen: false, readAt: deps.clock.now() };
  await deps.requests.save(canceled, { messages, audit: [] });
}

/** The request's status once nothing can come of it any more. PIM deletes cancelled requests in the end. */
async function statusWhenOver(pim: PimGateway, requestId: RequestId): Promise<RequestStatus | undefined> {
  try {
    const { status } = await pim.request(requestId);
    const isOver = !isOpen({ status }) && !['scheduled', 'active'].includes(phaseOf(status));
    return isOver ? status : undefined;
  } catch (error) {
    if (isPimError(error, 'request_not_found')) return 'Canceled';
    throw error;
  }
}
