import { oddInWords } from '../pim/lookAlikes.ts';
import { INVISIBLE, LINE_ENDS, MARK_FLOOD } from '../words/invisible.ts';

/** More than this of one text tells a reader nothing; the JSON has all of it. Characters. */
const MOST_CHARACTERS = 500;

/** How much is read for each character that is shown: what comes later is cut anyway, and costs nothing. */
const READ_PER_SHOWN = 4;

const CONTROLS = /\p{Cc}/gu;

const marker = (character: string): string =>
  `⟨U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}⟩`;

/** Letters that look like their neighbours, each with its marker behind it; what has one already keeps that one. */
function lettersNamed(text: string): string {
  // What cannot be seen could stand between two letters to part them.
  const odd = oddInWords(text.replaceAll(INVISIBLE, ''));
  if (odd.length === 0) return text;
  return odd.reduce((named, { letter }) => {
    const marked = letter + marker(letter);
    return named.replaceAll(marked, letter).replaceAll(letter, marked);
  }, text.normalize('NFC'));
}

/**
 * Words of a person or of the directory for an auditor's eyes, in one line: whatever turns the reading direction or
 * cannot be seen is named in its place, and what looks like a letter of its word and is none behind it, so that two names
 * that only look alike do not. Still to be escaped for the format that it goes into.
 */
export function shownText(text: string, most = MOST_CHARACTERS): string {
  const read = text.slice(0, most * READ_PER_SHOWN);
  const shown = lettersNamed(read)
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
