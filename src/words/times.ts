import { KeptFormats } from './keptFormats.ts';
import { type TimeWords } from './timeWords.ts';
import { type Words } from './words.ts';
import { wordsFor } from './wordsFor.ts';

/** For whom and when a time is written. */
export interface TimeContext {
  readonly now: Date;
  /** IANA name, as the client says it. */
  readonly timeZone: string;
  /** BCP 47. */
  readonly locale: string;
}

/** Writes times and durations as people say them. */
export interface Times {
  /** `17:05` today, `tomorrow 09:12`, otherwise `Fri 27 Nov, 09:12`, with the year when it is another. */
  readonly at: (time: Date) => string;
  /** The same with the short name of the reader's zone at that time: `tomorrow 09:12 CET`. */
  readonly planned: (time: Date) => string;
  /** `today`, `yesterday` or the date, without a clock time. */
  readonly day: (time: Date) => string;
  /** `Fri 27 Nov`, whatever day it is. */
  readonly date: (time: Date) => string;
  /** `2 hours 30 minutes`; days from two days on. */
  readonly duration: (minutes: number) => string;
  /** How long it is until then, rounded up to minutes; `undefined` when it has passed. */
  readonly left: (time: Date) => string | undefined;
  /** `in 12 minutes`, `2 hours ago`. */
  readonly fromNow: (time: Date) => string;
}

const MINUTE_MS = 60_000;
const HOUR_MINUTES = 60;
const DAY_MINUTES = 24 * HOUR_MINUTES;
/** Below this, days are told in hours: an activation is "24 hours", not "1 day". */
const HOURS_UP_TO_MINUTES = 2 * DAY_MINUTES;

/** Times for a reader. A zone that is not known is written in UTC, and each time says so. */
export function timesFor({ now, timeZone, locale }: TimeContext): Times {
  const words = wordsFor(locale);
  const isZoneKnown = isTimeZone(timeZone);
  const calendar = calendarFor(words, regionOf(locale, words), isZoneKnown ? timeZone : 'UTC', now);
  const duration = durationIn(words.language, words.time);
  const minutesUntil = (time: Date): number => Math.ceil((time.getTime() - now.getTime()) / MINUTE_MS);
  const at = (time: Date): string => {
    const written = joined(calendar.day(time), calendar.clock(time));
    return isZoneKnown ? written : words.time.utc(written);
  };
  return {
    duration,
    at,
    planned: (time) => (isZoneKnown ? `${at(time)} ${calendar.zone(time)}` : at(time)),
    day: (time) => calendar.day(time).text || relativeDay(words.language, 0),
    date: calendar.date,
    left: (time) => (minutesUntil(time) > 0 ? duration(minutesUntil(time)) : undefined),
    fromNow: (time) => relativeTo(minutesUntil(time), duration, words.time),
  };
}

function relativeTo(minutes: number, duration: (minutes: number) => string, words: TimeWords): string {
  if (minutes === 0) return words.now;
  return minutes > 0 ? words.in(duration(minutes)) : words.ago(duration(-minutes));
}

/** The reader's own region where the words are in its language; else the one that the words name. */
function regionOf(locale: string, { language, time: { region: home } }: Words): string {
  try {
    const [canonical] = Intl.DateTimeFormat.supportedLocalesOf(locale);
    return canonical?.split('-')[0] === language && canonical !== language ? canonical : home;
  } catch {
    return home;
  }
}

const zones = new KeptFormats<string>();

function isTimeZone(timeZone: string): boolean {
  try {
    const nameOf = (): string => new Intl.DateTimeFormat('en', { timeZone }).resolvedOptions().timeZone;
    return zones.of(timeZone, nameOf) !== '';
  } catch {
    return false;
  }
}

interface Day {
  readonly text: string;
  readonly isDate: boolean;
}

/** Days and clock times of one zone. */
interface Calendar {
  /** Empty for today, a word for its neighbours, otherwise the date. */
  readonly day: (time: Date) => Day;
  readonly date: (time: Date) => string;
  readonly clock: (time: Date) => string;
  /** As it is called at that time of the year: `CET`, `CEST`, `GMT+9`. */
  readonly zone: (time: Date) => string;
}

