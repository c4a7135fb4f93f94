/** A time of day, on a clock with 24 hours. */
export interface ClockTime {
  readonly hour: number;
  readonly minute: number;
}

/** A day as people say it. A weekday is the next one; `isNext`: never today. A date without a year is the next one. */
export type SpokenDay =
  | { readonly kind: 'inDays'; readonly days: number }
  /** 1 is Monday. */
  | { readonly kind: 'weekday'; readonly weekday: number; readonly isNext: boolean }
  | {
      readonly kind: 'date';
      readonly year: number | undefined;
      readonly month: number;
      readonly day: number;
    };

/** When something is to begin and end, in the words of somebody's own clock. */
export type SpokenTimes =
  | { readonly kind: 'later'; readonly inMinutes: number }
  | {
      readonly kind: 'clock';
      /** `undefined`: today. */
      readonly day: SpokenDay | undefined;
      /** `undefined`: now. */
      readonly from: ClockTime | undefined;
      readonly to: ClockTime | undefined;
    };

/** Times found in a text, and where they stood. */
export interface FoundTimes {
  readonly times: SpokenTimes;
  readonly start: number;
  readonly end: number;
}

const WEEKDAYS: readonly string[] = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'];
const MONTHS: readonly string[] = [
  'jan',
  'feb',
  'mar',
  'apr',
  'may',
  'jun',
  'jul',
  'aug',
  'sep',
  'oct',
  'nov',
  'dec',
];

const GAP = String.raw`\s{1,9}`;
const MONTH = String.raw`(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)`;
const WEEKDAY = String.raw`(?:(?:next|this)${GAP})?(?:mon|tues?|wed(?:nes)?|thu(?:rs?)?|fri|sat(?:ur)?|sun)(?:day)?`;
const DAY = String.raw`(?:on${GAP}|the${GAP})?(?:day${GAP}after${GAP}tomorrow|tomorrow|today|tonight|${WEEKDAY}|\d{4}-\d{2}-\d{2}|\d{1,2}(?:st|nd|rd|th|\.)?${GAP}${MONTH}|${MONTH}${GAP}\d{1,2}(?:st|nd|rd|th)?)(?!\p{L})`;
const TIME = String.raw`(?:noon|midnight|\d{1,2}(?:[:.]\d{2})?(?:\s{0,9}[ap]m)?)`;
const UNIT = String.raw`(?:days?|d|hours?|hrs?|h|stunden?|std|minute[sn]?|mins?|m|seconds?|secs?)`;
const END_OF_TIME = String.raw`(?![\p{L}\p{N}:]|[.,]\d|\s{1,9}${UNIT}(?!\p{L}))`;

const clockPattern = new RegExp(
  String.raw`(?<![\p{L}\p{N}.:#-])(?:(?<before>${DAY}),?${GAP})?` +
    String.raw`(?:(?<word>at|from|starting(?:${GAP}at)?|between|until|till)${GAP}(?:(?<within>${DAY}),?${GAP})?)?` +
    String.raw`(?<from>${TIME})${END_OF_TIME}` +
    String.raw`(?:\s{0,9}(?<joint>to|till|until|and|[-–])\s{0,9}(?<to>${TIME})${END_OF_TIME})?` +
    String.raw`(?:${GAP}(?<after>${DAY}))?`,
  'giu',
);
const laterPattern = new RegExp(
  String.raw`(?<![\p{L}\p{N}])(?:starting${GAP})?in${GAP}(?<count>\d{1,4})\s{0,9}(?<unit>hours?|hrs?|h|minutes?|mins?|m)(?!\p{L})`,
  'iu',
);

/** A time as it was typed, before it is known which half of the day a bare hour is of. */
interface TypedTime extends ClockTime {
  readonly half: 'am' | 'pm' | undefined;
  /** No minutes and no half: it could be any number. */
  readonly isBare: boolean;
}

/**
 * The first start in a text, with its end where one is given: `at 22:00`, `tomorrow 9 to 11`, `monday at 14:00`,
 * `from 2 to 4pm`, `27 nov 8:30`, `until 17:00`, `in 30 min`. A bare number is a time only beside a day, as a range
 * after "from" or "between", or after "at" where it can be nothing else (`at 18`).
 */
export function findTimes(text: string): FoundTimes | undefined {
  const later = laterPattern.exec(text);
  if (later?.groups !== undefined) {
    const { count = '0', unit = 'm' } = later.groups;
    const inMinutes = Number(count) * (unit.toLowerCase().startsWith('h') ? 60 : 1);
    return {
      times: { kind: 'later', inMinutes },
      start: later.index,
      end: later.index + later[0].length,
    };
  }
  clockPattern.lastIndex = 0;
  for (let match = clockPattern.exec(text); match !== null; match = clockPattern.exec(text)) {
    const times = clockTimes(match.groups ?? {});
    if (times !== undefined) return { times, start: match.index, end: match.index + match[0].length };
    clockPattern.lastIndex = match.index + 1;
  }
  return undefined;
}

