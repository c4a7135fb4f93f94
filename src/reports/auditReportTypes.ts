import { type FindingFacts, type FindingRuleId, type Severity } from '../pim/findings/finding.ts';
import { type Yardstick } from '../pim/posture/baseline.ts';
import {
  type Conversion,
  type OverPrivilegedReason,
  type PostureCounts,
  type RoleCompliance,
  type RoleCount,
} from '../pim/posture/judgements.ts';
import { type LastUse } from '../pim/posture/posture.ts';
import {
  type NotRead,
  type Snapshot,
  type SnapshotActivation,
  type SnapshotBypass,
  type SnapshotLaterBreach,
  type SnapshotPrincipal,
} from '../pim/posture/snapshot.ts';

/** Names the format of the report, and is the `$id` of its schema. */
export const AUDIT_REPORT_SCHEMA = 'urn:latchkey:audit-report:v1';

/**
 * The audit of a tenant as plain JSON. Part of Latchkey's contracts: `docs/schema/audit-report.v1.schema.json` describes it,
 * and within version 1 nothing is taken out or changes its meaning.
 */
export interface AuditReport {
  readonly $schema: string;
  readonly version: 1;
  readonly generatedAt: string;
  readonly tenantId: string;
  /** BCP 47 of the language of its sentences. */
  readonly language: string;
  readonly summary: ReportSummary;
  /** What all of it was made from, whole: the report can be made again from it. */
  readonly snapshot: Snapshot;
  readonly yardstick: Yardstick;
  /** The worst first. */
  readonly findings: readonly ReportFinding[];
  /** Standing without end, one for each holder and way to the role. */
  readonly permanentAssignments: readonly ReportAssignment[];
  /** Standing with an end. */
  readonly timeBoundAssignments: readonly ReportAssignment[];
  /** Activated at the time of the snapshot: just in time, and no standing access. */
  readonly activeAssignments: readonly ReportAssignment[];
  readonly eligibleAssignments: readonly ReportEligibility[];
  readonly overPrivileged: readonly ReportOverPrivileged[];
  readonly policyCompliance: readonly ReportCompliance[];
  /** What should become of permanent assignments, role by role. */
  readonly conversions: readonly ReportConversions[];
  /** Requests to activate, the latest first. */
  readonly recentActivations: readonly ReportActivation[];
  /** Activations that went round rules of the house, the latest first; absent where Latchkey's database was not asked. */
  readonly houseRuleBypasses?: readonly ReportBypass[] | undefined;
  /** Planned activations that such rules did not allow any more as they began, the latest first; absent likewise. */
  readonly laterBreaches?: readonly ReportLaterBreach[] | undefined;
}

/** The report in figures. */
export interface ReportSummary extends Omit<PostureCounts, 'byRole'> {
  readonly byRole: readonly ReportRoleCount[];
  readonly findings: Readonly<Record<Severity, number>>;
  /** Roles whose settings are as the baseline asks, of all that were compared. */
  readonly compliantRoles: number;
  readonly comparedRoles: number;
  readonly recentDays: number;
  /** From when on the audit log was read; `null` where it could not be read. */
  readonly auditedSince: string | null;
  /** Activations day by day, in UTC, the oldest first. */
  readonly activationsPerDay: readonly { readonly day: string; readonly count: number }[];
  readonly notRead: readonly NotRead[];
  /** Rules that say nothing because something they rest on was not read. */
  readonly notJudged: readonly FindingRuleId[];
}

/** Who or what holds a role. */
export type ReportPrincipal = Omit<SnapshotPrincipal, 'lastSignInAt'>;

/** A group between a holder and a role. */
export type ReportGroup = Pick<SnapshotPrincipal, 'id' | 'displayName'>;

export interface ReportRole {
  readonly id: string;
  readonly displayName: string;
  readonly isPrivileged: boolean;
}

export interface ReportRoleCount extends Omit<RoleCount, 'role' | 'isPrivileged'> {
  readonly role: ReportRole;
}

export interface ReportEligibility {
  readonly id: string;
  readonly principal: ReportPrincipal;
  readonly role: ReportRole;
  readonly scopeId: string;
  /** From the group next to the holder to the one that holds the role; empty for a role of one's own. */
  readonly path: readonly ReportGroup[];
  readonly startAt: string | null;
  readonly endAt: string | null;
  readonly isBreakGlass: boolean;
  /** The last activation that is known. */
  readonly lastUse: { readonly at: string; readonly source: LastUse['source'] } | null;
}

export interface ReportAssignment extends ReportEligibility {
  readonly isOutsidePim: boolean;
}

export interface ReportOverPrivileged {
  readonly principal: ReportPrincipal;
  readonly reasons: readonly OverPrivilegedReason[];
  readonly roles: readonly ReportRole[];
}

export interface ReportCompliance extends Omit<RoleCompliance, 'role'> {
  readonly role: ReportRole;
}

/** Permanent assignments of one role, and what should become of each. */
export interface ReportConversions {
  readonly role: ReportRole;
  readonly counts: Readonly<Record<Conversion['advice'], number>>;
  readonly assignments: readonly {
    readonly principal: ReportPrincipal;
    readonly scopeId: string;
    readonly path: readonly ReportGroup[];
    readonly advice: Conversion['advice'];
    readonly reason: NonNullable<Conversion['reason']> | null;
  }[];
}

export interface ReportActivation extends Pick<
  SnapshotActivation,
  'requestId' | 'requestedAt' | 'outcome' | 'activatedAt' | 'endAt' | 'justification'
> {
  readonly principal: ReportPrincipal;
  readonly role: ReportRole;
  /** From the activation to its end, whole minutes. */
  readonly minutes: number | null;
  readonly decidedBy: ReportPrincipal | null;
}

/** An activation that went round rules of the house. */
export interface ReportBypass extends Omit<
  SnapshotBypass,
  'principalId' | 'roleDefinitionId' | 'approvedBy'
> {
  readonly principal: ReportPrincipal;
  readonly role: ReportRole;
  readonly approvedBy: ReportPrincipal | null;
}

/** A planned activation that rules of the house did not allow any more as it began. */
export interface ReportLaterBreach extends Omit<SnapshotLaterBreach, 'principalId' | 'roleDefinitionId'> {
  readonly principal: ReportPrincipal;
  readonly role: ReportRole;
}

export interface ReportFinding {
  readonly rule: FindingRuleId;
  readonly severity: Severity;
  readonly title: string;
  /** What was found. */
  readonly evidence: string;
  readonly why: string;
  readonly mend: string;
  /** Public guides that the rule rests on. */
  readonly links: readonly string[];
  readonly role: ReportRole | null;
  readonly principals: readonly ReportPrincipal[];
  readonly facts: FindingFacts;
}
