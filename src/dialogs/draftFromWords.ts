import { type ActivationDraft, emptyDraft } from '../pim/activationDraft.ts';
import { type UnmetRule } from '../pim/errors.ts';
import { MINIMUM_DURATION_MINUTES } from '../pim/policy.ts';
import { type ActivationWords } from './activationWords.ts';
import { type PlannedTimes, plannedTimes } from './plannedTimes.ts';
import { type SpokenDuration } from './spokenDurations.ts';

/** A draft read from words, and what in those words cannot be done. */
export interface DraftFromWords {
  readonly draft: ActivationDraft;
  readonly problems: readonly UnmetRule[];
}

const MINUTE_MS = 60_000;

/** Turns what somebody said into a draft. A time or duration without sense is told, never replaced in silence. */
export function draftFromWords(
  words: Omit<ActivationWords, 'roleWords'>,
  now: Date,
  timeZone: string,
): DraftFromWords {
  const planned = words.times && plannedTimes(words.times, now, timeZone);
  const length = planned && minutesToEnd(planned, now);
  const said = words.duration?.kind === 'minutes' ? words.duration.minutes : undefined;
  const isEndBeforeStart = length !== undefined && length <= 0;
  const isContradiction = !isEndBeforeStart && length !== undefined && said !== undefined && length !== said;
  const problems: readonly UnmetRule[] = [
    ...senseless(words.duration),
    ...(planned?.isHourSkipped === true ? [{ rule: 'hour_skipped' } as const] : []),
    ...(isEndBeforeStart ? [{ rule: 'end_before_start' } as const] : []),
    ...(isContradiction ? [{ rule: 'end_contradicts_duration' } as const] : []),
  ];
  return {
    draft: {
      ...emptyDraft,
      durationMinutes: isContradiction ? undefined : (said ?? (isEndBeforeStart ? undefined : length)),
      justification: words.justification,
      ticketNumber: words.ticketNumber,
      startAt: planned?.startAt?.toISOString(),
    },
    problems,
  };
}

function senseless(duration: SpokenDuration | undefined): readonly UnmetRule[] {
  if (duration?.kind === 'endless') return [{ rule: 'permanent_not_allowed' }];
  if (duration?.kind === 'senseless')
    return [{ rule: 'duration_too_short', minimumMinutes: MINIMUM_DURATION_MINUTES }];
  return [];
}

/** Whole minutes from the start to the end that was named; `undefined` where none was. */
const minutesToEnd = ({ startAt, endAt }: PlannedTimes, now: Date): number | undefined =>
  endAt === undefined ? undefined : Math.floor((endAt.getTime() - (startAt ?? now).getTime()) / MINUTE_MS);
