import { type FollowedRequest } from '../records.ts';
import { isWaitingForApproval } from '../requests.ts';
import { type OperationDeps } from './deps.ts';
import { findApprovers } from './findApprovers.ts';
import { tellNobodyReached } from './tellNobodyReached.ts';

type Deps = Pick<
  OperationDeps,
  'directory' | 'administrators' | 'cards' | 'outbox' | 'conversations' | 'audit' | 'random' | 'logger'
>;

/** Our own code on the receipt of somebody who does not have the app. */
export const NOT_INSTALLED = 'NotInstalled';

/**
 * Queues a card for every approver of a waiting request. Safe to call again: an approver gets one card per request, and
 * whoever has installed the app meanwhile gets it then.
 * With nobody to ask, or nobody reachable, the requestor and the administrators are told.
 */
export async function askApprovers(deps: Deps, request: FollowedRequest): Promise<void> {
  if (!isWaitingForApproval(request)) return;
  const { tenantId } = request;
  const settings = await deps.directory.settingsOf(request.roleDefinitionId);
  const { people } = await findApprovers(deps, settings.approval, request.requestor);
  const reachable = new Set(
    (await deps.conversations.ofMany(people.map(({ id }) => ({ tenantId, id }))))
      .filter(({ isInstalled }) => isInstalled)
      .map(({ person }) => person.id),
  );
  for (const { id } of people) {
    const person = { tenantId, id };
    const { card, isNew } = await deps.cards.open({
      id: deps.random.ulid(),
      kind: 'approval',
      requestId: request.id,
      person,
      nonce: deps.random.secret(),
    });
    const wasUnreachable = card.receipt === 'refused' && card.refusal === NOT_INSTALLED;
    // One that is still "queued" may have lost its place when a process ended between the two notes.
    const isToBeSent = isNew || card.receipt === 'queued' || (wasUnreachable && reachable.has(id));
    if (!isToBeSent) continue;
    if (reachable.has(id)) {
      if (wasUnreachable) await deps.cards.setReceipt(card.id, 'queued');
      await deps.outbox.add([{ id: deps.random.ulid(), person, message: { kind: 'card', cardId: card.id } }]);
    } else {
      await deps.cards.setReceipt(card.id, 'refused', NOT_INSTALLED);
    }
  }
  await deps.audit.append({
    event: reachable.size === 0 ? 'approvers.unreachable' : 'approvers.asked',
    tenantId,
    actor: undefined,
    requestId: request.id,
    roleDefinitionId: request.roleDefinitionId,
    facts: { approvers: people.length, reachable: reachable.size },
  });
  if (reachable.size === 0) await tellNobodyReached(deps, request);
}
