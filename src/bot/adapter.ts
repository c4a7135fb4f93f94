import {
  type Activity,
  BotAdapter,
  type ConversationReference,
  INVOKE_RESPONSE_KEY,
  type InvokeResponse,
  type ResourceResponse,
  TurnContext,
} from 'botbuilder';
import { type Conversation } from '../pim/records.ts';
import { type Connector, type ConversationAddress } from './connector.ts';
import { rosterOf } from './roster.ts';
import { type ActivityAnswer } from './turnDeadline.ts';

/** What the adapter stands on. */
export interface TurnAdapterOptions {
  readonly appId: string;
  readonly tenantId: string;
  readonly connector: Connector;
}

/** What a bot does in a turn. */
export type TurnLogic = (context: TurnContext) => Promise<void>;

const channelId = 'msteams';

/** Makes the adapter through which the bot's turns run. */
export const createTurnAdapter = (options: TurnAdapterOptions): TurnAdapter => new TurnAdapter(options);

/**
 * botbuilder's adapter on our own connector. The stock one repeats what it sends, never times out, and takes tokens
 * that are not the channel's; here there is neither its client nor its authentication, so neither has a door to close.
 */
export class TurnAdapter extends BotAdapter {
  readonly #options: TurnAdapterOptions;

  constructor(options: TurnAdapterOptions) {
    super();
    this.#options = options;
  }

  /** Asked about what the bot throws at an activity from Teams. What it throws at a turn of our own goes to its caller. */
  override get onTurnError(): BotAdapter['onTurnError'] {
    const ask = super.onTurnError as BotAdapter['onTurnError'] | undefined;
    return async (context, error) => {
      if (ask === undefined || isContinuation(context.activity)) throw error;
      await ask(context, error);
    };
  }

  override set onTurnError(value: BotAdapter['onTurnError']) {
    super.onTurnError = value;
  }

  /**
   * Runs a turn for an activity that the guard has accepted, and says what the Bot Service is to be answered.
   * @throws Error when the activity is for another bot, tenant or channel, and whatever `onTurnError` lets through.
   */
  async runTurn(activity: Activity, logic: TurnLogic): Promise<ActivityAnswer> {
    this.#refuseStrangers(activity);
    const context = this.#contextOf(activity);
    await this.runMiddleware(context, logic);
    if (activity.type !== 'invoke') return { status: 200 };
    const response = context.turnState.get<Activity | undefined>(INVOKE_RESPONSE_KEY);
    return answerOf(activity, response?.value as InvokeResponse | undefined);
  }

  /**
   * Runs a turn that nobody asked for, in the conversation as it is stored. Its state is that of the person's own
   * turns. Whatever is thrown reaches the caller.
   */
  async runProactive(conversation: Conversation, logic: TurnLogic): Promise<void> {
    await this.runMiddleware(this.#contextOf(continuationOf(conversation)), logic);
  }

  /** For `context.sendActivity` and its kin. @throws SendError */
  async sendActivities(context: TurnContext, activities: Partial<Activity>[]): Promise<ResourceResponse[]> {
    const responses: ResourceResponse[] = [];
    for (const activity of activities) responses.push(await this.#send(context, activity));
    return responses;
  }

  /** For `context.updateActivity`. @throws SendError */
  async updateActivity(_context: TurnContext, activity: Partial<Activity>): Promise<ResourceResponse> {
    const id = activity.id ?? '';
    await this.#options.connector.update(addressOf(activity), id, activity);
    return { id };
  }

  /** For `context.deleteActivity`. @throws SendError */
  async deleteActivity(_context: TurnContext, reference: Partial<ConversationReference>): Promise<void> {
    await this.#options.connector.remove(addressOf(reference), reference.activityId ?? '');
  }

  /** The SDK's own way to a turn that nobody asked for; ours is `runProactive`. */
  continueConversation(): Promise<void> {
    return Promise.reject(new Error('Use runProactive'));
  }

  async #send(context: TurnContext, activity: Partial<Activity>): Promise<ResourceResponse> {
    if (activity.type === 'invokeResponse') {
      context.turnState.set(INVOKE_RESPONSE_KEY, activity);
      return { id: '' };
    }
    // Traces are for the emulator.
    if (activity.type === 'trace') return { id: '' };
    return this.#options.connector.send(addressOf(activity), activity, activity.replyToId);
  }

  #contextOf(activity: Partial<Activity>): TurnContext {
    const context = new TurnContext(this, activity);
    context.turnState.set(this.ConnectorClientKey, rosterOf(this.#options.connector, addressOf(activity)));
    return context;
  }

  /** A second look behind the guard's: nothing runs here that is not for this bot in this tenant. */
  #refuseStrangers(activity: Activity): void {
    const { appId, tenantId } = this.#options;
    const isOurs =
      activity.channelId === channelId &&
      activity.recipient.id === `28:${appId}` &&
      activity.conversation.tenantId?.toLowerCase() === tenantId.toLowerCase();
    if (!isOurs) throw new Error('The activity is not for this bot');
  }
}

const continuation = 'ContinueConversation';

const isContinuation = ({ type, name }: Activity): boolean => type === 'event' && name === continuation;

/** Without an id of its own, so that what is sent is no reply to anything. */
function continuationOf(conversation: Conversation): Partial<Activity> {
  const { person, conversationId, serviceUrl, userId, botId, name, locale } = conversation;
  return {
    type: 'event',
    name: continuation,
    channelId,
    serviceUrl,
    from: { id: userId, name, aadObjectId: person.id },
    recipient: { id: botId, name: '' },
    conversation: {
      id: conversationId,
      conversationType: 'personal',
      isGroup: false,
      name: '',
      tenantId: person.tenantId,
    },
    channelData: { tenant: { id: person.tenantId } },
    locale,
  };
}

function addressOf({ serviceUrl, conversation }: Partial<ConversationReference>): ConversationAddress {
  return { serviceUrl: serviceUrl ?? '', conversationId: conversation?.id ?? '' };
}

/** HTTP status and body for an invoke. Teams reads the result of a card's action from the body, and takes only 200. */
function answerOf({ name }: Activity, response: InvokeResponse | undefined): ActivityAnswer {
  if (name !== 'adaptiveCard/action') {
    const { status, body } = (response ?? { status: 501 }) as ActivityAnswer;
    return body === undefined ? { status } : { status, body };
  }
  const body = response?.body as { statusCode?: unknown } | undefined;
  if (typeof body?.statusCode === 'number') return { status: 200, body };
  const statusCode = response === undefined || response.status === 200 ? 500 : response.status;
  const error = { code: String(statusCode), message: '' };
  return { status: 200, body: { statusCode, type: 'application/vnd.microsoft.error', value: error } };
}
