import { PimError } from '../../errors.ts';
import { type HouseVoting } from '../../houseRules/votings/houseVoting.ts';
import { instantOf, reassessed } from '../../houseRules/votings/withVote.ts';
import { type RequestId } from '../../ids.ts';
import { type FollowedRequest, type Intent, type Operation } from '../../records.ts';
import { isSameRole } from '../../roles.ts';
import { type OperationDeps } from '../deps.ts';
import { redrawings, requestorOf } from '../enqueueCards.ts';
import { requestedEntry } from '../operationEntry.ts';
import { readForVoting } from './readForVoting.ts';
import { notesOf } from './votingEntry.ts';

type ActivateIntent = Extract<Intent, { kind: 'activate' }>;
type HeldIntent = ActivateIntent & { readonly heldId: RequestId };

const missing = (id: RequestId): PimError =>
  new PimError('votes_missing', `The votes on ${id} are not there`);

/**
 * Lets an activation go on that was kept here, where its votes count at this moment, by the rules and groups of now.
 * @throws PimError `votes_missing`, `voting_over`, `forbidden` for somebody else's or another activation
 */
export async function refuseWithoutVotes(
  deps: OperationDeps,
  { id: operationId, person }: Operation,
  intent: HeldIntent,
): Promise<void> {
  const [voting, held] = await Promise.all([
    deps.votings.of(person.tenantId, intent.heldId),
    deps.requests.of(person.tenantId, intent.heldId),
  ]);
  if (voting === undefined || held === undefined) throw missing(intent.heldId);
  const isTheSame =
    voting.requestor === person.id &&
    isSameRole({ roleDefinitionId: voting.role.id, scopeId: voting.scopeId }, intent) &&
    intent.durationMinutes <= voting.minutes;
  if (!isTheSame || voting.way !== 'activation')
    throw new PimError('forbidden', 'The votes were on something else');
  if (voting.end !== undefined) throw new PimError('voting_over', `The vote on ${voting.id} is over`);
  const fresh = await readForVoting(deps, voting, held, 'now');
  const relay = { by: person.id, decision: 'Approve', operationId, at: deps.clock.now() } as const;
  const messages = await redrawings(deps, voting.tenantId, voting.id);
  const after = await deps.votings.change(voting.tenantId, voting.id, (stored) => {
    if (stored.end !== undefined) return undefined;
    const { voting: counted, state } = reassessed(stored, fresh, instantOf(stored, deps.clock));
    const next = state.state === 'approved' ? { ...counted, relay } : counted;
    return { voting: next, announcement: { messages, audit: notesOf(stored, next) } };
  });
  const isGood = after?.end === undefined && after?.standing.state === 'approved' && !after.standing.isHeldUp;
  if (!isGood) throw missing(intent.heldId);
}

/** What was kept here is PIM's now, and its cards say so. Safe to call again. */
export async function endHeld(
  deps: Pick<OperationDeps, 'votings' | 'requests' | 'cards' | 'random'>,
  heldId: RequestId,
  made: FollowedRequest,
): Promise<void> {
  const { tenantId } = made;
  const held = await deps.requests.of(tenantId, heldId);
  const messages = await redrawings(deps, tenantId, heldId);
  await deps.votings.change(tenantId, heldId, (stored) => {
    if (stored.pimRequestId !== undefined) return undefined;
    const { createdAt: at } = made;
    const next: HouseVoting = {
      ...stored,
      pimRequestId: made.id,
      end: { how: 'approved', at, by: made.requestor },
      lookAt: undefined,
    };
    const request: FollowedRequest | undefined = held && {
      ...held,
      status: 'Provisioned',
      decision: 'Approve',
      decidedBy: stored.standing.approvedBy.at(-1),
      decidedAt: at,
      isOpen: false,
      readAt: at,
    };
    return { voting: next, request, announcement: { messages, audit: notesOf(stored, next) } };
  });
}

/** What takes a kept request to PIM; the same for whoever sets out to do it, so that it is one operation. */
export async function relayIntent(
  { operations, clock }: Pick<OperationDeps, 'operations' | 'clock'>,
  { id: heldId, operationId }: Pick<HouseVoting, 'id' | 'operationId'>,
): Promise<{ readonly intent: Intent; readonly uniqueKey: string } | undefined> {
  const asked = operationId === undefined ? undefined : await operations.of(operationId);
  if (asked?.intent.kind !== 'activate') return undefined;
  const { together, startAt, askedAt, ...rest } = asked.intent;
  const isToCome = startAt !== undefined && new Date(startAt) > clock.now();
  const intent = { ...rest, startAt: isToCome ? startAt : undefined, heldId };
  return { intent, uniqueKey: `relay/${heldId}` };
}

/**
 * Stores that a kept request goes to PIM now, with its requestor's proof. Once by itself: where that comes to nothing the
 * requestor has a button.
 * @returns `undefined` where it was set out for before
 */
export async function openRelay(
  deps: Pick<OperationDeps, 'operations' | 'votings' | 'clock' | 'random'>,
  voting: HouseVoting,
  held: FollowedRequest,
): Promise<Operation | undefined> {
  const relay = await relayIntent(deps, voting);
  if (relay === undefined) return undefined;
  const id = deps.random.ulid();
  const person = requestorOf(held);
  const turn = { isFirst: false };
  await deps.votings.change(voting.tenantId, voting.id, (stored) => {
    turn.isFirst = stored.relay === undefined && stored.end === undefined;
    if (!turn.isFirst) return undefined;
    const relayed = { by: person.id, decision: 'Approve', operationId: id, at: deps.clock.now() } as const;
    return { voting: { ...stored, relay: relayed }, announcement: { messages: [], audit: [] } };
  });
  if (!turn.isFirst) return undefined;
  const { intent, uniqueKey } = relay;
  const { operation, isNew } = await deps.operations.open(
    { id, person, intent, uniqueKey },
    requestedEntry(person, id, intent),
  );
  return isNew ? operation : undefined;
}
