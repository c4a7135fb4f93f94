import { type ClockTime, type SpokenTimes } from '../../src/dialogs/spokenDays.ts';

/** When something is to begin and end, shortly. */
export function timesTold(times: SpokenTimes): string {
  if (times.kind === 'later') return `+${String(times.inMinutes)}m`;
  const { day, from, to } = times;
  const shown = (time: ClockTime | undefined): string =>
    time === undefined ? '' : `${String(time.hour)}:${String(time.minute).padStart(2, '0')}`;
  const date = day === undefined ? '0d' : day.kind === 'inDays' ? `${String(day.days)}d` : day.kind;
  return `${date}${shown(from)}${to === undefined ? '' : `-${shown(to)}`}`;
}
