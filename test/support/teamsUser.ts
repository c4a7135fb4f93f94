import assert from 'node:assert/strict';
import { setTimeout as pause } from 'node:timers/promises';
import { actionsOf, textAt, textOf, type CardAction, type Json } from './cardReading.ts';

export { actionsOf, textOf, type Json } from './cardReading.ts';

/** A message of a chat as the sandbox's Teams shows it (`GET /client/chats/{oid}`). */
export interface ChatMessage {
  readonly id: string;
  readonly from: 'bot' | 'person';
  readonly at: string;
  readonly text?: string;
  readonly attachments?: readonly {
    readonly contentType: string;
    readonly content: Json;
    readonly contentUrl?: string;
    readonly name?: string;
  }[];
  readonly summary?: string;
  readonly isDeleted?: boolean;
  readonly updatedAt?: string;
  readonly version: number;
  readonly notice?: string;
  readonly signIn?: string;
  readonly fileConsent?: 'accepted' | 'declined';
}

/** A message that carries an Adaptive Card. */
interface CardMessage {
  readonly message: ChatMessage;
  readonly card: Json;
  /** The card's visible text. */
  readonly text: string;
}

/** What the bot answered to something the person did; `botStatus` is null when it did not answer. */
interface BotAnswer {
  readonly id?: string;
  readonly botStatus: number | null;
  readonly body?: unknown;
}

/** Where a wait looks, and for how long. */
interface WaitOptions {
  /** Only messages that came after the one with this id. */
  readonly after?: string;
  /** Default twenty seconds. */
  readonly deadlineMs?: number;
}

/** How a button is pressed. */
interface PressOptions extends WaitOptions {
  /** `submit` presses the `Action.Submit` fallback of an `Action.Execute`, as an old client would. */
  readonly as?: 'submit';
  /** The message to press on; without it the newest one that has the button. */
  readonly on?: string;
  /** Sends the inputs as given, without what a client checks first (required, known ids). */
  readonly isUnchecked?: boolean;
}

/** What to look for: words contained in the text, a pattern, or any question about the card. */
type CardMatch = string | RegExp | ((card: CardMessage) => boolean);

const ADAPTIVE_CARD = 'application/vnd.microsoft.card.adaptive';
const OAUTH_CARD = 'application/vnd.microsoft.card.oauth';
const DEADLINE_MS = 60_000;
/** Between two looks: short at first, longer the longer it takes. */
const POLL_MS = { least: 40, most: 200 };

/** The Adaptive Card of a message, or `undefined`. */
function cardOf(message: ChatMessage): CardMessage | undefined {
  const attachment = message.attachments?.find(({ contentType }) => contentType === ADAPTIVE_CARD);
  if (message.isDeleted === true || attachment === undefined) return undefined;
  return { message, card: attachment.content, text: textOf(attachment.content) };
}

/** Everything a person can read in a message, its card included. */
export function wordsOf(message: ChatMessage): string {
  if (message.isDeleted === true) return '';
  const cards = (message.attachments ?? []).map(({ content }) => textOf(content));
  return [message.text ?? message.notice ?? '', ...cards].filter((line) => line !== '').join('\n');
}

const matches = (match: string | RegExp, text: string): boolean =>
  typeof match === 'string' ? text.includes(match) : match.test(text);

/** A person at a Teams client of the sandbox: says things, presses buttons and waits for what comes. */
export class TeamsUser {
  readonly oid: string;
  readonly #sandboxUrl: string;

  /** `sandboxUrl` without a trailing slash; `oid` is the person's object id. */
  constructor(sandboxUrl: string, oid: string) {
    this.#sandboxUrl = sandboxUrl;
    this.oid = oid;
  }

  /** The chat, oldest first, as this person's client shows it; `fresh` shows it as a reloaded client would. */
  async messages({ fresh = false }: { fresh?: boolean } = {}): Promise<readonly ChatMessage[]> {
    const answer = await this.#call('GET', `${this.#chat}?peek=true${fresh ? '&fresh=true' : ''}`);
    return (answer as { messages: readonly ChatMessage[] }).messages;
  }

  /**
   * Opens the chat as a person does: everything is read, and from now on the client refreshes cards that ask for it
   * (`refresh`). The other methods look without opening.
   */
  async open(): Promise<void> {
    await this.#call('GET', this.#chat);
  }

  /** The newest message of the bot that still stands, or `undefined`. */
  async newest(): Promise<ChatMessage | undefined> {
    const messages = await this.messages();
    return messages.findLast(
      ({ from, isDeleted, notice }) => from === 'bot' && isDeleted !== true && notice === undefined,
    );
  }