function calendarFor(
  { language, time: { twelveHours } }: Words,
  region: string,
  timeZone: string,
  now: Date,
): Calendar {
  const isTwelveHours = twelveHours.includes(region);
  const key = `${String(isTwelveHours)} ${region} ${timeZone}`;
  const {
    clock,
    numbers,
    zone,
    date: dateFormat,
    dateAndYear,
  } = formats.of(key, () => formatsFor(region, timeZone, isTwelveHours));
  const today = dateIn(numbers, now);
  const dateOf = (time: Date, isOtherYear: boolean): string =>
    (isOtherYear ? dateAndYear : dateFormat).format(time).replace(',', '');
  return {
    date: (time) => dateOf(time, false),
    clock: (time) => clock.format(time).replaceAll(/\s/gu, ' '),
    zone: (time) => zone.formatToParts(time).find(({ type }) => type === 'timeZoneName')?.value ?? timeZone,
    day: (time) => {
      const date = dateIn(numbers, time);
      const days = date.number - today.number;
      if (days === 0) return { text: '', isDate: false };
      if (Math.abs(days) === 1) return { text: relativeDay(language, days), isDate: false };
      return { text: dateOf(time, date.year !== today.year), isDate: true };
    },
  };
}

type FormatName = 'clock' | 'numbers' | 'zone' | 'date' | 'dateAndYear';
type Formats = Readonly<Record<FormatName, Intl.DateTimeFormat>>;

const formats = new KeptFormats<Formats>();

function formatsFor(region: string, timeZone: string, isTwelveHours: boolean): Formats {
  const date = { timeZone, weekday: 'short', day: 'numeric', month: 'short' } as const;
  return {
    clock: new Intl.DateTimeFormat(region, {
      timeZone,
      hour: isTwelveHours ? 'numeric' : '2-digit',
      minute: '2-digit',
      hourCycle: isTwelveHours ? 'h12' : 'h23',
    }),
    numbers: new Intl.DateTimeFormat('en-US', {
      timeZone,
      calendar: 'gregory',
      year: 'numeric',
      month: 'numeric',
      day: 'numeric',
    }),
    zone: new Intl.DateTimeFormat(region, { timeZone, timeZoneName: 'short' }),
    date: new Intl.DateTimeFormat(region, date),
    dateAndYear: new Intl.DateTimeFormat(region, { ...date, year: 'numeric' }),
  };
}

/** The calendar day as a count, so that neighbours differ by one whatever the clock does between them. */
function dateIn(
  numbers: Intl.DateTimeFormat,
  time: Date,
): { readonly year: number; readonly number: number } {
  const parts = numbers.formatToParts(time);
  const part = (type: string): number => Number(parts.find((found) => found.type === type)?.value);
  const year = part('year');
  return { year, number: Date.UTC(year, part('month') - 1, part('day')) / (DAY_MINUTES * MINUTE_MS) };
}

const joined = ({ text, isDate }: Day, clock: string): string =>
  text === '' ? clock : `${text}${isDate ? ',' : ''} ${clock}`;

const daysAhead = new KeptFormats<Intl.RelativeTimeFormat>();

const relativeDay = (language: string, days: number): string =>
  daysAhead
    .of(language, () => new Intl.RelativeTimeFormat(language, { numeric: 'auto' }))
    .format(days, 'day');

const counts = new KeptFormats<Intl.NumberFormat>();

function durationIn(language: string, words: TimeWords): (minutes: number) => string {
  const count = (value: number, unit: 'day' | 'hour' | 'minute'): string =>
    counts
      .of(
        `${unit} ${language}`,
        () => new Intl.NumberFormat(language, { style: 'unit', unit, unitDisplay: 'long' }),
      )
      .format(value);
  const two = (larger: string, rest: number, unit: 'hour' | 'minute'): string =>
    rest === 0 ? larger : words.twoUnits(larger, count(rest, unit));
  return (exact) => {
    const minutes = Math.max(0, Math.round(exact));
    if (minutes < HOUR_MINUTES) return count(minutes, 'minute');
    if (minutes < HOURS_UP_TO_MINUTES) {
      return two(count(Math.floor(minutes / HOUR_MINUTES), 'hour'), minutes % HOUR_MINUTES, 'minute');
    }
    const hours = Math.floor((minutes % DAY_MINUTES) / HOUR_MINUTES);
    return two(count(Math.floor(minutes / DAY_MINUTES), 'day'), hours, 'hour');
  };
}
