import {
  type AuditReport,
  type ReportAssignment,
  type ReportBypass,
  type ReportLaterBreach,
  type ReportEligibility,
  type ReportFinding,
  type ReportPrincipal,
  type ReportRole,
} from './auditReportTypes.ts';
import { shownText } from './shownText.ts';

/** The columns, in order: names for programs, stable like those of the JSON. */
const columns = [
  'kind',
  'severity',
  'rule',
  'title',
  'evidence',
  'whatToDo',
  'role',
  'roleId',
  'isPrivileged',
  'principal',
  'principalId',
  'principalKind',
  'userPrincipalName',
  'isEnabled',
  'isGuest',
  'isBreakGlass',
  'isOutsidePim',
  'through',
  'scopeId',
  'startAt',
  'endAt',
  'lastActivatedAt',
] as const;

type Row = Readonly<Partial<Record<(typeof columns)[number], string | boolean | null>>>;

/** Evidence and advice are longer than names. Characters. */
const MOST_SENTENCES = 4_000;

/** Spreadsheets read a cell that begins so as a formula; the wide forms count as well. */
const FORMULA = /^[\s'"]*[=+\-@|%＝＋－＠]/u;

function cell(value: Row[keyof Row]): string {
  if (value === undefined || value === null) return '';
  const plain = typeof value === 'boolean' ? String(value) : shownText(value, MOST_SENTENCES);
  const inert = startsFormula(plain) || startsFormula(String(value)) ? `'${plain}` : plain;
  return /[",\r\n]/.test(inert) ? `"${inert.replaceAll('"', '""')}"` : inert;
}

const startsFormula = (text: string): boolean => FORMULA.test(text) || /^[\t\r\n]/.test(text);

const ofPrincipal = (principal: ReportPrincipal): Row => ({
  principal: principal.displayName,
  principalId: principal.id,
  principalKind: principal.kind,
  userPrincipalName: principal.userPrincipalName,
  isEnabled: principal.isEnabled,
  isGuest: principal.isGuest,
});

const ofRole = ({ displayName, id, isPrivileged }: ReportRole): Row => ({
  role: displayName,
  roleId: id,
  isPrivileged,
});

const ofHolding =
  (kind: string) =>
  (one: ReportEligibility & Partial<Pick<ReportAssignment, 'isOutsidePim'>>): Row => ({
    kind,
    ...ofRole(one.role),
    ...ofPrincipal(one.principal),
    isBreakGlass: one.isBreakGlass,
    isOutsidePim: one.isOutsidePim,
    through: one.path.map(({ displayName }) => displayName).join(' > '),
    scopeId: one.scopeId,
    startAt: one.startAt,
    endAt: one.endAt,
    lastActivatedAt: one.lastUse?.at,
  });

const ofBypass = ({ rules, unmet, ...one }: ReportBypass): Row => ({
  kind: 'houseRuleBypass',
  rule: rules.join('; '),
  evidence: unmet.join('; '),
  ...ofRole(one.role),
  ...ofPrincipal(one.principal),
  scopeId: one.scopeId,
  startAt: one.activatedAt,
});

const ofLaterBreach = ({ rules, unmet, ...one }: ReportLaterBreach): Row => ({
  kind: 'laterBreach',
  rule: rules.join('; '),
  evidence: unmet.join('; '),
  ...ofRole(one.role),
  ...ofPrincipal(one.principal),
  scopeId: one.scopeId,
  startAt: one.startAt,
});

const ofFinding = ({ severity, rule, title, evidence, mend, role, principals }: ReportFinding): Row => {
  const [only, ...others] = principals;
  return {
    kind: 'finding',
    severity,
    rule,
    title,
    evidence,
    whatToDo: mend,
    ...(role === null ? {} : ofRole(role)),
    ...(only === undefined || others.length > 0
      ? {
          principal: principals.map(({ displayName }) => displayName).join('; '),
          principalId: principals.map(({ id }) => id).join('; '),
        }
      : ofPrincipal(only)),
  };
};

/**
 * Assignments, eligibilities, findings, what went round house rules and plans that these did not allow any more as one table (RFC 4180) with a `kind` in front. It begins with a byte order
 * mark, without which Excel misreads names; no cell is a formula.
 */
export function auditReportCsv(report: AuditReport): string {
  const rows: readonly Row[] = [
    ...report.permanentAssignments.map(ofHolding('permanentAssignment')),
    ...report.timeBoundAssignments.map(ofHolding('timeBoundAssignment')),
    ...report.activeAssignments.map(ofHolding('activeAssignment')),
    ...report.eligibleAssignments.map(ofHolding('eligibleAssignment')),
    ...report.findings.map(ofFinding),
    ...(report.houseRuleBypasses ?? []).map(ofBypass),
    ...(report.laterBreaches ?? []).map(ofLaterBreach),
  ];
  const lines = [columns.join(','), ...rows.map((row) => columns.map((name) => cell(row[name])).join(','))];
  return `\uFEFF${lines.map((line) => `${line}\r\n`).join('')}`;
}
