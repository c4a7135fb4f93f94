import { type Caller } from '../authorisation.ts';
import { acrsValidationFailed, pimRefusal, unauthorizedAccess } from '../graphError.ts';
import { openApproval } from './approvals.ts';
import { auditPim, subjectOfRequest } from './audit.ts';
import { activationActivity } from './auditWords.ts';
import { eligibilitiesFor, hasWaitingRequest, refuseUnknownSubject, schedulesFor } from './lookups.ts';
import { newRequest } from './newRequest.ts';
import { type Pim, policyOf } from './pim.ts';
import { approvalOf, contextOf, demandsOf } from './policy.ts';
import { askedMs, failedRules, refuseFailed } from './policyChecks.ts';
import { grant, withdraw } from './provisioning.ts';
import { type Schedule, type ScheduleRequest } from './records.ts';
import { type Asked } from './requestBody.ts';

/** The least length of an activation, and the time before one may be ended. */
const minimumMs = 5 * 60_000;

/** Turns the caller's own eligibility on. Throws the refusals in the order in which the service was seen to check. */
export function selfActivate(pim: Pim, caller: Caller, asked: Asked): ScheduleRequest {
  refuseOthers(caller, asked);
  refuseUnknownSubject(pim, asked);
  const eligibility = eligibilityFor(pim, caller, asked);
  if (schedulesFor(pim, 'assignment', asked).some((one) => one.status !== 'Granted'))
    throw pimRefusal('RoleAssignmentExists');
  if (hasWaitingRequest(pim, asked)) throw pimRefusal('PendingRoleAssignmentRequest');
  refuseSchedule(asked, pim.world.clock.now());
  const policy = policyOf(pim, asked.roleDefinitionId);
  refuseUnmet(pim, caller, asked, true);
  refuseContext(caller, contextOf(policy));
  const request = newRequest(pim, caller, asked);
  const approval = approvalOf(policy);
  if (asked.isValidationOnly) {
    request.status = approval === undefined ? 'Granted' : 'PendingEvaluation';
    return request;
  }
  pim.state.requests.push(request);
  audit(pim, request, activationActivity.requested);
  if (approval === undefined) {
    grant(pim, request, eligibility.id);
    return request;
  }
  request.approvalId = request.id;
  waitForApproval(request);
  openApproval(pim, request, approval.approvers, approval.isJustificationRequired);
  return request;
}

/** Without a planned start the start is open until somebody approves; the service sets `completedAt` all the same. */
function waitForApproval(request: ScheduleRequest): void {
  request.status = request.plannedStartAt === null ? 'PendingApproval' : 'PendingApprovalProvisioning';
  request.completedAt = request.plannedStartAt ?? request.createdAt;
  if (request.scheduleInfo !== null)
    request.scheduleInfo = { startAt: request.plannedStartAt, expiration: request.scheduleInfo.expiration };
}

/** Ends the caller's own activation. */
export function selfDeactivate(pim: Pim, caller: Caller, asked: Asked): ScheduleRequest {
  refuseOthers(caller, asked);
  refuseUnknownSubject(pim, asked);
  const activation = schedulesFor(pim, 'assignment', asked).find(isRunning);
  if (activation === undefined) throw pimRefusal('RoleAssignmentDoesNotExist');
  const runsSince = activation.instance?.startAt?.getTime() ?? 0;
  if (pim.world.clock.now().getTime() - runsSince < minimumMs) throw pimRefusal('ActiveDurationTooShort');
  const request = newRequest(pim, caller, asked);
  request.status = 'Revoked';
  if (asked.isValidationOnly) return request;
  pim.state.requests.push(request);
  audit(pim, request, activationActivity.deactivationRequested);
  withdraw(pim, activation, request);
  return request;
}

const isRunning = (schedule: Schedule): boolean =>
  schedule.assignmentType === 'Activated' && schedule.instance !== undefined && schedule.status !== 'Revoked';

/** Self actions are for a signed-in person and for nobody else's roles. */
export function refuseOthers(caller: Caller, asked: Asked): void {
  if (caller.kind !== 'user' || caller.id !== asked.principalId) throw unauthorizedAccess();
}

function eligibilityFor(pim: Pim, caller: Caller, asked: Asked): Schedule {
  const anywhere = eligibilitiesFor(pim, asked.principalId, asked.roleDefinitionId);
  const here = anywhere.find((one) => one.directoryScopeId === asked.directoryScopeId);
  if (here !== undefined) return here;
  if (anywhere.length > 0) throw pimRefusal('InvalidScope');
  refuseUnmet(pim, caller, asked, false);
  throw pimRefusal('InvalidRoleAssignmentRequest');
}

function refuseUnmet(pim: Pim, caller: Caller, asked: Asked, isEligible: boolean): void {
  const demands = demandsOf(policyOf(pim, asked.roleDefinitionId), 'EndUser_Assignment');
  const asking = { caller, asked, demands, now: pim.world.clock.now() };
  refuseFailed(failedRules(asking, isEligible), pim.world.tenant.wire.policyMessage);
}

function refuseSchedule(asked: Asked, now: Date): void {
  if (asked.expiration === null || asked.expiration.type === 'notSpecified')
    throw pimRefusal('InvalidRoleAssignmentRequestSchedule');
  if ((askedMs(asked, now) ?? Infinity) < minimumMs) throw pimRefusal('ActiveDurationTooShort');
}

/** Without `cp1` in the token PIM refuses even one that carries the context. */
function refuseContext(caller: Caller, claimValue: string | undefined): void {
  if (claimValue === undefined) return;
  if (!caller.contexts.has(claimValue.toLowerCase()) || !caller.capabilities.has('cp1'))
    throw acrsValidationFailed(claimValue);
}

function audit(pim: Pim, request: ScheduleRequest, activity: string): void {
  const operation = request.action === 'selfDeactivate' ? 'Delete' : 'Create';
  const { createdBy: by, justification: reason } = request;
  auditPim(pim, { activity, operation, by, subject: subjectOfRequest(request), reason });
}
