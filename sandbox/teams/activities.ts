import { DateTime } from 'luxon';
import { type User, type World } from '../world.ts';
import { type Chat } from './chats.ts';
import { type SentFile } from './files.ts';
import { botMri, personMri } from './identities.ts';
import { type Json } from './json.ts';

/** What the activity of a person is, beside the envelope that every activity has. */
export interface ActivityContent extends Json {
  readonly type: string;
  readonly id: string;
}

/** Makes activities as Teams sends them to a bot. */
export class ActivityMaker {
  readonly #world: World;

  constructor(world: World) {
    this.#world = world;
  }

  /** `{base}/teams/{tenant}/`, the same characters as in the token's `serviceurl` claim. */
  get serviceUrl(): string {
    return `${this.#world.baseUrl}/teams/${this.#world.tenant.id}/`;
  }

  /** The bot as an account of the channel. */
  get bot(): { readonly id: string; readonly name: string } {
    const { appId, displayName } = this.#world.tenant.registration;
    return { id: botMri(appId), name: displayName };
  }

  /** An activity of a person in a chat: the envelope of Teams around `content`, which wins. */
  fromPerson(chat: Chat, person: User, content: ActivityContent): Json {
    const now = this.#world.clock.now();
    return {
      channelId: 'msteams',
      serviceUrl: this.serviceUrl,
      timestamp: now.toISOString(),
      localTimestamp: DateTime.fromJSDate(now, { zone: person.timeZone }).toISO(),
      localTimezone: person.timeZone,
      locale: person.locale,
      from: { id: personMri(person.id), name: person.displayName, aadObjectId: person.id },
      recipient: this.bot,
      conversation: this.#conversation(chat, content.id),
      channelData: this.#channelData(chat),
      entities: [clientInfo(person)],
      ...content,
    };
  }

  /** A typed message; in a channel it mentions the bot, without which Teams would not pass it on. */
  message(
    chat: Chat,
    person: User,
    id: string,
    text: string,
    { replyToId, file }: { readonly replyToId?: string | undefined; readonly file?: SentFile | undefined },
  ): Json {
    const isChannel = chat.person === undefined;
    const mention = `<at>${this.bot.name}</at>`;
    const words = isChannel ? `${mention} ${text}` : text;
    const entities = isChannel
      ? [clientInfo(person), { type: 'mention', text: mention, mentioned: this.bot }]
      : [clientInfo(person)];
    return this.fromPerson(chat, person, {
      type: 'message',
      id,
      text: words,
      textFormat: 'plain',
      attachments: [
        { contentType: 'text/html', content: `<p>${asHtml(words)}</p>` },
        ...(file === undefined ? [] : [file]),
      ],
      entities,
      ...(replyToId !== undefined && { replyToId }),
    });
  }

  /** An invoke of a client: name and value as Teams posts them. */
  invoke(chat: Chat, person: User, name: string, value: Json, replyToId?: string): Json {
    return this.fromPerson(chat, person, {
      type: 'invoke',
      id: `f:${this.#world.newId()}`,
      name,
      value,
      ...(replyToId !== undefined && { replyToId }),
    });
  }

  /** What Teams posts when somebody adds or removes the app; of the two, only the first names the person's object id. */
  installation(chat: Chat, person: User, action: string): readonly [update: Json, ...others: Json[]] {
    const isRemoval = action.startsWith('remove');
    const bare = { textFormat: undefined, localTimestamp: undefined, localTimezone: undefined };
    const update = this.fromPerson(chat, person, {
      ...bare,
      type: 'installationUpdate',
      id: `f:${this.#world.newId()}`,
      action,
    });
    if (isRemoval || action.endsWith('upgrade')) return [update];
    const membersAdded = this.fromPerson(chat, person, {
      ...bare,
      type: 'conversationUpdate',
      id: `f:${this.#world.newId()}`,
      from: { id: personMri(person.id) },
      membersAdded: [{ id: this.bot.id }],
      entities: undefined,
    });
    return [update, membersAdded];
  }

  #conversation(chat: Chat, activityId: string): Json {
    const tenantId = this.#world.tenant.id;
    return chat.person === undefined
      ? {
          isGroup: true,
          conversationType: 'channel',
          id: `${chat.conversationId};messageid=${activityId}`,
          tenantId,
        }
      : { conversationType: 'personal', id: chat.conversationId, tenantId };
  }

  #channelData(chat: Chat): Json {
    const tenant = { id: this.#world.tenant.id };
    return chat.person === undefined
      ? { tenant, team: { id: chat.conversationId }, channel: { id: chat.conversationId } }
      : { tenant };
  }
}

function clientInfo({ locale, timeZone }: User): Json {
  const country = new Intl.Locale(locale).maximize().region;
  return { type: 'clientInfo', locale, country, platform: 'Web', timezone: timeZone };
}

const asHtml = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('\n', '<br>');
