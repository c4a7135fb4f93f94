import { administratorsCard } from '../cards/administratorsCard.ts';
import { burstCard } from '../cards/burstCard.ts';
import { type Card, type CardContext } from '../cards/card.ts';
import { digestCard } from '../cards/digestCard.ts';
import { extensionGrantedCard } from '../cards/extensionGrantedCard.ts';
import { reminderCard } from '../cards/reminderCard.ts';
import { UNCLEAR } from '../pim/outbox.ts';
import { type Person, type RequestId } from '../pim/ids.ts';
import {
  composeAdministratorsDigest,
  isEmptyAdministratorsDigest,
} from '../pim/operations/composeAdministratorsDigest.ts';
import { composeDigest, isEmptyDigest } from '../pim/operations/composeDigest.ts';
import { waitingFor } from '../pim/operations/pendingApprovals.ts';
import { type OperationDeps } from '../pim/operations/deps.ts';
import { type SharedHoldings } from '../pim/operations/sharedHoldings.ts';
import { type SharedSettings } from '../pim/operations/sharedSettings.ts';
import { type SharedRunningReviews } from '../pim/reviews/runningReviews.ts';
import { type Administrators, type Attempt, type Delivery, type Messenger } from '../pim/ports.ts';
import {
  type BurstMessage,
  type CardRecord,
  type Conversation,
  type DigestMessage,
  type Lookback,
  type OutboundMessage,
} from '../pim/records.ts';
import { drawAlerts } from './alerts/alertViews.ts';
import { drawRecordedCard } from './cardViews.ts';
import { type Chat } from './chat.ts';
import { drawBypassMessage } from './houseRules/bypassViews.ts';
import { drawLaterBreach } from './houseRules/laterBreachViews.ts';
import { drawNotice } from './noticeViews.ts';
import { drawReviewCard } from './reviews/reviewViews.ts';
import { SendError } from './sendError.ts';

/** What the messenger needs. */
export interface TeamsMessengerDeps extends Pick<
  OperationDeps,
  | 'directory'
  | 'administrationFor'
  | 'reviewing'
  | 'reviewCards'
  | 'alerts'
  | 'requests'
  | 'votings'
  | 'cards'
  | 'conversations'
  | 'againWishes'
  | 'extensions'
  | 'provisioningDelays'
  | 'limits'
  | 'houseJudge'
  | 'houseBypasses'
  | 'laterBreaches'
  | 'clock'
  | 'logger'
> {
  readonly lookback: Lookback;
  /** One reading of the tenant for all the digests of a run. */
  readonly holdings: SharedHoldings;
  readonly roleSettings: SharedSettings;
  readonly runningReviews?: SharedRunningReviews | undefined;
  readonly administrators: Pick<Administrators, 'has'>;
  readonly chatWith: (conversation: Conversation) => Chat;
  readonly cardContextFor: (conversation: Conversation) => CardContext;
}

/** Puts messages into people's chats with the bot. Cards are drawn here, at the last moment. */
export class TeamsMessenger implements Messenger {
  readonly #deps: TeamsMessengerDeps;
  constructor(deps: TeamsMessengerDeps) {
    this.#deps = deps;
  }

