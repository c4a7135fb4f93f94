import { type PrincipalId, type RequestId, type RoleDefinitionId } from './ids.ts';

/**
 * Status of a request as Graph spells it. A string, not an enumeration, because Graph's own is open:
 * `PendingApprovalProvisioning` is seen and not documented.
 */
export type RequestStatus = string;

/** What a request asked for and where it stands (Graph: `unifiedRoleAssignmentScheduleRequest`). */
export interface ActivationRequest {
  readonly id: RequestId;
  readonly status: RequestStatus;
  /** `selfActivate`, `selfDeactivate`, `adminAssign` …, in camel case however Graph wrote it. */
  readonly action: string;
  readonly principalId: PrincipalId;
  readonly roleDefinitionId: RoleDefinitionId;
  readonly scopeId: string;
  readonly createdAt: Date | undefined;
  /** `undefined`: no approval applies. */
  readonly approvalId: string | undefined;
  readonly justification: string;
  readonly ticketNumber: string;
  readonly ticketSystem: string;
  readonly startAt: Date | undefined;
  readonly durationMinutes: number | undefined;
  readonly endAt: Date | undefined;
  /** Display name of whoever made the request, where Graph gives it. */
  readonly createdByName: string | undefined;
}

/** What a status means to people. */
export type RequestPhase =
  | 'waitingForApproval'
  | 'waitingForAdministrator'
  | 'provisioning'
  | 'scheduled'
  | 'active'
  | 'denied'
  | 'canceled'
  | 'failed'
  | 'ended';

const phases: ReadonlyMap<string, RequestPhase> = new Map([
  ['pendingapproval', 'waitingForApproval'],
  ['pendingapprovalprovisioning', 'waitingForApproval'],
  ['pendingadmindecision', 'waitingForAdministrator'],
  ['pendingprovisioning', 'provisioning'],
  ['pendingschedulecreation', 'provisioning'],
  ['schedulecreated', 'provisioning'],
  ['provisioned', 'active'],
  ['granted', 'scheduled'],
  ['denied', 'denied'],
  ['admindenied', 'denied'],
  ['canceled', 'canceled'],
  ['failed', 'failed'],
  ['failedasresourceislocked', 'failed'],
  ['invalid', 'failed'],
  ['timedout', 'ended'],
  ['revoked', 'ended'],
]);

/** Meaning of a status; anything unknown that begins with "Pending" is still open. */
export function phaseOf(status: RequestStatus): RequestPhase {
  const key = status.toLowerCase();
  return phases.get(key) ?? (key.startsWith('pending') ? 'provisioning' : 'failed');
}

/** Whether PIM may still change its mind about the request. */
export const isOpen = ({ status }: { readonly status: RequestStatus }): boolean =>
  ['waitingForApproval', 'waitingForAdministrator', 'provisioning'].includes(phaseOf(status));

/** Whether approvers are asked. */
export const isWaitingForApproval = ({ status }: { readonly status: RequestStatus }): boolean =>
  phaseOf(status) === 'waitingForApproval';

/** PIM lets a request lapse when nobody decided within this time; it cannot be configured. */
export const APPROVAL_WINDOW_MINUTES = 24 * 60;

/** When a waiting request lapses. */
export const lapsesAt = (createdAt: Date): Date =>
  new Date(createdAt.getTime() + APPROVAL_WINDOW_MINUTES * 60_000);

/**
 * Whether a request lapsed before anybody decided, as it was last read. PIM has more than one status for that, and takes
 * them for other ends too.
 */
export const hasLapsed = ({
  status,
  approvalId,
  decision,
  createdAt,
  readAt,
}: {
  readonly status: RequestStatus;
  readonly approvalId: string | undefined;
  readonly decision: unknown;
  readonly createdAt: Date;
  readonly readAt: Date;
}): boolean =>
  approvalId !== undefined &&
  decision === undefined &&
  ['waitingForApproval', 'failed', 'ended'].includes(phaseOf(status)) &&
  lapsesAt(createdAt) <= readAt;

/** Ends a justification so that a lost answer can be found again; nothing a person reads shows it. */
const TAG = / ?\[ref:[0-9A-Z]{26}\]\s*$/;

/** The justification as sent to PIM: the person's words and the operation's tag. */
export const tagged = (justification: string, operationId: string): string =>
  `${justification.trim()} [ref:${operationId}]`.trim();

/** The person's own words, without our tag. */
export const withoutTag = (justification: string): string => justification.replace(TAG, '');

/** The operation that a justification's tag names, or `undefined`. */
export const operationOf = (justification: string): string | undefined =>
  /\[ref:([0-9A-Z]{26})\]\s*$/.exec(justification)?.[1];
