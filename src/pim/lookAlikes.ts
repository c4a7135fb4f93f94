import {
  isOfScript,
  latinTwin,
  type LetterKind,
  LOOK_ALIKE_SCRIPTS,
  type LookAlikeScript,
  looksLatin,
  looksLikeScript,
} from './lookAlikeLetters.ts';

/** A letter that does not belong where it stands, and what it is. */
export interface OddLetter {
  readonly letter: string;
  readonly kind: LetterKind;
}

/** No name is longer; what comes later is not shown either. Characters. */
const MOST_READ = 1_000;

const WORDS = /[\p{L}\p{M}\p{N}]+/gu;
const FULL_WIDTH = /[\uFF10-\uFF19\uFF21-\uFF3A\uFF41-\uFF5A]/gu;
/** Whoever writes these writes full-width letters too, and means nothing by it. */
const EAST_ASIAN =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\p{Script=Bopomofo}]/u;
/** Letters and digits of formulas, and the few older ones among the letter-like symbols. */
const MATHEMATICAL = /[\u{1D400}-\u{1D7FF}\u2102\u210A-\u2115\u2119-\u211D\u2124\u2128\u212C-\u2134\u2139]/gu;
/** The shortest word that is taken for a Latin one as a whole: a single letter is a word in some languages. */
const LEAST_WORD = 2;

/**
 * Letters of a name that look like others and do not belong where they stand, each once: those of `oddInWords`, and a whole
 * word of them among Latin words. A name in one script has none, nor have words of two scripts side by side.
 */
export function oddLetters(name: string): readonly OddLetter[] {
  const read = name.slice(0, MOST_READ);
  return eachOnce([...oddInWords(read), ...wholeWords(wordsOf(read))]);
}

/**
 * Letters of any text that look like others and do not belong in their word, each once: of another script than most of
 * it, full-width ones outside East Asian texts, mathematical ones (after Unicode's UTS #39, mixed scripts).
 */
export function oddInWords(text: string): readonly OddLetter[] {
  return eachOnce([
    ...wordsOf(text).flatMap(mixedIn),
    ...(EAST_ASIAN.test(text) ? [] : found(text, FULL_WIDTH, 'fullWidth')),
    ...found(text, MATHEMATICAL, 'mathematical'),
  ]);
}

const wordsOf = (text: string): readonly (readonly string[])[] =>
  (text.normalize('NFC').match(WORDS) ?? []).map((word) => Array.from(word));

const eachOnce = (odd: readonly OddLetter[]): readonly OddLetter[] => [
  ...new Map(odd.map((one) => [one.letter, one])).values(),
];

const found = (text: string, letters: RegExp, kind: LetterKind): readonly OddLetter[] =>
  (text.match(letters) ?? []).map((letter) => ({ letter, kind }));

const base = (letter: string): string => letter.normalize('NFD').charAt(0);

/** In a word of two scripts those letters are odd that are fewer. */
function mixedIn(word: readonly string[]): readonly OddLetter[] {
  const latin = word.filter((letter) => isOfScript(letter, 'Latin') && !isFullWidth(letter));
  if (latin.length === 0) return [];
  return LOOK_ALIKE_SCRIPTS.flatMap((script): readonly OddLetter[] => {
    const others = word.filter((letter) => isOfScript(letter, script));
    if (others.length === 0) return [];
    return others.length <= latin.length
      ? others
          .filter((letter) => looksLatin(base(letter), script))
          .map((letter) => ({ letter, kind: script }))
      : latin
          .filter((letter) => looksLikeScript(base(letter), script))
          .map((letter) => ({ letter, kind: 'Latin' as const }));
  });
}

const isFullWidth = (letter: string): boolean => letter >= '\uFF01' && letter <= '\uFF5E';

/** A word of another script that can be read as a Latin one, where nothing else in the name is of that script. */
function wholeWords(words: readonly (readonly string[])[]): readonly OddLetter[] {
  if (!words.some((word) => word.filter((letter) => isOfScript(letter, 'Latin')).length >= LEAST_WORD)) {
    return [];
  }
  return LOOK_ALIKE_SCRIPTS.flatMap((script) => {
    const ofScript = words.filter((word) => word.some((letter) => isOfScript(letter, script)));
    const isReadAsLatin = ofScript.every((word) => isWholly(word, script));
    return isReadAsLatin ? ofScript.flat().map((letter) => ({ letter, kind: script })) : [];
  });
}

const isWholly = (word: readonly string[], script: LookAlikeScript): boolean =>
  word.length >= LEAST_WORD && word.every((letter) => looksLatin(base(letter), script));

const INVISIBLE = /\p{Cf}/gu;

/** Shapes within one script that are taken for each other. */
const shapes = (text: string): string =>
  text
    .replaceAll(/[I1|]/gu, 'l')
    .replaceAll('0', 'O')
    .toLowerCase()
    .replaceAll('rn', 'm')
    .replaceAll('vv', 'w');

/** A text as a hasty eye reads it, once with capitals as they are and once without. Equal ones are taken for each other. */
function readings(text: string): readonly string[] {
  const plain = Array.from(text.slice(0, MOST_READ).normalize('NFKD').replaceAll(INVISIBLE, ''))
    .map(latinTwin)
    .join('')
    .replaceAll(/\s+/gu, ' ')
    .trim();
  return [shapes(plain), shapes(plain.toLowerCase())];
}

/** Says of each name of a list whether it can be taken for another one of it that is not the same. */
export function lookAlikesIn(names: readonly string[]): (name: string) => boolean {
  const byReading = new Map<string, Set<string>>();
  for (const name of names)
    for (const reading of readings(name)) {
      const same = byReading.get(reading) ?? new Set();
      byReading.set(reading, same.add(name.normalize('NFC')));
    }
  return (name) => readings(name).some((reading) => (byReading.get(reading)?.size ?? 0) > 1);
}

/** Every word of a role's name as it is read, however it is abbreviated, counted and set apart. */
export const roleReadings = (name: string): readonly string[] =>
  readings(name).map((reading) =>
    (reading.match(WORDS) ?? [])
      .map((word) => (word.length > 3 ? word.replace(/s$/u, '') : word))
      .map((word) => (word === 'admin' || word === 'adm' ? 'administrator' : word))
      .join(' '),
  );
