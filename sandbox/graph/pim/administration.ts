import { type Caller } from '../authorisation.ts';
import { pimRefusal, unauthorizedAccess } from '../graphError.ts';
import { refuseOthers } from './activation.ts';
import { auditPim, subjectOfRequest } from './audit.ts';
import { grantActivity } from './auditWords.ts';
import { hasWaitingRequest, refuseUnknownSubject, schedulesFor } from './lookups.ts';
import { newRequest } from './newRequest.ts';
import { type Pim, policyOf } from './pim.ts';
import { demandsOf } from './policy.ts';
import { failedRules, refuseFailed } from './policyChecks.ts';
import { administratorRoles, holdsRole } from './principals.ts';
import { endOf, grant, moveEnd, withdraw } from './provisioning.ts';
import { type Creator, type Schedule, type ScheduleRequest } from './records.ts';
import { type Asked } from './requestBody.ts';

/** Grants an eligibility or an assignment. */
export function adminAssign(pim: Pim, caller: Caller, asked: Asked): ScheduleRequest {
  refuseOrdinary(pim, caller);
  refuseUnknownSubject(pim, asked);
  refusePrincipal(pim, asked);
  const standing = schedulesFor(pim, asked.kind, asked).filter((one) => one.assignmentType === 'Assigned');
  if (standing.length > 0) throw pimRefusal('RoleAssignmentExists');
  if (hasWaitingRequest(pim, asked)) throw pimRefusal('PendingRoleAssignmentRequest');
  return grantAsked(pim, caller, asked);
}

/** Grants again what has ended; what still stands is moved instead. */
export function adminRenew(pim: Pim, caller: Caller, asked: Asked): ScheduleRequest {
  refuseOrdinary(pim, caller);
  refuseUnknownSubject(pim, asked);
  refusePrincipal(pim, asked);
  return standingFor(pim, asked) === undefined ? grantAsked(pim, caller, asked) : moved(pim, caller, asked);
}

/** Moves the end of what stands: adminUpdate and adminExtend. */
export function adminExtend(pim: Pim, caller: Caller, asked: Asked): ScheduleRequest {
  refuseOrdinary(pim, caller);
  refuseUnknownSubject(pim, asked);
  return moved(pim, caller, asked);
}

/** Ends an eligibility or an assignment, whoever gave it. */
export function adminRemove(pim: Pim, caller: Caller, asked: Asked): ScheduleRequest {
  refuseOrdinary(pim, caller);
  refuseUnknownSubject(pim, asked);
  return endStanding(pim, caller, asked);
}

/** Ends what stands, for somebody who may. Throws 400 where nothing does. */
export function endStanding(pim: Pim, by: Creator, asked: Asked): ScheduleRequest {
  const standing = schedulesFor(pim, asked.kind, asked).filter((one) => one.status !== 'Revoked');
  if (standing.length === 0) throw pimRefusal('RoleAssignmentDoesNotExist');
  const request = newRequest(pim, by, asked);
  request.status = 'Revoked';
  if (asked.isValidationOnly) return request;
  store(pim, request);
  for (const schedule of standing) withdraw(pim, schedule, request);
  return request;
}

/** Asks administrators for more time. Graph cannot decide these: they wait for the portal or for adminExtend. */
export function selfExtend(pim: Pim, caller: Caller, asked: Asked): ScheduleRequest {
  refuseOthers(caller, asked);
  refuseUnknownSubject(pim, asked);
  const standing = standingFor(pim, asked);
  if (asked.action === 'selfExtend' && (standing === undefined || endsNever(standing)))
    throw pimRefusal('RoleAssignmentDoesNotExist');
  if (hasWaitingRequest(pim, asked) || waitingExtension(pim, asked) !== undefined)
    throw pimRefusal('PendingRoleAssignmentRequest');
  const request = newRequest(pim, caller, asked);
  request.status = 'PendingAdminDecision';
  if (!asked.isValidationOnly) store(pim, request);
  return request;
}

