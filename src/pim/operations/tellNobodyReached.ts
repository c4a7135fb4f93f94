import { type FollowedRequest } from '../records.ts';
import { administratorsToTell } from './administratorsToTell.ts';
import { type OperationDeps } from './deps.ts';
import { noticeOf, notify, requestorOf } from './enqueueCards.ts';

type Deps = Pick<OperationDeps, 'administrators' | 'conversations' | 'outbox' | 'random' | 'logger'>;

/**
 * No approver could be told of a request: the requestor hears what to do instead, and so do the administrators who have
 * the app. Each of them once, however often it is found out.
 */
export async function tellNobodyReached(deps: Deps, request: FollowedRequest): Promise<void> {
  const { tenantId, id: requestId } = request;
  const onceKey = `unreachable/${tenantId}/${requestId}`;
  await notify(deps, requestorOf(request), 'approversUnreachable', requestId, onceKey);
  const administrators = await administratorsToTell(deps, requestorOf(request));
  if (administrators.length === 0) return;
  await deps.outbox.add(
    administrators.map((person) =>
      noticeOf(deps, person, { notice: 'nobodyReached', requestId, onceKey: `${onceKey}/${person.id}` }),
    ),
  );
}
