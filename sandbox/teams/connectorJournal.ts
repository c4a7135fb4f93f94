import { type Answer, type Call, type World } from '../world.ts';
import { ADAPTIVE_CARD, OAUTH_CARD } from './activityRules.ts';
import { type Chat } from './chats.ts';
import { FILE_CONSENT, FILE_INFO } from './fileCards.ts';
import { arrayAt, isObject, objectAt, parseObject, stringAt, type Json } from './json.ts';

/** Longest quotation of a message in a happening. */
const LONGEST = 120;

/** Writes what the bot did at the connector into the journal, in human words. */
export class ConnectorJournal {
  readonly #world: World;

  constructor(world: World) {
    this.#world = world;
  }

  /** A call that was refused before it reached a conversation. */
  refused(call: Call, answer: Answer): void {
    this.#add(call, answer, `Teams refused a call: ${codeOf(answer) ?? ''}`);
  }

  /** A conversation that was created, or found again. */
  created(call: Call, chat: Chat, answer: Answer): void {
    this.#add(call, answer, `${this.#bot} opened a conversation with ${this.#whom(chat)}`);
  }

  /** A message that was sent, changed or taken away; typing indicators are not worth a line. */
  wrote(call: Call, chat: Chat, answer: Answer): void {
    const activity = parseObject(call.body) ?? {};
    if (stringAt(activity, 'type') === 'typing' && answer.status < 300) return;
    const whom = this.#whom(chat);
    const code = codeOf(answer);
    const what = `${call.method === 'PUT' ? 'a change: ' : ''}${contentOf(activity)}`;
    if (code !== undefined)
      this.#add(call, answer, `${this.#bot} could not reach ${whom} (${code}) with ${what}`);
    else if (call.method === 'DELETE') this.#add(call, answer, `${this.#bot} removed a message from ${whom}`);
    else if (call.method === 'PUT')
      this.#add(call, answer, `${this.#bot} changed a message for ${whom} to ${contentOf(activity)}`);
    else this.#add(call, answer, `${this.#bot} sent ${whom} ${contentOf(activity)}`);
  }

  get #bot(): string {
    return this.#world.tenant.registration.displayName;
  }

  #whom(chat: Chat): string {
    return chat.person?.displayName ?? 'the channel';
  }

  #add(call: Call, answer: Answer, summary: string): void {
    this.#world.journal.add({
      kind: 'connector',
      summary,
      actor: `${this.#bot} (app)`,
      status: answer.status,
      wire: {
        request: `${call.method} ${call.path}\n${pretty(call.body)}`,
        response: JSON.stringify(answer.body ?? null, undefined, 2),
      },
    });
  }
}

function codeOf(answer: Answer): string | undefined {
  if (answer.status < 300 || !isObject(answer.body)) return undefined;
  return stringAt(objectAt(answer.body, 'error'), 'code');
}

/** "a card: Ana Ruiz asks for Exchange Administrator", or the words of a message. */
function contentOf(activity: Json): string {
  const attachments = arrayAt(activity, 'attachments').filter(isObject);
  const card = attachments.find((attachment) => stringAt(attachment, 'contentType') === ADAPTIVE_CARD);
  const signIn = attachments.find((attachment) => stringAt(attachment, 'contentType') === OAUTH_CARD);
  const summary = stringAt(activity, 'summary') ?? stringAt(activity, 'text');
  const file = attachments.find((one) =>
    [FILE_CONSENT, FILE_INFO].includes(stringAt(one, 'contentType') ?? ''),
  );
  if (file !== undefined) {
    const isAsking = stringAt(file, 'contentType') === FILE_CONSENT;
    return `${isAsking ? 'a file to take' : 'a file'}: ${shortened(stringAt(file, 'name') ?? '')}`;
  }
  if (signIn !== undefined) return 'a sign-in card';
  if (card !== undefined) {
    const title =
      summary ?? stringAt(objectAt(card, 'content'), 'fallbackText') ?? firstWords(card['content']);
    return `a card: ${shortened(title ?? 'without a summary')}`;
  }
  return `a message: ${shortened(summary ?? '')}`;
}

/** The first words that stand on a card, wherever they are. */
function firstWords(element: unknown): string | undefined {
  if (Array.isArray(element)) return element.map(firstWords).find((words) => words !== undefined);
  if (!isObject(element)) return undefined;
  const places = ['inlines', 'body', 'items', 'columns', 'rows', 'cells'];
  return stringAt(element, 'text') ?? firstWords(places.map((place) => element[place]));
}

function shortened(text: string): string {
  const line = text.replaceAll(/\s+/g, ' ').trim();
  return line.length > LONGEST ? `${line.slice(0, LONGEST - 1)}…` : line;
}

function pretty(body: Buffer): string {
  const json = parseObject(body);
  return json === undefined ? body.toString('utf8') : JSON.stringify(json, undefined, 2);
}
