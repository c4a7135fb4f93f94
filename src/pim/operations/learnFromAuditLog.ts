import { type Approval } from '../approvals.ts';
import { type AuditedActivity, type DirectoryAudit } from '../directoryAudits.ts';
import { type TenantId } from '../ids.ts';
import { type FollowedRequest } from '../records.ts';
import { type ActivationRequest, isWaitingForApproval, phaseOf } from '../requests.ts';
import { type Scope, UNKNOWN_SCOPE } from '../roles.ts';
import { askApprovers } from './askApprovers.ts';
import { isAskedForHere, type ToldActivation } from './askedForHere.ts';
import { type OperationDeps } from './deps.ts';
import { followRequest } from './followRequest.ts';
import { type Looking } from './houseBypasses/activationNews.ts';
import { lookForBypass } from './houseBypasses/lookForBypass.ts';
import { withReading } from './refreshRequest.ts';

/** What learning needs. */
export type LearningDeps = Omit<OperationDeps, keyof Looking> & Looking;

/** What a row of PIM's own log means for what Latchkey shows, asks and records. Learning from a row again changes nothing. */
export async function learnFromAuditLog(
  deps: LearningDeps,
  tenantId: TenantId,
  audit: DirectoryAudit,
): Promise<void> {
  if (audit.activity === 'requested') return;
  const followed = await deps.requests.of(tenantId, audit.requestId);
  switch (audit.activity) {
    case 'approvalRequested':
      if (followed === undefined) await followFromElsewhere(deps, tenantId, audit);
      // Asked again after a process ended between the two: whoever has a card gets no second one.
      else if (!followed.isMadeHere) await askApprovers(deps, followed);
      return;
    case 'activated':
      await learnOfActivation(deps, tenantId, audit, followed);
      if (followed?.isOpen === true) await deps.requests.markDue(tenantId, followed.id);
      return;
    case 'ended':
      if (followed?.isOpen === true) await deps.requests.markDue(tenantId, followed.id);
      return;
    case 'approved':
    case 'denied':
    case 'canceled':
    case 'lapsed':
      if (followed !== undefined) await settleFromElsewhere(deps, followed, audit);
  }
}

/**
 * Somebody asked in the portal, or a process ended between PIM's answer and our own note of it: approvers get a card
 * either way. The row has no scope: where the person is eligible for the role at several places the card says to look in
 * Entra, until an approver's own token has read the request, or it is active.
 */
async function followFromElsewhere(
  deps: LearningDeps,
  tenantId: TenantId,
  audit: DirectoryAudit,
): Promise<void> {
  const { roleDefinitionId, principalId } = audit;
  if (roleDefinitionId === undefined || principalId === undefined) return;
  const eligible = await (deps.held ?? deps.directory).eligibleRolesOf(principalId);
  const scopes = eligible.filter(({ role }) => role.id === roleDefinitionId).map(({ scope }) => scope);
  const scope = onlyOne(scopes) ?? nowhereKnown;
  if (scope === nowhereKnown) {
    deps.logger.info(
      { event: 'request.scopeUnknown', requestId: audit.requestId },
      'The card of a request of the portal does not say its scope: it is not in the log',
    );
  }
  const [role, settings] = await Promise.all([
    deps.directory.role(roleDefinitionId),
    deps.directory.settingsOf(roleDefinitionId),
  ]);
  const isMadeHere = await isAskedForHere(deps, toldIn(tenantId, audit, scope.id), audit.reason);
  const request = requestIn(audit, { roleDefinitionId, principalId, scope });
  const requestor = { tenantId, id: principalId };
  const followed = await followRequest(deps, request, { requestor, role, scope, settings, isMadeHere });
  await deps.requests.save(followed);
  await askApprovers(deps, followed);
}

const nowhereKnown: Scope = { id: UNKNOWN_SCOPE, kind: 'object', displayName: undefined };

/** The scope that needs no guess. */
function onlyOne([scope, ...others]: readonly Scope[]): Scope | undefined {
  return others.every(({ id }) => id === scope?.id) ? scope : undefined;
}