  async deliver(person: Person, message: OutboundMessage, attempt: Attempt): Promise<Delivery> {
    const conversation = await this.#deps.conversations.of(person);
    if (!conversation?.isInstalled) return { kind: 'refused', code: 'NotInstalled' };
    const context = this.#deps.cardContextFor(conversation);
    if (message.kind === 'card') {
      const record = await this.#deps.cards.of(message.cardId);
      // Whoever left the administrators' group is told nothing more.
      if (record?.kind === 'alert' && !(await this.#deps.administrators.has(person)))
        return { kind: 'nothing' };
      // Its message is another card's by now.
      if (record?.replacedBy !== undefined) return { kind: 'nothing' };
      const card = record === undefined ? undefined : await drawRecordedCard(this.#deps, record, context);
      return record === undefined || card === undefined
        ? { kind: 'nothing' }
        : this.#createOrUpdate(conversation, record, card, attempt);
    }
    if (message.kind === 'reviewCard')
      return this.#reviewCard(conversation, message.cardId, context, attempt);
    const card = await this.#draw(person, message, context);
    return card === undefined ? { kind: 'nothing' } : this.#create(conversation, card, attempt);
  }

  #draw(
    person: Person,
    message: Exclude<OutboundMessage, { kind: 'card' | 'reviewCard' }>,
    context: CardContext,
  ): Promise<Card | undefined> {
    switch (message.kind) {
      case 'notice':
        return drawNotice(this.#deps, person, message, context);
      case 'reminder':
        return this.#reminder(person, context);
      case 'burst':
        return this.#burst(person, message, context);
      case 'alerts':
        return this.#alerts(person, message.count, context);
      case 'reviewReminder':
        return this.#reviewReminder(message.cardId, context);
      case 'houseBypass':
      case 'houseBypasses':
        return drawBypassMessage(this.#deps, context, person, message);
      case 'laterBreach':
        return drawLaterBreach(this.#deps, context, person, message.requestId);
      case 'extensionGranted':
        return this.#extension(person, message.requestId, context);
      case 'digest':
      case 'administratorsDigest':
        return this.#digest(person, message, context);
    }
  }

  async #extension(person: Person, id: RequestId, context: CardContext): Promise<Card | undefined> {
    const extension = await this.#deps.extensions.of(person.tenantId, id);
    return extension && extensionGrantedCard(context, extension);
  }

  /** Not to whom has left the administrators' group meanwhile. */
  async #burst(person: Person, burst: BurstMessage, context: CardContext): Promise<Card | undefined> {
    if (!(await this.#deps.administrators.has(person))) return undefined;
    const requestor = await this.#deps.directory.person(burst.requestor);
    return burstCard(context, { ...burst, name: requestor?.displayName });
  }

  async #reviewReminder(cardId: string, context: CardContext): Promise<Card | undefined> {
    const card = await this.#deps.reviewCards.of(cardId);
    return card && drawReviewCard(this.#deps, context, card, true);
  }

  async #reviewCard(
    conversation: Conversation,
    cardId: string,
    context: CardContext,
    attempt: Attempt,
  ): Promise<Delivery> {
    const record = await this.#deps.reviewCards.of(cardId);
    const card = record && (await drawReviewCard(this.#deps, context, record));
    if (record === undefined || card === undefined) return { kind: 'nothing' };
    return this.#createOrUpdate(conversation, { ...record, inPlaceOf: undefined }, card, attempt);
  }

  /** Not where none stands any more. */
  async #alerts(person: Person, raised: number, context: CardContext): Promise<Card | undefined> {
    if (!(await this.#deps.administrators.has(person))) return undefined;
    if ((await this.#deps.alerts.standing()).length === 0) return undefined;
    const mayDismissAlerts = this.#deps.administrationFor !== undefined;
    return drawAlerts({ ...this.#deps, mayDismissAlerts }, context, { page: 1, raised });
  }

  /** What has been decided since it was queued is left out. */
  async #reminder(person: Person, context: CardContext): Promise<Card | undefined> {
    const waiting = await waitingFor(this.#deps, person);
    return waiting.length === 0 ? undefined : reminderCard(context, waiting);
  }

  /** Nothing to say, or said too late to help: nothing is sent. */
  async #digest(person: Person, message: DigestMessage, context: CardContext): Promise<Card | undefined> {
    if (message.until !== undefined && this.#deps.clock.now() > new Date(message.until)) return undefined;
    if (message.kind === 'digest') {
      const digest = await composeDigest(this.#deps, await this.#deps.holdings.current(), person);
      return isEmptyDigest(digest) ? undefined : digestCard(context, digest);
    }
    // Asked at the moment of sending: whoever left the group since the message was queued is told nothing.
    if (!(await this.#deps.administrators.has(person))) return undefined;
    const digest = await composeAdministratorsDigest(this.#deps, new Date(message.since));
    return isEmptyAdministratorsDigest(digest) ? undefined : administratorsCard(context, digest);
  }

  /** At most once: what may have arrived already, or is somebody else's to send, is not sent again. */
  async #create(conversation: Conversation, card: Card, attempt: Attempt): Promise<Delivery> {
    if (attempt.isBegun) return { kind: 'unclear' };
    await attempt.turn();
    if (!(await attempt.begin())) return { kind: 'nothing' };
    try {
      const activityId = await this.#deps.chatWith(conversation).sendCard(card);
      return { kind: 'sent', conversationId: conversation.conversationId, activityId };
    } catch (error) {
      return deliveryAfter(error, 'create');
    }
  }

  /** The person had the card shown anew while it was being drawn, and the message in which it lay was removed. */
  async #hasMoved(
    { id, activityId }: Pick<CardRecord, 'id' | 'activityId'>,
    error: unknown,
  ): Promise<boolean> {
    if (!(error instanceof SendError) || error.kind !== 'gone') return false;
    const now = (await this.#deps.cards.of(id))?.activityId;
    return now !== undefined && now !== activityId;
  }

  /** The message that a card took over was deleted before this card was seen on it: nobody has seen it yet. */
  async #isPlaceGone(
    { id, inPlaceOf, activityId, receipt }: Pick<CardRecord, 'id' | 'inPlaceOf' | 'activityId' | 'receipt'>,
    error: unknown,
  ): Promise<boolean> {
    const isGone = error instanceof SendError && error.kind === 'gone';
    if (!isGone || inPlaceOf === undefined || receipt !== 'queued') return false;
    return (await this.#deps.cards.of(id))?.activityId === activityId;
  }

  async #createOrUpdate(
    conversation: Conversation,
    record: Pick<CardRecord, 'id' | 'activityId' | 'receipt' | 'refusal' | 'inPlaceOf'>,
    card: Card,
    attempt: Attempt,
  ): Promise<Delivery> {
    const { activityId, receipt, refusal } = record;
    // It may lie somewhere already: a second one beside it would leave the first as it is for good.
    if (activityId === undefined && receipt === 'refused' && refusal === UNCLEAR) return { kind: 'nothing' };
    if (activityId === undefined) return this.#create(conversation, card, attempt);
    await attempt.turn();
    // Whoever has taken it up meanwhile may have drawn something newer, which this would cover.
    if (!(await attempt.begin())) return { kind: 'nothing' };
    try {
      await this.#deps.chatWith(conversation).updateCard(activityId, card);
      return { kind: 'sent', conversationId: conversation.conversationId, activityId, isUpdate: true };
    } catch (error) {
      if (await this.#hasMoved(record, error)) return { kind: 'moved' };
      if (await this.#isPlaceGone(record, error)) return this.#create(conversation, card, attempt);
      return deliveryAfter(error, 'update');
    }
  }
}

/** What a failed send means. A create may have arrived although it failed; an update can be repeated freely. */
function deliveryAfter(error: unknown, attempt: 'create' | 'update'): Delivery {
  if (!(error instanceof SendError)) throw error;
  switch (error.kind) {
    case 'throttled':
    case 'notSent':
      return { kind: 'later', afterSeconds: error.retryAfterSeconds };
    case 'unclear':
      return attempt === 'update'
        ? { kind: 'later', afterSeconds: error.retryAfterSeconds }
        : { kind: 'unclear' };
    case 'gone':
      // The person deleted the message or the chat: the next card makes a new one.
      return attempt === 'update' ? { kind: 'nothing' } : { kind: 'refused', code: error.code };
    case 'refused':
    case 'tooBig':
      return { kind: 'refused', code: error.code };
  }
}
