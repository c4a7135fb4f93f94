import { PimError, isPimError } from '../errors.ts';
import { type ActivationInput, unmetRules } from '../policy.ts';
import { type PimGateway } from '../ports.ts';
import { type FollowedRequest, type Intent, type Operation } from '../records.ts';
import { type ActivationRequest, operationOf, tagged } from '../requests.ts';
import { isSameRole, type RoleAtScope, roleAtScope, scopeOfId } from '../roles.ts';
import { afterWriting } from './afterWriting.ts';
import { askApprovers } from './askApprovers.ts';
import { type OperationDeps } from './deps.ts';
import { followRequest } from './followRequest.ts';
import { openRequestCard } from './openRequestCard.ts';

type ActivateIntent = Extract<Intent, { kind: 'activate' }>;

/** The form's fields in a stored intent. */
export const inputOf = (intent: ActivateIntent): ActivationInput => ({
  durationMinutes: intent.durationMinutes,
  justification: intent.justification,
  ticketNumber: intent.ticketNumber,
  ticketSystem: intent.ticketSystem,
  startAt: intent.startAt === undefined ? undefined : new Date(intent.startAt),
});

/**
 * Submits an activation and remembers the request. The role's settings are checked first (from the cache), then PIM,
 * which is the authority; the person's eligibility is read beside the submission, for names only.
 * @throws PimError
 */
export async function activateRole(
  deps: OperationDeps,
  pim: PimGateway,
  operation: Operation,
  intent: ActivateIntent,
): Promise<FollowedRequest> {
  const role = { roleDefinitionId: intent.roleDefinitionId, scopeId: intent.scopeId };
  const settings = await deps.directory.settingsOf(role.roleDefinitionId);
  const input = inputOf(intent);
  const unmet = unmetRules(settings, input, deps.clock.now());
  if (unmet.length > 0) throw new PimError('policy_not_satisfied', 'The role asks for more', { unmet });
  const [request, eligible] = await Promise.all([
    pim.selfActivate(role, { ...input, justification: tagged(input.justification, operation.id) }),
    // An empty list only costs the scope its name; whether the person is eligible is PIM's to say.
    pim.eligibleRoles().catch(() => []),
  ]);
  return afterWriting(() => remember(deps, operation, role, request, eligible));
}

/**
 * Finds the request that a lost answer left behind: ours only if it carries the operation's tag.
 * @returns `undefined` when PIM has no such request, so that it is safe to submit again.
 */
export async function findActivation(
  deps: OperationDeps,
  pim: PimGateway,
  operation: Operation,
  intent: ActivateIntent,
): Promise<FollowedRequest | undefined> {
  const requests = await pim.myRequests({ isOpenOnly: false });
  const request = requests.find(({ justification }) => operationOf(justification) === operation.id);
  if (request === undefined) return undefined;
  const role = { roleDefinitionId: intent.roleDefinitionId, scopeId: intent.scopeId };
  return remember(deps, operation, role, request, await pim.eligibleRoles().catch(() => []));
}

async function remember(
  deps: OperationDeps,
  operation: Operation,
  role: RoleAtScope,
  request: ActivationRequest,
  eligible: Awaited<ReturnType<PimGateway['eligibleRoles']>>,
): Promise<FollowedRequest> {
  const eligibility = eligible.find((candidate) => isSameRole(roleAtScope(candidate), role));
  const [definition, settings] = await Promise.all([
    eligibility?.role ?? deps.directory.role(role.roleDefinitionId),
    deps.directory.settingsOf(role.roleDefinitionId).catch((error: unknown) => {
      if (isPimError(error)) return undefined;
      throw error;
    }),
  ]);
  const scope = eligibility?.scope ?? scopeOfId(role.scopeId);
  const followed = await followRequest(deps, request, {
    requestor: operation.person,
    role: definition,
    scope,
    settings,
    isMadeHere: true,
  });
  await deps.requests.save(followed);
  await askApprovers(deps, followed);
  await openRequestCard(deps, operation, followed);
  return followed;
}
