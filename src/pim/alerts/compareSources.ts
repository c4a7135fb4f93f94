import {
  type Alert,
  type AlertObservation,
  type AlertRule,
  type AlertSubject,
  isJudged,
  keyOfSubject,
  subjectsNow,
} from './alert.ts';
import { counterparts, isPimAlertName, pimAlertNames } from './pimAlerts.ts';

/** What the other source says of the same: PIM of ours, or we of PIM's. */
export interface Comparison {
  /** `unknown`: it could not be read. */
  readonly other: 'saysSo' | 'doesNot' | 'unknown';
  /** How many of those named here the other one does not name; `undefined` where names cannot be laid side by side. */
  readonly notNamed: number | undefined;
}

/** The other source beside an alert; `undefined` where nothing on the other side looks for the same. */
export function compared(
  alert: Alert,
  all: readonly Alert[],
  look: Pick<AlertObservation, 'notJudged'>,
): Comparison | undefined {
  const rule = otherSide(alert);
  if (rule === undefined) return undefined;
  if (!isJudged(look, rule)) return { other: 'unknown', notNamed: undefined };
  const others = all.filter(
    (one) => one.source === rule.source && one.rule === rule.rule && one.resolvedAt === undefined,
  );
  const theirs = others.flatMap(subjectsNow);
  // PIM has one alert for all roles, we have one for each.
  const isAboutRole =
    alert.roleDefinitionId === undefined ||
    theirs.some(({ roleDefinitionId: role }) => role === null || role === alert.roleDefinitionId);
  if (others.length === 0 || !isAboutRole) return { other: 'doesNot', notNamed: undefined };
  const own = subjectsNow(alert);
  const isComparable = [...own, ...theirs].every(({ principalId }) => principalId !== null);
  return { other: 'saysSo', notNamed: isComparable ? own.filter(notAmong(theirs)).length : undefined };
}

/** Whether all that PIM names is named by an alert of ours as well: then one of the two is enough to tell of it. */
export const isCovered = (
  alert: Alert,
  all: readonly Alert[],
  look: Pick<AlertObservation, 'notJudged'>,
): boolean => alert.source === 'pim' && compared(alert, all, look)?.notNamed === 0;

/** PIM’s alert about Global Administrators names no role: then the principal alone has to do. */
function notAmong(theirs: readonly AlertSubject[]): (subject: AlertSubject) => boolean {
  const exact = new Set(theirs.map(keyOfSubject));
  const principals = new Set(theirs.map(({ principalId }) => principalId));
  const withoutRole = new Set(
    theirs.filter(({ roleDefinitionId }) => roleDefinitionId === null).map(({ principalId }) => principalId),
  );
  return (subject) => {
    const { principalId, roleDefinitionId } = subject;
    if (exact.has(keyOfSubject(subject)) || withoutRole.has(principalId)) return false;
    return roleDefinitionId !== null || !principals.has(principalId);
  };
}

function otherSide({ source, rule }: Alert): AlertRule | undefined {
  if (source === 'pim') {
    const ours = isPimAlertName(rule) ? counterparts[rule] : undefined;
    return ours && { source: 'latchkey', rule: ours };
  }
  const theirs = pimAlertNames.find((name) => counterparts[name] === rule);
  return theirs && { source: 'pim', rule: theirs };
}
