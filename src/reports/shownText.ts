import { INVISIBLE, LINE_ENDS, MARK_FLOOD } from '../words/invisible.ts';

/** More than this of one text tells a reader nothing; the JSON has all of it. Characters. */
const MOST_CHARACTERS = 500;

/** How much is read for each character that is shown: what comes later is cut anyway, and costs nothing. */
const READ_PER_SHOWN = 4;

const CONTROLS = /\p{Cc}/gu;

const marker = (character: string): string =>
  `⟨U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}⟩`;

/**
 * Words of a person or of the directory for an auditor's eyes, in one line: whatever turns the reading direction or
 * cannot be seen is named in its place, so that two names that only look alike do not. Still to be escaped for the
 * format that it goes into.
 */
export function shownText(text: string, most = MOST_CHARACTERS): string {
  const shown = text
    .slice(0, most * READ_PER_SHOWN)
    .replaceAll(LINE_ENDS, ' ')
    .replaceAll(/[\n\t]/gu, ' ')
    .replaceAll(INVISIBLE, marker)
    .replaceAll(CONTROLS, marker)
    .replaceAll(MARK_FLOOD, '$1')
    .replaceAll(/\s+/gu, ' ')
    .trim();
  const characters = Array.from(shown);
  const isCut = characters.length > most || text.length > most * READ_PER_SHOWN;
  return isCut
    ? `${characters
        .slice(0, most - 1)
        .join('')
        .trimEnd()}…`
    : shown;
}
