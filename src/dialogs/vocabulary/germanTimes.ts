import { dateOf, type SpokenDay } from '../spokenDays.ts';
import { type TimeVocabulary } from './timeVocabulary.ts';

const WEEKDAYS: readonly string[] = [
  'montag',
  'dienstag',
  'mittwoch',
  'donnerstag',
  'freitag',
  'samstag',
  'sonntag',
];
/** By the first three letters; Austria's January and the March without its umlaut beside them. */
const MONTHS: Readonly<Record<string, number>> = {
  jan: 1,
  jän: 1,
  feb: 2,
  mär: 3,
  mae: 3,
  mrz: 3,
  apr: 4,
  mai: 5,
  jun: 6,
  jul: 7,
  aug: 8,
  sep: 9,
  okt: 10,
  nov: 11,
  dez: 12,
};

const GAP = String.raw`\s{1,9}`;
const MONTH = String.raw`(?:jan(?:uar)?|jänner|feb(?:ruar|er)?|märz?|maerz|mrz|apr(?:il)?|mai|juni?|juli?|aug(?:ust)?|sept?(?:ember)?|okt(?:ober)?|nov(?:ember)?|dez(?:ember)?)\.?`;
const PART = String.raw`(?:${GAP}(?:früh|morgen|vormittag|mittag|nachmittag|abend|nacht))?`;
const WEEKDAY = String.raw`(?:(?:nächste[nr]?|naechste[nr]?|kommende[nr]?|diese[nr]?)${GAP})?(?:${WEEKDAYS.join('|')}|sonnabend)${PART}`;
const DAY = String.raw`(?:am${GAP}|den${GAP})?(?:heute${PART}|übermorgen${PART}|uebermorgen${PART}|morgen${PART}|${WEEKDAY}|\d{4}-\d{2}-\d{2}|\d{1,2}\.\s?\d{1,2}\.(?:\d{4})?|\d{1,2}\.?${GAP}${MONTH})(?!\p{L})`;
const TIME = String.raw`(?:mittag|mitternacht|\d{1,2}(?:[:.]\d{2})?(?:\s{0,9}uhr(?:${GAP}\d{2}(?!\d))?)?)`;
const UNIT = String.raw`(?:tagen?|days?|d|stunden?|std|hours?|h|minute[sn]?|min|m|sekunden?|sek)`;
const END_OF_TIME = String.raw`(?![\p{L}\p{N}:]|[.,]\d|\.\s?\d|\s{1,9}${UNIT}(?!\p{L}))`;

function dayOf(said: string): SpokenDay | undefined {
  const text = said.toLowerCase().replace(/^(?:am|den)\s+/u, '');
  if (text.startsWith('heute')) return { kind: 'inDays', days: 0 };
  if (text.startsWith('morgen')) return { kind: 'inDays', days: 1 };
  if (/^(?:ü|ue)bermorgen/u.test(text)) return { kind: 'inDays', days: 2 };
  const iso = /^(\d{4})-(\d{2})-(\d{2})$/u.exec(text);
  if (iso !== null) return dateOf(Number(iso[1]), Number(iso[2]), Number(iso[3]));
  const numbers = /^(\d{1,2})\.\s?(\d{1,2})\.(\d{4})?$/u.exec(text);
  if (numbers !== null) {
    const [, day, month, year] = numbers;
    return dateOf(year === undefined ? undefined : Number(year), Number(month), Number(day));
  }
  const named = /^(\d{1,2})\.?\s+(\p{L}{3})/u.exec(text);
  if (named !== null) return dateOf(undefined, MONTHS[named[2] ?? ''] ?? 0, Number(named[1]));
  const name = text
    .replace(/^(?:n(?:ä|ae)chste|kommende|diese)[nr]?\s+/u, '')
    .replace('sonnabend', 'samstag');
  const weekday = WEEKDAYS.findIndex((one) => name.startsWith(one)) + 1;
  return { kind: 'weekday', weekday, isNext: /^(?:n(?:ä|ae)chste|kommende)/u.test(text) };
}

/** "9 Uhr" is no bare number: that somebody named the clock stands in its minutes. */
function inDigits(typed: string): string {
  const [, hour, minute] = /^(\d{1,2})\s*uhr\s*(\d{2})?$/u.exec(typed) ?? [];
  return hour === undefined ? typed.replace(/(?<!\s)\s*uhr$/u, '') : `${hour}:${minute ?? '00'}`;
}

/** `um 22 Uhr`, `morgen von 9 bis 11`, `27.11. um 8:30`, `in 30 Minuten`. Hours are those of a clock with 24. */
export const germanTimes: TimeVocabulary = {
  clock: new RegExp(
    String.raw`(?<![\p{L}\p{N}.:#-])(?:(?:ab${GAP})?(?<before>${DAY}),?${GAP})?` +
      String.raw`(?:(?<word>um|ab|gegen|von|zwischen|bis(?:${GAP}(?:um|zum))?)${GAP}(?:(?<within>${DAY}),?${GAP}(?:um${GAP})?)?)?` +
      String.raw`(?<from>${TIME})${END_OF_TIME}` +
      String.raw`(?:\s{0,9}(?<joint>bis|und|[-–])\s{0,9}(?<to>${TIME})${END_OF_TIME})?` +
      String.raw`(?:${GAP}(?<after>${DAY}))?`,
    'giu',
  ),
  later: new RegExp(
    String.raw`(?<![\p{L}\p{N}])in${GAP}(?:(?<count>\d{1,4})\s{0,9}(?<unit>stunden?|std|h|minuten?|min|m)(?!\p{L})|(?<hour>einer${GAP}stunde)(?!\p{L})|(?<half>einer${GAP}halben${GAP}stunde)(?!\p{L}))`,
    'iu',
  ),
  minutesLater: ({ count, unit = 'm', half }) => {
    if (count === undefined) return half === undefined ? 60 : 30;
    return Number(count) * (/^[sh]/iu.test(unit) ? 60 : 1);
  },
  until: /^bis/u,
  between: ['zwischen', 'und'],
  noon: 'mittag',
  midnight: 'mitternacht',
  inDigits,
  clockWord: /uhr/iu,
  isBareAfterWord: true,
  dayOf,
  afterNoonFrom: (said) => {
    if (/(?:abend|nacht)$/iu.test(said) && !/nachmittag$/iu.test(said)) return 5;
    return /nachmittag$/iu.test(said) ? 1 : undefined;
  },
};
