import { type Caller } from '../authorisation.ts';
import { entryOf } from '../../entries.ts';
import { GraphError, resourceNotFound, unauthorizedAccess } from '../graphError.ts';
import { auditPim, subjectOfRequest } from './audit.ts';
import { activationActivity } from './auditWords.ts';
import { eligibilitiesFor } from './lookups.ts';
import { type Pim } from './pim.ts';
import { refuseFailed } from './policyChecks.ts';
import { activeHolders, administratorRoles, transitiveMembers } from './principals.ts';
import { grant } from './provisioning.ts';
import { type Approval, type Approver, type ScheduleRequest } from './records.ts';

/** A request may be decided for this long; Entra has no setting for it. */
const windowMs = 24 * 3_600_000;

/** Ids of the users who may decide: the named ones, members of named groups, or the privileged administrators. */
export function approverIds(pim: Pim, approval: Approval): Set<string> {
  if (approval.approvers.length === 0) return new Set(activeHolders(pim, administratorRoles));
  const ids = approval.approvers.flatMap(({ kind, id }) =>
    kind === 'user' ? [id] : transitiveMembers(pim, id),
  );
  return new Set(ids.filter((id) => entryOf(pim.world.tenant.users, id) !== undefined));
}

/** Whether the caller is asked to decide: an approver, and not about the caller's own request. */
export const isAsked = (pim: Pim, approval: Approval, caller: Caller): boolean =>
  caller.kind === 'user' && caller.id !== approval.requestorId && approverIds(pim, approval).has(caller.id);

/** Opens the approval of a request; it lapses after a day. */
export function openApproval(
  pim: Pim,
  request: ScheduleRequest,
  approvers: readonly Approver[],
  isJustificationRequired: boolean,
): void {
  const approval: Approval = {
    id: request.id,
    requestorId: request.principalId,
    approvers,
    isJustificationRequired,
    reviewResult: 'NotReviewed',
    status: 'InProgress',
    justification: null,
    reviewedBy: null,
    reviewedAt: null,
  };
  pim.state.approvals.set(approval.id, approval);
  audit(pim, request, undefined, 'approvalRequested');
  pim.timers.at(`lapse:${approval.id}`, new Date(request.createdAt.getTime() + windowMs), () => {
    approval.status = 'Expired';
    request.status = pim.state.choices.lapsedStatus;
    audit(pim, request, undefined, 'lapsed');
  });
}

/** Nobody may decide any more: the request was cancelled. */
export function closeApproval(pim: Pim, requestId: string): void {
  pim.timers.cancel(`lapse:${requestId}`);
  const approval = pim.state.approvals.get(requestId);
  if (approval?.status === 'InProgress') approval.status = 'Expired';
}

/** An approver's word on a request. */
export interface Decision {
  readonly reviewResult: 'Approve' | 'Deny';
  readonly justification: string | null;
}

/**
 * Decides a request. Throws 404 when there is no such approval, 403 for a caller who is not asked, 409 when it was
 * decided, cancelled or lapsed, 400 when the justification is missing.
 */
export function decide(pim: Pim, caller: Caller, approvalId: string, decision: Decision): ScheduleRequest {
  const approval = pim.state.approvals.get(approvalId.toLowerCase());
  const request = pim.state.requests.find((one) => one.id === approval?.id);
  if (approval === undefined || request === undefined) throw resourceNotFound(approvalId);
  if (!isAsked(pim, approval, caller)) throw unauthorizedAccess();
  if (approval.status !== 'InProgress')
    throw new GraphError(409, 'Conflict', 'The approval step was already completed.');
  if (approval.isJustificationRequired && (decision.justification ?? '').trim() === '')
    refuseFailed(
      [{ name: 'JustificationRule', reason: 'Justification is required' }],
      pim.world.tenant.wire.policyMessage,
    );
  pim.timers.cancel(`lapse:${approval.id}`);
  approval.reviewResult = decision.reviewResult;
  approval.status = 'Completed';
  approval.justification = decision.justification;
  approval.reviewedBy = caller.id;
  approval.reviewedAt = pim.world.clock.now();
  audit(pim, request, approval, decision.reviewResult === 'Approve' ? 'approved' : 'denied');
  if (decision.reviewResult === 'Deny') request.status = 'Denied';
  else grantApproved(pim, request);
  return request;
}

/** The eligibility may be gone by the time somebody approves. */
function grantApproved(pim: Pim, request: ScheduleRequest): void {
  const eligibility = eligibilitiesFor(pim, request.principalId, request.roleDefinitionId).find(
    (one) => one.directoryScopeId === request.directoryScopeId,
  );
  if (eligibility === undefined) request.status = 'Failed';
  else grant(pim, request, eligibility.id);
}

function audit(
  pim: Pim,
  request: ScheduleRequest,
  decided: Approval | undefined,
  step: keyof typeof activationActivity,
): void {
  const by = { kind: 'user', id: decided?.reviewedBy ?? request.createdBy.id } as const;
  auditPim(pim, {
    activity: activationActivity[step],
    operation: 'Update',
    by: step === 'lapsed' ? undefined : by,
    subject: subjectOfRequest(request),
    reason: decided === undefined ? request.justification : decided.justification,
  });
}
