import { type RateLimits } from '../rateLimits.ts';
import { type Answer, type Call, type User } from '../world.ts';
import { type TokenOptions } from './botChannel.ts';
import { type CardRefresh } from './cardRefresh.ts';
import { type Chat, type ClientSettings, TEAM } from './chats.ts';
import { type ClientParts, type ClientSide } from './clientSide.ts';
import { type FileConsent } from './fileConsent.ts';
import { type Files } from './files.ts';
import { botMri } from './identities.ts';
import { isObject, objectAt, parseObject, stringAt, type Json } from './json.ts';
import { refuse } from './refusals.ts';
import { type SignOn } from './signOn.ts';
import { suggestions } from './suggestions.ts';

const MANIFEST = new URL('../../manifest/manifest.json', import.meta.url);
const MOST_CLIENTS = 5;
const SSO = /^(silent|off|fail:.+|wrong-person:[0-9a-f-]{36})$/;

/** What the client API works with. */
export interface ClientApiParts extends ClientParts {
  readonly clientSide: ClientSide;
  readonly signOn: SignOn;
  readonly cardRefresh: CardRefresh;
  readonly rateLimits: RateLimits;
  readonly files: Files;
  readonly fileConsent: FileConsent;
}

/** A call below `/client/chats/{oid}`. */
interface ChatCall {
  readonly chat: Chat;
  readonly person: User;
  readonly call: Call;
  readonly body: Json;
  /** What stands in the path behind the collection. */
  readonly item: string;
}

type Route = (call: Call, body: Json) => Answer | Promise<Answer>;
type ChatRoute = (chatCall: ChatCall) => Answer | Promise<Answer>;

const problem = (status: number, code: string, message: string): Answer => refuse(status, code, message);
const ok = (body: unknown): Answer => ({ status: 200, body });
const done: Answer = { status: 204 };

/** The API of the Teams clients: the page and the tests use it as "a person at a Teams client". */
export class ClientApi {
  readonly #parts: ClientApiParts;
  readonly #routes: Readonly<Record<string, Route>>;
  readonly #chatRoutes: Readonly<Record<string, ChatRoute>>;

