import { type PrincipalId, type RequestId } from '../ids.ts';
import { type FollowedRequest } from '../records.ts';
import { isWaitingForApproval, phaseOf } from '../requests.ts';
import { isSameRole } from '../roles.ts';
import { type OperationDeps } from './deps.ts';
import { requestorOf } from './enqueueCards.ts';
import { type Approvers, findApprovers } from './findApprovers.ts';
import { votingOf } from './houseVotes/openVoting.ts';
import { watchForBurst } from './tellBurst.ts';
import { tellNobodyReached } from './tellNobodyReached.ts';

type Deps = Pick<
  OperationDeps,
  | 'directory'
  | 'administrators'
  | 'requests'
  | 'cards'
  | 'outbox'
  | 'conversations'
  | 'audit'
  | 'limits'
  | 'clock'
  | 'random'
  | 'logger'
  | 'votings'
  | 'houseJudge'
>;

/** So many of a person's latest requests are looked through. */
const MOST_CANCELED = 50;

/** Our own code on the receipt of somebody who does not have the app. */
export const NOT_INSTALLED = 'NotInstalled';

/**
 * Queues a card for every approver of a waiting request. Safe to call again: an approver gets one card per request, and
 * whoever has installed the app meanwhile gets it then. Where the requestor has just taken the same request back, its
 * card becomes this one's, in place, so that asking and canceling in turn rings nobody's phone again.
 * With nobody to ask, or nobody reachable, the requestor and the administrators are told.
 */
export async function askApprovers(deps: Deps, request: FollowedRequest): Promise<void> {
  if (!isWaitingForApproval(request)) return;
  const { tenantId } = request;
  const people = await peopleToAsk(deps, request);
  const reachable = new Set(
    (await deps.conversations.ofMany(people.map(({ id }) => ({ tenantId, id }))))
      .filter(({ isInstalled }) => isInstalled)
      .map(({ person }) => person.id),
  );
  const inPlaceOf = await canceledBefore(deps, request);
  for (const { id } of people) {
    const person = { tenantId, id };
    const wanted = { id: deps.random.ulid(), person, nonce: deps.random.secret() };
    const { card, isNew } = await deps.cards.open(
      { ...wanted, kind: 'approval', requestId: request.id },
      reachable.has(id) ? inPlaceOf : [],
    );
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
  await watchForBurst(deps, { tenantId, id: request.requestor });
}

/** PIM's approvers, and whoever the rules of the house ask now. Of what is kept here PIM asks nobody. */
async function peopleToAsk(
  deps: Deps,
  request: FollowedRequest,
): Promise<readonly { readonly id: PrincipalId }[]> {
  const voting = await votingOf(deps, request);
  const ofPim = request.isHeld === true ? [] : await pimApprovers(deps, request);
  if (voting === undefined) return ofPim;
  const ids = ofPim.map(({ id }) => id);
  const isKnown =
    ids.length === voting.pimApprovers.length && ids.every((id) => voting.pimApprovers.includes(id));
  if (!isKnown)
    await deps.votings.change(voting.tenantId, voting.id, (stored) => ({
      voting: { ...stored, pimApprovers: ids },
      announcement: { messages: [], audit: [] },
    }));
  const asked = voting.end === undefined ? voting.standing.asked : [];
  return [...new Set([...ids, ...asked])].map((id) => ({ id }));
}

async function pimApprovers(deps: Deps, request: FollowedRequest): Promise<Approvers['people']> {
  const settings = await deps.directory.settingsOf(request.roleDefinitionId);
  return (await findApprovers(deps, settings.approval, request.requestor)).people;
}

/** Requests of the same person for the same role and scope that were taken back undecided, a short while before this one. */
async function canceledBefore(
  { requests, limits, clock }: Pick<Deps, 'requests' | 'limits' | 'clock'>,
  request: FollowedRequest,
): Promise<readonly RequestId[]> {
  if (limits.coalesceMinutes === 0) return [];
  const since = new Date(clock.now().getTime() - limits.coalesceMinutes * 60_000);
  const last = await requests.lastOf(requestorOf(request), MOST_CANCELED);
  return last
    .filter(({ id, status, decision, readAt }) => {
      const isCanceled = phaseOf(status) === 'canceled' && decision === undefined;
      return id !== request.id && isCanceled && readAt >= since;
    })
    .filter((other) => isSameRole(other, request))
    .map(({ id }) => id);
}
