import { type Finding, severities, type Severity } from '../findings/finding.ts';
import { type Judgement } from '../posture/judgements.ts';
import { type Posture } from '../posture/posture.ts';
import { type SnapshotAlert } from '../posture/snapshot.ts';
import {
  type AlertObservation,
  type AlertSubject,
  keyOfAlert,
  keyOfSubject,
  type ObservedAlert,
} from './alert.ts';
import { severityOfPimAlert } from './pimAlerts.ts';

/** What a reading of the tenant gives to be alarmed about: our own findings, and PIM's alerts that are active. */
export function observeAlerts(
  posture: Posture,
  { findings, notJudged }: Pick<Judgement, 'findings' | 'notJudged'>,
): AlertObservation {
  const { alerts, notRead } = posture.snapshot;
  const isPimRead = !notRead.some(({ part }) => part === 'alerts');
  return {
    alerts: [
      ...byRuleAndRole(findings).map((found) => ofFindings(posture, found)),
      ...alerts.filter(({ isActive }) => isActive).map((alert) => ofPim(posture, alert)),
    ],
    notJudged: [...notJudged, ...(isPimRead ? [] : ['pim'])],
  };
}

type Found = readonly [Finding, ...Finding[]];

/** Several findings of one rule about one role stand and fall together. */
function byRuleAndRole(findings: readonly Finding[]): readonly Found[] {
  const found = new Map<string, [Finding, ...Finding[]]>();
  for (const finding of findings) {
    const { rule, roleDefinitionId } = finding;
    const key = keyOfAlert({ source: 'latchkey', rule, roleDefinitionId });
    const known = found.get(key);
    if (known === undefined) found.set(key, [finding]);
    else known.push(finding);
  }
  return [...found.values()];
}

/** Findings come the worst first. */
function ofFindings(posture: Posture, found: Found): ObservedAlert {
  const [{ rule, severity, roleDefinitionId }] = found;
  const about = (finding: Finding): ObservedAlert['subjects'] => {
    const isHigh = finding.severity === 'high';
    const role = finding.roleDefinitionId ?? null;
    // About the role or the tenant as such.
    if (finding.principals.length === 0) return [{ principalId: null, roleDefinitionId: role, isHigh }];
    return finding.principals.map((principalId) => ({
      ...named(posture, { principalId, roleDefinitionId: role }),
      isHigh,
    }));
  };
  return {
    source: 'latchkey',
    rule,
    roleDefinitionId,
    severity,
    parts: found.map(({ severity: ofPart, principals, facts }) => ({ severity: ofPart, principals, facts })),
    subjects: eachOnce(found.flatMap(about)),
  };
}

function ofPim(posture: Posture, { name, incidentCount, incidents }: SnapshotAlert): ObservedAlert {
  const severity: Severity = severityOfPimAlert(name);
  const isHigh = severity === 'high';
  const subjects = incidents.map(({ principalId, roleDefinitionId }) => ({
    ...named(posture, { principalId, roleDefinitionId }),
    isHigh,
  }));
  const principals = [...new Set(incidents.flatMap(({ principalId }) => principalId ?? []))];
  return {
    source: 'pim',
    rule: name,
    roleDefinitionId: undefined,
    severity,
    parts: [{ severity, principals, facts: { count: incidentCount } }],
    subjects: eachOnce(
      subjects.length === 0 ? [{ principalId: null, roleDefinitionId: null, isHigh }] : subjects,
    ),
  };
}

function named(posture: Posture, subject: Omit<AlertSubject, 'name'>): AlertSubject {
  if (subject.principalId === null) return subject;
  const { kind, displayName } = posture.principal(subject.principalId);
  return kind === 'group' || kind === 'app' ? { ...subject, name: displayName } : subject;
}

/** By their keys; high where any of them is. */
function eachOnce(subjects: ObservedAlert['subjects']): ObservedAlert['subjects'] {
  const found = new Map<string, ObservedAlert['subjects'][number]>();
  for (const subject of subjects) {
    const key = keyOfSubject(subject);
    const isHigh = subject.isHigh || found.get(key)?.isHigh === true;
    found.set(key, { ...subject, isHigh });
  }
  return [...found.values()];
}

/** The worst first, then those that stand longest. */
export const worstFirst = (
  a: { readonly severity: Severity; readonly since: Date; readonly id: string },
  b: { readonly severity: Severity; readonly since: Date; readonly id: string },
): number =>
  severities.indexOf(a.severity) - severities.indexOf(b.severity) ||
  b.since.getTime() - a.since.getTime() ||
  (a.id < b.id ? -1 : Number(a.id > b.id));
