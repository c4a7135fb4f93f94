import { approvalCard, type ApprovalOnCard } from '../cards/approvalCard.ts';
import { type Card, type CardContext } from '../cards/card.ts';
import { requestCard } from '../cards/requestCard.ts';
import { type ApproverReach, approvalStateOf, requestStateOf } from '../cards/requestState.ts';
import { roleOfRequest, type RoleOnCard } from '../cards/roleOnCard.ts';
import { type OperationDeps } from '../pim/operations/deps.ts';
import { type CardRecord, type FollowedRequest } from '../pim/records.ts';
import { isWaitingForApproval, lapsesAt } from '../pim/requests.ts';
import { isSameRole } from '../pim/roles.ts';

type Deps = Pick<OperationDeps, 'requests' | 'cards'> & {
  readonly directory: Pick<OperationDeps['directory'], 'person' | 'people' | 'role' | 'activeRolesOf'>;
};

/** What an approval card shows instead of what the store says: while a decision is under way, or after it failed. */
export type ApprovalOverride = Partial<
  Pick<ApprovalOnCard, 'state' | 'problem' | 'operationId' | 'signInUrl'>
>;

/** Draws a card of a request from what is known at this moment; the same for sending and for every update. */
export async function drawRecordedCard(
  deps: Deps,
  card: CardRecord,
  context: CardContext,
  override: ApprovalOverride = {},
): Promise<Card | undefined> {
  const request = await deps.requests.of(card.person.tenantId, card.requestId);
  if (request === undefined) return undefined;
  return card.kind === 'request'
    ? drawRequest(deps, card, request, context)
    : drawApproval(deps, card, request, context, override);
}

async function drawRequest(
  deps: Deps,
  card: CardRecord,
  request: FollowedRequest,
  context: CardContext,
): Promise<Card> {
  return requestCard(context, {
    key: { cardId: card.id, nonce: card.nonce },
    state: requestStateOf(request, context.now),
    role: await describedRole(deps, request),
    durationMinutes: request.durationMinutes,
    startAt: request.startAt !== undefined && request.startAt > context.now ? request.startAt : undefined,
    justification: request.justification,
    ticketNumber: request.ticketNumber,
    ticketSystem: request.ticketSystem,
    approvers: isWaitingForApproval(request) ? await approversOf(deps, request) : [],
  });
}

/** Everybody who was asked about a request, and whether the card reached them. */
export async function approversOf(deps: Deps, request: FollowedRequest): Promise<readonly ApproverReach[]> {
  const cards = (await deps.cards.ofRequest(request.tenantId, request.id)).filter(
    ({ kind }) => kind === 'approval',
  );
  const people = await deps.directory.people(cards.map(({ person }) => person.id));
  return cards.map(({ person, receipt, refusal }) => {
    const found = people.find(({ id }) => id === person.id);
    return {
      name: found?.displayName ?? person.id,
      userPrincipalName: found?.userPrincipalName ?? '',
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
  const state = override.state ?? approvalStateOf(request, card.person.id, context.now);
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
    number: card.number,
    isCommentRequired: request.isApproverJustificationRequired,
    state,
    role,
    durationMinutes: request.durationMinutes,
    startAt: request.startAt !== undefined && request.startAt > context.now ? request.startAt : undefined,
    justification: request.justification,
    ticketNumber: request.ticketNumber,
    ticketSystem: request.ticketSystem,
    requestor: {
      displayName: person?.displayName ?? request.requestorName,
      userPrincipalName: person?.userPrincipalName ?? request.requestorUserPrincipalName,
      isGuest: person?.isGuest ?? false,
    },
    lapsesAt: lapsesAt(request.createdAt),
    requestorActive: active?.map((held) => held.role.displayName),
    lastUsedAt: earlier?.startAt ?? earlier?.createdAt,
    othersAsked: Math.max(0, asked.filter(({ kind }) => kind === 'approval').length - 1),
    ...override,
  });
}
