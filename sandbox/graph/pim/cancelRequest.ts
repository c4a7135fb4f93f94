import { type Caller } from '../authorisation.ts';
import { pimRefusal, resourceNotFound, unauthorizedAccess } from '../graphError.ts';
import { closeApproval } from './approvals.ts';
import { auditPim, subjectOfRequest } from './audit.ts';
import { activationActivity, grantActivity } from './auditWords.ts';
import { type Pim } from './pim.ts';
import { administratorRoles, holdsRole } from './principals.ts';
import { remove } from './provisioning.ts';
import { isPending, type ScheduleKind, type ScheduleRequest } from './records.ts';

/** Graph forgets cancelled requests after this long. */
const forgottenAfterMs = 30 * 24 * 3_600_000;

/** The request with this id, unless it was cancelled so long ago that Graph has deleted it. */
export function requestOf(pim: Pim, kind: ScheduleKind, id: string): ScheduleRequest | undefined {
  return requestsOf(pim, kind).find((request) => request.id === id.toLowerCase());
}

/** All requests of a kind that Graph still knows. */
export function requestsOf(pim: Pim, kind: ScheduleKind): ScheduleRequest[] {
  const now = pim.world.clock.now().getTime();
  return pim.state.requests.filter(
    ({ kind: given, canceledAt }) =>
      given === kind && (canceledAt === null || now - canceledAt.getTime() < forgottenAfterMs),
  );
}

/** Calls off a request that waits. Throws 404, 403 for a stranger, 400 RequestCannotBeCancelled in any other state. */
export function cancelRequest(pim: Pim, caller: Caller, kind: ScheduleKind, id: string): ScheduleRequest {
  const request = requestOf(pim, kind, id);
  if (request === undefined) throw resourceNotFound(id);
  const isOwn = caller.id === request.principalId || caller.id === request.createdBy.id;
  if (caller.kind === 'user' && !isOwn && !holdsRole(pim, caller.id, administratorRoles))
    throw unauthorizedAccess();
  const isCancelable =
    request.status === 'Granted' || (isPending(request) && request.status !== 'PendingProvisioning');
  if (!isCancelable) throw pimRefusal('RequestCannotBeCancelled');
  request.status = 'Canceled';
  request.canceledAt = pim.world.clock.now();
  closeApproval(pim, request.id);
  const schedule = pim.state.schedules.find((one) => one.id === request.id);
  if (schedule !== undefined) remove(pim, schedule);
  auditPim(pim, {
    activity:
      request.action === 'selfActivate' ? activationActivity.canceled : grantActivity(request, 'canceled'),
    operation: 'Delete',
    by: { kind: caller.kind, id: caller.id },
    subject: subjectOfRequest(request),
    reason: request.justification,
  });
  return request;
}
