import { type Person } from '../pim/ids.ts';
import { type Clock } from '../pim/ports.ts';
import { type DigestMessage, type Digests, type Preferences, type PreferenceStore } from '../pim/records.ts';
import { type DigestSettings, dueDigestsAt } from './dueDigests.ts';
import { nextDay } from './wallTime.ts';

interface Deps {
  readonly preferences: Pick<PreferenceStore, 'of'>;
  readonly digests: Pick<Digests, 'note' | 'isNoted'>;
  readonly clock: Clock;
  readonly settings: DigestSettings;
}

/** Who chooses, and the zone that Teams names, where it names one. */
interface Reader {
  readonly person: Person;
  readonly timeZone: string | undefined;
}

/**
 * Notes as done what would be due at once by a choice that somebody makes just now, and was not due before: its time of
 * today is over. To be called before the choice is kept, so that no sweep comes between.
 * @returns whether the person's own digest does not come today any more: it is left out, or they have had it
 */
export async function leaveOutPassed(
  { preferences, digests, clock, settings }: Deps,
  { person, timeZone }: Reader,
  chosen: Partial<Preferences>,
): Promise<boolean> {
  const dueFor = dueDigestsAt(clock.now(), settings);
  const kept = await preferences.of(person);
  const before = dueFor({ timeZone, chosen: kept });
  const now = dueFor({ timeZone, chosen: { ...kept, ...chosen } });
  const isNew = (message: DigestMessage | undefined, earlier: DigestMessage | undefined): boolean =>
    message !== undefined && message.localDate !== earlier?.localDate;
  const isLeftOut = isNew(now.personal, before.personal);
  const passed = [
    ...(isLeftOut ? [now.personal] : []),
    ...(isNew(now.administrators, before.administrators) ? [now.administrators] : []),
  ].filter((message) => message !== undefined);
  if (passed.length > 0) await digests.note(passed.map((message) => ({ person, message })));
  return isLeftOut || hasHadNext({ digests, clock, settings }, { person, timeZone }, { ...kept, ...chosen });
}

/** Whether the person has had the digest of the day on which their time comes next. */
async function hasHadNext(
  { digests, clock, settings }: Pick<Deps, 'digests' | 'clock' | 'settings'>,
  { person, timeZone = settings.defaultTimeZone }: Reader,
  { digestAt: time = settings.digestAt }: Partial<Preferences>,
): Promise<boolean> {
  const next = nextDay(clock.now(), { time, timeZone });
  return next !== undefined && digests.isNoted(person, 'digest', next.date);
}

/**
 * Notes as done what would be due at once for somebody who can be reached from now on. To be called before they are, so
 * that no sweep comes between.
 */
export async function leaveOutDue(
  { preferences, digests, clock, settings }: Deps,
  { person, timeZone }: Reader,
): Promise<void> {
  const { personal, administrators } = dueDigestsAt(
    clock.now(),
    settings,
  )({
    timeZone,
    chosen: await preferences.of(person),
  });
  const due = [personal, administrators].filter((message) => message !== undefined);
  if (due.length > 0) await digests.note(due.map((message) => ({ person, message })));
}
