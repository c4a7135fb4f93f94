import { type Person, type RequestId, type TenantId } from '../ids.ts';
import { type FollowedRequest, type NoticeKind, type OutboundMessage } from '../records.ts';
import { hasLapsed } from '../requests.ts';
import { type OperationDeps } from './deps.ts';

type Deps = Pick<OperationDeps, 'cards' | 'outbox' | 'random'>;

/** Puts one message into the outbox. */
export const enqueue = (
  { outbox, random }: Pick<Deps, 'outbox' | 'random'>,
  person: Person,
  message: OutboundMessage,
): Promise<void> => outbox.add([{ id: random.ulid(), person, message }]);

/** Has every copy of a request's cards drawn again, in everybody's chat. */
export async function redrawCards(deps: Deps, tenantId: TenantId, requestId: RequestId): Promise<void> {
  const cards = await deps.cards.ofRequest(tenantId, requestId);
  await deps.outbox.add(
    cards
      .filter(({ receipt }) => receipt !== 'refused')
      .map(({ id, person }) => ({ id: deps.random.ulid(), person, message: { kind: 'card', cardId: id } })),
  );
}

/** Sends a short message beside a request's card: a card that is redrawn in place notifies nobody. */
export const notify = (
  deps: Pick<Deps, 'outbox' | 'random'>,
  person: Person,
  notice: NoticeKind,
  requestId: RequestId,
): Promise<void> => enqueue(deps, person, { kind: 'notice', notice, requestId });

/**
 * Tells the requestor how it was decided, once, whoever finds out first. An approval that takes effect now is told when
 * the role is active, so that one thing makes one notification.
 */
export async function tellDecision(
  deps: Pick<OperationDeps, 'outbox' | 'random' | 'claims' | 'clock'>,
  request: FollowedRequest,
): Promise<void> {
  const startsNow = request.startAt === undefined || request.startAt <= deps.clock.now();
  if (request.decision === 'Approve' && startsNow && request.isOpen) return;
  if (!(await deps.claims.claim(`told/${request.tenantId}/${request.id}/decision`))) return;
  const notice = hasLapsed(request) ? 'requestLapsed' : 'requestDecided';
  await notify(deps, { tenantId: request.tenantId, id: request.requestor }, notice, request.id);
}
