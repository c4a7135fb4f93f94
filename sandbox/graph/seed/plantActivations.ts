import { assignmentInstanceId, guidOf } from '../identifiers.ts';
import { subjectOfRequest } from '../pim/audit.ts';
import { type AuditSubject } from '../pim/auditRow.ts';
import { activationActivity } from '../pim/auditWords.ts';
import { eligibilitiesFor } from '../pim/lookups.ts';
import { type Pim, policyOf } from '../pim/pim.ts';
import { approvalOf } from '../pim/policy.ts';
import { putInEffect } from '../pim/provisioning.ts';
import { type Approval, type Schedule, type ScheduleRequest } from '../pim/records.ts';
import { type PastEvents } from './pastEvents.ts';
import { type SeededActivation } from './tenantSeed.ts';

const hourMs = 3_600_000;
/** Somebody decides, or thinks better of it, after so long. */
const decidedAfterMs = 10 * 60_000;
const lapsedAfterMs = 24 * hourMs;

const later = (at: Date, milliseconds: number): Date => new Date(at.getTime() + milliseconds);

/** What one activation of the past left behind: its request, its approval, its rows of the audit log, and the role while it runs. */
export function plantActivation(pim: Pim, past: PastEvents, given: SeededActivation, number: number): void {
  const request = requestFrom(pim, given, number);
  pim.state.requests.push(request);
  const by = request.createdBy;
  const subject = subjectOfRequest(request);
  const { createdAt, justification: reason } = request;
  const shared = { by, subject, reason } as const;
  past.pim(createdAt, { ...shared, activity: activationActivity.requested, operation: 'Create' });
  const outcome = given.outcome ?? 'activated';
  if (given.decidedBy !== undefined || outcome !== 'activated') {
    request.approvalId = request.id;
    past.pim(createdAt, { ...shared, activity: activationActivity.approvalRequested, operation: 'Update' });
    decide(pim, past, given, request);
  }
  if (outcome !== 'activated') return;
  const waitedMs = given.decidedBy === undefined ? 0 : decidedAfterMs;
  run(pim, past, given, request, later(createdAt, waitedMs));
}

function requestFrom(pim: Pim, given: SeededActivation, number: number): ScheduleRequest {
  const { principalId, roleDefinitionId, directoryScopeId = '/', hours = 1 } = given;
  const createdAt = later(pim.state.plantedAt, -given.daysAgo * 24 * hourMs);
  const id = guidOf('activation', principalId, roleDefinitionId, directoryScopeId, String(number));
  return {
    id,
    kind: 'assignment',
    action: 'selfActivate',
    principalId,
    roleDefinitionId,
    directoryScopeId,
    justification: given.justification,
    ticketNumber: given.ticketNumber ?? null,
    ticketSystem: null,
    isValidationOnly: false,
    createdBy: { kind: 'user', id: principalId },
    createdAt,
    targetScheduleId: id,
    plannedStartAt: null,
    status: 'Revoked',
    completedAt: createdAt,
    approvalId: null,
    scheduleInfo: {
      startAt: createdAt,
      expiration: { type: 'afterDuration', endAt: null, duration: `PT${String(Math.round(hours * 60))}M` },
    },
    canceledAt: null,
  };
}

/** What became of the approval, and of the request where that ended it. */
function decide(pim: Pim, past: PastEvents, given: SeededActivation, request: ScheduleRequest): void {
  const { outcome = 'activated', decidedBy } = given;
  const isDecided = outcome === 'activated' || outcome === 'denied';
  const approval: Approval = {
    id: request.id,
    requestorId: request.principalId,
    approvers: approvalOf(policyOf(pim, request.roleDefinitionId))?.approvers ?? [],
    isJustificationRequired: true,
    reviewResult: isDecided ? (outcome === 'denied' ? 'Deny' : 'Approve') : 'NotReviewed',
    status: isDecided ? 'Completed' : 'Expired',
    justification: isDecided ? (outcome === 'denied' ? 'Not now' : 'Agreed') : null,
    reviewedBy: isDecided ? (decidedBy ?? null) : null,
    reviewedAt: isDecided ? later(request.createdAt, decidedAfterMs) : null,
  };
  pim.state.approvals.set(approval.id, approval);
  const at = later(request.createdAt, outcome === 'lapsed' ? lapsedAfterMs : decidedAfterMs);
  const shared = { operation: 'Update', subject: subjectOfRequest(request) } as const;
  const reason = request.justification;
  switch (outcome) {
    case 'activated':
    case 'denied': {
      const activity = activationActivity[outcome === 'denied' ? 'denied' : 'approved'];
      const by = decidedBy === undefined ? undefined : ({ kind: 'user', id: decidedBy } as const);
      past.pim(at, { ...shared, activity, by, reason: approval.justification });
      if (outcome === 'denied') request.status = 'Denied';
      return;
    }
    case 'lapsed':
      past.pim(at, { ...shared, activity: activationActivity.lapsed, by: undefined, reason });
      request.status = pim.state.choices.lapsedStatus;
      return;
    case 'canceled':
      past.pim(at, {
        ...shared,
        activity: activationActivity.canceled,
        operation: 'Delete',
        by: request.createdBy,
        reason,
      });
      request.status = 'Canceled';
      request.canceledAt = at;
  }
}

