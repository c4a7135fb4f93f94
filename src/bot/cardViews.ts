import { approvalCard, type ApprovalOnCard } from '../cards/approvalCard.ts';
import { type Card, type CardContext } from '../cards/card.ts';
import { endingSoonCard } from '../cards/endingSoonCard.ts';
import { requestCard } from '../cards/requestCard.ts';
import { askedOf } from '../cards/requestFacts.ts';
import {
  type ApproverReach,
  approvalStateOf,
  type FollowedState,
  requestStateOf,
} from '../cards/requestState.ts';
import { roleOfRequest, type RoleOnCard } from '../cards/roleOnCard.ts';
import { approvalStateWithVotes, requestStateWithVotes } from '../cards/votingOnCard.ts';
import { waitsFor } from '../pim/houseRules/votings/choices.ts';
import { type OperationDeps } from '../pim/operations/deps.ts';
import { lapseOf } from '../pim/houseRules/votings/lapseOf.ts';
import { isSamePerson } from '../pim/ids.ts';
import { type CardRecord, type FollowedRequest } from '../pim/records.ts';
import { requestorOf } from '../pim/operations/enqueueCards.ts';
import { coolDownUntil } from '../pim/operations/restraint.ts';
import { mayAskAgainAt } from '../pim/requestLimits.ts';
import { isWaitingForApproval } from '../pim/requests.ts';
import { isSameRole } from '../pim/roles.ts';
import { drawAlertCard } from './alerts/alertViews.ts';
import { votingOnCard } from './houseVotes/votingViews.ts';
import { drawEmergency } from './houseRules/emergencyViews.ts';

type Deps = Pick<
  OperationDeps,
  | 'requests'
  | 'votings'
  | 'cards'
  | 'conversations'
  | 'alerts'
  | 'administrationFor'
  | 'againWishes'
  | 'provisioningDelays'
  | 'limits'
  | 'clock'
> & {
  readonly directory: Pick<
    OperationDeps['directory'],
    'person' | 'people' | 'role' | 'activeRolesOf' | 'groupName'
  >;
};

/** What an approval card shows instead of what the store says: while a decision is under way, or after it failed. */
export type ApprovalOverride = Partial<Pick<ApprovalOnCard, 'state' | 'problem' | 'operationId'>>;

/** Draws a card of a request from what is known at this moment; the same for sending and for every update. */
export async function drawRecordedCard(
  deps: Deps,
  card: CardRecord,
  context: CardContext,
  override: ApprovalOverride = {},
): Promise<Card | undefined> {
  if (card.kind === 'alert') {
    return drawAlertCard({ ...deps, mayDismissAlerts: deps.administrationFor !== undefined }, card, context);
  }
  const request = await deps.requests.of(card.person.tenantId, card.requestId);
  if (request === undefined) return undefined;
  switch (card.kind) {
    case 'request':
      return drawRequest(deps, card, request, context);
    case 'ending':
      return drawEnding(deps, card, request, context);
    case 'emergency':
      return drawEmergency(deps, request, context);
    case 'approval':
      return drawApproval(deps, card, request, context, override);
  }
}

async function drawRequest(
  deps: Deps,
  card: CardRecord,
  request: FollowedRequest,
  context: CardContext,
): Promise<Card> {
  const voting = await votingOnCard(deps, request);
  const state = await withUsualDelay(deps, request, await withCoolDown(deps, request, context.now));
  return requestCard(context, {
    key: { cardId: card.id, nonce: card.nonce },
    state: voting === undefined ? state : requestStateWithVotes(state, voting),
    voting,
    role: await describedRole(deps, request),
    durationMinutes: request.durationMinutes,
    startAt: request.startAt !== undefined && request.startAt > context.now ? request.startAt : undefined,
    justification: request.justification,
    ticketNumber: request.ticketNumber,
    ticketSystem: request.ticketSystem,
    proof: request.proof,
    ticketCheck: request.ticketCheck,
    houseRuling: request.houseRuling,
    approvers: isWaitingForApproval(request) ? await approversOf(deps, request) : [],
  });
}

/** Whoever was denied is told at once that asking again is of no use yet. */
async function withCoolDown(deps: Deps, request: FollowedRequest, now: Date): Promise<FollowedState> {
  const state = requestStateOf(request, now);
  const againAt = mayAskAgainAt(request, deps.limits);
  if (state.kind !== 'denied' || againAt === undefined || againAt <= now) return state;
  const until = await coolDownUntil(deps, requestorOf(request), request);
  return until === undefined ? state : { ...state, againAt: until };
}

/** How long Entra takes is worth telling from the third time on. */
const ENOUGH_DELAYS = 3;

