import { type CardAction, actionsOf, type Json, textOf } from '../test/support/cardReading.ts';
import { type ChatMessage, TeamsUser } from '../test/support/teamsUser.ts';
import { type Disorder } from './plan.ts';

/** A card that stands in a chat, as a client that was just opened shows it. */
export interface Seen {
  readonly messageId: string;
  readonly text: string;
  readonly buttons: readonly CardAction[];
}

/**
 * Whether the card is a list: of what waits, which somebody asked for, or of the day, which comes by itself. It shows
 * what waited then; its buttons show what is.
 */
export const isList = (seen: Pick<Seen, 'text'>): boolean =>
  isDigest(seen) || seen.text.startsWith('What waits');

/** Whether the card is somebody's list of the day. */
export const isDigest = ({ text }: Pick<Seen, 'text'>): boolean => text.startsWith('Your day');

const ADAPTIVE_CARD = 'application/vnd.microsoft.card.adaptive';
const inOrder: Disorder = { copies: 1, isAgain: false, devices: 1 };

/** A person in front of Teams, whose Teams delivers as badly as it may. */
export class Player {
  readonly name: string;
  readonly #url: string;
  readonly #user: TeamsUser;
  readonly #newId: () => string;
  disorder: Disorder = inOrder;

  constructor(name: string, url: string, oid: string, newId: () => string) {
    this.name = name;
    this.#url = url;
    this.#user = new TeamsUser(url, oid);
    this.#newId = newId;
  }

  /** From now on everything arrives once, in order, from one device. */
  async calmDown(): Promise<void> {
    await this.behave(inOrder);
  }

  async behave(disorder: Disorder): Promise<void> {
    this.disorder = disorder;
    await this.#user.settings({ clients: disorder.devices });
  }

  /** Types a line; resolves when the bot has answered or cannot any more. */
  async say(text: string): Promise<void> {
    const { copies, isAgain } = this.disorder;
    const message = (id: string): Promise<unknown> => this.#deliver({ type: 'message', id, text });
    const id = this.#newId();
    await Promise.all(Array.from({ length: copies }, () => message(id)));
    if (isAgain) await message(this.#newId());
  }

  /** Presses a button of a card that was seen. */
  async press({ messageId }: Seen, { json }: CardAction, inputs: Json = {}): Promise<void> {
    const { copies, isAgain, devices } = this.disorder;
    const { type, verb, id, data = {} } = json;
    const action = { type, verb, id, data };
    const atDevice = (): Promise<unknown> =>
      this.#post(`chats/${this.#user.oid}/actions`, { activityId: messageId, action, inputs });
    const value = { action: { ...action, data: { ...(data as Json), ...inputs } }, trigger: 'manual' };
    const invoke = { type: 'invoke', name: 'adaptiveCard/action', value, replyToId: messageId };
    const copied = `f:${this.#newId()}`;
    await Promise.all([
      ...Array.from({ length: devices }, atDevice),
      ...Array.from({ length: copies - 1 }, () => this.#deliver({ ...invoke, id: copied })),
    ]);
    if (isAgain) await this.#deliver({ ...invoke, id: `f:${this.#newId()}` });
  }

  /** What stands in the chat, oldest first. What an answer to a press showed is gone, as in a client that was reloaded. */
  async look(): Promise<readonly Seen[]> {
    return (await this.messages()).flatMap(seenIn);
  }

  async messages(): Promise<readonly ChatMessage[]> {
    return this.#user.messages({ fresh: true });
  }

  /** Presses the button of every sign-in card that Teams could not answer by itself. */
  async signInWhereAsked(): Promise<void> {
    for (const { id, signIn, isDeleted } of await this.messages()) {
      const isOpen = signIn === 'button' && isDeleted !== true;
      if (isOpen) await this.#post(`chats/${this.#user.oid}/signin`, { activityId: id });
    }
  }

  #deliver(activity: Json): Promise<unknown> {
    return this.#post('activities', { person: this.#user.oid, activity });
  }

  /** A message that was deleted meanwhile cannot be pressed: the next look shows what can. */
  async #post(path: string, body: object): Promise<void> {
    const answer = await fetch(`${this.#url}/client/${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
    const text = await answer.text();
    if (!answer.ok && answer.status !== 404) throw new Error(`${path}: ${answer.status} ${text}`);
  }
}

function seenIn({ id, from, isDeleted, attachments = [] }: ChatMessage): readonly Seen[] {
  const card = attachments.find(({ contentType }) => contentType === ADAPTIVE_CARD)?.content;
  if (from !== 'bot' || isDeleted === true || card === undefined) return [];
  return [{ messageId: id, text: textOf(card), buttons: actionsOf(card) }];
}

/** The newest card with a button of this verb. */
export function buttonIn(
  seen: readonly Seen[],
  verb: string,
): { readonly card: Seen; readonly button: CardAction } | undefined {
  for (const card of seen.toReversed()) {
    const button = card.buttons.find((one) => one.verb === verb);
    if (button !== undefined) return { card, button };
  }
  return undefined;
}