  /** Id of the newest message of any kind: hand it to a wait as `after`. */
  async mark(): Promise<string | undefined> {
    return (await this.messages()).at(-1)?.id;
  }

  /** Types a message and sends it; resolves when the bot has answered the POST. */
  async say(
    text: string,
    extra: {
      replyToId?: string;
      conversation?: 'team';
      file?: { readonly name: string; readonly content: string };
    } = {},
  ): Promise<BotAnswer> {
    return (await this.#call('POST', `${this.#chat}/messages`, { text, ...extra })) as BotAnswer;
  }

  /**
   * Presses the button with this title or verb on the newest card that has one, waiting for such a card first.
   * Inputs that are not given keep the card's own values, as in a client.
   */
  async press(button: string, inputs: Json = {}, options: PressOptions = {}): Promise<BotAnswer> {
    const { message, action } = await this.waitForButton(button, options);
    const json = options.as === 'submit' ? (action.json['fallback'] as Json) : action.json;
    const { type, verb, id, data = {} } = json;
    return (await this.#call('POST', `${this.#chat}/actions`, {
      activityId: message.id,
      action: { type, verb, id, data },
      inputs: options.isUnchecked === true ? inputs : gather(action, inputs),
    })) as BotAnswer;
  }

  /** Waits for a card with this button (title or verb; titles match exactly or by their beginning). */
  async waitForButton(
    button: string,
    options: PressOptions = {},
  ): Promise<{ message: ChatMessage; action: CardAction }> {
    const find = (
      messages: readonly ChatMessage[],
    ): { message: ChatMessage; action: CardAction } | undefined => {
      for (const message of [...messages].reverse()) {
        if (options.on !== undefined && message.id !== options.on) continue;
        const action = buttonOf(message, button);
        if (action !== undefined) return { message, action };
      }
      return undefined;
    };
    return this.#waitFor(`a card with a button "${button}"`, find, options);
  }

  /** Waits for a card whose visible text contains or matches, newest first. */
  async waitForCard(match: CardMatch, options: WaitOptions = {}): Promise<CardMessage> {
    const isWanted = (card: CardMessage): boolean =>
      typeof match === 'function' ? match(card) : matches(match, card.text);
    const find = (messages: readonly ChatMessage[]): CardMessage | undefined =>
      messages
        .map(cardOf)
        .filter((card) => card !== undefined)
        .findLast(isWanted);
    return this.#waitFor(`a card matching ${String(match)}`, find, options);
  }

  /** Waits for a message of the bot (its text or its card's) that contains or matches, newest first. */
  async waitForText(match: string | RegExp, options: WaitOptions = {}): Promise<ChatMessage> {
    const find = (messages: readonly ChatMessage[]): ChatMessage | undefined =>
      messages.findLast((message) => message.from === 'bot' && matches(match, wordsOf(message)));
    return this.#waitFor(`a message matching ${String(match)}`, find, options);
  }

  /** Waits for a sign-in card whose button this person would have to press; resolves to the newest button's link. */
  async waitForSignInLink(options: WaitOptions = {}): Promise<string> {
    const find = (messages: readonly ChatMessage[]): string | undefined =>
      messages.flatMap(signInLinksOf).at(-1);
    return this.#waitFor('a sign-in button', find, options);
  }

  /** Waits until the chat satisfies a question of the test's own. */
  async waitUntil(
    what: string,
    isSo: (messages: readonly ChatMessage[]) => boolean,
    options: WaitOptions = {},
  ): Promise<readonly ChatMessage[]> {
    return this.#waitFor(what, (messages) => (isSo(messages) ? messages : undefined), options);
  }

  /** Adds the app for this person; the bot hears of it. */
  async install(): Promise<BotAnswer> {
    return (await this.#call('POST', `${this.#chat}/install`, {})) as BotAnswer;
  }

  /** Removes the app for this person; the bot hears of it. */
  async uninstall(): Promise<BotAnswer> {
    return (await this.#call('POST', `${this.#chat}/uninstall`, {})) as BotAnswer;
  }

  /** Blocks the bot: later sends to this person are refused. */
  async block(): Promise<void> {
    await this.#call('POST', `${this.#chat}/block`, {});
  }

  /** Takes the block back. */
  async unblock(): Promise<void> {
    await this.#call('POST', `${this.#chat}/unblock`, {});
  }

  /** Sets how this person's client behaves: `sso`, `clients` (the sandbox's contract has the values). */
  async settings(settings: Json): Promise<void> {
    await this.#call('PUT', `${this.#chat}/settings`, settings);
  }

  /** What the client posts when the sign-in page has closed with a code. */
  async verifySignIn(state: string): Promise<BotAnswer> {
    return (await this.#call('POST', `${this.#chat}/signin`, { state })) as BotAnswer;
  }

  /** The card's visible text, flattened. */
  textOf(card: Json): string {
    return textOf(card);
  }

  get #chat(): string {
    return `/client/chats/${this.oid}`;
  }

  async #waitFor<T>(
    what: string,
    find: (messages: readonly ChatMessage[]) => T | undefined,
    { after, deadlineMs = DEADLINE_MS }: WaitOptions,
  ): Promise<T> {
    const deadlineAt = performance.now() + deadlineMs;
    for (let pollMs = POLL_MS.least; ; pollMs = Math.min(pollMs * 1.2, POLL_MS.most)) {
      const messages = await this.messages();
      const found = find(after === undefined ? messages : messages.slice(indexAfter(messages, after)));
      if (found !== undefined) return found;
      if (performance.now() > deadlineAt) {
        const chat = messages.map((message) => `  ${message.from}: ${JSON.stringify(wordsOf(message))}`);
        assert.fail(`Waited ${deadlineMs} ms for ${what}. The chat of ${this.oid}:\n${chat.join('\n')}`);
      }
      await pause(pollMs);
    }
  }

  async #call(method: string, path: string, body?: unknown): Promise<unknown> {
    const response = await fetch(`${this.#sandboxUrl}${path}`, {
      method,
      headers: body === undefined ? {} : { 'content-type': 'application/json' },
      body: body === undefined ? null : JSON.stringify(body),
    });
    const text = await response.text();
    assert.ok(response.ok, `${method} ${path} answered ${response.status}: ${text}`);
    return text === '' ? undefined : JSON.parse(text);
  }
}

