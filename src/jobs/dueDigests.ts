import { type PrincipalId } from '../pim/ids.ts';
import { type DigestMessage, type Preferences } from '../pim/records.ts';
import { dueDay } from './wallTime.ts';

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
const DAY_MS = 86_400_000;
const MONDAY = 1;

/** Says what is due at one instant for reader after reader; few zones and times make all the difference between them. */
export function dueDigestsAt(now: Date, settings: DigestSettings): (reader: Reader) => Due {
  const days = new Map<string, ReturnType<typeof dueDay>>();
  const dayAt = (time: string, timeZone: string): ReturnType<typeof dueDay> => {
    const key = `${time} ${timeZone}`;
    if (!days.has(key)) days.set(key, dueDay(now, { time, timeZone, graceMinutes: GRACE_MINUTES }));
    return days.get(key);
  };
  return ({ timeZone = settings.defaultTimeZone, chosen }) => {
    const { digestAt, isDigestOn, isDigestOnWeekends } = { ...settings, ...chosen };
    const onDay = (time: string): ReturnType<typeof dueDay> => {
      const day = dayAt(time, timeZone);
      return day === undefined || (day.weekday > 5 && !isDigestOnWeekends) ? undefined : day;
    };
    const own = isDigestOn ? onDay(digestAt) : undefined;
    const isOff = chosen.isDigestOn === false || settings.administrators === undefined;
    const tenants = isOff ? undefined : onDay(settings.administrators.digestAt);
    return {
      personal:
        own === undefined
          ? undefined
          : { kind: 'digest', localDate: own.date, until: endOf(own.at).toISOString() },
      administrators:
        tenants === undefined
          ? undefined
          : {
              kind: 'administratorsDigest',
              localDate: tenants.date,
              since: daysBefore(tenants.at, daysTold(tenants.weekday, isDigestOnWeekends)).toISOString(),
              until: endOf(tenants.at).toISOString(),
            },
    };
  };
}

const endOf = (at: Date): Date => new Date(at.getTime() + GRACE_MINUTES * 60_000);
const daysBefore = (at: Date, days: number): Date => new Date(at.getTime() - days * DAY_MS);

/** Whoever hears nothing on Saturday and Sunday hears of them on Monday. */
const daysTold = (weekday: number, isOnWeekends: boolean): number =>
  weekday === MONDAY && !isOnWeekends ? 3 : 1;
