import { type Card, type CardContext } from '../cards/card.ts';
import { digestCard } from '../cards/digestCard.ts';
import { noticeCard } from '../cards/noticeCard.ts';
import { type Person } from '../pim/ids.ts';
import { composeDigest, isEmptyDigest } from '../pim/operations/composeDigest.ts';
import { type OperationDeps } from '../pim/operations/deps.ts';
import { type Delivery, type Messenger } from '../pim/ports.ts';
import { type CardRecord, type Conversation, type OutboundMessage } from '../pim/records.ts';
import { approversOf, drawRecordedCard } from './cardViews.ts';
import { type Chat } from './chat.ts';
import { SendError } from './sendError.ts';

/** What the messenger needs. */
export interface TeamsMessengerDeps extends Pick<
  OperationDeps,
  'directory' | 'requests' | 'cards' | 'conversations' | 'clock'
> {
  readonly chatWith: (conversation: Conversation) => Chat;
  readonly cardContextFor: (conversation: Conversation) => CardContext;
}

/** Puts messages into people's chats with the bot. Cards are drawn here, at the last moment. */
export class TeamsMessenger implements Messenger {
  readonly #deps: TeamsMessengerDeps;
  constructor(deps: TeamsMessengerDeps) {
    this.#deps = deps;
  }

  async deliver(person: Person, message: OutboundMessage): Promise<Delivery> {
    const conversation = await this.#deps.conversations.of(person);
    if (!conversation?.isInstalled) return { kind: 'refused', code: 'NotInstalled' };
    const context = this.#deps.cardContextFor(conversation);
    if (message.kind === 'card') {
      const record = await this.#deps.cards.of(message.cardId);
      const card = record === undefined ? undefined : await drawRecordedCard(this.#deps, record, context);
      return record === undefined || card === undefined
        ? { kind: 'nothing' }
        : this.#createOrUpdate(conversation, record, card);
    }
    const card =
      message.kind === 'digest'
        ? await this.#digest(person, context)
        : await this.#notice(person, message, context);
    return card === undefined ? { kind: 'nothing' } : this.#create(conversation, card);
  }

  async #digest(person: Person, context: CardContext): Promise<Card | undefined> {
    const digest = await composeDigest(this.#deps, person);
    return isEmptyDigest(digest) ? undefined : digestCard(context, digest);
  }

  async #notice(
    person: Person,
    { notice, requestId }: Extract<OutboundMessage, { kind: 'notice' }>,
    context: CardContext,
  ): Promise<Card | undefined> {
    const request = await this.#deps.requests.of(person.tenantId, requestId);
    if (request === undefined) return undefined;
    const cards = await this.#deps.cards.ofRequest(person.tenantId, requestId);
    const own = cards.find((card) => card.person.id === person.id && card.kind === 'approval');
    return noticeCard(context, {
      notice,
      request,
      approvers: notice === 'approversUnreachable' ? await approversOf(this.#deps, request) : [],
      number: own?.number,
      key: own === undefined ? undefined : { cardId: own.id, nonce: own.nonce },
    });
  }

  async #create(conversation: Conversation, card: Card): Promise<Delivery> {
    try {
      const activityId = await this.#deps.chatWith(conversation).sendCard(card);
      return { kind: 'sent', conversationId: conversation.conversationId, activityId };
    } catch (error) {
      return deliveryAfter(error, 'create');
    }
  }

  async #createOrUpdate(conversation: Conversation, record: CardRecord, card: Card): Promise<Delivery> {
    const { activityId } = record;
    if (activityId === undefined) return this.#create(conversation, card);
    try {
      await this.#deps.chatWith(conversation).updateCard(activityId, card);
      return { kind: 'sent', conversationId: conversation.conversationId, activityId };
    } catch (error) {
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