/** The role was there from `grantedAt` on, and is gone again where its end has passed. */
function run(
  pim: Pim,
  past: PastEvents,
  given: SeededActivation,
  request: ScheduleRequest,
  grantedAt: Date,
): void {
  const startAt = later(grantedAt, pim.world.tenant.wire.provisioningSeconds * 1000);
  const endAt = later(grantedAt, (given.hours ?? 1) * hourMs);
  const subject: AuditSubject = { ...subjectOfRequest(request), startAt, endAt };
  past.directory(startAt, 'Assign', subject);
  past.pim(startAt, {
    activity: activationActivity.completed,
    operation: 'Create',
    by: request.createdBy,
    subject,
    reason: request.justification,
    isBesideDirectory: true,
  });
  const backAt =
    given.givenBackAfterHours === undefined ? endAt : later(startAt, given.givenBackAfterHours * hourMs);
  if (backAt > pim.state.plantedAt) {
    request.status = 'Provisioned';
    const schedule = scheduleFrom(pim, request, startAt);
    pim.state.schedules.push(schedule);
    putInEffect(pim, schedule, startAt, endAt);
  } else if (backAt < endAt) giveBack(pim, past, request, backAt);
  else expire(past, subject, endAt);
}

function scheduleFrom(pim: Pim, request: ScheduleRequest, startAt: Date): Schedule {
  const { id, principalId, roleDefinitionId, directoryScopeId, scheduleInfo } = request;
  const used = eligibilitiesFor(pim, principalId, roleDefinitionId).find(
    (one) => one.directoryScopeId === directoryScopeId,
  );
  return {
    id,
    kind: 'assignment',
    principalId,
    roleDefinitionId,
    directoryScopeId,
    createdUsing: id,
    createdAt: startAt,
    assignmentType: 'Activated',
    activatedUsing: used?.id ?? null,
    modifiedAt: null,
    status: 'Provisioned',
    scheduleInfo: {
      startAt,
      expiration: scheduleInfo?.expiration ?? { type: 'noExpiration', endAt: null, duration: null },
    },
    instance: undefined,
  };
}

function expire(past: PastEvents, subject: AuditSubject, endAt: Date): void {
  const { requestId, roleDefinitionId, principalId = '', directoryScopeId } = subject;
  past.directory(endAt, 'Unassign', subject);
  past.pim(endAt, {
    activity: activationActivity.expired,
    operation: 'Delete',
    by: undefined,
    subject,
    reason: null,
    isBesideDirectory: true,
    details: {
      AuditType: 'RemoveActivatedRole',
      ActionType: 'Revoke',
      OriginRoleAssignmentId: assignmentInstanceId(roleDefinitionId, principalId, directoryScopeId),
      RoleAssignmentRequestId: requestId,
    },
  });
}

/** Giving a role back is a request of its own. */
function giveBack(pim: Pim, past: PastEvents, activation: ScheduleRequest, at: Date): void {
  const request: ScheduleRequest = {
    ...activation,
    id: guidOf('deactivation', activation.id),
    action: 'selfDeactivate',
    createdAt: at,
    targetScheduleId: null,
    status: 'Revoked',
    completedAt: null,
    approvalId: null,
    justification: null,
    scheduleInfo: null,
  };
  pim.state.requests.push(request);
  const shared = {
    operation: 'Delete',
    by: request.createdBy,
    subject: subjectOfRequest(request),
    reason: null,
  } as const;
  past.pim(at, { ...shared, activity: activationActivity.deactivationRequested });
  const goneAt = later(at, pim.world.tenant.wire.provisioningSeconds * 1000);
  past.directory(goneAt, 'Unassign', shared.subject);
  past.pim(goneAt, { ...shared, activity: activationActivity.deactivated, isBesideDirectory: true });
}