function requestIn(
  { requestId, reason, at, startAt, endAt }: DirectoryAudit,
  about: Pick<ActivationRequest, 'roleDefinitionId' | 'principalId'> & { readonly scope: Scope },
): ActivationRequest {
  const isLong = startAt !== undefined && endAt !== undefined && endAt > startAt;
  return {
    id: requestId,
    status: 'PendingApproval',
    action: 'selfActivate',
    principalId: about.principalId,
    roleDefinitionId: about.roleDefinitionId,
    scopeId: about.scope.id,
    createdAt: at,
    approvalId: requestId,
    justification: reason,
    // The log does not say it: the card shows none.
    ticketNumber: '',
    ticketSystem: '',
    startAt: startAt !== undefined && startAt > at ? startAt : undefined,
    durationMinutes: isLong ? Math.round((endAt.getTime() - startAt.getTime()) / 60_000) : undefined,
    endAt: undefined,
    createdByName: undefined,
  };
}

const statusAfter: Readonly<Partial<Record<AuditedActivity, string>>> = {
  denied: 'Denied',
  canceled: 'Canceled',
  lapsed: 'TimedOut',
};

/**
 * The row tells what an app may not read of the request itself. What was decided here already is known better; but of what
 * PIM calls denied, canceled or lapsed no activation ever began, and what was taken for one was another's.
 */
async function settleFromElsewhere(
  deps: LearningDeps,
  followed: FollowedRequest,
  audit: DirectoryAudit,
): Promise<void> {
  const ended = statusAfter[audit.activity];
  const neverBegan = ended !== undefined && followed.endAt !== undefined;
  const isUnsettled = isWaitingForApproval(followed) || phaseOf(followed.status) === 'scheduled';
  const isToLearn = followed.isOpen && followed.endAt === undefined && isUnsettled;
  if (!isToLearn && !neverBegan) return;
  const status = ended ?? followed.status;
  await withReading(deps, followed, { status, active: [], approval: approvalIn(audit), neverBegan });
  if (audit.activity === 'approved') await deps.requests.markDue(followed.tenantId, followed.id);
}

function approvalIn({ activity, requestId, actor, at, reason }: DirectoryAudit): Approval | undefined {
  if (activity !== 'approved' && activity !== 'denied') return undefined;
  return {
    id: requestId,
    steps: [
      {
        id: requestId,
        isAssignedToMe: false,
        status: 'Completed',
        reviewResult: activity === 'approved' ? 'Approve' : 'Deny',
        justification: reason,
        reviewedAt: at,
        reviewedBy: actor,
      },
    ],
  };
}

const toldIn = (
  tenantId: TenantId,
  { requestId, principalId, roleDefinitionId }: DirectoryAudit,
  scopeId: string,
): ToldActivation => ({
  requestId,
  requestor: principalId === undefined ? undefined : { tenantId, id: principalId },
  roleDefinitionId,
  scopeId,
});

async function learnOfActivation(
  deps: LearningDeps,
  tenantId: TenantId,
  audit: DirectoryAudit,
  followed: FollowedRequest | undefined,
): Promise<void> {
  const { scopeId = UNKNOWN_SCOPE, isMadeHere: isKnownAsOurs = false } = followed ?? {};
  const isMadeHere =
    isKnownAsOurs || (await isAskedForHere(deps, toldIn(tenantId, audit, scopeId), audit.reason));
  if (!isMadeHere) await recordBypass(deps, tenantId, audit);
  const { requestId, roleDefinitionId, principalId, at, startAt, endAt } = audit;
  if (roleDefinitionId === undefined || principalId === undefined) return;
  const requestor = { tenantId, id: principalId };
  await lookForBypass(
    deps,
    { requestId, requestor, roleDefinitionId, at, startAt, endAt, isMadeHere },
    followed,
  );
}

/** PIM's rules held, Latchkey's were not asked: the trail says so, once, for whoever looks after the house rules. */
async function recordBypass(
  { audit: trail }: Pick<OperationDeps, 'audit'>,
  tenantId: TenantId,
  { requestId, roleDefinitionId, principalId, at }: DirectoryAudit,
): Promise<void> {
  const facts = {
    activatedAt: at.toISOString(),
    ...(principalId === undefined ? {} : { principal: principalId }),
  };
  const entry = { event: 'activation.bypassed', tenantId, actor: principalId, requestId, facts } as const;
  await trail.append(
    roleDefinitionId === undefined ? entry : { ...entry, roleDefinitionId },
    `bypass/${tenantId}/${requestId}`,
  );
}
