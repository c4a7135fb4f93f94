import {
  type Alert,
  type AlertChange,
  type AlertEvent,
  type AlertEventKind,
  type AlertObservation,
  isJudged,
  keyOfAlert,
  keyOfSubject,
  type KnownSubject,
  type ObservedAlert,
} from './alert.ts';

/** What folding goes by. */
export interface FoldOptions {
  readonly now: Date;
  /** What was gone for no longer than this counts as never gone. Hours. */
  readonly flapHours: number;
  readonly newId: () => string;
}

const HOUR_MS = 3_600_000;

/**
 * What is known of alerts, together with what the tenant looks like now. What a rule could not look for stays as it was:
 * it is never resolved by silence. Only what is new and high is to be told, and what comes back after a short absence is
 * not new; neither is a principal whom the alert has named before.
 */
export function foldAlerts(
  known: readonly Alert[],
  observation: AlertObservation,
  options: FoldOptions,
): readonly AlertChange[] {
  const before = new Map(known.map((alert) => [keyOfAlert(alert), alert]));
  const seen = new Set<string>();
  const found = observation.alerts.map((observed) => {
    const key = keyOfAlert(observed);
    seen.add(key);
    return seenAgain(before.get(key), observed, options);
  });
  const notFound = known
    .filter((alert) => !seen.has(keyOfAlert(alert)))
    .flatMap((alert) => notSeen(alert, observation, options) ?? []);
  return [...found, ...notFound];
}

const eventAt = (kind: AlertEventKind, at: Date): AlertEvent => ({ kind, at, by: undefined, reason: '' });

function seenAgain(earlier: Alert | undefined, observed: ObservedAlert, options: FoldOptions): AlertChange {
  const { now, newId } = options;
  const isBack = earlier?.resolvedAt !== undefined;
  const isFlap = isBack && isWithin(earlier.resolvedAt, options);
  if (earlier === undefined || (isBack && !isFlap)) {
    const alert = raised(begun(earlier?.id ?? newId(), earlier?.raise ?? 0, observed, now), observed, now);
    return { alert, events: [eventAt('raised', now)], isVisible: true };
  }
  const { severity, parts } = observed;
  const { subjects, added } = subjectsAfter(earlier.subjects, observed.subjects, options);
  const isAwake =
    earlier.handling === 'snoozed' && earlier.snoozedUntil !== undefined && earlier.snoozedUntil <= now;
  const isWorse = severity === 'high' && earlier.severity !== 'high';
  const events = [
    ...(isFlap ? [eventAt('again', now)] : []),
    ...(isAwake ? [eventAt('snoozeEnded', now)] : []),
    ...(added.length > 0 ? [eventAt('grew', now)] : []),
  ];
  const alert: Alert = {
    ...earlier,
    severity,
    parts,
    subjects,
    seenAt: now,
    notJudgedSince: undefined,
    resolvedAt: undefined,
    againSince: isFlap ? now : earlier.againSince,
    ...(isAwake ? { handling: 'open' as const, snoozedUntil: undefined } : {}),
  };
  const wasNeverTold = isFlap && earlier.telling === 'none' && earlier.handling === 'open';
  const isToBeTold = isAwake || isWorse || wasNeverTold || added.some(({ isHigh }) => isHigh);
  const isVisible =
    events.length > 0 ||
    severity !== earlier.severity ||
    earlier.notJudgedSince !== undefined ||
    countOf(subjects) !== countOf(earlier.subjects);
  return { alert: isToBeTold ? raised(alert, observed, now) : alert, events, isVisible };
}

const isWithin = (resolvedAt: Date, { now, flapHours }: FoldOptions): boolean =>
  now.getTime() - resolvedAt.getTime() <= flapHours * HOUR_MS;

const countOf = (subjects: readonly KnownSubject[]): number =>
  subjects.filter(({ goneAt }) => goneAt === undefined).length;

const begun = (id: string, raise: number, observed: ObservedAlert, now: Date): Alert => {
  const { subjects, ...rest } = observed;
  return {
    ...rest,
    id,
    subjects: subjects.map(({ isHigh: _, ...subject }) => ({ ...subject, since: now.toISOString() })),
    handling: 'open',
    snoozedUntil: undefined,
    since: now,
    againSince: undefined,
    seenAt: now,
    notJudgedSince: undefined,
    resolvedAt: undefined,
    raise,
    raisedAt: undefined,
    telling: 'none',
  };
};

/** Only what is high is told; what has been acknowledged or put off waits for somebody again. */
function raised(alert: Alert, { severity }: ObservedAlert, now: Date): Alert {
  if (severity !== 'high') return alert;
  return {
    ...alert,
    handling: 'open',
    snoozedUntil: undefined,
    // What was to be told and was not is told once.
    raise: alert.telling === 'due' ? alert.raise : alert.raise + 1,
    raisedAt: now,
    telling: 'due',
  };
}

/** Whom it is about by now: who is gone is remembered as long as coming back would not be new. */
function subjectsAfter(
  known: readonly KnownSubject[],
  observed: ObservedAlert['subjects'],
  options: FoldOptions,
): { readonly subjects: readonly KnownSubject[]; readonly added: ObservedAlert['subjects'] } {
  const at = options.now.toISOString();
  const remembered = known.filter(
    ({ goneAt }) => goneAt === undefined || isWithin(new Date(goneAt), options),
  );
  const before = new Map(remembered.map((one) => [keyOfSubject(one), one]));
  const now = new Set(observed.map(keyOfSubject));
  const there = observed.map(({ isHigh: _, ...subject }) => ({
    ...subject,
    since: before.get(keyOfSubject(subject))?.since ?? at,
  }));
  const gone = remembered
    .filter((one) => !now.has(keyOfSubject(one)))
    .map((one) => ({ ...one, goneAt: one.goneAt ?? at }));
  return {
    subjects: [...there, ...gone],
    added: observed.filter((one) => !before.has(keyOfSubject(one))),
  };
}

function notSeen(alert: Alert, observation: AlertObservation, { now }: FoldOptions): AlertChange | undefined {
  if (alert.resolvedAt !== undefined) return undefined;
  if (!isJudged(observation, alert)) {
    if (alert.notJudgedSince !== undefined) return undefined;
    return { alert: { ...alert, notJudgedSince: now }, events: [], isVisible: true };
  }
  const goneAt = now.toISOString();
  return {
    alert: {
      ...alert,
      subjects: alert.subjects.map((one) => ({ ...one, goneAt: one.goneAt ?? goneAt })),
      seenAt: now,
      notJudgedSince: undefined,
      resolvedAt: now,
      telling: alert.telling === 'due' ? 'none' : alert.telling,
    },
    events: [eventAt('resolved', now)],
    isVisible: true,
  };
}
