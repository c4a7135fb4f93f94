import { type PrincipalId, type RoleDefinitionId, type RequestId, type TenantId } from '../ids.ts';
import { type BypassLine, type HouseBypass } from '../houseRules/bypass.ts';
import { type LaterBreach, type LaterBreachLine } from '../houseRules/plannedStarts/laterBreach.ts';
import { type ApproverReference } from '../policy.ts';

/**
 * What one reading of a tenant found: who holds and may activate what, how roles are set, what was activated. Plain data
 * that survives JSON, so that a report can be made again from it. Instants are ISO 8601 in UTC; `null` means that Entra
 * has none, and what could not be read at all is named in `notRead`.
 */
export interface Snapshot {
  readonly tenantId: TenantId;
  /** When reading began. */
  readonly takenAt: string;
  readonly roles: readonly SnapshotRole[];
  /** Everybody and everything that any other part names: holders, members, approvers, those who activated or decided. */
  readonly principals: readonly SnapshotPrincipal[];
  /** Every group that holds a role or approves, and the groups inside it. */
  readonly groups: readonly SnapshotGroup[];
  readonly assignments: readonly SnapshotAssignment[];
  readonly eligibilities: readonly SnapshotEligibility[];
  readonly settings: readonly SnapshotSettings[];
  /** Oldest first. */
  readonly activations: readonly SnapshotActivation[];
  /** The instant from which on the audit log was read to its end; `null` where it could not be read. */
  readonly auditedSince: string | null;
  /** Activations known from elsewhere than the audit log. */
  readonly otherUses: readonly SnapshotUse[];
  readonly alerts: readonly SnapshotAlert[];
  /** Approvers whom no card reaches, as Latchkey's own database knows; `null` where it was not asked. */
  readonly unreachable: readonly PrincipalId[] | null;
  readonly notRead: readonly NotRead[];
  /** Roles that Latchkey's own rules of the house ask approvals for; absent where there are no rules, or nobody asked them. */
  readonly ruledRoles?: readonly SnapshotRuledRole[] | undefined;
  /** Activations that went round such rules, the newest first; absent where Latchkey's own database was not asked. */
  readonly houseRuleBypasses?: readonly SnapshotBypass[] | undefined;
  /** Planned activations that such rules did not allow any more as they began, the newest first; absent likewise. */
  readonly laterBreaches?: readonly SnapshotLaterBreach[] | undefined;
}

/** A role that rules of the house ask approvals for. */
export interface SnapshotRuledRole {
  readonly roleDefinitionId: RoleDefinitionId;
  /** Names of the rules, in the order of the settings file. */
  readonly rules: readonly string[];
}

/** An activation that went round rules of the house. */
export interface SnapshotBypass {
  readonly requestId: RequestId;
  readonly principalId: PrincipalId;
  readonly roleDefinitionId: RoleDefinitionId;
  /** `null`: PIM's log does not say it. */
  readonly scopeId: string | null;
  readonly activatedAt: string;
  readonly minutes: number | null;
  readonly way: HouseBypass['way'];
  readonly verdict: HouseBypass['verdict'];
  /** Who approved it in PIM, where that is known. */
  readonly approvedBy: PrincipalId | null;
  /** Rules of which something was not met, or could not be judged. */
  readonly rules: readonly string[];
  readonly unmet: readonly BypassLine['thing'][];
}

/** A planned activation that rules of the house did not allow any more as it began. */
export interface SnapshotLaterBreach {
  readonly requestId: RequestId;
  readonly principalId: PrincipalId;
  readonly roleDefinitionId: RoleDefinitionId;
  readonly scopeId: string;
  /** When it was planned to begin. */
  readonly startAt: string;
  readonly minutes: number | null;
  readonly verdict: LaterBreach['verdict'];
  /** Rules of which something was not met, or could not be judged. */
  readonly rules: readonly string[];
  readonly unmet: readonly LaterBreachLine['thing'][];
}

/** A part of a tenant that could not be read, with the code of the error (`pim/errors.ts`). */
export interface NotRead {
  readonly part: SnapshotPart;
  readonly code: string;
}

/** What a snapshot is read from, one list or kind of call each. */
export type SnapshotPart =
  | 'roles'
  | 'privilegedRoles'
  | 'assignments'
  | 'eligibilities'
  | 'settings'
  | 'principals'
  | 'groupMembers'
  | 'groupEligibilities'
  | 'signIns'
  | 'audits'
  | 'alerts';

/** A role of the catalogue (Graph: `unifiedRoleDefinition`). */
export interface SnapshotRole {
  readonly id: RoleDefinitionId;
  readonly displayName: string;
  readonly isBuiltIn: boolean;
  /** Only Graph's beta says so. */
  readonly isPrivileged: boolean | null;
}

