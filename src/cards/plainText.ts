import { INVISIBLE, LINE_ENDS, MARK_FLOOD } from '../words/invisible.ts';

/** How much of a person's text a card shows. */
export interface TextLimits {
  readonly characters: number;
  readonly lines: number;
  /** Longer words get a space, because clients do not break them and the card would be wider than the screen. */
  readonly wordCharacters?: number;
}

/** A name of a person, role, group or scope: one line. */
const NAME: TextLimits = { characters: 100, lines: 1 };

/** How much is read for each character that is shown: what comes later is cut anyway, and costs nothing. */
const READ_PER_SHOWN = 8;

/** A line of a notification. */
const PREVIEW: TextLimits = { characters: 240, lines: 1 };

const ACTIVE = /[[\](){}<>*_`~|\\#$@]|:\/\//gu;
const CONTROLS = /[^\P{Cc}\n]/gu;

/**
 * Words of a person or of the directory as a card may show them: nothing that turns the reading direction, hides or
 * piles up, and no more than fits. What was cut ends in an ellipsis. For `TextRun` only, which knows no Markdown.
 */
export function plainText(text: string, limits: TextLimits): string {
  const most = limits.characters * READ_PER_SHOWN;
  const visible = text
    .slice(0, most)
    .replaceAll(LINE_ENDS, '\n')
    .replaceAll('\t', ' ')
    .replaceAll(INVISIBLE, '')
    .replaceAll(CONTROLS, '')
    .replaceAll(MARK_FLOOD, '$1');
  const lines = visible
    .split('\n')
    .map((line) => line.replaceAll(/\s+/gu, ' ').trim())
    .filter((line) => line !== '');
  const kept = limits.lines === 1 ? [lines.join(' ')] : lines.slice(0, limits.lines);
  const isCut = text.length > most || (limits.lines > 1 && lines.length > limits.lines);
  return withBreaks(shortened(kept.join('\n'), limits.characters, isCut), limits.wordCharacters);
}

/** Scripts that are written without spaces break anywhere. */
const UNBROKEN =
  '[^\\s\\p{Script=Han}\\p{Script=Hiragana}\\p{Script=Katakana}\\p{Script=Thai}\\p{Script=Lao}\\p{Script=Khmer}\\p{Script=Myanmar}]';

const withBreaks = (text: string, most: number | undefined): string =>
  most === undefined
    ? text
    : text.replaceAll(new RegExp(`${UNBROKEN}{${String(most)}}(?=${UNBROKEN})`, 'gu'), '$& ');

function shortened(text: string, most: number, isCut: boolean): string {
  const characters = Array.from(text);
  if (characters.length <= most) return isCut ? `${text} …`.trim() : text;
  return `${characters
    .slice(0, most - 1)
    .join('')
    .trimEnd()}…`;
}

/** A name on a card: `plainText` in one line. */
export const plainName = (name: string): string => plainText(name, NAME);

/**
 * Text that stays text even where Markdown or HTML is read, for notifications and `fallbackText`: the characters that
 * make links, mentions, emphasis or expressions are left out.
 */
export const inertText = (text: string): string =>
  plainText(text.slice(0, PREVIEW.characters * READ_PER_SHOWN).replaceAll(ACTIVE, ' '), PREVIEW);
