import { type Person, type RequestId, type TenantId } from '../ids.ts';
import {
  type Announcement,
  type FollowedRequest,
  type NoticeKind,
  type OutboundMessage,
  type OutboxAddition,
} from '../records.ts';
import { hasLapsed } from '../requests.ts';
import { type OperationDeps } from './deps.ts';

type Deps = Pick<OperationDeps, 'cards' | 'outbox' | 'random'>;
type Noting = Pick<OperationDeps, 'cards' | 'random'>;

/** Puts one message into the outbox. */
export const enqueue = (
  { outbox, random }: Pick<Deps, 'outbox' | 'random'>,
  person: Person,
  message: OutboundMessage,
): Promise<void> => outbox.add([{ id: random.ulid(), person, message }]);

/** What has every copy of a request's cards drawn again, in everybody's chat, whatever came of the last drawing. */
export async function redrawings(
  { cards, random }: Noting,
  tenantId: TenantId,
  requestId: RequestId,
): Promise<readonly OutboxAddition[]> {
  const found = await cards.ofRequest(tenantId, requestId);
  return found
    .filter(({ replacedBy }) => replacedBy === undefined)
    .filter(({ receipt, activityId }) => receipt !== 'refused' || activityId !== undefined)
    .map(({ id, person }) => ({ id: random.ulid(), person, message: { kind: 'card', cardId: id } }));
}

/**
 * A short message beside a request's card: a card that is redrawn in place notifies nobody.
 * @param onceKey without one it comes as often as it is asked for
 */
export const noticeOf = (
  { random }: Pick<Deps, 'random'>,
  person: Person,
  about: { readonly notice: NoticeKind; readonly requestId: RequestId; readonly onceKey?: string },
): OutboxAddition => {
  const { notice, requestId, onceKey } = about;
  const message = { kind: 'notice', notice, requestId } as const;
  return { id: random.ulid(), person, message, ...(onceKey === undefined ? {} : { onceKey }) };
};

/** Sends such a message. */
export const notify = (
  deps: Pick<Deps, 'outbox' | 'random'>,
  person: Person,
  notice: NoticeKind,
  requestId: RequestId,
  onceKey?: string,
): Promise<void> => deps.outbox.add([noticeOf(deps, person, { notice, requestId, onceKey })]);

/** The requestor of a request, as somebody to write to. */
export const requestorOf = ({ tenantId, requestor }: FollowedRequest): Person => ({
  tenantId,
  id: requestor,
});

/**
 * Tells the requestor how it was decided, once, whoever finds out first. An approval that takes effect now is told when
 * the role is active, so that one thing makes one notification.
 */
function decisionNotices(deps: Noting, request: FollowedRequest, now: Date): readonly OutboxAddition[] {
  const { tenantId, id: requestId } = request;
  const startsNow = request.startAt === undefined || request.startAt <= now;
  if (request.decision === 'Approve' && startsNow && request.isOpen) return [];
  const notice = hasLapsed(request) ? 'requestLapsed' : 'requestDecided';
  const onceKey = `told/${tenantId}/${requestId}/decision`;
  return [noticeOf(deps, requestorOf(request), { notice, requestId, onceKey })];
}

/** What everybody concerned hears of a decision, or of an end without one; goes with the saving of it. */
export async function announcedDecision(
  deps: Noting,
  request: FollowedRequest,
  now: Date,
): Promise<Announcement> {
  const redrawn = await redrawings(deps, request.tenantId, request.id);
  return { messages: [...redrawn, ...decisionNotices(deps, request, now)], audit: [] };
}
