import { type Person } from '../ids.ts';
import { type FollowedRequest } from '../records.ts';
import { type OperationDeps } from './deps.ts';
import { noticeOf, notify, requestorOf } from './enqueueCards.ts';

type Deps = Pick<OperationDeps, 'administrators' | 'conversations' | 'outbox' | 'random' | 'logger'>;

/** A group may hold the whole organization; so many people are enough to see to it. */
const MOST_ADMINISTRATORS = 20;

/**
 * No approver could be told of a request: the requestor hears what to do instead, and so do the administrators who have
 * the app. Each of them once, however often it is found out.
 */
export async function tellNobodyReached(deps: Deps, request: FollowedRequest): Promise<void> {
  const { tenantId, id: requestId } = request;
  const onceKey = `unreachable/${tenantId}/${requestId}`;
  await notify(deps, requestorOf(request), 'approversUnreachable', requestId, onceKey);
  const administrators = await administratorsToTell(deps, request);
  if (administrators.length === 0) return;
  await deps.outbox.add(
    administrators.map((person) =>
      noticeOf(deps, person, { notice: 'nobodyReached', requestId, onceKey: `${onceKey}/${person.id}` }),
    ),
  );
}

/** Nobody where the group cannot be read: whoever is not known to belong to it learns nothing of others. */
async function administratorsToTell(
  { administrators, conversations, logger }: Deps,
  { tenantId, requestor }: FollowedRequest,
): Promise<readonly Person[]> {
  try {
    const members = (await administrators.all()).filter((id) => id !== requestor).toSorted();
    const known = await conversations.ofMany(members.map((id) => ({ tenantId, id })));
    const reachable = new Set(known.filter(({ isInstalled }) => isInstalled).map(({ person }) => person.id));
    return members
      .filter((id) => reachable.has(id))
      .slice(0, MOST_ADMINISTRATORS)
      .map((id) => ({ tenantId, id }));
  } catch (error) {
    logger.warn(
      { event: 'administrators.unreadable', err: error },
      'Whom to tell of an unreached request is not known',
    );
    return [];
  }
}
