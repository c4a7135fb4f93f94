import { type BypassLine } from '../pim/houseRules/bypass.ts';
import { type LaterBreachLine } from '../pim/houseRules/plannedStarts/laterBreach.ts';
import { type FindingRuleId, type Severity } from '../pim/findings/finding.ts';
import {
  type ComplianceCheck,
  type Conversion,
  type OverPrivilegedReason,
} from '../pim/posture/judgements.ts';
import { type LastUse } from '../pim/posture/posture.ts';
import { type SnapshotActivation, type SnapshotPart } from '../pim/posture/snapshot.ts';

/** The audit report as a page and as Markdown. */
export interface ReportWords {
  /** BCP 47 of the region whose dates are written. */
  readonly region: string;
  readonly title: string;
  readonly product: string;
  readonly tenant: (id: string) => string;
  readonly taken: (time: string) => string;
  readonly generated: (time: string) => string;
  readonly skip: string;
  readonly contents: string;
  readonly headings: {
    readonly summary: string;
    readonly charts: string;
    readonly top: string;
    readonly tables: string;
    readonly incomplete: string;
  };
  /** One sentence for whoever reads only one. */
  readonly verdict: (findings: Readonly<Record<Severity, number>>) => string;
  readonly figures: FigureWords;
  readonly charts: ChartWords;
  readonly severity: Readonly<Record<Severity, string>>;
  readonly why: string;
  readonly mend: string;
  readonly guides: string;
  readonly moreOfTheKind: (count: number) => string;
  readonly moreKinds: (count: number) => string;
  readonly noFindings: string;
  readonly tables: Readonly<Record<ReportTableId, TableWords>>;
  readonly columns: ColumnWords;
  /** A table's caption with its number of rows. */
  readonly counted: (caption: string, count: number) => string;
  readonly none: string;
  readonly moreRows: (count: number) => string;
  readonly notRead: (part: SnapshotPart, code: string) => string;
  readonly notJudged: (rules: readonly FindingRuleId[]) => string;
  readonly auditedSince: (since: string | undefined) => string;
  readonly cells: CellWords;
  readonly footer: string;
}

/** The tables of the report. */
export type ReportTableId =
  | 'findings'
  | 'permanent'
  | 'timeBound'
  | 'active'
  | 'eligible'
  | 'overPrivileged'
  | 'conversionsByRole'
  | 'conversions'
  | 'compliance'
  | 'activations'
  | 'houseRuleBypasses'
  | 'laterBreaches'
  | 'yardstick';

export interface TableWords {
  readonly caption: string;
  readonly explained: string;
}

/** Names of the headline figures. */
export interface FigureWords {
  readonly permanent: string;
  readonly timeBound: string;
  readonly eligible: string;
  readonly activeNow: string;
  readonly standingPrivileged: string;
  readonly globalAdministrators: string;
  readonly emergencyBeside: (count: number) => string;
  readonly compliant: string;
  readonly compliantOf: (met: number, all: number) => string;
  readonly activations: (days: number) => string;
  readonly heads: string;
}

export interface ChartWords {
  readonly byRole: string;
  readonly byRoleMore: (count: number) => string;
  readonly bySeverity: string;
  readonly perDay: string;
  readonly asTable: string;
  readonly permanent: (count: number) => string;
  readonly eligible: (count: number) => string;
  readonly day: string;
  readonly most: (count: number) => string;
  readonly nobody: string;
  readonly noLog: string;
}

export interface ColumnWords {
  readonly severity: string;
  readonly finding: string;
  readonly evidence: string;
  readonly role: string;
  readonly concerns: string;
  readonly mend: string;
  readonly holder: string;
  readonly through: string;
  readonly scope: string;
  readonly since: string;
  readonly until: string;
  readonly lastUse: string;
  readonly remarks: string;
  readonly reasons: string;
  readonly roles: string;
  readonly advice: string;
  readonly tier: string;
  readonly verdict: string;
  readonly unmet: string;
  readonly requested: string;
  readonly active: string;
  readonly justification: string;
  readonly outcome: string;
  readonly decidedBy: string;
  readonly permanent: string;
  readonly timeBound: string;
  readonly eligible: string;
  readonly activeNow: string;
  readonly activations: string;
  readonly count: string;
  readonly rule: string;
  readonly value: string;
}

export interface CellWords {
  readonly wholeTenant: string;
  readonly directly: string;
  readonly noEnd: string;
  readonly unknown: string;
  readonly never: string;
  readonly privileged: string;
  readonly lastUse: (time: string, source: LastUse['source']) => string;
  readonly mark: (
    mark: 'app' | 'group' | 'missing' | 'guest' | 'disabled' | 'breakGlass' | 'outsidePim',
  ) => string;
  readonly reason: Readonly<Record<OverPrivilegedReason, string>>;
  readonly advice: Readonly<Record<Conversion['advice'], string>>;
  readonly conversionReason: Readonly<Record<NonNullable<Conversion['reason']>, string>>;
  readonly adviceOf: (advice: string, reason: string | undefined) => string;
  readonly compliant: string;
  readonly notCompliant: string;
  readonly check: Readonly<Record<ComplianceCheck, string>>;
  readonly unmet: (check: string, expected: number | boolean, found: number | boolean | null) => string;
  readonly minutes: (minutes: number) => string;
  /** What of house rules was not met. */
  readonly bypass: (unmet: readonly BypassLine['thing'][]) => string;
  readonly laterBreach: (unmet: readonly LaterBreachLine['thing'][]) => string;
  readonly notJudged: string;
  readonly outcome: Readonly<Record<SnapshotActivation['outcome'], string>>;
  readonly yardstick: YardstickRowWords;
}

/** Rows of the table that says what was judged by. */
export interface YardstickRowWords {
  readonly globalAdministrators: string;
  readonly between: (fewest: number, most: number) => string;
  readonly globalAdministratorsShare: string;
  readonly percent: (value: number) => string;
  readonly breakGlassPermanent: string;
  readonly breakGlass: string;
  readonly privilegedRolesPerPerson: string;
  readonly approvers: string;
  readonly staleEligibilityDays: string;
  readonly staleSignInDays: string;
  readonly serviceAccountPrefixes: string;
  readonly tier: (name: string) => string;
  readonly tierAsks: (
    roles: string,
    asks: {
      readonly hours: number;
      readonly checks: readonly string[];
      readonly eligibilityDays: number;
      readonly assignmentDays: number;
    },
  ) => string;
}