/** A person, group or app. What is not in the directory any more is `missing`. */
export interface SnapshotPrincipal {
  readonly id: PrincipalId;
  readonly kind: 'person' | 'group' | 'app' | 'missing';
  readonly displayName: string;
  readonly userPrincipalName: string | null;
  readonly isEnabled: boolean | null;
  readonly isGuest: boolean;
  /** Last sign-in of any kind (Graph: `signInActivity`); `null` where there was none or it could not be read. */
  readonly lastSignInAt: string | null;
}

/** Who belongs to a group, directly. */
export interface SnapshotGroup {
  readonly id: PrincipalId;
  readonly isRoleAssignable: boolean | null;
  /** Whether anybody is eligible for membership (PIM for Groups); `null` where that could not be read. */
  readonly isManagedByPim: boolean | null;
  /** People, apps and groups; `null` where they could not be read. */
  readonly members: readonly PrincipalId[] | null;
}

/** A role held now (Graph: `unifiedRoleAssignmentScheduleInstance`, only rows of the holder itself: `Direct`). */
export interface SnapshotAssignment {
  readonly id: string;
  readonly principalId: PrincipalId;
  readonly roleDefinitionId: RoleDefinitionId;
  readonly scopeId: string;
  /** `Activated` is just in time and never standing access. */
  readonly assignmentType: 'Assigned' | 'Activated';
  readonly startAt: string | null;
  readonly endAt: string | null;
  /** Made in the directory past PIM: without times and schedule of its own. */
  readonly isOutsidePim: boolean;
}

/** A role that may be activated (Graph: `unifiedRoleEligibilityScheduleInstance`, only `Direct` rows). */
export interface SnapshotEligibility {
  readonly id: string;
  readonly principalId: PrincipalId;
  readonly roleDefinitionId: RoleDefinitionId;
  readonly scopeId: string;
  readonly startAt: string | null;
  /** `null`: without end. */
  readonly endAt: string | null;
}

/** The settings of a role: the seventeen rules of its policy (Graph: `unifiedRoleManagementPolicyRule`). */
export interface SnapshotSettings {
  readonly roleDefinitionId: RoleDefinitionId;
  readonly policyId: string;
  readonly activation: {
    readonly maximumMinutes: number;
    readonly isJustificationRequired: boolean;
    readonly isTicketRequired: boolean;
    readonly isMultifactorRequired: boolean;
    readonly authenticationContext: string | null;
    readonly isApprovalRequired: boolean;
    readonly isApproverJustificationRequired: boolean;
    /** Empty with `isApprovalRequired`: PIM's default approvers. */
    readonly approvers: readonly ApproverReference[];
  };
  readonly eligibility: GrantSettings;
  readonly assignment: GrantSettings;
  readonly notifications: readonly SnapshotNotification[];
}

/** What administrators may grant. */
export interface GrantSettings {
  readonly isExpirationRequired: boolean;
  readonly maximumMinutes: number;
  readonly isJustificationRequired: boolean;
  readonly isMultifactorRequired: boolean;
}

/** A notification rule, for instance `Notification_Approver_EndUser_Assignment`. */
export interface SnapshotNotification {
  readonly ruleId: string;
  readonly level: string;
  readonly isDefaultRecipientsEnabled: boolean;
  readonly recipients: readonly string[];
}

/** One request to activate a role and what came of it, put together from rows of the audit log. */
export interface SnapshotActivation {
  readonly requestId: RequestId;
  readonly principalId: PrincipalId;
  readonly roleDefinitionId: RoleDefinitionId;
  readonly requestedAt: string;
  readonly outcome: 'waiting' | 'activated' | 'denied' | 'canceled' | 'lapsed';
  readonly activatedAt: string | null;
  /** When it ended, or where that is not told when it was to end. */
  readonly endAt: string | null;
  /** As typed, without the mark that Latchkey adds. */
  readonly justification: string;
  readonly decidedBy: PrincipalId | null;
}

/** That somebody activated a role, from PIM's own alert or Latchkey's trail; the latest one. */
export interface SnapshotUse {
  readonly principalId: PrincipalId;
  readonly roleDefinitionId: RoleDefinitionId;
  readonly lastActivatedAt: string;
  readonly source: 'pimAlert' | 'latchkey';
}

/** One of PIM's own alerts (Graph beta: `unifiedRoleManagementAlert`). */
export interface SnapshotAlert {
  /** What follows the tenant in its id, for instance `RedundantAssignmentAlert`. */
  readonly name: string;
  readonly isActive: boolean;
  readonly incidentCount: number;
  readonly incidents: readonly {
    readonly principalId: PrincipalId | null;
    readonly roleDefinitionId: RoleDefinitionId | null;
    /** Last activation or last sign-in, as the kind of alert has it. */
    readonly lastSeenAt: string | null;
  }[];
}
