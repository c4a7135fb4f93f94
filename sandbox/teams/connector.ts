import { type RateLimits } from '../rateLimits.ts';
import { type Answer, type Call, type World } from '../world.ts';
import { refusalOf } from './activityRules.ts';
import { type Chat, type Chats } from './chats.ts';
import { type ConnectorJournal } from './connectorJournal.ts';
import { asksForConsent } from './fileCards.ts';
import { type Files } from './files.ts';
import { personMri } from './identities.ts';
import { arrayAt, isObject, parseObject, stringAt, type Json } from './json.ts';
import { limits } from './rateLimits.ts';
import { refusals } from './refusals.ts';
import { findMember, memberOf, membersOf, pageOf } from './roster.ts';
import { type Sending } from './sending.ts';

const AUDIENCE = 'https://api.botframework.com';

/** What the connector works with. */
export interface ConnectorParts {
  readonly world: World;
  readonly chats: Chats;
  readonly sending: Sending;
  readonly files: Files;
  readonly rateLimits: RateLimits;
  readonly journal: ConnectorJournal;
}

/** A call below `/teams/{tenantId}/`: the segments of its path, decoded. */
interface Route {
  readonly call: Call;
  readonly method: string;
  readonly segments: readonly string[];
}

/** The Teams connector: what a bot calls below its service URL (Bot Framework `v3/conversations`). */
export class Connector {
  readonly #parts: ConnectorParts;

  constructor(parts: ConnectorParts) {
    this.#parts = parts;
  }

  /** Answers a call to the connector, or `undefined` for a path that it does not have. */
  async answer(call: Call): Promise<Answer | undefined> {
    const segments = segmentsOf(call.path);
    if (segments === undefined) return refusals.badSyntax('The path is not percent-encoded as it should be.');
    const [, tenantId, version, conversations, ...rest] = segments;
    if (tenantId === this.#parts.world.tenant.id && version === 'files' && rest.length === 0)
      return this.#parts.files.answer(call, conversations ?? '');
    if (version !== 'v3' || conversations !== 'conversations') return undefined;
    const refusal =
      (await this.#refusalOfCaller(call)) ?? this.#refusalOfTenant(tenantId) ?? this.#throttledApp();
    if (refusal !== undefined) {
      this.#parts.journal.refused(call, refusal);
      return refusal;
    }
    const route: Route = { call, method: call.method, segments: rest };
    return rest.length === 0 ? this.#createConversation(route) : this.#inConversation(route);
  }

  async #refusalOfCaller({ headers }: Call): Promise<Answer | undefined> {
    const [, bearer] = /^Bearer (\S+)$/i.exec(headers.authorization ?? '') ?? [];
    if (bearer === undefined) return refusals.unauthorized('there is none');
    const verdict = await this.#parts.world.tokens.verify(bearer, AUDIENCE);
    if ('refused' in verdict) return refusals.unauthorized(verdict.refused);
    const caller = verdict.claims['appid'] ?? verdict.claims['azp'];
    const isOurBot = caller === this.#parts.world.tenant.registration.appId;
    return isOurBot ? undefined : refusals.botNotRegistered();
  }

  #refusalOfTenant(tenantId: string | undefined): Answer | undefined {
    return tenantId === this.#parts.world.tenant.id ? undefined : refusals.conversationNotFound();
  }

