import { type Finding, type FindingRuleId } from '../findings/finding.ts';
import { type SnapshotAssignment, type SnapshotPrincipal, type SnapshotRole } from './snapshot.ts';
import { type Held } from './posture.ts';

/** How a role is held, in heads: each person or app counts once a column, however many ways lead there. */
export interface RoleCount {
  readonly role: SnapshotRole;
  readonly isPrivileged: boolean;
  /** Standing without end. */
  readonly permanent: number;
  /** Standing with an end. */
  readonly timeBound: number;
  readonly eligible: number;
  /** Activated at this moment; in none of the columns before. */
  readonly activeNow: number;
  /** Activations in the audit log that was read. */
  readonly activations: number;
}

/** The tenant in figures. */
export interface PostureCounts {
  /** Roles that somebody holds or may activate; those with the most permanent holders first, then by name. */
  readonly byRole: readonly RoleCount[];
  /** Sums of the columns of `byRole`: a head with two roles counts twice. */
  readonly total: Omit<RoleCount, 'role' | 'isPrivileged'>;
  /** Heads with at least one privileged role that stands. */
  readonly standingPrivilegedHeads: number;
  /** Permanent Global Administrators, break-glass accounts left out; and those accounts. */
  readonly globalAdministrators: number;
  readonly breakGlassGlobalAdministrators: number;
}

/** What should become of a permanent assignment. */
export interface Conversion {
  readonly held: Held<SnapshotAssignment>;
  /** `keep` and `byHand` have a reason; `alreadyEligible`: only the standing assignment has to go. */
  readonly advice: 'makeEligible' | 'alreadyEligible' | 'byHand' | 'keep';
  readonly reason:
    | 'breakGlass'
    | 'app'
    | 'throughGroup'
    | 'guest'
    | 'disabledOrMissing'
    | 'lastGlobalAdministrator'
    | 'serviceAccount'
    | 'scoped'
    | undefined;
}

/** One thing that the baseline asks of a role's settings. */
export type ComplianceCheck =
  | 'activationHours'
  | 'strongAuthentication'
  | 'authenticationContext'
  | 'justification'
  | 'ticket'
  | 'approval'
  | 'eligibilityDays'
  | 'assignmentDays'
  | 'notifications';

/** A role's settings beside the baseline. */
export interface RoleCompliance {
  readonly role: SnapshotRole;
  readonly tier: string;
  readonly isCompliant: boolean;
  /** Every check that the tier makes, met or not. Hours, days or whether; `null` days: without end. */
  readonly checks: readonly {
    readonly check: ComplianceCheck;
    readonly expected: number | boolean;
    readonly found: number | boolean | null;
    readonly isMet: boolean;
  }[];
}

/** Why an account holds too much at once. */
export type OverPrivilegedReason =
  'manyPrivilegedRoles' | 'globalAdministratorAndMore' | 'standingAndEligible' | 'guest' | 'disabled' | 'app';

/** An account that holds more than it should, and why. */
export interface OverPrivileged {
  readonly holder: SnapshotPrincipal;
  readonly reasons: readonly OverPrivilegedReason[];
  /** Privileged roles that stand, each once, by name. */
  readonly roles: readonly SnapshotRole[];
}

/** Everything that a posture amounts to. */
export interface Judgement {
  readonly counts: PostureCounts;
  readonly conversions: readonly Conversion[];
  readonly compliance: readonly RoleCompliance[];
  readonly overPrivileged: readonly OverPrivileged[];
  /** The worst first. */
  readonly findings: readonly Finding[];
  /** Rules that say nothing because what they need could not be read. */
  readonly notJudged: readonly FindingRuleId[];
}
