import { type User, type World } from '../world.ts';
import { type ActivityMaker } from './activities.ts';
import { type BotAnswer, type BotChannel } from './botChannel.ts';
import { type Chat, type Chats, type Message } from './chats.ts';
import { type Events } from './events.ts';
import { type SentFile } from './files.ts';
import { invokeOutcome } from './invokeOutcome.ts';
import { isObject, objectAt, stringAt, type Json } from './json.ts';

/** What the Teams clients work with. */
export interface ClientParts {
  readonly world: World;
  readonly chats: Chats;
  readonly events: Events;
  readonly activities: ActivityMaker;
  readonly channel: BotChannel;
}

/** A button as a client presses it. */
export interface PressedButton {
  readonly activityId: string;
  readonly action: Json;
  readonly inputs: Json;
  readonly trigger: string;
}

/** What people do at their Teams clients, and what the bot hears of it. */
export class ClientSide {
  readonly #parts: ClientParts;

  constructor(parts: ClientParts) {
    this.#parts = parts;
  }

  /** A typed message, perhaps with a file: it stands in the chat at once, whatever becomes of it. */
  async say(
    chat: Chat,
    person: User,
    text: string,
    more: { readonly replyToId?: string | undefined; readonly file?: SentFile | undefined } = {},
  ): Promise<BotAnswer & { id: string }> {
    const { replyToId, file } = more;
    const id = this.#parts.chats.newActivityId();
    const attached = file === undefined ? '' : ` [${file.name}]`;
    this.#append(chat, { id, from: 'person', text: `${text}${attached}`, textFormat: 'plain', replyToId });
    const activity = this.#parts.activities.message(chat, person, id, text, more);
    return {
      id,
      ...(await this.deliver(activity, person, `${person.displayName} wrote: ${text}${attached}`)),
    };
  }

  /** A pressed button: `Action.Execute` asks the bot and shows its answer, `Action.Submit` posts a message. */
  async press(chat: Chat, person: User, button: PressedButton): Promise<BotAnswer> {
    return stringAt(button.action, 'type') === 'Action.Submit'
      ? this.#submit(chat, person, button)
      : this.#execute(chat, person, button);
  }

  /**
   * Adds or removes the app (`add`, `add-upgrade`, `remove`); `isForThem`: somebody else does, for the person. Answers what
   * the bot said to the installation update.
   */
  async installation(chat: Chat, person: User, action: string, isForThem = false): Promise<BotAnswer> {
    const isRemoval = action.startsWith('remove');
    const { displayName } = this.#parts.world.tenant.registration;
    const line = isForThem
      ? `${displayName} was added for ${person.displayName}`
      : `${person.displayName} ${isRemoval ? 'removed' : 'added'} ${displayName}`;
    chat.isInstalled = !isRemoval;
    chat.exists = true;
    const id = this.#parts.chats.newActivityId();
    this.#append(chat, { id, from: 'person', notice: line });
    this.#parts.events.emit('people', undefined, {});
    const [update, ...others] = this.#parts.activities.installation(chat, person, action);
    for (const other of others) await this.deliver(other, person);
    return this.deliver(update, person, line);
  }

  /**
   * Posts to the bot as this person's Teams. The journal gets `summary` before, and afterwards what the bot answered
   * to an invoke, or that it did not take the activity.
   */
  async deliver(activity: Json, person: User, summary?: string): Promise<BotAnswer> {
    if (summary !== undefined) this.#tell(person, summary, activity);
    const answer = await this.#parts.channel.deliver(activity);
    const isInvoke = stringAt(activity, 'type') === 'invoke';
    const wasTaken = answer.botStatus !== null && answer.botStatus < 300;
    if (isInvoke || !wasTaken) this.#noteAnswer(activity, person, answer);
    return answer;
  }

