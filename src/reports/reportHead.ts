import { type ReportWords } from '../words/reportWords.ts';
import { type AuditReport } from './auditReportTypes.ts';
import { shownTime } from './reportTimes.ts';

/** A headline figure. */
export interface Figure {
  readonly label: string;
  readonly value: string;
  readonly remark?: string;
}

/** What comes before all tables: of what and when, one sentence, the figures, and what is not known. */
export interface ReportHead {
  readonly lines: readonly string[];
  readonly verdict: string;
  readonly figures: readonly Figure[];
  /** How the figures are counted. */
  readonly counting: string;
  /** What could not be read: nobody may overlook it. */
  readonly gaps: readonly string[];
  readonly caveats: readonly string[];
}

/** The head of a report in words. */
export function reportHead(report: AuditReport, words: ReportWords): ReportHead {
  const { summary, snapshot } = report;
  const { notRead, notJudged, auditedSince } = summary;
  return {
    lines: [
      words.tenant(report.tenantId),
      words.taken(shownTime(words, snapshot.takenAt)),
      words.generated(shownTime(words, report.generatedAt)),
    ],
    verdict: words.verdict(summary.findings),
    figures: figuresOf(report, words),
    counting: words.figures.heads,
    gaps: notRead.map(({ part, code }) => words.notRead(part, code)),
    caveats: [
      words.auditedSince(auditedSince === null ? undefined : shownTime(words, auditedSince)),
      ...(notJudged.length > 0 ? [words.notJudged(notJudged)] : []),
    ],
  };
}

function figuresOf({ summary }: AuditReport, { figures: words, cells }: ReportWords): readonly Figure[] {
  const { total, auditedSince, activationsPerDay } = summary;
  const activated = activationsPerDay.reduce((sum, { count }) => sum + count, 0);
  const heads = (label: string, count: number): Figure => ({ label, value: String(count) });
  return [
    heads(words.permanent, total.permanent),
    heads(words.timeBound, total.timeBound),
    heads(words.eligible, total.eligible),
    heads(words.activeNow, total.activeNow),
    { label: words.standingPrivileged, value: String(summary.standingPrivilegedHeads) },
    {
      label: words.globalAdministrators,
      value: String(summary.globalAdministrators),
      remark: words.emergencyBeside(summary.breakGlassGlobalAdministrators),
    },
    { label: words.compliant, value: words.compliantOf(summary.compliantRoles, summary.comparedRoles) },
    {
      label: words.activations(summary.recentDays),
      value: auditedSince === null ? cells.unknown : String(activated),
    },
  ];
}
