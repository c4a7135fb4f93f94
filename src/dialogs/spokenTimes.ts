import { englishTimes } from './vocabulary/englishTimes.ts';
import { germanTimes } from './vocabulary/germanTimes.ts';
import { type SpokenLanguage, type TimeVocabulary } from './vocabulary/timeVocabulary.ts';
import { type ClockTime, type SpokenTimes } from './spokenDays.ts';

/** Times found in a text, and where they stood. */
export interface FoundTimes {
  readonly times: SpokenTimes;
  readonly start: number;
  readonly end: number;
}

const vocabularies: Readonly<Record<SpokenLanguage, TimeVocabulary>> = { en: englishTimes, de: germanTimes };

/** A time as it was typed, before it is known which half of the day a bare hour is of. */
interface TypedTime extends ClockTime {
  readonly half: 'am' | 'pm' | undefined;
  /** No minutes and no half: it could be any number. */
  readonly isBare: boolean;
}

/**
 * The first start in a text, with its end where one is given: `at 22:00`, `tomorrow 9 to 11`, `monday at 14:00`,
 * `from 2 to 4pm`, `27 nov 8:30`, `until 17:00`, `in 30 min`. A bare number is a time only beside a day, as a range
 * after "from" or "between", or after "at" where it can be nothing else (`at 18`). In German: `um 22 Uhr`,
 * `morgen von 9 bis 11`, `27.11. um 8:30`, `bis 17 Uhr`, `in 30 Minuten`.
 */
export function findTimes(text: string, language: SpokenLanguage = 'en'): FoundTimes | undefined {
  const vocabulary = vocabularies[language];
  const { later: laterPattern, clock: clockPattern } = vocabulary;
  const later = laterPattern.exec(text);
  if (later?.groups !== undefined) {
    return {
      times: { kind: 'later', inMinutes: vocabulary.minutesLater(later.groups) },
      start: later.index,
      end: later.index + later[0].length,
    };
  }
  clockPattern.lastIndex = 0;
  for (let match = clockPattern.exec(text); match !== null; match = clockPattern.exec(text)) {
    const times = clockTimes(match.groups ?? {}, vocabulary);
    if (times !== undefined) return { times, start: match.index, end: match.index + match[0].length };
    clockPattern.lastIndex = match.index + 1;
  }
  return undefined;
}

function clockTimes(
  groups: Readonly<Record<string, string | undefined>>,
  vocabulary: TimeVocabulary,
): SpokenTimes | undefined {
  const first = typedTime(groups['from'] ?? '', vocabulary);
  const second = groups['to'] === undefined ? undefined : typedTime(groups['to'], vocabulary);
  const word = groups['word']?.toLowerCase();
  if (first === undefined || (second === undefined && groups['to'] !== undefined)) return undefined;
  const [between, and] = vocabulary.between;
  if ((groups['joint']?.toLowerCase() === and) !== (word === between)) return undefined;
  if (!isMeantAsTime(first, second, groups, vocabulary)) return undefined;
  const said = groups['before'] ?? groups['within'] ?? groups['after'];
  const day = said === undefined ? undefined : vocabulary.dayOf(said);
  if (said !== undefined && day === undefined) return undefined;
  const afterNoonFrom = said === undefined ? undefined : vocabulary.afterNoonFrom(said);
  if (word !== undefined && vocabulary.until.test(word))
    return second === undefined
      ? { kind: 'clock', day, from: undefined, to: clock(first, afterNoonFrom) }
      : undefined;
  return { kind: 'clock', day, ...rangeOf(first, second, afterNoonFrom) };
}

function isMeantAsTime(
  first: TypedTime,
  second: TypedTime | undefined,
  { word, before, within, after, from = '' }: Readonly<Record<string, string | undefined>>,
  { isBareAfterWord, clockWord }: TimeVocabulary,
): boolean {
  const isNamed = word !== undefined || before !== undefined;
  if (second !== undefined) return isNamed || after !== undefined || !first.isBare || !second.isBare;
  if (!isNamed) return clockWord?.test(from) === true;
  if (!first.isBare || before !== undefined || within !== undefined) return true;
  return after === undefined ? isBareAfterWord || first.hour > 12 : true;
}

function typedTime(text: string, { noon, midnight, inDigits }: TimeVocabulary): TypedTime | undefined {
  const lower = text.toLowerCase();
  if (lower === noon) return { hour: 12, minute: 0, half: undefined, isBare: false };
  if (lower === midnight) return { hour: 0, minute: 0, half: undefined, isBare: false };
  const match = /^(\d{1,2})(?:[:.](\d{2}))?\s*([ap]m)?$/.exec(inDigits(lower));
  if (match === null) return undefined;
  const [, hours = '', minutes, halfText] = match;
  const half = halfText === 'am' || halfText === 'pm' ? halfText : undefined;
  const hour = Number(hours);
  const minute = Number(minutes ?? '0');
  if (minute > 59 || (half === undefined ? hour > 23 : hour < 1 || hour > 12)) return undefined;
  return { hour, minute, half, isBare: minutes === undefined && half === undefined };
}

const inHalf = ({ hour, minute }: ClockTime, half: 'am' | 'pm'): ClockTime => ({
  hour: (hour % 12) + (half === 'pm' ? 12 : 0),
  minute,
});

const clock = (time: TypedTime, afterNoonFrom: number | undefined): ClockTime => {
  if (time.half !== undefined) return inHalf(time, time.half);
  const isEvening = afterNoonFrom !== undefined && time.hour >= afterNoonFrom && time.hour < 12;
  return isEvening ? inHalf(time, 'pm') : { hour: time.hour, minute: time.minute };
};

const minuteOfDay = ({ hour, minute }: ClockTime): number => hour * 60 + minute;

/** A half of the day that stands at one end counts for the other as well, where that makes a range of them. */
function rangeOf(
  first: TypedTime,
  second: TypedTime | undefined,
  afterNoonFrom: number | undefined,
): { readonly from: ClockTime; readonly to: ClockTime | undefined } {
  const from = clock(first, afterNoonFrom);
  if (second === undefined) return { from, to: undefined };
  const to = clock(second, afterNoonFrom);
  if (first.half === undefined && second.half !== undefined && first.hour <= 12) {
    const alike = inHalf(first, second.half);
    return { from: minuteOfDay(alike) < minuteOfDay(to) ? alike : from, to };
  }
  if (first.half === 'pm' && second.half === undefined && second.hour < 12)
    return { from, to: inHalf(second, 'pm') };
  return { from, to };
}
