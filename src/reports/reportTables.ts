import { type ReportWords } from '../words/reportWords.ts';
import {
  type AuditReport,
  type ReportActivation,
  type ReportAssignment,
  type ReportCompliance,
  type ReportFinding,
} from './auditReportTypes.ts';
import {
  endCell,
  holdingCells,
  lastUseCell,
  pathCell,
  principalCell,
  roleCell,
  scopeCell,
} from './reportCells.ts';
import { shownDay, shownTime } from './reportTimes.ts';
import { type Cell, type ReportTable, reportTable } from './reportTable.ts';
import { yardstickRows } from './yardstickRows.ts';

/** Everything that the report has to tell, as tables in the order of reading. */
export function reportTables(report: AuditReport, words: ReportWords): readonly ReportTable[] {
  return [
    findingsTable(report, words),
    permanentTable(report, words),
    conversionCounts(report, words),
    conversionsTable(report, words),
    endingTable(words, 'timeBound', report.timeBoundAssignments),
    endingTable(words, 'active', report.activeAssignments),
    eligibleTable(report, words),
    overPrivilegedTable(report, words),
    complianceTable(report, words),
    activationsTable(report, words),
    ...bypassesTable(report, words),
    ...laterBreachesTable(report, words),
    reportTable(
      words,
      'yardstick',
      [words.columns.rule, words.columns.value],
      yardstickRows(report.yardstick, words.cells),
      (row) => row,
    ),
  ];
}

/** More names than this make a cell unreadable; the JSON has all of them. */
const MOST_NAMES = 5;

/** Whom a finding concerns, in a line. */
function concernsOf({ principals }: ReportFinding): string {
  const names = principals.slice(0, MOST_NAMES).map(({ displayName }) => displayName);
  const left = principals.length - names.length;
  return [...names, ...(left > 0 ? [`+${left}`] : [])].join('; ');
}

function findingsTable({ findings }: AuditReport, words: ReportWords): ReportTable {
  const { finding, severity, evidence, role, concerns, mend } = words.columns;
  return reportTable(
    words,
    'findings',
    [finding, severity, evidence, role, concerns, mend],
    findings,
    (one): readonly Cell[] => [
      one.title,
      words.severity[one.severity],
      one.evidence,
      one.role === null ? '' : one.role.displayName,
      concernsOf(one),
      one.mend,
    ],
  );
}

/** Standing without end: an end and a last activation would say nothing of it. */
function permanentTable({ permanentAssignments }: AuditReport, words: ReportWords): ReportTable {
  return reportTable(words, 'permanent', holdingColumns(words), permanentAssignments, (one) =>
    holdingCells(words, one),
  );
}

function endingTable(
  words: ReportWords,
  id: 'timeBound' | 'active',
  items: readonly ReportAssignment[],
): ReportTable {
  return reportTable(words, id, [...holdingColumns(words), words.columns.until], items, (one) => [
    ...holdingCells(words, one),
    endCell(words, one.endAt),
  ]);
}

function eligibleTable({ eligibleAssignments }: AuditReport, words: ReportWords): ReportTable {
  const columns = [...holdingColumns(words), words.columns.until, words.columns.lastUse];
  return reportTable(words, 'eligible', columns, eligibleAssignments, (one) => [
    ...holdingCells(words, one),
    endCell(words, one.endAt),
    lastUseCell(words, one),
  ]);
}

const holdingColumns = ({ columns }: ReportWords): readonly string[] => [
  columns.holder,
  columns.role,
  columns.through,
  columns.scope,
  columns.since,
];

function conversionCounts({ conversions }: AuditReport, words: ReportWords): ReportTable {
  const { makeEligible, alreadyEligible, byHand, keep } = words.cells.advice;
  const columns = [words.columns.role, makeEligible, alreadyEligible, byHand, keep];
  return reportTable(words, 'conversionsByRole', columns, conversions, ({ role, counts }) => [
    roleCell(words, role),
    counts.makeEligible,
    counts.alreadyEligible,
    counts.byHand,
    counts.keep,
  ]);
}

