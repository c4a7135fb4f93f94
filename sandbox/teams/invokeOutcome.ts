import { ADAPTIVE_CARD } from './activityRules.ts';
import { type BotAnswer } from './botChannel.ts';
import { faultOfCard } from './cardRules.ts';
import { type Attachment } from './chats.ts';
import { isObject, objectAt, stringAt, type Json } from './json.ts';

/** What a client makes of the answer to a pressed button. */
export interface InvokeOutcome {
  /** The card that this client shows from now on; nobody else sees it, and a reload brings the stored one back. */
  readonly card?: Attachment;
  /** Words shown for a moment under the card. */
  readonly toast?: string;
  /** For the message: `statusCode`, `type` and, where the client could make nothing of it, `fault`. */
  readonly result: Json;
}

const WENT_WRONG = 'Something went wrong. Please try again.';
const UNREACHABLE = 'Unable to reach app. Please try again.';

const types = {
  card: ADAPTIVE_CARD,
  message: 'application/vnd.microsoft.activity.message',
  error: 'application/vnd.microsoft.error',
} as const;

/**
 * Reads the answer to an `adaptiveCard/action` invoke. HTTP 200 means that the bot took it; what came of it says
 * `statusCode` in the body (Adaptive Cards: universal action model).
 */
export function invokeOutcome({ botStatus, body }: BotAnswer): InvokeOutcome {
  if (botStatus === null) return { toast: UNREACHABLE, result: { fault: 'no answer in time' } };
  if (botStatus !== 200) return { toast: WENT_WRONG, result: { fault: `HTTP status ${botStatus}` } };
  if (!isObject(body) || typeof body['statusCode'] !== 'number') {
    return { toast: WENT_WRONG, result: { fault: 'no statusCode in the answer' } };
  }
  return outcomeOf(body, { statusCode: body['statusCode'], type: body['type'] });
}

function outcomeOf(body: Json, result: Json): InvokeOutcome {
  const { statusCode } = result;
  const { value } = body;
  const type = stringAt(body, 'type');
  if (statusCode === 200 && type === types.card) {
    const fault = faultOfCard(value);
    return fault === undefined
      ? { card: { contentType: ADAPTIVE_CARD, content: value as Json }, result }
      : { toast: WENT_WRONG, result: { ...result, fault } };
  }
  if (statusCode === 200 && type === types.message && typeof value === 'string')
    return { toast: value, result };
  if (type === types.error || type?.startsWith(`${types.error}.`) === true) {
    return { toast: stringAt(objectAt(body, 'value'), 'message') ?? WENT_WRONG, result };
  }
  if (statusCode === 401 && type === 'application/vnd.microsoft.activity.loginRequest') return { result };
  return { toast: WENT_WRONG, result: { ...result, fault: 'no answer that a client understands' } };
}
