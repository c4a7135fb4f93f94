import { PimError } from '../errors.ts';
import { type PimGateway } from '../ports.ts';
import { type Intent, type Operation } from '../records.ts';
import { isOpen, phaseOf } from '../requests.ts';
import { type OperationDeps } from './deps.ts';
import { redrawCards } from './enqueueCards.ts';

type CancelIntent = Extract<Intent, { kind: 'cancel' }>;

/**
 * Takes the person's own waiting or scheduled request back, and says so only when PIM says it is gone.
 * @throws PimError `request_not_cancelable`, `request_not_found`, `outcome_unknown`
 */
export async function cancelRequest(
  deps: Pick<OperationDeps, 'requests' | 'cards' | 'outbox' | 'random' | 'clock'>,
  pim: PimGateway,
  { person }: Operation,
  { requestId }: CancelIntent,
): Promise<void> {
  await pim.cancel(requestId);
  if (!(await wasCanceled(pim, { kind: 'cancel', requestId }))) {
    throw new PimError('outcome_unknown', `Request ${requestId} is still open after it was cancelled`);
  }
  const followed = await deps.requests.of(person.tenantId, requestId);
  if (followed === undefined) return;
  await deps.requests.save({ ...followed, status: 'Canceled', isOpen: false, readAt: deps.clock.now() });
  await redrawCards(deps, followed.tenantId, followed.id);
}

/** Whether PIM has the request as cancelled (cancelled requests are deleted after 30 days). */
export async function wasCanceled(pim: PimGateway, { requestId }: CancelIntent): Promise<boolean> {
  const request = await pim.request(requestId);
  return !isOpen(request) && phaseOf(request.status) !== 'scheduled';
}