function refuseOrdinary(pim: Pim, caller: Caller): void {
  // An app is authorised by its permissions alone; its directory roles do not count.
  if (caller.kind === 'user' && !holdsRole(pim, caller.id, administratorRoles)) throw unauthorizedAccess();
}

/** Eligible can be a user or a role-assignable group; a service principal can only hold a role actively. */
function refusePrincipal(pim: Pim, { kind, principalId }: Asked): void {
  const { groups, servicePrincipals } = pim.world.tenant;
  const group = groups.find((one) => one.id === principalId);
  const isService = servicePrincipals.some((one) => one.id === principalId);
  if (group?.isAssignableToRole === false || (isService && kind === 'eligibility'))
    throw pimRefusal('InvalidRoleAssignmentRequest');
}

function grantAsked(pim: Pim, caller: Caller, asked: Asked): ScheduleRequest {
  refuseUnmet(pim, caller, asked);
  const request = newRequest(pim, caller, asked);
  if (asked.isValidationOnly) {
    request.status = 'Granted';
    return request;
  }
  store(pim, request);
  grant(pim, request, null);
  return request;
}

function moved(pim: Pim, caller: Caller, asked: Asked): ScheduleRequest {
  const standing = standingFor(pim, asked);
  if (standing === undefined) throw pimRefusal('RoleAssignmentDoesNotExist');
  refuseUnmet(pim, caller, asked);
  const request = newRequest(pim, caller, asked);
  if (asked.isValidationOnly || asked.expiration === null) {
    request.status = 'Granted';
    return request;
  }
  store(pim, request);
  moveEnd(pim, standing, asked.expiration);
  const waiting = waitingExtension(pim, asked);
  if (waiting !== undefined) waiting.status = 'Provisioned';
  auditStep(pim, request, 'completed');
  return request;
}

const standingFor = (pim: Pim, asked: Asked): Schedule | undefined =>
  schedulesFor(pim, asked.kind, asked).find(
    (one) => one.assignmentType === 'Assigned' && one.status !== 'Revoked',
  );

const endsNever = (schedule: Schedule): boolean =>
  schedule.instance !== undefined
    ? schedule.instance.endAt === null
    : endOf(schedule.scheduleInfo.expiration, schedule.createdAt ?? new Date(0)) === null;

const waitingExtension = (pim: Pim, asked: Asked): ScheduleRequest | undefined =>
  pim.state.requests.find(
    (request) =>
      request.status === 'PendingAdminDecision' &&
      request.kind === asked.kind &&
      request.principalId === asked.principalId &&
      request.roleDefinitionId === asked.roleDefinitionId &&
      request.directoryScopeId === asked.directoryScopeId,
  );

function refuseUnmet(pim: Pim, caller: Caller, asked: Asked): void {
  if (asked.expiration === null || asked.expiration.type === 'notSpecified')
    throw pimRefusal('InvalidRoleAssignmentRequestSchedule');
  const name = asked.kind === 'eligibility' ? 'Admin_Eligibility' : 'Admin_Assignment';
  const demands = demandsOf(policyOf(pim, asked.roleDefinitionId), name);
  const asking = { caller, asked, demands, now: pim.world.clock.now() };
  refuseFailed(failedRules(asking), pim.world.tenant.wire.policyMessage);
}

function store(pim: Pim, request: ScheduleRequest): void {
  pim.state.requests.push(request);
  auditStep(pim, request, 'requested');
}

function auditStep(pim: Pim, request: ScheduleRequest, step: 'requested' | 'completed'): void {
  auditPim(pim, {
    activity: grantActivity(request, step),
    operation: request.action === 'adminRemove' ? 'Delete' : 'Create',
    by: request.createdBy,
    subject: subjectOfRequest(request),
    reason: request.justification,
  });
}