function clockTimes(groups: Readonly<Record<string, string | undefined>>): SpokenTimes | undefined {
  const first = typedTime(groups['from'] ?? '');
  const second = groups['to'] === undefined ? undefined : typedTime(groups['to']);
  const word = groups['word']?.toLowerCase();
  if (first === undefined || (second === undefined && groups['to'] !== undefined)) return undefined;
  if ((groups['joint']?.toLowerCase() === 'and') !== (word === 'between')) return undefined;
  if (!isMeantAsTime(first, second, groups)) return undefined;
  const said = groups['before'] ?? groups['within'] ?? groups['after'];
  const day = said === undefined ? undefined : dayOf(said);
  if (said !== undefined && day === undefined) return undefined;
  const isNight = said?.toLowerCase() === 'tonight';
  if (word === 'until' || word === 'till')
    return second === undefined
      ? { kind: 'clock', day, from: undefined, to: clock(first, isNight) }
      : undefined;
  return { kind: 'clock', day, ...rangeOf(first, second, isNight) };
}

function isMeantAsTime(
  first: TypedTime,
  second: TypedTime | undefined,
  { word, before, within, after }: Readonly<Record<string, string | undefined>>,
): boolean {
  const isNamed = word !== undefined || before !== undefined;
  if (second !== undefined) return isNamed || after !== undefined || !first.isBare || !second.isBare;
  if (!isNamed) return false;
  if (!first.isBare || before !== undefined || within !== undefined) return true;
  return after === undefined ? first.hour > 12 : true;
}

function typedTime(text: string): TypedTime | undefined {
  const lower = text.toLowerCase();
  if (lower === 'noon') return { hour: 12, minute: 0, half: undefined, isBare: false };
  if (lower === 'midnight') return { hour: 0, minute: 0, half: undefined, isBare: false };
  const match = /^(\d{1,2})(?:[:.](\d{2}))?\s*([ap]m)?$/.exec(lower);
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

const clock = (time: TypedTime, isNight: boolean): ClockTime => {
  if (time.half !== undefined) return inHalf(time, time.half);
  const isEvening = isNight && time.hour >= 5 && time.hour < 12;
  return isEvening ? inHalf(time, 'pm') : { hour: time.hour, minute: time.minute };
};

const minuteOfDay = ({ hour, minute }: ClockTime): number => hour * 60 + minute;

/** A half of the day that stands at one end counts for the other as well, where that makes a range of them. */
function rangeOf(
  first: TypedTime,
  second: TypedTime | undefined,
  isNight: boolean,
): { readonly from: ClockTime; readonly to: ClockTime | undefined } {
  const from = clock(first, isNight);
  if (second === undefined) return { from, to: undefined };
  const to = clock(second, isNight);
  if (first.half === undefined && second.half !== undefined && first.hour <= 12) {
    const alike = inHalf(first, second.half);
    return { from: minuteOfDay(alike) < minuteOfDay(to) ? alike : from, to };
  }
  if (first.half === 'pm' && second.half === undefined && second.hour < 12)
    return { from, to: inHalf(second, 'pm') };
  return { from, to };
}

function dayOf(said: string): SpokenDay | undefined {
  const text = said.toLowerCase().replace(/^(?:on|the)\s+/, '');
  if (text === 'today' || text === 'tonight') return { kind: 'inDays', days: 0 };
  if (text === 'tomorrow') return { kind: 'inDays', days: 1 };
  if (text.startsWith('day')) return { kind: 'inDays', days: 2 };
  const iso = /^(\d{4})-(\d{2})-(\d{2})$/.exec(text);
  if (iso !== null) return dateOf(Number(iso[1]), Number(iso[2]), Number(iso[3]));
  const month = MONTHS.findIndex((name) => new RegExp(String.raw`(?<!\p{L})${name}`, 'u').test(text)) + 1;
  const number = /\d{1,2}/.exec(text)?.[0];
  if (number !== undefined) return dateOf(undefined, month, Number(number));
  const isNext = text.startsWith('next');
  const name = text.replace(/^(?:next|this)\s+/, '').slice(0, 3);
  return { kind: 'weekday', weekday: WEEKDAYS.indexOf(name) + 1, isNext };
}

/** `undefined` for a day that no month has. Of years, only a leap year is taken where none is given. */
function dateOf(year: number | undefined, month: number, day: number): SpokenDay | undefined {
  const date = new Date(Date.UTC(year ?? 2024, month - 1, day));
  const isThere = date.getUTCMonth() === month - 1 && date.getUTCDate() === day;
  return isThere ? { kind: 'date', year, month, day } : undefined;
}
