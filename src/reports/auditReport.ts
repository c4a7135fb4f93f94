import { severities, type Severity } from '../pim/findings/finding.ts';
import { type Yardstick } from '../pim/posture/baseline.ts';
import { judge } from '../pim/posture/judge.ts';
import { type Conversion, type Judgement } from '../pim/posture/judgements.ts';
import { type Posture, postureOf } from '../pim/posture/posture.ts';
import { activationStats, historyOf } from '../pim/posture/questions.ts';
import { type Snapshot, type SnapshotRole } from '../pim/posture/snapshot.ts';
import { type Words } from '../words/words.ts';
import {
  AUDIT_REPORT_SCHEMA,
  type AuditReport,
  type ReportConversions,
  type ReportEligibility,
  type ReportSummary,
} from './auditReportTypes.ts';
import { type Reported, reportedIn, reportGroup, reportPrincipal } from './reported.ts';
import { toldFindings } from './reportFindings.ts';

/** When the report is made, and how far back activations are told. */
export interface AuditReportOptions {
  readonly generatedAt: Date;
  readonly recentDays: number;
}

const DAY_MS = 86_400_000;

/** Judges a snapshot and tells everything about it, as plain JSON. The same input gives the same report. */
export function auditReport(
  snapshot: Snapshot,
  yardstick: Yardstick,
  words: Pick<Words, 'findings' | 'language'>,
  options: AuditReportOptions,
): AuditReport {
  const posture = postureOf(snapshot, yardstick);
  const judgement = judge(posture);
  const told = reportedIn(posture);
  const since = new Date(posture.at.getTime() - options.recentDays * DAY_MS);
  const standing = posture.standing.map(told.assignment);
  return {
    $schema: AUDIT_REPORT_SCHEMA,
    version: 1,
    generatedAt: options.generatedAt.toISOString(),
    tenantId: snapshot.tenantId,
    language: words.language,
    summary: summaryOf(posture, judgement, since, options.recentDays),
    snapshot,
    yardstick,
    findings: toldFindings(judgement.findings, posture, words, told),
    permanentAssignments: standing.filter(({ endAt }) => endAt === null).sort(byRoleAndHolder),
    timeBoundAssignments: standing.filter(({ endAt }) => endAt !== null).sort(byRoleAndHolder),
    activeAssignments: posture.activated.map(told.assignment).sort(byRoleAndHolder),
    eligibleAssignments: posture.eligible.map(told.eligibility).sort(byRoleAndHolder),
    overPrivileged: judgement.overPrivileged.map(({ holder, reasons, roles }) => ({
      principal: reportPrincipal(holder),
      reasons,
      roles: roles.map(told.role),
    })),
    policyCompliance: judgement.compliance.map((one) => ({ ...one, role: told.role(one.role) })),
    conversions: conversionsOf(judgement.conversions, told),
    recentActivations: historyOf(posture, { since }).map(told.activation),
    ...(snapshot.houseRuleBypasses && {
      houseRuleBypasses: snapshot.houseRuleBypasses
        .filter(({ activatedAt }) => new Date(activatedAt) >= since)
        .map(told.bypass),
    }),
    ...(snapshot.laterBreaches && {
      laterBreaches: snapshot.laterBreaches
        .filter(({ startAt }) => new Date(startAt) >= since)
        .map(told.laterBreach),
    }),
  };
}

const byRoleAndHolder = (a: ReportEligibility, b: ReportEligibility): number =>
  a.role.displayName.localeCompare(b.role.displayName, 'en') ||
  a.principal.displayName.localeCompare(b.principal.displayName, 'en') ||
  a.principal.id.localeCompare(b.principal.id);

/** Days of which the log says nothing must not look like days without activations. */
const later = (since: Date, auditedSince: string): Date =>
  new Date(Math.max(since.getTime(), new Date(auditedSince).getTime()));

function summaryOf(
  posture: Posture,
  { counts, compliance, findings, notJudged }: Judgement,
  since: Date,
  recentDays: number,
): ReportSummary {
  const { auditedSince, notRead } = posture.snapshot;
  const ofSeverity = (severity: Severity): number =>
    findings.filter((finding) => finding.severity === severity).length;
  return {
    ...counts,
    byRole: counts.byRole.map(({ role: { id, displayName }, ...count }) => ({
      role: { id, displayName, isPrivileged: count.isPrivileged },
      permanent: count.permanent,
      timeBound: count.timeBound,
      eligible: count.eligible,
      activeNow: count.activeNow,
      activations: count.activations,
    })),
    findings: Object.fromEntries(severities.map((one) => [one, ofSeverity(one)])) as Record<Severity, number>,
    compliantRoles: compliance.filter(({ isCompliant }) => isCompliant).length,
    comparedRoles: compliance.length,
    recentDays,
    auditedSince,
    activationsPerDay:
      auditedSince === null ? [] : activationStats(posture, later(since, auditedSince)).byDay,
    notRead,
    notJudged,
  };
}

function conversionsOf(
  conversions: readonly Conversion[],
  { role }: Pick<Reported, 'role'>,
): readonly ReportConversions[] {
  const byRole = new Map<string, { readonly of: SnapshotRole; readonly all: Conversion[] }>();
  for (const conversion of conversions) {
    const of = conversion.held.role;
    const known = byRole.get(of.id);
    if (known === undefined) byRole.set(of.id, { of, all: [conversion] });
    else known.all.push(conversion);
  }
  return [...byRole.values()].map(({ of, all }) => ({
    role: role(of),
    counts: countsOf(all),
    assignments: all.map(({ held, advice, reason }) => ({
      principal: reportPrincipal(held.holder),
      scopeId: held.row.scopeId,
      path: held.path.map(reportGroup),
      advice,
      reason: reason ?? null,
    })),
  }));
}

function countsOf(conversions: readonly Conversion[]): Readonly<Record<Conversion['advice'], number>> {
  const counts = { makeEligible: 0, alreadyEligible: 0, byHand: 0, keep: 0 };
  for (const { advice } of conversions) counts[advice] += 1;
  return counts;
}
