/** A start that a person gave in words, in local time: so many days from today, at a time of day. */
export interface SpokenStart {
  readonly inDays: number;
  readonly hour: number;
  readonly minute: number;
}

/** A start found in a text, and where it stood. */
export interface FoundStart {
  readonly spokenStart: SpokenStart;
  readonly start: number;
  readonly end: number;
}

const TIME = String.raw`(?<hour>\d{1,2})(?:[:.](?<minute>\d{2}))?\s{0,9}(?<half>am|pm)?`;
const pattern = new RegExp(
  String.raw`(?<![\p{L}\p{N}])(?:(?<day>tomorrow|today)\s{1,9}(?:(?:at|from)\s{1,9})?|(?:starting\s{1,9}(?:at\s{1,9})?|from|at)\s{1,9}(?<lateDay>tomorrow\s{1,9})?)${TIME}(?![\p{L}\p{N}:])(?<after>\s{1,9}tomorrow(?!\p{L}))?`,
  'iu',
);

/** The first start in a text: `at 22:00`, `tomorrow 8:30`, `from 6pm`, `at 22:00 tomorrow`. A bare number is no time. */
export function findStart(text: string): FoundStart | undefined {
  const match = pattern.exec(text);
  if (match?.groups === undefined) return undefined;
  const { hour = '', minute, half, day, lateDay, after } = match.groups;
  if (minute === undefined && half === undefined) return undefined;
  const isTomorrow = day?.toLowerCase() === 'tomorrow' || lateDay !== undefined || after !== undefined;
  const shift = half?.toLowerCase() === 'pm' && Number(hour) < 12 ? 12 : 0;
  const midnight = half?.toLowerCase() === 'am' && Number(hour) === 12 ? -12 : 0;
  const spokenStart = {
    inDays: isTomorrow ? 1 : 0,
    hour: Number(hour) + shift + midnight,
    minute: Number(minute ?? '0'),
  };
  const isHalfDay = half === undefined || (Number(hour) >= 1 && Number(hour) <= 12);
  if (!isHalfDay || spokenStart.hour > 23 || spokenStart.minute > 59) return undefined;
  return { spokenStart, start: match.index, end: match.index + match[0].length };
}
