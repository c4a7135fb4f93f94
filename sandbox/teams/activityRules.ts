import { type Answer } from '../world.ts';
import { faultOfCard } from './cardRules.ts';
import { refusalOfFileCard } from './fileCards.ts';
import { arrayAt, isObject, objectAt, stringAt, type Json } from './json.ts';
import { refusals } from './refusals.ts';

/** Content type of an Adaptive Card attachment. */
export const ADAPTIVE_CARD = 'application/vnd.microsoft.card.adaptive';
/** Content type of the card that asks for sign-in. */
export const OAUTH_CARD = 'application/vnd.microsoft.card.oauth';

/** Teams counts a message in UTF-16, pictures inside it not included. */
const MAXIMUM_BYTES = 100 * 1024;
const BYTES_PER_UTF16_UNIT = 2;
const INLINE_PICTURE = /data:image\/[\w.+-]+;base64,[A-Za-z0-9+/=]*/g;

/** Why Teams would not take an activity of the bot, or `undefined` when it would. */
export function refusalOf(activity: Json): Answer | undefined {
  const text = JSON.stringify(activity).replace(INLINE_PICTURE, '');
  if (text.length * BYTES_PER_UTF16_UNIT > MAXIMUM_BYTES) return refusals.tooBig();
  const type = stringAt(activity, 'type');
  if (type === 'typing') return undefined;
  if (type !== 'message')
    return refusals.badArgument(`Activities of type "${type ?? ''}" are not for sending.`);
  const { attachments } = activity;
  if (attachments !== undefined && !Array.isArray(attachments)) {
    return refusals.badSyntax('attachments has to be an array.');
  }
  if (!hasText(activity) && arrayAt(activity, 'attachments').length === 0) {
    return refusals.badSyntax('A message needs text or an attachment.');
  }
  return refusalOfSender(activity) ?? firstRefusal(arrayAt(activity, 'attachments'));
}

/** Whether the activity has words of its own, apart from its attachments. */
export const hasText = (activity: Json): boolean => (stringAt(activity, 'text') ?? '').trim() !== '';

function refusalOfSender(activity: Json): Answer | undefined {
  const from = stringAt(objectAt(activity, 'from'), 'id');
  return from === undefined || from.startsWith('28:')
    ? undefined
    : refusals.badSyntax('from has to be the bot itself.');
}

function firstRefusal(attachments: readonly unknown[]): Answer | undefined {
  for (const attachment of attachments) {
    const refusal = refusalOfAttachment(attachment);
    if (refusal !== undefined) return refusal;
  }
  return undefined;
}

function refusalOfAttachment(attachment: unknown): Answer | undefined {
  if (!isObject(attachment)) return refusals.badSyntax('An attachment has to be an object.');
  const contentType = stringAt(attachment, 'contentType');
  if (contentType === undefined) return refusals.badSyntax('An attachment needs a contentType.');
  if (contentType === ADAPTIVE_CARD) {
    const fault = faultOfCard(attachment['content']);
    return fault === undefined ? undefined : refusals.badSyntax(`The Adaptive Card is no good: ${fault}`);
  }
  return contentType === OAUTH_CARD
    ? refusalOfOAuthCard(attachment['content'])
    : refusalOfFileCard(attachment);
}

function refusalOfOAuthCard(card: unknown): Answer | undefined {
  if (!isObject(card)) return refusals.badRequest('An OAuth card needs its content.');
  for (const key of ['tokenExchangeResource', 'tokenPostResource']) {
    if (card[key] === null) return refusals.badRequest(`${key} is null: leave it out instead.`);
  }
  const buttons = arrayAt(card, 'buttons').filter(isObject);
  const isSignIn = (button: Json): boolean => stringAt(button, 'type') === 'signin';
  if (buttons.length === 0 || !buttons.every(isSignIn)) {
    return refusals.badRequest('An OAuth card needs a button of type signin.');
  }
  return buttons.every((button) => isSafeLink(stringAt(button, 'value')))
    ? undefined
    : refusals.badRequest('The sign-in button needs an https link.');
}

/** https, as Teams demands; http on this machine, because the sandbox's bot has no certificate. */
function isSafeLink(link: string | undefined): boolean {
  const url = URL.parse(link ?? '');
  if (url === null) return false;
  const isHere = url.protocol === 'http:' && ['127.0.0.1', 'localhost'].includes(url.hostname);
  return url.protocol === 'https:' || isHere;
}
