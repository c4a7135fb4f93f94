/** What a letter is that is not of the script that a name is written in, or of no script at all. */
export type LetterKind =
  'Cyrillic' | 'Greek' | 'Armenian' | 'Cherokee' | 'Lisu' | 'Coptic' | 'Latin' | 'fullWidth' | 'mathematical';

/** A script with letters that are taken for Latin ones. */
export type LookAlikeScript = 'Cyrillic' | 'Greek' | 'Armenian' | 'Cherokee' | 'Lisu' | 'Coptic';

/** Each letter before a Latin one that it is taken for. */
const paired = (pairs: string): ReadonlyMap<string, string> =>
  new Map(pairs.split(' ').map((pair) => [pair.slice(0, -1), pair.slice(-1)]));

/**
 * Letters that look Latin in the common fonts: the single letters of Unicode's confusables.txt (UTS #39) in these three
 * scripts, and a few of the same shape that it leaves to the font (к, κ). Letters with marks are there by their base.
 */
const LETTERS: Readonly<Record<'Cyrillic' | 'Greek' | 'Armenian', ReadonlyMap<string, string>>> = {
  Cyrillic: paired(
    'аa еe оo рp сc уy хx ѕs іi јj ԁd һh ԛq ԝw ѵv ӏl үy гr кk ' +
      'АA ВB ЕE ЅS ІI ЈJ КK МM НH ОO РP СC ТT УY ХX ԌG ԚQ ԜW ѴV ӀI ҮY Ьb',
  ),
  Greek: paired('αa γy ιi κk νv οo ρp σo υu ϲc ϳj ΑA ΒB ΕE ΖZ ΗH ΙI ΚK ΜM ΝN ΟO ΡP ΤT ΥY ΧX ϹC ͿJ'),
  Armenian: paired('օo սu ոn հh զq ցg յj ՕO ՍU ԼL ՏS'),
};

/** Scripts that nobody mixes with Latin letters in one word; each of their letters counts, as most of them look Latin. */
const WHOLE_SCRIPTS = ['Cherokee', 'Lisu', 'Coptic'] as const;

/** Letters of a script, by Unicode's own property. */
const OF_SCRIPT: Readonly<Record<LookAlikeScript | 'Latin', RegExp>> = {
  Latin: /^\p{Script=Latin}$/u,
  Cyrillic: /^\p{Script=Cyrillic}$/u,
  Greek: /^\p{Script=Greek}$/u,
  Armenian: /^\p{Script=Armenian}$/u,
  Cherokee: /^\p{Script=Cherokee}$/u,
  Lisu: /^\p{Script=Lisu}$/u,
  Coptic: /^\p{Script=Coptic}$/u,
};

/** The scripts that are looked at. */
export const LOOK_ALIKE_SCRIPTS: readonly LookAlikeScript[] = [
  'Cyrillic',
  'Greek',
  'Armenian',
  ...WHOLE_SCRIPTS,
];

/** Whether the letter is of the script. */
export const isOfScript = (letter: string, script: LookAlikeScript | 'Latin'): boolean =>
  OF_SCRIPT[script].test(letter);

const hasTable = (script: LookAlikeScript): script is keyof typeof LETTERS => Object.hasOwn(LETTERS, script);

const LATIN_TWINS = new Map(
  Object.entries(LETTERS).map(([script, letters]) => [script, new Set(letters.values())]),
);

/** Whether a letter of this script is taken for a Latin one. */
export const looksLatin = (letter: string, script: LookAlikeScript): boolean =>
  hasTable(script) ? LETTERS[script].has(letter) : isOfScript(letter, script);

/** Whether a Latin letter is taken for one of this script. */
export const looksLikeScript = (latin: string, script: LookAlikeScript): boolean =>
  LATIN_TWINS.get(script)?.has(latin) === true;

const ALL = new Map(Object.values(LETTERS).flatMap((letters) => [...letters]));

/** The Latin letter that this one is taken for; itself, where it is taken for none. */
export const latinTwin = (letter: string): string => ALL.get(letter) ?? letter;
