import { type Person } from '../ids.ts';
import { type RoleSettings } from '../policy.ts';
import { type FollowedRequest } from '../records.ts';
import { type ActivationRequest, withoutTag } from '../requests.ts';
import { isScopeKnown, type Role, type Scope } from '../roles.ts';
import { type OperationDeps } from './deps.ts';

/** What Latchkey will remember of a request, from PIM's own answer and the directory's names. */
export async function followRequest(
  { directory, clock }: Pick<OperationDeps, 'directory' | 'clock'>,
  request: ActivationRequest,
  about: {
    readonly requestor: Person;
    readonly role: Role;
    readonly scope: Scope;
    readonly settings: RoleSettings | undefined;
    /** `false`: asked for in the portal or by another tool. */
    readonly isMadeHere: boolean;
  },
): Promise<FollowedRequest> {
  const requestor = await directory.person(about.requestor.id);
  const now = clock.now();
  return {
    id: request.id,
    tenantId: about.requestor.tenantId,
    requestor: about.requestor.id,
    requestorName: requestor?.displayName ?? about.requestor.id,
    requestorUserPrincipalName: requestor?.userPrincipalName ?? '',
    roleDefinitionId: request.roleDefinitionId,
    roleName: about.role.displayName,
    isPrivileged: about.role.isPrivileged,
    isBuiltIn: about.role.isBuiltIn,
    scopeId: about.scope.id,
    scopeName:
      about.scope.kind === 'tenant' || !isScopeKnown({ scopeId: about.scope.id })
        ? undefined
        : (about.scope.displayName ?? about.scope.id),
    durationMinutes: request.durationMinutes,
    justification: withoutTag(request.justification),
    ticketNumber: request.ticketNumber,
    ticketSystem: request.ticketSystem,
    status: request.status,
    approvalId: request.approvalId,
    isApproverJustificationRequired: about.settings?.approval.isApproverJustificationRequired ?? true,
    createdAt: request.createdAt ?? now,
    startAt: request.startAt,
    endAt: undefined,
    decision: undefined,
    decidedBy: undefined,
    decidedByName: undefined,
    decisionComment: undefined,
    decidedAt: undefined,
    readAt: now,
    isOpen: true,
    isMadeHere: about.isMadeHere,
  };
}
