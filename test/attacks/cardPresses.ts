import assert from 'node:assert/strict';
import { type Json } from '../support/cardReading.ts';
import { type SeenCall } from '../support/runningSandbox.ts';
import { wordsOf } from '../support/teamsUser.ts';
import { type AttackedBot } from './attackedBot.ts';

/** What Teams passes on of a press; all of it is the client's to change. */
export interface RawPress {
  /** Who presses, by given name. */
  readonly by: string;
  /** The `value` of the invoke, or of the message of an `Action.Submit`. */
  readonly value: unknown;
  readonly isSubmit?: boolean;
  /** The message that the card lies in. */
  readonly replyToId?: string | undefined;
  /** Laid over the activity. */
  readonly activity?: Json;
}

/** What the bot answered. */
export interface RawAnswer {
  readonly botStatus: number | null;
  readonly body?: unknown;
}

/** Posts a press as the Bot Service would pass it on, whatever the client made of it. */
export async function pressRaw(bot: AttackedBot, press: RawPress): Promise<RawAnswer> {
  const { by, value, isSubmit = false, replyToId, activity = {} } = press;
  const kind = isSubmit ? { type: 'message' } : { type: 'invoke', name: 'adaptiveCard/action' };
  return postAs(bot, by, { ...kind, value, ...(replyToId === undefined ? {} : { replyToId }), ...activity });
}

/** Posts any activity in the envelope of this person's Teams, signed as the Bot Service signs. */
export async function postAs(bot: AttackedBot, by: string, activity: Json): Promise<RawAnswer> {
  const answer = await fetch(`${bot.sandbox.url}/client/activities`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ person: bot.idOf(by), activity }),
  });
  assert.ok(answer.ok, await answer.clone().text());
  return (await answer.json()) as RawAnswer;
}

/** The value of an `adaptiveCard/action` invoke. */
export const executed = (verb: unknown, data: unknown): Json => ({
  action: { type: 'Action.Execute', id: undefined, verb, data },
  trigger: 'manual',
});

/** A button as it lies in a person's chat: what it sends, and where. */
export interface FoundButton {
  readonly verb: string;
  readonly data: Json;
  readonly messageId: string;
}

/** The newest button with this verb in somebody's chat, which is waited for. */
export async function buttonOf(
  bot: AttackedBot,
  by: string,
  verb: string,
  after?: string,
): Promise<FoundButton> {
  const options = after === undefined ? {} : { after };
  const { message, action } = await bot.person(by).waitForButton(verb, options);
  return { verb, data: action.json['data'] as Json, messageId: message.id };
}

/** What an invoke was answered: the card's status, and the beginning of its words. */
export function answerOf({ botStatus, body }: RawAnswer): string {
  const { statusCode, value } = (body ?? {}) as { statusCode?: number; value?: unknown };
  const words =
    typeof value === 'string'
      ? value
      : typeof value === 'object' && value !== null
        ? ((value as { message?: string }).message ?? wordsOf(asMessage(value as Json)))
        : '';
  const first = words.split('\n')[0]?.trim() ?? '';
  return [botStatus, statusCode, first].filter((part) => part !== undefined && part !== '').join(' ');
}

const asMessage = (content: Json): Parameters<typeof wordsOf>[0] => ({
  id: '',
  from: 'bot',
  at: '',
  version: 1,
  attachments: [{ contentType: 'application/vnd.microsoft.card.adaptive', content }],
});

/** Changes that reached PIM and were taken by it, dry runs left out. */
export async function changesSince(bot: AttackedBot, call: number): Promise<readonly SeenCall[]> {
  const isDryRun = ({ requestBody }: SeenCall): boolean =>
    (requestBody as { readonly isValidationOnly?: boolean } | null)?.isValidationOnly === true;
  return (await bot.callsSince(call)).filter(
    (made) =>
      made.path.startsWith('/graph/') &&
      ['POST', 'PATCH', 'PUT', 'DELETE'].includes(made.method) &&
      !made.path.endsWith('/$batch') &&
      !isDryRun(made),
  );
}

/** Changes in words: how many were sent, and by whom they were refused. */
export async function changesInWords(bot: AttackedBot, call: number): Promise<string> {
  const changes = await changesSince(bot, call);
  const taken = changes.filter(({ status }) => status !== null && status < 300).length;
  return changes.length === taken
    ? `${taken} changes`
    : `${taken} changes, ${changes.length - taken} refused by PIM`;
}
