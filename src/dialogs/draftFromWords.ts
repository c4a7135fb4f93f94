import { DateTime } from 'luxon';
import { type ActivationDraft, emptyDraft } from '../pim/activationDraft.ts';
import { type UnmetRule } from '../pim/errors.ts';
import { MINIMUM_DURATION_MINUTES } from '../pim/policy.ts';
import { type ActivationWords } from './activationWords.ts';
import { type SpokenStart } from './spokenStart.ts';

/** A draft read from words, and what in those words cannot be done. */
export interface DraftFromWords {
  readonly draft: ActivationDraft;
  readonly problems: readonly UnmetRule[];
}

/**
 * The instant of a start that was given in local time. Times that the zone skips move forward with it; of times that it
 * has twice the first one counts. An unknown zone counts as UTC.
 */
export const startOf = ({ inDays, hour, minute }: SpokenStart, now: Date, timeZone: string): Date => {
  const utc = DateTime.fromJSDate(now, { zone: 'utc' });
  const zoned = utc.setZone(timeZone);
  const local = (zoned.isValid ? zoned : utc).plus({ days: inDays });
  const start = local.set({ hour, minute, second: 0, millisecond: 0 });
  return DateTime.min(start, ...start.getPossibleOffsets()).toJSDate();
};

/** Turns what somebody said into a draft. A duration without sense is told, never replaced in silence. */
export function draftFromWords(
  words: Omit<ActivationWords, 'roleWords'>,
  now: Date,
  timeZone: string,
): DraftFromWords {
  const { duration } = words;
  const problems: readonly UnmetRule[] =
    duration?.kind === 'endless'
      ? [{ rule: 'permanent_not_allowed' }]
      : duration?.kind === 'senseless'
        ? [{ rule: 'duration_too_short', minimumMinutes: MINIMUM_DURATION_MINUTES }]
        : [];
  return {
    draft: {
      ...emptyDraft,
      durationMinutes: duration?.kind === 'minutes' ? duration.minutes : undefined,
      justification: words.justification,
      ticketNumber: words.ticketNumber,
      startAt: words.start === undefined ? undefined : startOf(words.start, now, timeZone).toISOString(),
    },
    problems,
  };
}