  #throttledApp(): Answer | undefined {
    return this.#throttled('tenant', 'tenant');
  }

  #throttled(kind: keyof typeof limits, key: string): Answer | undefined {
    const now = this.#parts.world.clock.now().getTime();
    const seconds = this.#parts.rateLimits.take(`${kind} ${key}`, limits[kind], now);
    return seconds === undefined ? undefined : refusals.throttled(seconds);
  }

  /** `POST v3/conversations`: personal chats only, and the same chat each time. */
  #createConversation({ call, method }: Route): Answer | undefined {
    if (method !== 'POST') return undefined;
    const body = parseObject(call.body);
    const found =
      body === undefined ? refusals.badSyntax('The body is no JSON object.') : this.#chatToCreate(body);
    if ('status' in found) {
      this.#parts.journal.refused(call, found);
      return found;
    }
    const throttled = this.#throttled('send', `create ${found.conversationId}`);
    const answer = throttled ?? this.#open(found, body?.['activity']);
    this.#parts.journal.created(call, found, answer);
    return answer;
  }

  #open(chat: Chat, activity: unknown): Answer {
    if (isObject(activity)) {
      const refusal = refusalOf(activity);
      if (refusal !== undefined) return refusal;
      this.#parts.sending.send(chat, activity);
    }
    // Teams names no activity here, even when it has sent one.
    return { status: 201, body: { id: chat.conversationId } };
  }

  #chatToCreate(body: Json): Chat | Answer {
    const { world, chats } = this.#parts;
    const members = arrayAt(body, 'members');
    if (body['isGroup'] === true || members.length !== 1) {
      return refusals.badSyntax('A bot can create a conversation with exactly one member, no group.');
    }
    const tenantId = stringAt(body, 'tenantId');
    if (tenantId === undefined) return refusals.badSyntax('tenantId is missing.');
    if (tenantId !== world.tenant.id) return refusals.forbidden('The bot is not in that tenant.');
    const [member] = members;
    const memberId = isObject(member) ? (stringAt(member, 'id') ?? '') : '';
    // Whether the live service takes an aadObjectId is not settled; the sandbox does as Microsoft's test of 2026 found.
    if (!memberId.startsWith('29:')) return refusals.badSyntax('The member has to be named by its 29: id.');
    const chat = chats.personal().find(({ person }) => personMri(person.id) === memberId);
    if (chat === undefined) return refusals.badSyntax('There is no such member.');
    if (chat.isBlocked) return refusals.blockedByUser();
    return chat.isInstalled ? chat : refusals.notInstalled();
  }

  #inConversation(route: Route): Answer | undefined {
    const [conversationId = '', collection] = route.segments;
    const chat = this.#parts.chats.byConversation(conversationId);
    if (chat === undefined) {
      const refusal = refusals.conversationNotFound();
      this.#parts.journal.refused(route.call, refusal);
      return refusal;
    }
    if (collection === 'activities') return this.#activities(chat, route);
    if (collection === 'members' || collection === 'pagedmembers') return this.#members(chat, route);
    return undefined;
  }

  #activities(chat: Chat, { call, method, segments }: Route): Answer | undefined {
    const [, , activityId, ...more] = segments;
    const known = ['POST', ...(activityId === undefined ? [] : ['PUT', 'DELETE'])];
    if (more.length > 0 || !known.includes(method)) return undefined;
    const refusal = refusalOfWriting(chat);
    const answer = refusal ?? this.#write(chat, call, activityId);
    this.#parts.journal.wrote(call, chat, answer);
    return answer;
  }

  #write(chat: Chat, call: Call, activityId: string | undefined): Answer {
    const { sending } = this.#parts;
    if (call.method === 'DELETE') return sending.remove(chat, activityId ?? '');
    const throttled = call.method === 'POST' ? this.#throttled('send', chat.conversationId) : undefined;
    if (throttled !== undefined) return throttled;
    const activity = parseObject(call.body);
    if (activity === undefined) return refusals.badSyntax('The body is no JSON object.');
    const refusal = refusalOf(activity);
    if (refusal !== undefined) return refusal;
    if (chat.person === undefined && asksForConsent(arrayAt(activity, 'attachments')))
      return refusals.badRequest('Files are offered in personal chats only.');
    return call.method === 'PUT'
      ? sending.update(chat, activityId ?? '', activity)
      : sending.send(chat, activity, activityId);
  }

  #members(chat: Chat, { call, method, segments }: Route): Answer | undefined {
    const [, collection, memberId, ...more] = segments;
    if (method !== 'GET' || more.length > 0) return undefined;
    const throttled = this.#throttled('members', chat.conversationId);
    if (throttled !== undefined) return throttled;
    if (!chat.isInstalled) return refusals.notInstalled();
    const { tenant } = this.#parts.world;
    const people = membersOf(chat, tenant);
    if (memberId !== undefined) {
      const person = collection === 'members' ? findMember(people, memberId) : undefined;
      return person === undefined
        ? refusals.memberNotFound()
        : { status: 200, body: memberOf(person, tenant) };
    }
    const members = people.map((person) => memberOf(person, tenant));
    return { status: 200, body: collection === 'members' ? members : pageOf(members, call.query) };
  }
}

function refusalOfWriting(chat: Chat): Answer | undefined {
  if (chat.isBlocked) return refusals.blockedByUser();
  return chat.isInstalled ? undefined : refusals.writesBlocked();
}

/** The path's segments, decoded; `undefined` when a percent sign stands where none may. */
function segmentsOf(path: string): readonly string[] | undefined {
  try {
    return path
      .split('/')
      .slice(1)
      .filter((segment, index, all) => segment !== '' || index < all.length - 1)
      .map(decodeURIComponent);
  } catch {
    return undefined;
  }
}
