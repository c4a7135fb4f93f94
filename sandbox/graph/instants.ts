import { createHash } from 'node:crypto';

const unitMs = { D: 86_400_000, H: 3_600_000, M: 60_000, S: 1_000 } as const;

/** An ISO 8601 duration (days, hours, minutes, seconds) in milliseconds, or `undefined` when it is not one. */
export function durationMs(text: string): number | undefined {
  const parts = /^P(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:(\d+)S)?)?$/i.exec(text);
  if (parts === null || /^P(T)?$|T$/i.test(text)) return undefined;
  const [days, hours, minutes, seconds] = [1, 2, 3, 4].map((index) => Number(parts[index] ?? 0));
  return (
    (days ?? 0) * unitMs.D + (hours ?? 0) * unitMs.H + (minutes ?? 0) * unitMs.M + (seconds ?? 0) * unitMs.S
  );
}

/** An instant with its offset (`Z` or `+01:00`), or `undefined`: PIM refuses a time without one. */
export function instantFrom(text: string): Date | undefined {
  if (!/^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d{1,7})?)?(Z|[+-]\d\d:\d\d)$/i.test(text)) return undefined;
  const at = new Date(text.replace(/(\.\d{3})\d+/, '$1'));
  return Number.isNaN(at.getTime()) ? undefined : at;
}

/** How Graph writes an instant that it read from its store: up to three decimals, no trailing zeros. */
export const shortInstant = (at: Date): string => at.toISOString().replace(/\.?0{0,9}Z$/, 'Z');

/** How Graph writes an instant it has just made: seven decimals. `salt` makes the last four differ but stay. */
export function longInstant(at: Date, salt: string): string {
  return at.toISOString().replace('Z', `${digits(`${salt}${String(at.getTime())}`, 4)}Z`);
}

/** As `longInstant` with six decimals: `reviewedDateTime`. */
export function microInstant(at: Date, salt: string): string {
  return at.toISOString().replace('Z', `${digits(`${salt}${String(at.getTime())}`, 3)}Z`);
}

/** Digits without a zero at the end, so that trimming cannot shorten them. */
function digits(salt: string, count: number): string {
  const number = createHash('sha256').update(salt).digest().readUInt32BE(0);
  const text = String(number % 10 ** (count - 1)).padStart(count - 1, '0');
  return `${text}${String((number % 9) + 1)}`;
}

/** "2 hours", "1 hour 30 minutes": a length for the journal. */
export function lengthInWords(ms: number): string {
  const minutes = Math.round(ms / unitMs.M);
  const parts = [
    [Math.floor(minutes / 1440), 'day'],
    [Math.floor((minutes % 1440) / 60), 'hour'],
    [minutes % 60, 'minute'],
  ] as const;
  const words = parts.flatMap(([count, unit]) =>
    count === 0 ? [] : [`${count} ${unit}${count === 1 ? '' : 's'}`],
  );
  return words.length === 0 ? 'no time' : words.join(' ');
}
