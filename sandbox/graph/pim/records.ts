/** Eligibilities and assignments go the same way: asked for by a request, planned by a schedule, in effect as an instance. */
export type ScheduleKind = 'eligibility' | 'assignment';

/** What a request can ask (Graph: unifiedRoleScheduleRequestActions), spelled as Graph writes it. */
export const actions = [
  'adminAssign',
  'adminUpdate',
  'adminRemove',
  'selfActivate',
  'selfDeactivate',
  'adminExtend',
  'adminRenew',
  'selfExtend',
  'selfRenew',
] as const;
export type Action = (typeof actions)[number];

/** When a request or schedule ends (Graph: expirationPatternType). */
export const expirationTypes = ['notSpecified', 'noExpiration', 'afterDateTime', 'afterDuration'] as const;

/** The end of a schedule as it was asked for; `duration` is ISO 8601. */
export interface Expiration {
  readonly type: (typeof expirationTypes)[number];
  readonly endAt: Date | null;
  readonly duration: string | null;
}

/** Graph: requestSchedule. `startAt` null: as soon as approved. */
export interface ScheduleInfo {
  readonly startAt: Date | null;
  readonly expiration: Expiration;
}

/** Who made a request. */
export interface Creator {
  readonly kind: 'user' | 'app';
  readonly id: string;
}

/** Graph: unifiedRole(Assignment|Eligibility)ScheduleRequest. */
export interface ScheduleRequest {
  readonly id: string;
  readonly kind: ScheduleKind;
  readonly action: Action;
  readonly principalId: string;
  readonly roleDefinitionId: string;
  readonly directoryScopeId: string;
  readonly justification: string | null;
  readonly ticketNumber: string | null;
  readonly ticketSystem: string | null;
  readonly isValidationOnly: boolean;
  readonly createdBy: Creator;
  readonly createdAt: Date;
  readonly targetScheduleId: string | null;
  /** The start that the body asked for, if it lies ahead. */
  readonly plannedStartAt: Date | null;
  status: string;
  completedAt: Date | null;
  approvalId: string | null;
  scheduleInfo: ScheduleInfo | null;
  /** When it was cancelled: Graph forgets cancelled requests after 30 days. */
  canceledAt: Date | null;
}

/** A schedule while it is in effect. Both times are null for what was assigned outside PIM. */
export interface Instance {
  readonly id: string;
  readonly startAt: Date | null;
  endAt: Date | null;
}

/** Graph: unifiedRole(Assignment|Eligibility)Schedule, with its instance once there is one. */
export interface Schedule {
  readonly id: string;
  readonly kind: ScheduleKind;
  readonly principalId: string;
  readonly roleDefinitionId: string;
  readonly directoryScopeId: string;
  /** The request behind it; null for what was assigned outside PIM. */
  readonly createdUsing: string | null;
  readonly createdAt: Date | null;
  readonly assignmentType: 'Assigned' | 'Activated';
  /** The eligibility schedule that an activation rests on. */
  readonly activatedUsing: string | null;
  modifiedAt: Date | null;
  status: string;
  scheduleInfo: ScheduleInfo;
  instance: Instance | undefined;
}

/** Who may decide, as the role's settings name them. */
export type Approver =
  { readonly kind: 'user'; readonly id: string } | { readonly kind: 'group'; readonly id: string };

/** Graph beta: approval, which for directory roles has one step. Its id is the request's. */
export interface Approval {
  readonly id: string;
  readonly requestorId: string;
  /** As the settings named them when the request was made; none: the active privileged administrators. */
  readonly approvers: readonly Approver[];
  readonly isJustificationRequired: boolean;
  reviewResult: 'NotReviewed' | 'Approve' | 'Deny';
  status: 'InProgress' | 'Completed' | 'Expired';
  justification: string | null;
  reviewedBy: string | null;
  reviewedAt: Date | null;
}

/** Graph: privilegedAccessGroupEligibilitySchedule. */
export interface GroupEligibility {
  /** `{group}_{access}_{guid}`. */
  readonly id: string;
  readonly groupId: string;
  readonly principalId: string;
  readonly accessId: 'member' | 'owner';
  readonly createdAt: Date;
  readonly endAt: Date | null;
}

/** Graph: unifiedRoleDefinition. */
export interface RoleDefinition {
  readonly id: string;
  readonly displayName: string;
  readonly description: string;
  readonly isBuiltIn: boolean;
  /** Beta only. */
  readonly isPrivileged: boolean;
  readonly allowedResourceActions: readonly string[];
}

/** A request that waits for somebody or something. */
export const isPending = (request: ScheduleRequest): boolean => request.status.startsWith('Pending');
