import { type ReportWords } from '../words/reportWords.ts';

interface Formats {
  readonly day: Intl.DateTimeFormat;
  readonly clock: Intl.DateTimeFormat;
}

/** Making a format is what costs, and a report has thousands of times. */
const formats = new Map<string, Formats>();

function formatsOf({ region }: Pick<ReportWords, 'region'>): Formats {
  const known = formats.get(region);
  if (known !== undefined) return known;
  const made = {
    day: new Intl.DateTimeFormat(region, {
      timeZone: 'UTC',
      day: 'numeric',
      month: 'short',
      year: 'numeric',
    }),
    clock: new Intl.DateTimeFormat(region, {
      timeZone: 'UTC',
      hour: '2-digit',
      minute: '2-digit',
      hourCycle: 'h23',
    }),
  };
  formats.set(region, made);
  return made;
}

/** `22 Nov 2026, 08:15 UTC`. */
export function shownTime(words: Pick<ReportWords, 'region'>, instant: string): string {
  const time = new Date(instant);
  const { day, clock } = formatsOf(words);
  return `${day.format(time)}, ${clock.format(time)} UTC`;
}

/** `22 Nov 2026`, the day in UTC. */
export const shownDay = (words: Pick<ReportWords, 'region'>, instant: string): string =>
  formatsOf(words).day.format(new Date(instant));
