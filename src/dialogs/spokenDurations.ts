import { englishDurations } from './vocabulary/englishDurations.ts';
import { germanDurations } from './vocabulary/germanDurations.ts';
import { type DurationVocabulary } from './vocabulary/durationVocabulary.ts';
import { type SpokenLanguage } from './vocabulary/timeVocabulary.ts';

/** What a person said about how long: minutes, or why it can be no length of time. */
export type SpokenDuration =
  | { readonly kind: 'minutes'; readonly minutes: number }
  | { readonly kind: 'endless' }
  | { readonly kind: 'senseless'; readonly said: string };

/** A duration found in a text, and where it stood. */
export interface FoundDuration {
  readonly duration: SpokenDuration;
  readonly start: number;
  readonly end: number;
}

const NUMBER = String.raw`[-+]?\d+(?:[.,]\d+)?`;
const CLOCK_LIKE = String.raw`\d{1,2}h\d{2}\b`;
const ISO = String.raw`-?P(?=[\dT])(?:\d+(?:[.,]\d+)?[YMWD])*(?:T(?:\d+(?:[.,]\d+)?[HMS])*)?`;

const patternOf = ({ lead, unit, minute, and, spelled, endless, trail }: DurationVocabulary): RegExp =>
  new RegExp(
    String.raw`(?<![\p{L}\p{N}])(?:(?:${lead})\s{1,9})?(?:` +
      [
        String.raw`(?<iso>${ISO})(?![\p{L}\p{N}])`,
        String.raw`(?<spelled>${Object.keys(spelled).join('|')})(?![\p{L}\p{N}])`,
        String.raw`(?<endless>${endless})(?![\p{L}\p{N}])`,
        String.raw`(?<clock>${CLOCK_LIKE})`,
        String.raw`(?<counted>${NUMBER}\s{0,9}(?:${unit})(?![\p{L}])(?:\s{0,9}(?:${and}\s{1,9})?\d+\s{0,9}(?:${minute})(?![\p{L}]))?)`,
        String.raw`(?<=(?:${lead})\s{1,9})(?<bare>${NUMBER})(?![\p{L}\p{N}.:-])`,
      ].join('|') +
      `)${trail}`,
    'iu',
  );

const vocabularies: Readonly<Record<SpokenLanguage, DurationVocabulary>> = {
  en: englishDurations,
  de: germanDurations,
};
const patterns: Readonly<Record<SpokenLanguage, RegExp>> = {
  en: patternOf(englishDurations),
  de: patternOf(germanDurations),
};

const unitMinutes: Readonly<Record<string, number>> = { d: 1440, t: 1440, h: 60, m: 1, s: 1 / 60 };

/** German "Std" and "Stunden" are hours; every other unit is told by its first letter. */
const minutesOfUnit = (unit: string): number =>
  unit.toLowerCase().startsWith('st') ? 60 : (unitMinutes[(unit[0] ?? 'm').toLowerCase()] ?? 1);

const count = (digits: string): number => Number(digits.replace(',', '.'));

function minutesOf(said: string, minutes: number): SpokenDuration {
  const whole = Math.round(minutes);
  return whole > 0 && Number.isSafeInteger(whole)
    ? { kind: 'minutes', minutes: whole }
    : { kind: 'senseless', said };
}

function counted(said: string): SpokenDuration {
  const parts = [...said.matchAll(/([-+]?\d{1,15}(?:[.,]\d{1,15})?)\s*(\p{L}+)/giu)];
  const minutes = parts.reduce(
    (total, [, digits = '0', unit = 'm']) => total + count(digits) * minutesOfUnit(unit),
    0,
  );
  return minutesOf(said, minutes);
}

function iso(said: string): SpokenDuration {
  const [date = '', time = ''] = said.toUpperCase().replace(/^-?P/, '').split('T');
  const sum = (text: string, units: Readonly<Record<string, number>>): number =>
    [...text.matchAll(/(\d{1,15}(?:[.,]\d{1,15})?)([A-Z])/g)].reduce(
      (total, [, digits = '0', unit = '']) => total + count(digits) * (units[unit] ?? Number.NaN),
      0,
    );
  const minutes = sum(date, { W: 10_080, D: 1440 }) + sum(time, { H: 60, M: 1, S: 1 / 60 });
  return minutesOf(said, said.startsWith('-') ? -minutes : minutes);
}

/**
 * The first duration in a text: `2h`, `90 min`, `1.5 hours`, `1h30`, `PT2H`, `half an hour`, `for 45`, `forever`; in
 * German also `2 Stunden`, `anderthalb Stunden`, `für 45`, `unbefristet`.
 */
export function findDuration(text: string, language: SpokenLanguage = 'en'): FoundDuration | undefined {
  const match = patterns[language].exec(text);
  if (match?.groups === undefined) return undefined;
  const { iso: isoText, spelled, endless, clock, counted: countedText, bare } = match.groups;
  const where = { start: match.index, end: match.index + match[0].length };
  if (isoText !== undefined) return { duration: iso(isoText), ...where };
  if (endless !== undefined) return { duration: { kind: 'endless' }, ...where };
  if (spelled !== undefined) {
    const minutes = vocabularies[language].spelled[spelled.toLowerCase()] ?? 60;
    return { duration: minutesOf(spelled, minutes), ...where };
  }
  if (clock !== undefined) {
    const [hours = '0', minutes = '0'] = clock.toLowerCase().split('h');
    return { duration: minutesOf(clock, count(hours) * 60 + count(minutes)), ...where };
  }
  if (countedText !== undefined) return { duration: counted(countedText), ...where };
  const said = bare ?? '';
  // "for 90" means minutes, "for 2" can only mean hours.
  return { duration: minutesOf(said, count(said) * (Math.abs(count(said)) <= 12 ? 60 : 1)), ...where };
}
