import { type PrincipalId } from '../ids.ts';
import { type Alert, type AlertChange } from './alert.ts';

/** What somebody makes of an alert. */
export type AlertAct =
  | { readonly kind: 'acknowledge'; readonly reason: string }
  | { readonly kind: 'snooze'; readonly reason: string; readonly days: number }
  /** PIM calls it inactive by now, because they asked for that. */
  | { readonly kind: 'dismiss' };

/** For so long an alert can be put off. */
export const SNOOZE_DAYS = [1, 7, 30] as const;

/** Longer reasons are cut: our own bound, as for comments of approvers. */
export const MOST_REASON_CHARACTERS = 450;

const DAY_MS = 86_400_000;

/**
 * What becomes of an alert when somebody acts on it; `undefined` where it changes nothing any more: it is resolved, or
 * somebody else was faster and acknowledged it.
 */
export function handledAlert(
  alert: Alert,
  act: AlertAct,
  { by, now }: { readonly by: PrincipalId; readonly now: Date },
): AlertChange | undefined {
  if (alert.resolvedAt !== undefined) return undefined;
  const event = { at: now, by };
  const quiet = alert.telling === 'due' ? ({ telling: 'none' } as const) : {};
  switch (act.kind) {
    case 'acknowledge':
      if (alert.handling === 'acknowledged') return undefined;
      return {
        alert: { ...alert, ...quiet, handling: 'acknowledged', snoozedUntil: undefined },
        events: [{ ...event, kind: 'acknowledged', reason: act.reason }],
        isVisible: true,
      };
    case 'snooze': {
      const until = new Date(now.getTime() + act.days * DAY_MS);
      return {
        alert: { ...alert, ...quiet, handling: 'snoozed', snoozedUntil: until },
        events: [{ ...event, kind: 'snoozed', reason: act.reason, until }],
        isVisible: true,
      };
    }
    case 'dismiss':
      return {
        alert: { ...alert, ...quiet, resolvedAt: now },
        events: [{ ...event, kind: 'dismissed', reason: '' }],
        isVisible: true,
      };
  }
}