  #noteAnswer(activity: Json, person: User, { botStatus, body }: BotAnswer): void {
    const what = stringAt(activity, 'name') ?? stringAt(activity, 'type') ?? 'activity';
    const bot = this.#parts.world.tenant.registration.displayName;
    const verb = botStatus === null ? 'did not answer' : 'answered';
    this.#parts.world.journal.add({
      kind: 'activity',
      summary: `${bot} ${verb} ${person.displayName} (${what})`,
      actor: bot,
      status: botStatus ?? undefined,
      wire: { request: pretty(withoutToken(activity)), response: pretty(body ?? null) },
    });
  }

  #append(chat: Chat, content: Omit<Message, 'at' | 'version'>): void {
    const message = this.#parts.chats.add(chat, content);
    this.#parts.events.emit('message', chat.key, { chat: chat.key, message, unread: chat.unread });
  }

  #tell(person: User, summary: string, activity: Json): void {
    this.#parts.world.journal.add({
      kind: 'activity',
      summary,
      actor: person.displayName,
      status: undefined,
      wire: { request: pretty(withoutToken(activity)) },
    });
  }

  async #execute(chat: Chat, person: User, button: PressedButton): Promise<BotAnswer> {
    const { activities, chats, events } = this.#parts;
    const { id, verb } = button.action;
    const data = { ...objectAt(button.action, 'data'), ...button.inputs };
    const value = { action: { type: 'Action.Execute', id, verb, data }, trigger: button.trigger };
    const invoke = activities.invoke(chat, person, 'adaptiveCard/action', value, button.activityId);
    const isAutomatic = button.trigger === 'automatic';
    const answer = await this.deliver(invoke, person, isAutomatic ? undefined : pressed(person, button));
    const outcome = invokeOutcome(answer);
    if (outcome.toast !== undefined && !isAutomatic) {
      events.emit('toast', chat.key, { chat: chat.key, text: outcome.toast });
    }
    if (outcome.card !== undefined) chat.views.set(button.activityId, [outcome.card]);
    const message = chats.change(chat, button.activityId, (old) => ({
      ...old,
      invokeResult: outcome.result,
    }));
    if (message !== undefined) {
      events.emit('update', chat.key, { chat: chat.key, message: chats.shown(chat, message) });
    }
    return answer;
  }

  async #submit(chat: Chat, person: User, button: PressedButton): Promise<BotAnswer> {
    const { action, activityId, inputs } = button;
    const { msteams, ...own } = objectAt(action, 'data');
    const asked = isObject(msteams) ? msteams : {};
    if (stringAt(asked, 'type') === 'imBack') {
      return this.say(chat, person, stringAt(asked, 'value') ?? '', { replyToId: activityId });
    }
    const isMessageBack = stringAt(asked, 'type') === 'messageBack';
    const text = isMessageBack ? stringAt(asked, 'text') : undefined;
    const displayed = isMessageBack ? stringAt(asked, 'displayText') : undefined;
    const id = this.#parts.chats.newActivityId();
    if (displayed !== undefined)
      this.#append(chat, { id, from: 'person', text: displayed, replyToId: activityId });
    const activity = this.#parts.activities.fromPerson(chat, person, {
      type: 'message',
      id,
      text,
      value: { ...own, ...(isMessageBack ? objectAt(asked, 'value') : {}), ...inputs },
      replyToId: activityId,
    });
    return this.deliver(activity, person, pressed(person, button));
  }
}

/** "Ben Okafor pressed request.approve". */
function pressed({ displayName }: User, { action }: PressedButton): string {
  const name =
    stringAt(action, 'verb') ?? stringAt(objectAt(action, 'data'), 'verb') ?? stringAt(action, 'id');
  return `${displayName} pressed ${name ?? 'a button'}`;
}

const pretty = (value: unknown): string => JSON.stringify(value, undefined, 2);

/** The activity with the sign-on token replaced by the claims it carries. */
function withoutToken(activity: Json): Json {
  const value = objectAt(activity, 'value');
  const token = stringAt(value, 'token');
  return token === undefined ? activity : { ...activity, value: { ...value, token: claimsOf(token) } };
}

function claimsOf(token: string): unknown {
  try {
    return JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString());
  } catch {
    return '(no token)';
  }
}
