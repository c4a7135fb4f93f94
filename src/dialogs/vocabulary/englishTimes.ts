import { dateOf, type SpokenDay } from '../spokenDays.ts';
import { type TimeVocabulary } from './timeVocabulary.ts';

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

/** `at 22:00`, `tomorrow 9 to 11`, `from 2 to 4pm`, `in 30 min`. */
export const englishTimes: TimeVocabulary = {
  clock: new RegExp(
    String.raw`(?<![\p{L}\p{N}.:#-])(?:(?<before>${DAY}),?${GAP})?` +
      String.raw`(?:(?<word>at|from|starting(?:${GAP}at)?|between|until|till)${GAP}(?:(?<within>${DAY}),?${GAP})?)?` +
      String.raw`(?<from>${TIME})${END_OF_TIME}` +
      String.raw`(?:\s{0,9}(?<joint>to|till|until|and|[-–])\s{0,9}(?<to>${TIME})${END_OF_TIME})?` +
      String.raw`(?:${GAP}(?<after>${DAY}))?`,
    'giu',
  ),
  later: new RegExp(
    String.raw`(?<![\p{L}\p{N}])(?:starting${GAP})?in${GAP}(?<count>\d{1,4})\s{0,9}(?<unit>hours?|hrs?|h|minutes?|mins?|m)(?!\p{L})`,
    'iu',
  ),
  minutesLater: ({ count = '0', unit = 'm' }) =>
    Number(count) * (unit.toLowerCase().startsWith('h') ? 60 : 1),
  until: /^(?:until|till)$/u,
  between: ['between', 'and'],
  noon: 'noon',
  midnight: 'midnight',
  inDigits: (typed) => typed,
  clockWord: undefined,
  isBareAfterWord: false,
  dayOf,
  afterNoonFrom: (said) => (said.toLowerCase() === 'tonight' ? 5 : undefined),
};