  constructor(parts: ClientApiParts) {
    this.#parts = parts;
    this.#routes = {
      'GET people': () => this.#people(),
      'GET events': (call) => this.#events(call),
      'GET happened': ({ query }) =>
        ok({ happenings: parts.world.journal.since(Number(query.get('since') ?? 0) || 0) }),
      'GET suggestions': async () => ok({ suggestions: await suggestions(MANIFEST) }),
      'GET teams-channel': (call) => this.#channelMessages(call),
      'POST teams-channel': (_, body) => this.#joinChannel(body),
      'POST activities': (_, body) => this.#rawActivity(body),
      'PUT channel': (_, body) => this.#tuneChannel(body),
    };
    this.#chatRoutes = {
      'GET ': (chatCall) => this.#messages(chatCall),
      'POST messages': (chatCall) => this.#say(chatCall),
      'POST actions': (chatCall) => this.#press(chatCall),
      'POST signin': (chatCall) => this.#signIn(chatCall),
      'POST install': (chatCall) => this.#install(chatCall),
      'POST uninstall': ({ chat, person }) => this.#installation(chat, person, 'remove'),
      'POST block': ({ chat }) => this.#block(chat, true),
      'POST unblock': ({ chat }) => this.#block(chat, false),
      'POST read': ({ chat }) => this.#markRead(chat),
      'GET files': ({ person }) => this.#listFiles(person),
      'GET files/{id}': (chatCall) => this.#file(chatCall),
      'POST files': (chatCall) => this.#answerConsent(chatCall),
      'PUT settings': (chatCall) => this.#settings(chatCall),
    };
  }

  /** Answers a call below `/client/`, or `undefined` for a path that it does not have. */
  async answer(call: Call): Promise<Answer | undefined> {
    const [, , first = '', key = '', action = '', item = '', ...more] = call.path.split('/');
    const body = parseObject(call.body);
    if (body === undefined) return problem(400, 'BadSyntax', 'The body is no JSON object.');
    if (first !== 'chats') {
      return key === '' ? this.#routes[`${call.method} ${first}`]?.(call, body) : undefined;
    }
    const way = `${call.method} ${action}${item === '' ? '' : '/{id}'}`;
    const route = more.length === 0 ? this.#chatRoutes[way] : undefined;
    if (route === undefined) return undefined;
    const chat = this.#parts.chats.byKey(key);
    return chat?.person === undefined
      ? problem(404, 'NotFound', 'Nobody in the tenant has that id.')
      : route({ chat, person: chat.person, call, body, item });
  }

  #people(): Answer {
    const { chats, world } = this.#parts;
    const { appId, displayName } = world.tenant.registration;
    const people = chats.personal().map(({ person, isInstalled, isBlocked, unread, settings }) => ({
      id: person.id,
      name: person.displayName,
      givenName: person.givenName,
      userPrincipalName: person.userPrincipalName,
      jobTitle: person.jobTitle,
      timeZone: person.timeZone,
      locale: person.locale,
      isGuest: person.userType === 'Guest',
      isInstalled,
      isBlocked,
      unread,
      settings,
    }));
    return ok({ people, bot: { id: botMri(appId), name: displayName } });
  }

  #events({ headers, query }: Call): Answer {
    const lastEventId = headers['last-event-id'];
    const since = typeof lastEventId === 'string' ? lastEventId : (query.get('since') ?? undefined);
    const person = query.get('person')?.toLowerCase();
    return {
      status: 200,
      headers: { 'content-type': 'text/event-stream', 'cache-control': 'no-store' },
      stream: (response) => {
        this.#parts.events.stream(response, person, since);
      },
    };
  }

  #messages({ chat, call }: ChatCall): Answer {
    if (call.query.get('fresh') === 'true') chat.views.clear();
    if (call.query.get('peek') !== 'true') {
      this.#markRead(chat);
      this.#parts.cardRefresh.opened(chat);
    }
    return ok({
      conversationId: chat.conversationId,
      isInstalled: chat.isInstalled,
      isBlocked: chat.isBlocked,
      unread: chat.unread,
      messages: chat.messages.map((message) => this.#parts.chats.shown(chat, message)),
    });
  }

  #markRead(chat: Chat): Answer {
    if (chat.unread > 0) {
      chat.unread = 0;
      this.#parts.events.emit('unread', chat.key, { chat: chat.key, unread: 0 });
    }
    return done;
  }

  async #say({ chat, person, body }: ChatCall): Promise<Answer> {
    const text = stringAt(body, 'text') ?? '';
    const given = objectAt(body, 'file');
    const [name, content] = [stringAt(given, 'name'), stringAt(given, 'content')];
    const hasFile = name !== undefined && content !== undefined;
    if (text.trim() === '' && !hasFile) return problem(400, 'BadArgument', 'There is no text.');
    const where = body['conversation'] === TEAM ? this.#channel() : chat;
    const refusal = refusalOfTalking(where);
    if (refusal !== undefined) return refusal;
    const isPersonal = where.person !== undefined;
    // In a channel Teams does not pass a file on to the bot.
    const file =
      hasFile && isPersonal ? this.#parts.files.attach(person.id, name, Buffer.from(content)) : undefined;
    const replyToId = stringAt(body, 'replyToId');
    const said = await this.#parts.clientSide.say(where, person, text, { replyToId, file });
    return { status: 202, body: said };
  }

  async #press({ chat, person, body }: ChatCall): Promise<Answer> {
    const activityId = stringAt(body, 'activityId') ?? '';
    const action = objectAt(body, 'action');
    const message = chat.messages.find(({ id }) => id === activityId);
    if (message === undefined || message.isDeleted === true) {
      return problem(404, 'NotFound', 'The chat has no such message.');
    }
    if (!['Action.Execute', 'Action.Submit'].includes(stringAt(action, 'type') ?? '')) {
      return problem(400, 'BadArgument', 'The action has to be Action.Execute or Action.Submit.');
    }
    if (isSignIn(action)) {
      return problem(400, 'BadArgument', 'A client opens this link itself; post the code to signin.');
    }
    const refusal = refusalOfTalking(chat);
    if (refusal !== undefined) return refusal;
    const inputs = objectAt(body, 'inputs');
    const trigger = stringAt(body, 'trigger') ?? 'manual';
    return ok(await this.#parts.clientSide.press(chat, person, { activityId, action, inputs, trigger }));
  }

  async #signIn({ chat, person, body }: ChatCall): Promise<Answer> {
    const state = stringAt(body, 'state');
    if (state !== undefined) return ok(await this.#parts.signOn.verify(chat, person, state));
    const message = chat.messages.find(({ id }) => id === stringAt(body, 'activityId'));
    const answer = message && (await this.#parts.signOn.answer(chat, person, message));
    return answer === undefined ? problem(404, 'NotFound', 'The chat has no such sign-in card.') : ok(answer);
  }

  #listFiles({ id: person }: User): Answer {
    const files = this.#parts.files.of(person).map(({ id, name, bytes, storedAt }) => ({
      id,
      name,
      size: bytes.length,
      storedAt: storedAt.toISOString(),
    }));
    return ok({ files });
  }

  #file({ person, item }: ChatCall): Answer {
    const file = this.#parts.files.of(person.id).find(({ id }) => id === item);
    if (file === undefined) return problem(404, 'NotFound', 'There is no such file.');
    const disposition = `attachment; filename*=UTF-8''${encodeURIComponent(file.name)}`;
    return { status: 200, headers: { 'content-disposition': disposition }, body: file.bytes };
  }

  async #answerConsent({ chat, person, body }: ChatCall): Promise<Answer> {
    const { activityId, action } = body;
    if (action !== 'accept' && action !== 'decline')
      return problem(400, 'BadArgument', 'The action has to be accept or decline.');
    const refusal = refusalOfTalking(chat);
    if (refusal !== undefined) return refusal;
    const message = chat.messages.find(({ id, isDeleted }) => id === activityId && isDeleted !== true);
    const answer = message && (await this.#parts.fileConsent.answer(chat, person, message, action));
    return answer === undefined
      ? problem(404, 'NotFound', 'The chat has no card that waits for this answer.')
      : ok(answer);
  }

  #install({ chat, person, body }: ChatCall): Promise<Answer> {
    return this.#installation(chat, person, body['isUpgrade'] === true ? 'add-upgrade' : 'add');
  }

  async #installation(chat: Chat, person: User, action: string): Promise<Answer> {
    return ok(await this.#parts.clientSide.installation(chat, person, action));
  }

  #block(chat: Chat, isBlocked: boolean): Answer {
    chat.isBlocked = isBlocked;
    this.#parts.events.emit('people', undefined, {});
    return done;
  }

  #settings({ chat, body }: ChatCall): Answer {
    const { sso = chat.settings.sso, clients = chat.settings.clients } = body as Partial<ClientSettings>;
    if (typeof sso !== 'string' || !SSO.test(sso))
      return problem(400, 'BadArgument', 'sso is not a known way.');
    if (!Number.isInteger(clients) || clients < 1 || clients > MOST_CLIENTS) {
      return problem(400, 'BadArgument', `clients has to be 1 to ${MOST_CLIENTS}.`);
    }
    chat.settings = { sso, clients };
    return ok(chat.settings);
  }

  #channel(): Chat {
    const channel = this.#parts.chats.byKey(TEAM);
    if (channel === undefined) throw new Error('The seed has no channel.');
    return channel;
  }

  #channelMessages({ query }: Call): Answer {
    const channel = this.#channel();
    if (query.get('fresh') === 'true') channel.views.clear();
    return ok({ conversationId: channel.conversationId, messages: channel.messages });
  }

  #joinChannel(body: Json): Answer | Promise<Answer> {
    const chat = this.#parts.chats.byKey(stringAt(body, 'oid') ?? '');
    if (chat?.person === undefined) return problem(404, 'NotFound', 'Nobody in the tenant has that id.');
    return this.#installation(this.#channel(), chat.person, 'add');
  }

  /** Anything at all for the bot's endpoint; with `person`, the envelope of that person's Teams around it. */
  async #rawActivity(body: Json): Promise<Answer> {
    const { activities, channel, chats } = this.#parts;
    const given = objectAt(body, 'activity');
    const chat = chats.byKey(stringAt(body, 'person') ?? '');
    const content = { type: 'message', id: chats.newActivityId(), ...given };
    const activity = chat?.person === undefined ? given : activities.fromPerson(chat, chat.person, content);
    const tokenOptions = isObject(body['tokenOptions']) ? (body['tokenOptions'] as TokenOptions) : {};
    return ok(await channel.deliver(activity, tokenOptions));
  }

  /** For tests: how long Teams waits for the bot, and whether it counts calls. */
  #tuneChannel({ giveUpAfterMs, hasRateLimits }: Json): Answer {
    if (typeof giveUpAfterMs === 'number') this.#parts.channel.giveUpAfterMs = giveUpAfterMs;
    if (typeof hasRateLimits === 'boolean') this.#parts.rateLimits.isOn = hasRateLimits;
    return done;
  }
}

/** A button whose link the client opens in a window: the bot hears of it when the window gives a code. */
const isSignIn = (action: Json): boolean =>
  stringAt(action, 'type') === 'Action.Submit' &&
  stringAt(objectAt(objectAt(action, 'data'), 'msteams'), 'type') === 'signin';

function refusalOfTalking({ isInstalled, isBlocked }: Chat): Answer | undefined {
  if (isBlocked) return problem(409, 'Blocked', 'This person has blocked the bot; unblock it first.');
  return isInstalled
    ? undefined
    : problem(409, 'NotInstalled', 'The app is not installed there; add it first.');
}
