import { type PrincipalId } from '../pim/ids.ts';
import { type DigestMessage, type Preferences } from '../pim/records.ts';
import { dueDay, lastWallTime } from './wallTime.ts';

/** When digests come where nobody has chosen otherwise. */
export interface DigestSettings extends Preferences {
  readonly defaultTimeZone: string;
  /** `undefined`: administrators get none. `digestAt` is `HH:MM` of each one's own day. */
  readonly administrators: { readonly groupId: PrincipalId; readonly digestAt: string } | undefined;
}

/** What decides when somebody's digests come. */
export interface Reader {
  readonly timeZone: string | undefined;
  readonly chosen: Partial<Preferences>;
}

/** What is due for one reader. */
export interface Due {
  readonly personal: DigestMessage | undefined;
  /** Due if the reader is an administrator. */
  readonly administrators: DigestMessage | undefined;
}

/** Later than this after the time it is left out: a digest of the morning helps nobody in the evening. */
const GRACE_MINUTES = 240;
const FRIDAY = 5;

/** Says what is due at one instant for reader after reader; few zones and times make all the difference between them. */
export function dueDigestsAt(now: Date, settings: DigestSettings): (reader: Reader) => Due {
  const [dayOf, lastOf] = [oncePerKey<ReturnType<typeof dueDay>>(), oncePerKey<Date>()];
  return ({ timeZone = settings.defaultTimeZone, chosen }) => {
    const { digestAt, isDigestOn, isDigestOnWeekends } = { ...settings, ...chosen };
    const comesOn = (weekday: number): boolean => weekday <= FRIDAY || isDigestOnWeekends;
    const onDay = (time: string): ReturnType<typeof dueDay> => {
      const day = dayOf([time, timeZone], () => dueDay(now, { time, timeZone, graceMinutes: GRACE_MINUTES }));
      return day === undefined || !comesOn(day.weekday) ? undefined : day;
    };
    const tenantsDigest = (): DigestMessage | undefined => {
      const { digestAt: time } = settings.administrators ?? {};
      const day = time === undefined ? undefined : onDay(time);
      if (time === undefined || day === undefined) return undefined;
      // It goes on where the one before ended, however many hours the days between have: whoever hears nothing on
      // Saturday and Sunday hears of them on Monday.
      const last = lastOf([day.date, time, timeZone, isDigestOnWeekends], () =>
        lastWallTime(day.date, { time, timeZone }, comesOn),
      );
      return {
        kind: 'administratorsDigest',
        localDate: day.date,
        since: last.toISOString(),
        until: endOf(day.at).toISOString(),
      };
    };
    const own = isDigestOn ? onDay(digestAt) : undefined;
    return {
      personal:
        own === undefined
          ? undefined
          : { kind: 'digest', localDate: own.date, until: endOf(own.at).toISOString() },
      administrators: chosen.isDigestOn === false ? undefined : tenantsDigest(),
    };
  };
}

/** Remembers what was made for a key. */
function oncePerKey<T>(): (key: readonly unknown[], make: () => T) => T {
  const known = new Map<string, { readonly made: T }>();
  return (parts, make) => {
    const key = parts.join(' ');
    const { made } = known.get(key) ?? { made: make() };
    known.set(key, { made });
    return made;
  };
}

const endOf = (at: Date): Date => new Date(at.getTime() + GRACE_MINUTES * 60_000);
