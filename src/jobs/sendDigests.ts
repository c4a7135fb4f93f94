import { type PrincipalId, type TenantId } from '../pim/ids.ts';
import { type OperationDeps } from '../pim/operations/deps.ts';
import { enqueue } from '../pim/operations/enqueueCards.ts';
import { type Conversation, type Preferences, type PreferenceStore } from '../pim/records.ts';

/** The date and time of an instant on the wall of a zone. */
export interface WallClock {
  /** `YYYY-MM-DD`. */
  readonly date: string;
  /** `HH:MM`. */
  readonly time: string;
  /** 1 Monday to 7 Sunday. */
  readonly weekday: number;
}

/** What the daily digest needs. */
export interface DigestDeps extends Pick<
  OperationDeps,
  'conversations' | 'outbox' | 'claims' | 'clock' | 'random'
> {
  readonly tenantId: TenantId;
  readonly preferences: PreferenceStore;
  readonly defaults: Preferences & { readonly isOnAtWeekends: boolean };
  readonly wallClock: (instant: Date, timeZone: string | undefined) => WallClock;
}

/** Later than this after the time it is left out: a digest of the morning helps nobody in the evening. Minutes. */
const GRACE_MINUTES = 240;
const PAGE = 200;

const minutesOf = (time: string): number => {
  const [hours = '0', minutes = '0'] = time.split(':');
  return Number(hours) * 60 + Number(minutes);
};

/** Whether a digest is due at this moment of the person's own day. A time that the day skips counts from the next one. */
export function isDigestDue(wall: WallClock, chosen: Preferences, isOnAtWeekends: boolean): boolean {
  if (!chosen.isDigestOn || (wall.weekday > 5 && !isOnAtWeekends)) return false;
  const late = minutesOf(wall.time) - minutesOf(chosen.digestAt);
  return late >= 0 && late <= GRACE_MINUTES;
}

/** Queues the digests that are due: once per person and local date, whoever runs this and however often. */
export async function sendDigests(deps: DigestDeps): Promise<void> {
  let after: PrincipalId | undefined;
  for (;;) {
    const page = await deps.conversations.installed(deps.tenantId, after, PAGE);
    for (const conversation of page) await sendOne(deps, conversation);
    const last = page.at(-1);
    if (last === undefined || page.length < PAGE) return;
    after = last.person.id;
  }
}

async function sendOne(deps: DigestDeps, { person, timeZone }: Conversation): Promise<void> {
  const wall = deps.wallClock(deps.clock.now(), timeZone);
  const chosen = { ...deps.defaults, ...(await deps.preferences.of(person)) };
  if (!isDigestDue(wall, chosen, deps.defaults.isOnAtWeekends)) return;
  if (!(await deps.claims.claim(`digest/${person.tenantId}/${person.id}/${wall.date}`))) return;
  await enqueue(deps, person, { kind: 'digest', localDate: wall.date });
}
