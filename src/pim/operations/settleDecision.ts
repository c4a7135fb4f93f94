import { type FollowedRequest, type Intent, type Operation } from '../records.ts';
import { isWaitingForApproval } from '../requests.ts';
import { type OperationDeps } from './deps.ts';
import { enqueue } from './enqueueCards.ts';
import { endEntry } from './operationEntry.ts';

type DecideIntent = Extract<Intent, { kind: 'decide' }>;
type Deps = Pick<
  OperationDeps,
  'operations' | 'requests' | 'votings' | 'cards' | 'outbox' | 'claims' | 'random'
>;

/** Nothing foreign is called while this lease runs. */
const LEASE_SECONDS = 10;

/**
 * Settles a decision whose answer was lost, or whose process ended. It could be repeated only with a new proof of its
 * approver, so the request is read instead: where PIM has decided, that is the outcome; where it still waits, the approver
 * gets the buttons back, and a second press reads before it writes.
 */
export async function settleDecision(deps: Deps, operation: Operation, intent: DecideIntent): Promise<void> {
  const { tenantId } = operation.person;
  const followed = await deps.requests.of(tenantId, intent.requestId);
  if (followed === undefined) return;
  if (await settleVote(deps, operation, followed)) return;
  if (followed.decision === undefined && isWaitingForApproval(followed)) {
    const key = `decision/${tenantId}/${operation.id}/${operation.fence}`;
    // Of what is kept here PIM knows nothing, so there is nothing to read: a vote that was taken would be there.
    const mayHaveWritten = operation.fence > 0 && followed.isHeld !== true;
    if (mayHaveWritten && (await deps.claims.claim(`${key}/look`))) {
      await deps.requests.markDue(tenantId, followed.id);
      return;
    }
    // A reading that was asked for and not made yet: `markDue` puts the last one at the beginning of time.
    const isRead = !mayHaveWritten || followed.readAt.getTime() > 0;
    if (isRead && (await deps.claims.claim(`${key}/again`))) {
      await leaveOpen(deps, operation, followed);
      await giveButtonsBack(deps, operation, intent);
    }
    return;
  }
  const claimed = await deps.operations.claim(operation.id, LEASE_SECONDS);
  if (claimed === undefined) return;
  const isOurs = followed.decision === intent.decision && followed.decidedBy === operation.person.id;
  const facts = { readBack: true };
  if (isOurs) {
    const outcome = { requestId: followed.id, status: followed.status };
    await deps.operations.settle(claimed, 'DONE', outcome, endEntry('done', operation, facts, followed));
  } else {
    const errorCode = followed.decision === undefined ? 'request_not_pending' : 'already_decided';
    const row = endEntry('superseded', operation, { ...facts, errorCode }, followed);
    await deps.operations.settle(claimed, 'CONFLICT', { requestId: followed.id, errorCode }, row);
  }
}

/** A vote that was stored is given, whatever became of the rest: whoever looks after votes, or presses next, goes on. */
async function settleVote(
  { operations, votings }: Deps,
  operation: Operation,
  followed: FollowedRequest,
): Promise<boolean> {
  const voting = await votings.of(followed.tenantId, followed.id);
  if (voting?.votes.some(({ operationId }) => operationId === operation.id) !== true) return false;
  // PIM may have been asked with it: then PIM's answer is awaited.
  const isWithPim = voting.relay?.operationId === operation.id && voting.way === 'approval';
  if (isWithPim && followed.decision === undefined && isWaitingForApproval(followed)) return false;
  const claimed = await operations.claim(operation.id, LEASE_SECONDS);
  if (claimed === undefined) return true;
  const outcome = { requestId: followed.id, status: followed.status };
  const row = endEntry('done', operation, { readBack: true }, followed);
  await operations.settle(claimed, 'DONE', outcome, row);
  return true;
}

/** What a process left running when it ended is nobody's any more: only then a second press is taken for it. */
async function leaveOpen(deps: Deps, operation: Operation, followed: FollowedRequest): Promise<void> {
  if (operation.state !== 'RUNNING') return;
  const claimed = await deps.operations.claim(operation.id, LEASE_SECONDS);
  if (claimed === undefined) return;
  const errorCode = 'outcome_unknown';
  const row = endEntry('unclear', operation, { errorCode }, followed);
  await deps.operations.settle(claimed, 'UNKNOWN', { errorCode }, row);
}

async function giveButtonsBack(
  deps: Deps,
  { person }: Operation,
  { requestId }: DecideIntent,
): Promise<void> {
  const cards = await deps.cards.ofRequest(person.tenantId, requestId);
  const own = cards.find((card) => card.kind === 'approval' && card.person.id === person.id);
  if (own !== undefined) await enqueue(deps, person, { kind: 'card', cardId: own.id });
}