async function withUsualDelay(
  { provisioningDelays }: Deps,
  { tenantId, roleDefinitionId }: FollowedRequest,
  state: FollowedState,
): Promise<FollowedState> {
  if (state.kind !== 'provisioning') return state;
  const delay = await provisioningDelays.of(tenantId, roleDefinitionId);
  if (delay === undefined || delay.count < ENOUGH_DELAYS) return state;
  const usualSeconds = Math.max(1, Math.round(delay.totalMilliseconds / delay.count / 1000));
  return { ...state, usualSeconds };
}

/** A warning that was never sent says nothing any more once the activation is over. */
async function drawEnding(
  deps: Deps,
  card: CardRecord,
  request: FollowedRequest,
  context: CardContext,
): Promise<Card | undefined> {
  const { endAt } = request;
  const isOver = !request.isOpen || endAt === undefined || endAt <= context.now;
  if (isOver && card.activityId === undefined) return undefined;
  const isWished = (await deps.againWishes.of(card.person, request.id)) !== undefined;
  const chosen = isWished ? 'wished' : card.receipt === 'acted' ? 'letEnd' : 'asked';
  const over = isWished ? 'overWished' : 'over';
  return endingSoonCard(context, {
    ...askedOf(request),
    endAt: endAt ?? context.now,
    state: isOver ? over : chosen,
  });
}

/** Everybody who was asked about a request and can answer, and whether the card reached them. */
export async function approversOf(deps: Deps, request: FollowedRequest): Promise<readonly ApproverReach[]> {
  const cards = (await deps.cards.ofRequest(request.tenantId, request.id)).filter(
    ({ kind }) => kind === 'approval',
  );
  const voting = await deps.votings.of(request.tenantId, request.id);
  const waiting = cards.filter(({ person }) => voting === undefined || waitsFor(voting, person.id));
  const people = waiting.map(({ person }) => person);
  // Of names that cannot be read now, those that Teams told are known.
  const [found, chats] = await Promise.all([
    deps.directory.people(people.map(({ id }) => id)).catch(() => undefined),
    deps.conversations.ofMany(people),
  ]);
  return waiting.map(({ person, receipt, refusal }) => {
    if (found === undefined) {
      const name = chats.find((chat) => isSamePerson(chat.person, person))?.name;
      return { name, userPrincipalName: '', receipt, refusal, isUnread: true };
    }
    const listed = found.find(({ id }) => id === person.id);
    return {
      name: listed?.displayName,
      userPrincipalName: listed?.userPrincipalName ?? '',
      receipt,
      refusal,
    };
  });
}

async function describedRole(deps: Deps, request: FollowedRequest): Promise<RoleOnCard> {
  const role = await deps.directory.role(request.roleDefinitionId).catch(() => undefined);
  return { ...roleOfRequest(request), description: role?.description };
}

async function drawApproval(
  deps: Deps,
  card: CardRecord,
  request: FollowedRequest,
  context: CardContext,
  override: ApprovalOverride,
): Promise<Card> {
  const requestor = { tenantId: request.tenantId, id: request.requestor };
  const voting = await votingOnCard(deps, request, card.person.id);
  const known = approvalStateOf(request, card.person.id, context.now);
  const state = override.state ?? (voting === undefined ? known : approvalStateWithVotes(known, voting));
  // Only who still has to decide is shown what the requestor holds.
  const isOpen = state.kind === 'waiting';
  // Facts that cannot be read now are left out of the card; they never keep it from being sent.
  const [person, active, last, asked, role] = await Promise.all([
    deps.directory.person(request.requestor).catch(() => undefined),
    isOpen ? deps.directory.activeRolesOf(request.requestor).catch(() => undefined) : undefined,
    deps.requests.lastOf(requestor, 50),
    deps.cards.ofRequest(request.tenantId, request.id),
    describedRole(deps, request),
  ]);
  const earlier = last.find(
    (other) => other.id !== request.id && isSameRole(other, request) && other.endAt !== undefined,
  );
  return approvalCard(context, {
    key: { cardId: card.id, nonce: card.nonce },
    isInPlace: card.inPlaceOf !== undefined,
    number: card.number,
    isCommentRequired: request.isApproverJustificationRequired,
    state,
    voting,
    role,
    durationMinutes: request.durationMinutes,
    startAt: request.startAt !== undefined && request.startAt > context.now ? request.startAt : undefined,
    justification: request.justification,
    ticketNumber: request.ticketNumber,
    ticketSystem: request.ticketSystem,
    proof: request.proof,
    ticketCheck: request.ticketCheck,
    houseRuling: request.houseRuling,
    requestor: {
      displayName: person?.displayName ?? request.requestorName,
      userPrincipalName: person?.userPrincipalName ?? request.requestorUserPrincipalName,
      isGuest: person?.isGuest ?? false,
    },
    lapsesAt: lapseOf(request, voting?.stages),
    requestorActive: active?.map((held) => held.role.displayName),
    lastUsedAt: earlier?.startAt ?? earlier?.createdAt,
    othersAsked: Math.max(0, asked.filter(({ kind }) => kind === 'approval').length - 1),
    ...override,
  });
}
