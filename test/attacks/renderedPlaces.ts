import { type Json } from '../support/cardReading.ts';
import { type ChatMessage } from '../support/teamsUser.ts';

/** Where words of others may stand: elements and properties that interpret nothing. */
const harmless = new Set(['TextRun.text', 'Input.Text.value']);
/** Where they may stand without the characters that could do anything. */
const inert = new Set([
  'AdaptiveCard.speak',
  'AdaptiveCard.fallbackText',
  'Action.Execute.tooltip',
  'Action.Submit.tooltip',
  'message.summary',
  'message.text',
]);
const active = /[[\](){}<>*_`~#$@|]|:\/\//u;

/** A text of a message, and the element and property that it stands in. */
export interface Place {
  readonly where: string;
  readonly text: string;
}

function placesIn(value: unknown, owner: string): readonly Place[] {
  if (Array.isArray(value)) return value.flatMap((item) => placesIn(item, owner));
  if (typeof value !== 'object' || value === null) return [];
  const json = value as Json;
  const type = typeof json['type'] === 'string' ? json['type'] : owner;
  return Object.entries(json).flatMap(([property, held]) =>
    typeof held === 'string'
      ? [{ where: `${type}.${property}`, text: held }]
      : placesIn(held, `${type}.${property}`),
  );
}

/** Every text of a message. */
export const placesOf = (message: ChatMessage): readonly Place[] => [
  { where: 'message.text', text: message.text ?? '' },
  { where: 'message.summary', text: message.summary ?? '' },
  ...(message.attachments ?? []).flatMap(({ content }) => placesIn(content, 'attachment')),
];

/** Whether words of others, standing there, do nothing. */
export const isShownAsText = ({ where, text }: Place): boolean =>
  harmless.has(where) || (inert.has(where) && !active.test(text));