function conversionsTable({ conversions }: AuditReport, words: ReportWords): ReportTable {
  const { holder, role, through, scope, advice } = words.columns;
  const items = conversions.flatMap((one) =>
    one.assignments.map((assignment) => ({ ...assignment, role: one.role })),
  );
  const { advice: adviceWords, conversionReason, adviceOf } = words.cells;
  return reportTable(words, 'conversions', [holder, role, through, scope, advice], items, (one) => [
    principalCell(words, one.principal),
    roleCell(words, one.role),
    pathCell(words, one.path),
    scopeCell(words, one.scopeId),
    adviceOf(adviceWords[one.advice], one.reason === null ? undefined : conversionReason[one.reason]),
  ]);
}

function overPrivilegedTable({ overPrivileged }: AuditReport, words: ReportWords): ReportTable {
  const { holder, reasons, roles } = words.columns;
  return reportTable(words, 'overPrivileged', [holder, reasons, roles], overPrivileged, (one) => [
    principalCell(words, one.principal),
    one.reasons.map((reason) => words.cells.reason[reason]),
    one.roles.map(({ displayName }) => displayName),
  ]);
}

function complianceTable({ policyCompliance }: AuditReport, words: ReportWords): ReportTable {
  const { role, tier, verdict, unmet } = words.columns;
  const { compliant, notCompliant } = words.cells;
  return reportTable(words, 'compliance', [role, tier, verdict, unmet], policyCompliance, (one) => [
    roleCell(words, one.role),
    one.tier,
    one.isCompliant ? compliant : notCompliant,
    unmetOf(one, words),
  ]);
}

const unmetOf = ({ checks }: ReportCompliance, { cells }: ReportWords): Cell =>
  checks
    .filter(({ isMet }) => !isMet)
    .map(({ check, expected, found }) => cells.unmet(cells.check[check], expected, found));

function activationsTable({ recentActivations }: AuditReport, words: ReportWords): ReportTable {
  const { holder, role, requested, active, justification, outcome, decidedBy } = words.columns;
  return reportTable(
    words,
    'activations',
    [holder, role, justification, requested, active, outcome, decidedBy],
    recentActivations,
    (one) => [
      principalCell(words, one.principal),
      roleCell(words, one.role),
      one.justification,
      shownTime(words, one.requestedAt),
      activeCell(one, words),
      words.cells.outcome[one.outcome],
      one.decidedBy === null ? '' : principalCell(words, one.decidedBy),
    ],
  );
}

/** Only where Latchkey’s own database was asked. */
function bypassesTable({ houseRuleBypasses }: AuditReport, words: ReportWords): readonly ReportTable[] {
  if (houseRuleBypasses === undefined) return [];
  const { holder, role, active, rule, unmet, decidedBy } = words.columns;
  return [
    reportTable(
      words,
      'houseRuleBypasses',
      [holder, role, active, rule, unmet, decidedBy],
      houseRuleBypasses,
      (one) => [
        principalCell(words, one.principal),
        roleCell(words, one.role),
        [
          shownTime(words, one.activatedAt),
          ...(one.minutes === null ? [] : [words.cells.minutes(one.minutes)]),
        ],
        one.rules,
        [...(one.verdict === 'notJudged' ? [words.cells.notJudged] : []), words.cells.bypass(one.unmet)],
        one.approvedBy === null ? '' : principalCell(words, one.approvedBy),
      ],
    ),
  ];
}

/** Only where Latchkey’s own database was asked. */
function laterBreachesTable({ laterBreaches }: AuditReport, words: ReportWords): readonly ReportTable[] {
  if (laterBreaches === undefined) return [];
  const { holder, role, active, rule, unmet } = words.columns;
  return [
    reportTable(words, 'laterBreaches', [holder, role, active, rule, unmet], laterBreaches, (one) => [
      principalCell(words, one.principal),
      roleCell(words, one.role),
      [shownTime(words, one.startAt), ...(one.minutes === null ? [] : [words.cells.minutes(one.minutes)])],
      one.rules,
      [...(one.verdict === 'notJudged' ? [words.cells.notJudged] : []), words.cells.laterBreach(one.unmet)],
    ]),
  ];
}

function activeCell({ activatedAt, endAt, minutes }: ReportActivation, words: ReportWords): Cell {
  if (activatedAt === null) return '';
  const from = shownTime(words, activatedAt);
  if (endAt === null || minutes === null) return from;
  // A second date would only repeat the first one.
  const isSameDay = shownDay(words, activatedAt) === shownDay(words, endAt);
  const until = isSameDay
    ? shownTime(words, endAt).replace(`${shownDay(words, endAt)}, `, '')
    : shownTime(words, endAt);
  return [from, `– ${until}`, words.cells.minutes(minutes)];
}