function indexAfter(messages: readonly ChatMessage[], id: string): number {
  return messages.findIndex((message) => message.id === id) + 1;
}

/** Links of a message that a client opens in its sign-in window: of Teams' own sign-in card, or of a card's button. */
export function signInLinksOf(message: ChatMessage): readonly string[] {
  if (message.isDeleted === true) return [];
  const oauth = (message.attachments ?? [])
    .filter(({ contentType }) => message.signIn === 'button' && contentType === OAUTH_CARD)
    .flatMap(({ content }) => (content['buttons'] as readonly Json[] | undefined) ?? []);
  const card = cardOf(message);
  const buttons = card === undefined ? [] : actionsOf(card.card).map(({ json }) => signInDataOf(json));
  return [...oauth, ...buttons].flatMap((button) => (button && textAt(button, 'value')) ?? []);
}

function signInDataOf({ data }: Json): Json | undefined {
  const asked = (data as { readonly msteams?: Json } | undefined)?.msteams;
  return asked?.['type'] === 'signin' ? asked : undefined;
}

function buttonOf(message: ChatMessage, button: string): CardAction | undefined {
  const card = cardOf(message);
  if (card === undefined) return undefined;
  const actions = actionsOf(card.card).filter(({ type }) => /^Action\.(Execute|Submit)$/.test(type));
  return (
    actions.find(({ title, verb }) => title === button || verb === button) ??
    actions.find(({ title }) => title.startsWith(button))
  );
}

/** The values a client would send: the card's own, overlaid by what the person entered, checked as a client does. */
function gather(action: CardAction, entered: Json): Json {
  const known = new Map(action.inputs.map((input) => [textAt(input, 'id') ?? '', input]));
  for (const id of Object.keys(entered)) {
    assert.ok(
      known.has(id),
      `"${action.title}" sends no input "${id}"; it has: ${[...known.keys()].join(', ')}`,
    );
  }
  const values: Record<string, unknown> = {};
  for (const [id, input] of known) {
    const value =
      entered[id] ?? input['value'] ?? (input['type'] === 'Input.Toggle' ? off(input) : undefined);
    const isMissing = value === undefined || value === '';
    assert.ok(
      !(isMissing && input['isRequired'] === true),
      `"${action.title}" needs the input "${id}" first`,
    );
    if (!isMissing) values[id] = typeof value === 'string' ? value : JSON.stringify(value);
  }
  return values;
}

const off = (toggle: Json): string => textAt(toggle, 'valueOff') ?? 'false';
