import { type Person, type RequestId, type TenantId } from './ids.ts';

/**
 * Which card of a request lies in whose chat. `ending`: the requestor's, shortly before the activation ends. `alert`: an
 * administrator's; its `requestId` names an alert (`alerts/alerts.ts`). `emergency`: that of somebody who is told that
 * it went past rules of the house.
 */
export type CardKind = 'approval' | 'request' | 'ending' | 'alert' | 'emergency';

/** What became of a card: each recipient has a receipt. `refused`: it never came, whatever became of one that did. */
export type Receipt = 'queued' | 'sent' | 'refused' | 'acted' | 'stale';

/** One card in one person's chat. */
export interface CardRecord {
  /** ULID. */
  readonly id: string;
  readonly kind: CardKind;
  readonly requestId: RequestId;
  /** Whose chat it lies in. */
  readonly person: Person;
  /** Goes back with every press; a press without it is refused. */
  readonly nonce: string;
  /** The approver's own running number ("approve 3"); not used again while a card with it can be open. */
  readonly number: number | undefined;
  readonly conversationId: string | undefined;
  readonly activityId: string | undefined;
  readonly receipt: Receipt;
  /**
   * Why Teams refused, by its code: `ConversationBlockedByUser`, `ForbiddenOperationException`, `NotInstalled` … Beside the
   * receipt of a card that was sent: why it refused the last update of it.
   */
  readonly refusal: string | undefined;
  readonly createdAt: Date;
  /** The card that has taken over this one's message. From then on this one lies nowhere, and nothing draws it there. */
  readonly replacedBy: string | undefined;
  /** The card whose message this one took over. */
  readonly inPlaceOf: string | undefined;
}

/** Cards that were sent or are about to be. */
export interface Cards {
  /**
   * Makes the record and, for approvals, gives it the approver's next free number. At most one per request, kind and
   * person: the earlier one comes back. A new one takes over the message of the person's newest card of one of
   * `inPlaceOf`, where that one surely lies in the chat, is drawn to its end, and its person has not begun to decide on it.
   */
  open(
    card: Pick<CardRecord, 'id' | 'kind' | 'requestId' | 'person' | 'nonce'>,
    inPlaceOf?: readonly RequestId[],
  ): Promise<{ readonly card: CardRecord; readonly isNew: boolean }>;
  of(id: string): Promise<CardRecord | undefined>;
  ofRequest(tenantId: TenantId, requestId: RequestId): Promise<readonly CardRecord[]>;
  /** The approver's card with this number, newest first. */
  numbered(person: Person, number: number): Promise<CardRecord | undefined>;
  /** A person's cards of a kind that may still be pressed (queued, sent or refused), newest first. */
  openOf(person: Person, kind: CardKind): Promise<readonly CardRecord[]>;
  /** The newest card of this kind that was sent to each of these people, or that Teams refused. */
  lastAnswered(people: readonly Person[], kind: CardKind): Promise<readonly CardRecord[]>;
  /** A person's cards, of every kind, of which Teams refused the last: the card itself, or an update of it. The oldest first. */
  refusedOf(person: Person): Promise<readonly CardRecord[]>;
  /** Cards of a kind that were made after `from` and by `until`, and that Teams took; the oldest first. */
  takenBetween(kind: CardKind, from: Date, until: Date, limit: number): Promise<readonly CardRecord[]>;
  /** Gives the message that it lay in before. Of a card that another one has replaced nothing is noted any more. */
  setSent(id: string, conversationId: string, activityId: string): Promise<string | undefined>;
  /** The message in which it lies shows it as it is. `false`, and nothing is noted, where it lies in another by now. */
  setUpdated(id: string, activityId: string): Promise<boolean>;
  /**
   * Teams refused it. A card that has been seen where it lies stays sent, or acted on, since only an update of it was
   * refused; that it was is kept in `refusal`. Of a card that another one has replaced nothing is noted any more.
   */
  setRefused(id: string, refusal: string): Promise<void>;
  /** Of a card that another one has replaced nothing is noted any more. */
  setReceipt(id: string, receipt: Receipt, refusal?: string): Promise<void>;
}
