import { personKey } from '../pim/ids.ts';
import { type OperationDeps } from '../pim/operations/deps.ts';
import { enqueue } from '../pim/operations/enqueueCards.ts';
import { APPROVAL_WINDOW_MINUTES } from '../pim/requests.ts';
import { isQuiet, type QuietHours } from './quietHours.ts';

/** When approvers are reminded without anybody asking for it. */
export interface ReminderSettings {
  readonly everyMinutes: number;
  /** Of one request, counting what the requestor wished for. 0: none come by themselves. */
  readonly most: number;
  readonly quietHours: QuietHours;
  readonly defaultTimeZone: string;
}

/** What reminding needs. */
export interface RemindDeps extends Pick<
  OperationDeps,
  'reminders' | 'conversations' | 'outbox' | 'random' | 'clock'
> {
  readonly settings: ReminderSettings;
}

/**
 * Reminds approvers of what waits for them: one message for everything, drawn when it is sent. Whoever has quiet hours
 * is left alone; the next run after their end finds the reminder still due. It is counted before it is queued, so that
 * of several processes one sends it.
 */
export async function remindWaiting({ settings, ...deps }: RemindDeps): Promise<void> {
  const { everyMinutes, most, quietHours, defaultTimeZone } = settings;
  if (most === 0) return;
  const now = deps.clock.now();
  const before = (minutes: number): Date => new Date(now.getTime() - minutes * 60_000);
  const since = before(everyMinutes);
  const due = await deps.reminders.due({
    madeAfter: before(APPROVAL_WINDOW_MINUTES),
    madeUntil: since,
    lastUntil: since,
    most,
  });
  const known = await deps.conversations.ofMany(due.map(({ approver }) => approver));
  const byPerson = new Map(known.map((conversation) => [personKey(conversation.person), conversation]));
  for (const { approver, requestIds } of due) {
    const conversation = byPerson.get(personKey(approver));
    if (!conversation?.isInstalled) continue;
    if (isQuiet(now, quietHours, conversation.timeZone ?? defaultTimeZone)) continue;
    const limits = { most, none: { ofRequest: since, ofAny: since } };
    const counted = await deps.reminders.count(approver, requestIds, limits);
    if (counted.length > 0) await enqueue(deps, approver, { kind: 'reminder' });
  }
}
